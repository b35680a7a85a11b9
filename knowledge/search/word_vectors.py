"""Word vectors on disk: a memory-mapped array and a sorted table of word keys, shared by all processes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import SearchError

Floats = NDArray[np.float32]

_ROWS, _KEYS, _PLACES = "vectors.npy", "vector_keys.npy", "vector_places.npy"


def word_key(word: str) -> int:
    """64 bits that stand for a word."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


class WordVectors:
    """Looks up unit-length vectors of words; an empty one knows no word."""

    def __init__(self, rows: NDArray[np.float16], keys: NDArray[np.uint64], places: NDArray[np.int32]) -> None:
        self._rows, self._keys, self._places = rows, keys, places

    @property
    def width(self) -> int:
        """The vectors' length."""
        return int(self._rows.shape[1])

    def lookup(self, words: Sequence[str]) -> Floats:
        """One row per word, in order; zeros for a word that is not known."""
        found = np.zeros((len(words), self.width), dtype=np.float32)
        if not words or not len(self._keys):
            return found
        wanted = np.array([word_key(word) for word in words], dtype=np.uint64)
        spots = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        known = self._keys[spots] == wanted
        found[known] = self._rows[self._places[spots[known]]]
        return found


def no_vectors(width: int = 300) -> WordVectors:
    """Vectors that know no word: search then rests on the words themselves and on what the corpus tells."""
    return WordVectors(np.zeros((0, width), np.float16), np.zeros(0, np.uint64), np.zeros(0, np.int32))


def save_vectors(folder: Path, vectors: Floats, places: Mapping[str, int]) -> None:
    """Write the vectors and the words that point at their rows."""
    folder.mkdir(parents=True, exist_ok=True)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.save(folder / _ROWS, (vectors / np.maximum(lengths, 1e-9)).astype(np.float16))
    keys = np.array([word_key(word) for word in places], dtype=np.uint64)
    order = np.argsort(keys)
    np.save(folder / _KEYS, keys[order])
    np.save(folder / _PLACES, np.fromiter(places.values(), dtype=np.int32, count=len(places))[order])


def load_vectors(folder: Path) -> WordVectors:
    """Map the files that `save_vectors` wrote; SearchError when they can't be read."""
    try:
        rows, keys, places = (np.load(folder / name, mmap_mode="r") for name in (_ROWS, _KEYS, _PLACES))
    except (OSError, ValueError) as error:
        raise SearchError(f"{folder}: 単語ベクトルがありません（python -m knowledge.search.build で作ります）") from error
    return WordVectors(rows, keys, places)


def vectors_exist(folder: Path) -> bool:
    """Whether all three files are there."""
    return all((folder / name).is_file() for name in (_ROWS, _KEYS, _PLACES))


def unit(rows: Floats) -> Floats:
    """Every row at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Floats = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return result


def without_directions(rows: Floats, directions: Floats) -> Floats:
    """Unit rows without their part along some directions (one per row of `directions`)."""
    kept: Floats = (rows - (rows @ directions.T) @ directions).astype(np.float32)
    return unit(kept)


def first_directions(rows: Floats, count: int) -> Floats:
    """The strongest common directions of rows (not centred): what every text shares says nothing of its topic."""
    _, vectors = np.linalg.eigh(rows.T @ rows)
    result: Floats = vectors[:, ::-1][:, :count].T.astype(np.float32)
    return result


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, in order of appearance."""
    return tuple(dict.fromkeys(words))
