"""Reading one event."""

import pytest

from web.line.event import Source, addressed_text, read_event


def mentioned(text, *spans, own=True):
    mentionees = [{"type": "user", "index": start, "length": length, "isSelf": own} for start, length in spans]
    message = {"type": "text", "id": "1", "text": text, "mention": {"mentionees": mentionees}}
    return read_event({"type": "message", "source": {"type": "group", "groupId": "C1"}, "message": message})


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (mentioned("@市 ごみは？", (0, 2)), "ごみは？"),
        (mentioned("😀𠮷@市 ごみは？", (4, 2)), "😀𠮷 ごみは？"),
        (mentioned("@市 ごみは？@市", (0, 2), (7, 2)), "ごみは？"),
        (mentioned("@人 ごみは？", (0, 2), own=False), ""),
        (mentioned("ごみは？"), ""),
        (mentioned("ごみは？", (-5, 900)), ""),
    ],
)
def test_what_a_group_says_to_us(event, text):
    assert addressed_text(event) == text


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ({"type": "user", "userId": "U1"}, Source("user", "U1")),
        ({"type": "room", "roomId": "R1", "userId": "U1"}, Source("room", "R1")),
        ({"type": "planet"}, Source("planet", "")),
        (None, Source("", "")),
    ],
)
def test_source(source, read):
    assert read_event({"type": "message", "source": source}).source == read


def test_without_an_id_the_content_is_the_id():
    assert read_event({"type": "x"}).id == read_event({"type": "x"}).id != read_event({"type": "y"}).id
