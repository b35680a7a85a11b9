"""What the build leaves for serving, under MADOGUCHI_DATA/search; written and read here alone."""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.errors import SearchError
from knowledge.search.analysis import Analyser
from knowledge.search.confidence import Calibration, Confidence
from knowledge.search.domain import Domain
from knowledge.search.encoded import remembering
from knowledge.search.encoder import Encode, fingerprint, load_encoder
from knowledge.search.evidence import EVIDENCE
from knowledge.search.index import Lexicon
from knowledge.search.ranker import LinearRanker, Ranker
from knowledge.search.ranking import Thresholds
from knowledge.search.stack import Stack
from knowledge.search.stack_file import linear_of, packed_stack, read_stack
from knowledge.search.synonym_file import read_synonyms
from knowledge.search.word_vectors import load_vectors, no_vectors, vectors_exist
from knowledge.settings import read_knowledge_settings

# The two kinds of corpora a ranker is fitted for: bare question–answer pairs, and entries with residents' phrasings.
BARE, SPOKEN = "ranker-bare", "ranker-spoken"

_CONFIDENCE = "confidence.json"
_ENCODED = "documents.npz"

_log = logging.getLogger(__name__)


def search_folder() -> Path:
    """Where the artefacts lie."""
    return read_knowledge_settings().data / "search"


@lru_cache(maxsize=2)
def load_lexicon(folder: Path, added: tuple[tuple[str, ...], ...] = ()) -> Lexicon:
    """The word vectors of a data folder (none where they were not built), the synonyms of the file and those `added` by staff."""
    vectors = load_vectors(folder) if vectors_exist(folder) else no_vectors()
    return Lexicon(Analyser((*read_synonyms(), *added)), vectors, operators_encoder(folder))


def operators_encoder(folder: Path) -> Encode | None:
    """The encoder that is set, with the documents that it has encoded before; None without one."""
    model = read_knowledge_settings().encoder
    return _loaded(model, folder) if model else None


@lru_cache(maxsize=1)
def _loaded(model: Path, folder: Path) -> Encode:
    encode = load_encoder(model)
    return remembering(encode, fitted_folder(folder, encode) / _ENCODED)


def fitted_folder(folder: Path, encode: Encode | None) -> Path:
    """Where rankers and confidence lie: the folder itself, or one of its own for what was fitted with an encoder, which serves that encoder alone."""
    return folder / f"encoder-{fingerprint(encode)}" if encode else folder


def _serving_folder(folder: Path) -> Path:
    """What was fitted with the encoder that is set; what was fitted without, where none is set or nothing was fitted with it."""
    own = fitted_folder(folder, operators_encoder(folder))
    # Written last: where it lies, the rankers lie too.
    return own if (own / _CONFIDENCE).is_file() else folder


def save_ranker(folder: Path, name: str, ranker: LinearRanker | Stack) -> None:
    """Write a ranker in the place of the one before it: a linear one as JSON, a stack as arrays."""
    stack = folder / f"{name}.npz"
    if isinstance(ranker, Stack):
        write_whole(stack, [packed_stack(ranker)])
        return
    write_json(folder / f"{name}.json", asdict(ranker))
    stack.unlink(missing_ok=True)


def load_ranker(folder: Path, name: str) -> Ranker | None:
    """Read a ranker, fitted with the encoder that is set where there is such a one: the stack, else the linear one; None where nothing was built."""
    stack = _serving_folder(folder) / f"{name}.npz"
    return read_stack(stack) if stack.is_file() else load_linear(folder, name)


def load_linear(folder: Path, name: str) -> LinearRanker | None:
    """Read a linear ranker, fitted with the encoder that is set where there is such a one; None where it was not built."""
    content = read_artefact(_serving_folder(folder) / f"{name}.json")
    return linear_of(content) if content else None


def save_confidence(folder: Path, confidence: Confidence, measured: Mapping[str, float]) -> None:
    """Write calibration, thresholds and domain beside the measurement that set them."""
    write_json(folder / _CONFIDENCE, {**asdict(confidence), "measured": dict(measured)})


def load_confidence(folder: Path) -> Confidence | None:
    """Read them, beside the ranker that they belong to; None where they were not built, or for other evidence than today's."""
    serving = _serving_folder(folder)
    if serving == folder and operators_encoder(folder):
        _log.warning("MADOGUCHI_ENCODER のモデルに合わせた順位付けがないので、モデルなしの順位付けで答えます（python -m knowledge.search.build で作れます）")
    content = read_artefact(serving / _CONFIDENCE)
    if not content or tuple(content["calibration"]["names"]) != EVIDENCE:
        return None
    given, domain = content["calibration"], content["domain"]
    calibration = Calibration(EVIDENCE, tuple(given["weights"]), given["intercept"], given["slope"], given["shift"])
    return Confidence(calibration, Thresholds(**content["thresholds"]), Domain(tuple(domain["weights"]), domain["intercept"]))


def load_measured(folder: Path) -> dict[str, float]:
    """What was measured when the confidence that serves was fitted; empty where nothing was."""
    content = read_artefact(_serving_folder(folder) / _CONFIDENCE)
    return dict(content["measured"]) if content else {}


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
