"""What the build leaves for serving, under MADOGUCHI_DATA/search; written and read here alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from knowledge.errors import SearchError
from knowledge.search.analysis import Analyser
from knowledge.search.confidence import Calibration, Confidence
from knowledge.search.domain import Domain
from knowledge.search.encoder import load_encoder
from knowledge.search.evidence import EVIDENCE
from knowledge.search.forest import Forest
from knowledge.search.index import Lexicon
from knowledge.search.ranker import LinearRanker, Ranker
from knowledge.search.ranking import Thresholds
from knowledge.search.stack import Stack
from knowledge.search.synonym_file import read_synonyms
from knowledge.search.word_vectors import load_vectors, no_vectors, vectors_exist
from knowledge.settings import read_knowledge_settings

# The two kinds of corpora a ranker is fitted for: bare question–answer pairs, and entries with residents' phrasings.
BARE, SPOKEN = "ranker-bare", "ranker-spoken"

_CONFIDENCE = "confidence.json"
_FORESTS = ("boosting", "trees")
_ARRAYS = ("feature", "threshold", "children", "value", "roots")


def search_folder() -> Path:
    """Where the artefacts lie."""
    return read_knowledge_settings().data / "search"


@lru_cache(maxsize=2)
def load_lexicon(folder: Path, added: tuple[tuple[str, ...], ...] = ()) -> Lexicon:
    """The word vectors of a data folder (none where they were not built), the synonyms of the file and those `added` by staff."""
    vectors = load_vectors(folder) if vectors_exist(folder) else no_vectors()
    encoder = read_knowledge_settings().encoder
    return Lexicon(Analyser((*read_synonyms(), *added)), vectors, load_encoder(encoder) if encoder else None)


def save_ranker(folder: Path, name: str, ranker: LinearRanker | Stack) -> None:
    """Write a ranker in the place of the one before it: a linear one as JSON, a stack as arrays."""
    stack = folder / f"{name}.npz"
    if isinstance(ranker, Stack):
        write_whole(stack, [_packed(ranker)])
        return
    write_json(folder / f"{name}.json", asdict(ranker))
    stack.unlink(missing_ok=True)


def load_ranker(folder: Path, name: str) -> Ranker | None:
    """Read a ranker: the stack where one was fitted, else the linear one; None where nothing was built."""
    stack = folder / f"{name}.npz"
    return _unpacked(stack) if stack.is_file() else load_linear(folder, name)


def load_linear(folder: Path, name: str) -> LinearRanker | None:
    """Read a linear ranker; None where it was not built."""
    content = read_artefact(folder / f"{name}.json")
    return _linear(content) if content else None


def _linear(content: Mapping[str, Any]) -> LinearRanker:
    return LinearRanker(tuple(content["names"]), tuple(content["standing"]), tuple(content["span"]))


def _packed(stack: Stack) -> bytes:
    arrays = {f"{part}.{name}": value for part in _FORESTS for name, value in vars(getattr(stack, part)).items()}
    told = json.dumps({"linear": asdict(stack.linear), "advisers": [asdict(adviser) for adviser in stack.advisers]})
    file = BytesIO()
    np.savez(file, told=np.array(told), **arrays)
    return file.getvalue()


def _unpacked(path: Path) -> Stack:
    try:
        with np.load(path, allow_pickle=False) as file:
            told = json.loads(str(file["told"]))
            forests = {part: Forest(**{name: file[f"{part}.{name}"] for name in _ARRAYS}, depth=int(file[f"{part}.depth"])) for part in _FORESTS}
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise SearchError(f"{path}: 読めません（python -m knowledge.search.build で作り直せます）") from error
    return Stack(_linear(told["linear"]), **forests, advisers=tuple(map(_linear, told["advisers"])))


def save_confidence(folder: Path, confidence: Confidence, measured: Mapping[str, float]) -> None:
    """Write calibration, thresholds and domain beside the measurement that set them."""
    write_json(folder / _CONFIDENCE, {**asdict(confidence), "measured": dict(measured)})


def load_confidence(folder: Path) -> Confidence | None:
    """Read them; None where they were not built, or for other evidence than today's."""
    content = read_artefact(folder / _CONFIDENCE)
    if not content or tuple(content["calibration"]["names"]) != EVIDENCE:
        return None
    given, domain = content["calibration"], content["domain"]
    calibration = Calibration(EVIDENCE, tuple(given["weights"]), given["intercept"], given["slope"], given["shift"])
    return Confidence(calibration, Thresholds(**content["thresholds"]), Domain(tuple(domain["weights"]), domain["intercept"]))


def write_json(path: Path, content: object) -> None:
    """Write a JSON file as a whole, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, [json.dumps(content, ensure_ascii=False, indent=1).encode()])


def write_whole(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write the parts of a file beside it, then put it in place at once."""
    draft = path.with_suffix(".part")
    with draft.open("wb") as file:
        file.writelines(parts)
    draft.replace(path)


def read_artefact(path: Path) -> dict[str, Any] | None:
    """A JSON artefact; None where there is none, SearchError where it can't be read."""
    if not path.is_file():
        return None
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise SearchError(f"{path}: 読めません（python -m knowledge.search.build で作り直せます）") from error
    return content
