"""The shelf: indexes that were built once lie here as files; every process maps the same one instead of building its own."""

import fcntl
import hashlib
import mmap
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.search.artefacts import write_whole
from knowledge.search.document import Document
from knowledge.search.index import Index, Lexicon
from knowledge.search.reading import Kept, Readings
from knowledge.settings import ROOT

_SOURCES = ("knowledge/search", "knowledge/text")
_KEPT = 6
_KEPT_READINGS = 2
_ALIGNMENT = 64
_PROBE = "住民票"


def shelved_index(documents: Sequence[Document], lexicon: Lexicon, folder: Path) -> Index:
    """The complete index over documents: from the shelf in `folder`, or built and put there; built in memory where that can't be written."""
    path = folder / f"index-{_key(documents, lexicon, folder)}.bin"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(folder):
            return _take(path, lexicon) or _build(documents, lexicon, path)
    except OSError:
        return Index(documents, lexicon).complete()


def _key(documents: Sequence[Document], lexicon: Lexicon, folder: Path) -> str:
    """What an index depends on: the documents, the synonyms, the word vectors, the encoder, and the code that builds it."""
    parts = (documents, lexicon.analyser.groups, _encoder_state(lexicon), _vectors_state(folder), _code_state())
    return _digest(*parts)


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def _encoder_state(lexicon: Lexicon) -> bytes | None:
    """What an encoder makes of a fixed word tells one encoder from another."""
    return lexicon.encode([_PROBE]).tobytes() if lexicon.encode else None


def _vectors_state(folder: Path) -> list[tuple[str, int, int]]:
    return [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.glob("vector*.npy"))]


@lru_cache(maxsize=1)
def _code_state() -> str:
    sources = sorted(path for folder in _SOURCES for path in (ROOT / folder).rglob("*.py"))
    return hashlib.blake2b(b"".join(path.read_bytes() for path in sources), digest_size=12).hexdigest()


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Whoever comes second waits, and finds what the first has built."""
    with (folder / "shelf.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _take(path: Path, lexicon: Lexicon) -> Index | None:
    """The index in a file, its arrays mapped and not read; None where there is none or it is damaged."""
    try:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        sizes, start = _unpickled(view[_ALIGNMENT:]), int.from_bytes(view[:8], "little")
        body, buffers = _cut(view[start:], sizes)
        index: Index = _unpickled(body, buffers)
    except (OSError, ValueError, EOFError, pickle.UnpicklingError, AttributeError):
        return None
    path.touch()
    return index.with_lexicon(lexicon)


def _unpickled(body: memoryview | bytes, buffers: Sequence[memoryview] = ()) -> Any:
    return pickle.loads(body, buffers=buffers)  # noqa: S301  (our own file, in the data folder that nobody else may write)


def _cut(view: memoryview, sizes: Sequence[int]) -> tuple[memoryview, list[memoryview]]:
    parts, place = [], 0
    for size in sizes:
        parts.append(view[place : place + size])
        place += _padded(size)
    return parts[0], parts[1:]


def _build(documents: Sequence[Document], lexicon: Lexicon, path: Path) -> Index:
    kept = path.parent / f"readings-{_digest(lexicon.analyser.groups, _vectors_state(path.parent), _code_state())}.pickle"
    readings = Readings(lexicon.analyser, _read_before(kept))
    index = Index(documents, lexicon, readings).complete()
    _put(path, index)
    if not readings.mostly_known:
        write_whole(kept, [pickle.dumps(index.keep(readings), protocol=5)])
    for pattern, count in (("index-*.bin", _KEPT), ("readings-*.pickle", _KEPT_READINGS)):
        for old in sorted(path.parent.glob(pattern), key=lambda file: file.stat().st_mtime, reverse=True)[count:]:
            old.unlink()
    return index


def _read_before(path: Path) -> Kept | None:
    try:
        kept: Kept = _unpickled(path.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, TypeError):
        return None
    return kept


def _put(path: Path, index: Index) -> None:
    """The file: where the parts start, their sizes, then each part at a multiple of 64 bytes, the pickle first and the arrays after it."""
    buffers: list[pickle.PickleBuffer] = []
    body = pickle.dumps(index.without_lexicon(), protocol=5, buffer_callback=buffers.append)
    parts = [memoryview(body), *(buffer.raw() for buffer in buffers)]
    sizes = pickle.dumps([part.nbytes for part in parts])
    start = _ALIGNMENT + _padded(len(sizes))
    head = start.to_bytes(_ALIGNMENT, "little") + sizes.ljust(start - _ALIGNMENT, b"\0")
    write_whole(path, [head, *(piece for part in parts for piece in (part, bytes(_padded(part.nbytes) - part.nbytes)))])


def _padded(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
