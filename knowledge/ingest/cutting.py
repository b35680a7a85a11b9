"""A reading cut into passages: each holds what stands between two headings, long ones in pieces."""

from collections.abc import Iterator, Sequence

from knowledge.ingest.heading import Heading, headings
from knowledge.ingest.passage import Passage
from knowledge.ingest.reading import Line, Reading

MAX_LENGTH = 800


def cut(reading: Reading) -> tuple[Passage, ...]:
    """The passages in order; no line of the reading is lost."""
    passages: list[Passage] = []
    path: list[Heading] = []
    body: list[Line] = []
    for line, heading in zip(reading.lines, headings(reading.lines), strict=True):
        if heading is None:
            body.append(line)
            continue
        passages += _pieces(path, body)
        body = []
        # A heading that nothing but its equal follows would be lost with the path.
        if path and heading.rank <= path[-1].rank and _is_bare(path, passages):
            passages.append(Passage(_texts(path), path[-1].text))
        path = [outer for outer in path if outer.rank < heading.rank] + [heading]
    passages += _pieces(path, body)
    if path and _is_bare(path, passages):
        passages.append(Passage(_texts(path), path[-1].text))
    return tuple(passages)


def _is_bare(path: Sequence[Heading], passages: Sequence[Passage]) -> bool:
    return not passages or passages[-1].path[: len(path)] != _texts(path)


def _texts(path: Sequence[Heading]) -> tuple[str, ...]:
    return tuple(heading.text for heading in path)


def _pieces(path: Sequence[Heading], body: Sequence[Line]) -> Iterator[Passage]:
    piece: list[Line] = []
    for line in body:
        if not line.text.strip():
            continue
        if piece and sum(len(held.text) for held in piece) + len(line.text) > MAX_LENGTH:
            yield _passage(path, piece)
            piece = []
        piece.append(line)
    if piece:
        yield _passage(path, piece)


def _passage(path: Sequence[Heading], lines: Sequence[Line]) -> Passage:
    return Passage(_texts(path), "\n".join(line.text.strip() for line in lines), lines[0].page)
