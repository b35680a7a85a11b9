"""YAML out: the repository's own bytes for all that is unchanged, its format for what was changed, and nothing is lost."""

import difflib
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from knowledge.catalogue import MUNICIPALITIES, load_municipality
from knowledge.entry import Entry, Translation
from knowledge.store import as_json
from tests.staff_desk import CERTIFICATES
from web.staff.answers.city_folder import MADE_HERE, folder_files, zip_folder
from web.staff.answers.entry_yaml import yaml_of

NAMES = ("nagasaki", "sado", "mutsu", "sasebo", "ogaki")


@pytest.fixture(scope="module")
def ogaki():
    return load_municipality(MUNICIPALITIES / "ogaki")


def with_change(city, name=CERTIFICATES, **changes):
    return replace(city, entries=tuple(replace(entry, **changes) if entry.id == name else entry for entry in city.entries))


def written_to(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def differences(city):
    """What git would show of the export: the lines taken away and added, over all files."""
    lines = []
    for name, content in folder_files(city).items():
        path = MUNICIPALITIES / city.profile.id / name
        before = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        shown = difflib.unified_diff(before, content.decode().splitlines(), n=0, lineterm="")
        lines += [line for line in shown if not line.startswith(("---", "+++", "@@"))]
    return lines


@pytest.mark.parametrize("name", NAMES)
def test_unchanged_knowledge_is_the_repositorys_to_the_byte(catalogue, name):
    folder = MUNICIPALITIES / name
    assert folder_files(catalogue.municipalities[name]) == {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yml")}


def test_a_changed_field_changes_its_own_lines_alone(ogaki):
    old = next(entry for entry in ogaki.entries if entry.id == CERTIFICATES)
    assert old.department is None and old.confirm_by is None
    lines = differences(with_change(ogaki, department="窓口サービス課", confirm_by="2027-03-31", question="証明書をコンビニで取れますか: いつ"))
    assert set(lines) == {
        f"-  question: {old.question}", "+  question: '証明書をコンビニで取れますか: いつ'", "-  department: null", "+  department: 窓口サービス課",
        "+  confirm_by: '2027-03-31'",
    }  # fmt: skip


def test_every_field_written_anew_reads_back_the_same(catalogue):
    for entry in catalogue.entries:
        assert [TypeAdapter(Entry).validate_python(row) for row in yaml.safe_load(yaml_of([as_json(entry)]))] == [entry]


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": "一行目です。\n二行目: です。\n# 三行目"},
        {"answer": "  字下げから始まる答え"},
        {"phrasings": ("はい", "null", "1.5", "- 列", "「鍵」: 値")},
        {"translations": {"en": Translation("Can I?", "Yes.\nAt: the shop.")}},
        {"related": (), "indicators": ()},
        {"question": "絵文字🙂と\u3000全角の空き"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_changed_folder_reads_back_as_published(ogaki, tmp_path, changes):
    city = with_change(ogaki, **changes)
    assert load_entries(written_to(tmp_path / "ogaki", folder_files(city))) == {entry.id: entry for entry in city.entries}


def load_entries(folder: Path):
    rows = [row for path in sorted((folder / "faq").glob("*.yml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return {row["id"]: TypeAdapter(Entry).validate_python(row) for row in rows}


def test_new_entries_stand_in_a_file_of_their_own_and_withdrawn_ones_are_gone(ogaki, tmp_path):
    kept = tuple(entry for entry in ogaki.entries if entry.id != CERTIFICATES)
    new = replace(ogaki.entries[0], id="ogaki.new-1", phrasings=("一", "二", "三", "四", "五"))
    files = folder_files(replace(ogaki, entries=(*kept, new)))
    assert files[MADE_HERE].startswith(b"- id: ogaki.new-1\n")
    found = load_entries(written_to(tmp_path / "ogaki", files))
    assert CERTIFICATES not in found and found["ogaki.new-1"] == new
    more = replace(new, id="ogaki.new-2")
    again = folder_files(replace(ogaki, entries=(*kept, new, more)), tmp_path / "ogaki")
    assert again[MADE_HERE].startswith(files[MADE_HERE]) and b"- id: ogaki.new-2" in again[MADE_HERE]


def test_a_changed_indicator_is_told(ogaki):
    first = ogaki.indicators[0]
    city = replace(ogaki, indicators=(replace(first, unit="人くらい"), *ogaki.indicators[1:]))
    assert differences(city) == [f"-  unit: {first.unit}", "+  unit: 人くらい"]


def test_the_desk_gives_the_folder_as_a_zip_file(desk):
    response = desk.client("etsuran").get("/staff/exchange/entries.zip?municipality=ogaki")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert {"ogaki/profile.yml", "ogaki/plan.yml", "ogaki/indicators.yml"} <= set(archive.namelist())
    city = desk.live.clerk.catalogue.municipalities["ogaki"]
    assert zip_folder(city) == response.data
