"""Everything the cities' knowledge folders hold, read and checked; YAML is read here alone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.calendar import today
from knowledge.concept import CONCEPTS
from knowledge.entry import Entry
from knowledge.errors import BadFile
from knowledge.indicator import Indicator
from knowledge.mistake import field_of, reason_of, reason_unread
from knowledge.municipality import Plan, Profile
from knowledge.text.normal import squeeze
from knowledge.topic import TOPICS

MUNICIPALITIES = Path(__file__).parent / "municipalities"


@dataclass(frozen=True)
class Municipality:
    """One municipality's knowledge."""

    profile: Profile
    plan: Plan
    indicators: tuple[Indicator, ...]
    entries: tuple[Entry, ...]

    @property
    def current(self) -> tuple[Entry, ...]:
        """The entries that may be given today: whatever residents or machines list stands on these, never on `entries`."""
        day = today()
        return tuple(entry for entry in self.entries if entry.valid_on(day))

    @cached_property
    def by_phrasing(self) -> dict[str, Entry]:
        """The entries by each of their phrasings, as `squeeze` makes it; of two that share one, the first."""
        # Made at the first need: a city's phrasings take some 70 ms.
        return {squeeze(phrasing): entry for entry in reversed(self.entries) for phrasing in entry.phrasings}


@dataclass(frozen=True)
class Catalogue:
    """The knowledge of every served municipality, by id."""

    municipalities: dict[str, Municipality]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries of all municipalities."""
        return tuple(entry for city in self.municipalities.values() for entry in city.entries)

    @property
    def current(self) -> tuple[Entry, ...]:
        """The entries of all municipalities that may be given today."""
        return tuple(entry for city in self.municipalities.values() for entry in city.current)

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, if there is one."""
        return self._by_id.get(entry_id)

    def current_entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, if it may be given today."""
        entry = self.entry(entry_id)
        return entry if entry and entry.valid_on(today()) else None

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    def indicators_of(self, entry: Entry) -> tuple[Indicator, ...]:
        """The indicators an entry names, in its order."""
        by_id = {indicator.id: indicator for indicator in self.municipalities[entry.municipality].indicators}
        return tuple(by_id[name] for name in entry.indicators if name in by_id)

    def by_phrasing(self, municipality: str, words: str) -> Entry | None:
        """A municipality's entry that can be asked for by just these words."""
        city = self.municipalities.get(municipality)
        asked = squeeze(words)
        return city.by_phrasing.get(asked) if city and asked else None

    def by_concept(self, municipality: str, concept: str) -> Entry | None:
        """A municipality's entry on a concept, if its plan has one."""
        city = self.municipalities.get(municipality)
        return next((entry for entry in city.entries if entry.concept == concept), None) if city else None


def load_catalogue(folder: Path = MUNICIPALITIES, only: Iterable[str] | None = None) -> Catalogue:
    """Read and check the municipalities' folders; BadFile at the first mistake."""
    wanted = set(only) if only is not None else None
    folders = sorted(path for path in folder.iterdir() if (path / "profile.yml").is_file())
    return Catalogue({path.name: load_municipality(path) for path in folders if wanted is None or path.name in wanted})


def load_municipality(folder: Path) -> Municipality:
    """Read and check one municipality's folder."""
    profile = _one(folder / "profile.yml", Profile)
    plan = _one(folder / "plan.yml", Plan)
    indicators = tuple(read_rows(folder / "indicators.yml", Indicator))
    placed = [(path, entry) for path in sorted((folder / "faq").glob("*.yml")) for entry in read_rows(path, Entry)]
    _check_profile(folder, profile)
    _check_indicators(folder, indicators)
    _check_entries(folder, placed, {indicator.id for indicator in indicators})
    return Municipality(profile, plan, indicators, tuple(entry for _, entry in placed))


class _UniqueKeys(yaml.CSafeLoader):
    """Refuses a mapping that has a name twice; YAML itself would silently keep the last value."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = set()
        for key, _ in node.value:
            if str(key.value) in names:
                raise yaml.constructor.ConstructorError(None, None, f"「{key.value}」が二度書かれています", key.start_mark)
            names.add(str(key.value))
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """A YAML file's content; BadFile when it is no YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)  # noqa: S506 - _UniqueKeys is a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadFile(_short(path), "-", "-", reason_unread(error)) from error


def _one[T](path: Path, kind: type[T]) -> T:
    return _parsed(path, "-", read_yaml(path), kind)


def read_rows[T](path: Path, kind: type[T]) -> Iterator[T]:
    """A file's list, each row as `kind`; BadFile at the first row that is none."""
    rows = read_yaml(path) or []
    if not isinstance(rows, list):
        raise BadFile(_short(path), "-", "-", "一覧（- で始まる行）ではありません")
    for number, row in enumerate(rows, 1):
        place = str(row.get("id") or f"{number}件目") if isinstance(row, dict) else f"{number}件目"
        yield _parsed(path, place, row, kind)


def _parsed[T](path: Path, place: str, value: Any, kind: type[T]) -> T:
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadFile(_short(path), place, field_of(first), reason_of(first)) from error


def _check_profile(folder: Path, profile: Profile) -> None:
    if profile.id != folder.name:
        raise BadFile(_short(folder / "profile.yml"), profile.id, "id", f"フォルダー名「{folder.name}」と違います")


def _check_indicators(folder: Path, indicators: tuple[Indicator, ...]) -> None:
    path = folder / "indicators.yml"
    for name, count in Counter(indicator.id for indicator in indicators).items():
        if count > 1:
            raise BadFile(_short(path), name, "id", "同じ id の指標が複数あります")
        if not name.startswith(f"{folder.name}."):
            raise BadFile(_short(path), name, "id", f"「{folder.name}.」で始まりません")


def _check_entries(folder: Path, placed: list[tuple[Path, Entry]], indicators: set[str]) -> None:
    ids = Counter(entry.id for _, entry in placed)
    concepts = Counter(entry.concept for _, entry in placed if entry.concept)
    owner: dict[str, str] = {}
    for path, entry in placed:
        for field, reason in mistakes(entry, folder.name, ids, concepts, indicators):
            raise BadFile(_short(path), entry.id, field, reason)
        for phrasing in (entry.question, *entry.phrasings):
            other = owner.setdefault(squeeze(phrasing), entry.id)
            if other != entry.id:
                raise BadFile(_short(path), entry.id, "phrasings", f"「{phrasing}」は {other} にもあります")


def mistakes(entry: Entry, city: str, ids: Counter[str], concepts: Counter[str], indicators: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry among the others of its city: field and reason, one at a time."""
    if entry.municipality != city:
        yield "id", f"「{city}.」で始まりません"
    if ids[entry.id] > 1:
        yield "id", "同じ id の項目が複数あります"
    if entry.topic not in TOPICS:
        yield "topic", f"「{entry.topic}」は話題の一覧にありません"
    if entry.concept and entry.concept not in CONCEPTS:
        yield "concept", f"「{entry.concept}」は概念の一覧にありません"
    if entry.concept and concepts[entry.concept] > 1:
        yield "concept", f"「{entry.concept}」の項目が複数あります"
    for name in entry.indicators:
        if name not in indicators:
            yield "indicators", f"指標「{name}」がありません"
    for name in entry.related:
        if name not in ids:
            yield "related", f"項目「{name}」がありません"


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:])
