"""Documents in the encoder's space, kept in a file: encoding is slow, and an edit changes one text of hundreds."""

import contextlib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge.search.encoder import Encode
from knowledge.search.word_vectors import Floats, distinct, word_key

_MOST = 10_000


def remembering(encode: Encode, path: Path) -> Encode:
    """An encoder that looks many texts, which are documents, up in a file first; a resident's question comes alone and is not kept."""

    def remembered(texts: Sequence[str]) -> Floats:
        if len(texts) == 1:
            return encode(texts)
        known = _read(path)
        new = [text for text in distinct(texts) if word_key(text) not in known]
        if new:
            known |= zip(map(word_key, new), encode(new), strict=True)
            keys = map(word_key, texts) if len(known) > _MOST else known
            _write(path, {key: known[key] for key in keys})
        return np.stack([known[word_key(text)] for text in texts])

    return remembered


def _read(path: Path) -> dict[int, Floats]:
    """Rows by the key of their text; none where the file is missing or damaged."""
    try:
        with np.load(path) as kept:
            return dict(zip(kept["keys"].tolist(), kept["rows"], strict=True))
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return {}


def _write(path: Path, known: Mapping[int, Floats]) -> None:
    """Write all as a whole; where that can't be written, the next index encodes anew."""
    draft = path.with_suffix(".part")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            np.savez(file, keys=np.array(list(known), dtype=np.uint64), rows=np.stack(list(known.values())))
        draft.replace(path)
