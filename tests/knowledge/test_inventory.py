"""Everything in a plan is answered: each inventory row has its entries, and they name it."""

import re
import unicodedata
from pathlib import Path

import pytest

from knowledge.catalogue import MUNICIPALITIES
from knowledge.errors import BadFile
from knowledge.inventory import read_doubts, read_inventory
from knowledge.text.normal import squeeze
from knowledge.text.tokens import topic_words

AT_LEAST = {"sasebo": 150, "ogaki": 130, "mutsu": 55, "nagasaki": 40, "sado": 40}

PLANS = Path(__file__).parents[3] / "shared" / "plans"

GLOSS = re.compile(r"（[^（）]*）")
# Words that say what kind of thing a row is, before its name.
LABEL = re.compile(r"^(KPI|用語|ステップ(?: [0-9a-z/-]+)*|数値目標|[①-⑳]|重点課題|基本方針|R7年度の目標|事務局|最高責任者)\s*(?=\S)")


def bare_name(name):
    return LABEL.sub("", GLOSS.sub("", name).strip() or name)


def told_by(catalogue, entries):
    """The texts of entries in which the name of what they are about may stand."""
    own = [text for e in entries for text in (e.question, *e.phrasings, e.initiative or "", e.answer, *(f.name for f in e.figures))]
    return "\n".join(own + [name for e in entries for i in catalogue.indicators_of(e) for name in (i.name, *i.aliases)])


def names_it(row, told):
    """A name with an id of the plan's stands there letter by letter; a description does so with all its words."""
    if squeeze(row.name) in squeeze(told) or squeeze(bare_name(row.name)) in squeeze(told):
        return True
    return row.id is None and set(topic_words(bare_name(row.name))) <= set(topic_words(told))


@pytest.mark.parametrize(("municipality", "number"), AT_LEAST.items())
def test_enough_entries(catalogue, municipality, number):
    assert len(catalogue.municipalities[municipality].entries) >= number


def test_rows_have_entries_of_the_city(catalogue, city):
    known = {entry.id for entry in catalogue.municipalities[city].entries}
    assert not [(row.name, name) for row in read_inventory(MUNICIPALITIES / city) for name in row.entries if name not in known]


def test_rows_are_named_by_their_entries(catalogue, city):
    by_id = {entry.id: entry for entry in catalogue.municipalities[city].entries}
    rows = read_inventory(MUNICIPALITIES / city)
    assert not [row.name for row in rows if not names_it(row, told_by(catalogue, [by_id[name] for name in row.entries]))]


def test_every_plan_id_of_an_entry_stands_in_the_inventory(catalogue, city):
    listed = {row.id for row in read_inventory(MUNICIPALITIES / city) if row.id}
    ids = {entry.project_id for entry in catalogue.municipalities[city].entries if entry.project_id}
    assert not {i for i in ids if not any(i in row_id or row_id in i for row_id in listed)}


@pytest.mark.parametrize(
    ("municipality", "pattern"),
    [
        ("ogaki", r"◆\s*([^(（\n]+)"),
        ("sasebo", r"【((?:観光|農林水産|子ども|教育|都市|土木|保福|防災|窓口|多様化|高質化|職場環境)\d(?:-[a-z0-9]+)+)"),
        ("mutsu", r"^・([^\s・。]+の向上|[^\s・。]+の改革|[^\s・。]+の強化)$"),
    ],
)
def test_what_the_plan_marks_as_an_initiative_is_named(catalogue, municipality, pattern):
    path = PLANS / f"{municipality}.txt"
    if not path.is_file():
        pytest.skip(f"計画の文章（{path.name}）がないため、取り組みがそろっているかを確かめられません")
    marked = set(re.findall(pattern, unicodedata.normalize("NFKC", path.read_text(encoding="utf-8")), re.MULTILINE))
    ids = " ".join(row.id or "" for row in read_inventory(MUNICIPALITIES / municipality))
    told = squeeze(told_by(catalogue, catalogue.municipalities[municipality].entries) + ids)
    assert marked
    assert not {name for name in marked if squeeze(name) not in told}


def test_every_entry_has_a_source(catalogue, city):
    assert all(entry.sources for entry in catalogue.municipalities[city].entries)


def test_doubts_give_a_reason(city):
    assert all(doubt.reason for doubt in read_doubts(MUNICIPALITIES / city))


def test_a_row_without_an_entry_is_refused(tmp_path):
    (tmp_path / "inventory.yml").write_text("- {name: 図書館, id: null, place: 第1章, entries: []}\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"inventory\.yml: 1件目: entries: 1個以上必要です"):
        read_inventory(tmp_path)
