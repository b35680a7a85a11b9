"""The rich menu: as LINE wants it, without gaps, with a picture small enough."""

import io

import pytest
from PIL import Image

from tests.line_stand_in.line_schema import problems
from web.errors import BadSetting
from web.line.rich_menu import MAX_PICTURE_BYTES, SIZE, apply, menu, menu_picture


def test_the_menu_is_as_line_wants_it():
    assert not problems("RichMenuRequest", menu())


def test_the_areas_cover_the_picture_without_overlap():
    bounds = [area["bounds"] for area in menu()["areas"]]
    assert sum(b["width"] * b["height"] for b in bounds) == SIZE[0] * SIZE[1]
    assert (max(b["x"] + b["width"] for b in bounds), max(b["y"] + b["height"] for b in bounds)) == SIZE


@pytest.mark.parametrize("city", ["大垣市", ""])
def test_the_picture_fits(city):
    picture = menu_picture(city)
    assert Image.open(io.BytesIO(picture)).size == SIZE
    assert len(picture) <= MAX_PICTURE_BYTES


def test_applying_twice_leaves_one_menu(line):
    settings = line.app.extensions["settings"]
    first, second = apply(settings, "ogaki"), apply(settings, "ogaki")
    assert first != second
    assert (list(line.platform.rich_menus), line.platform.default_menu) == ([second], second)
    assert line.platform.pictures[second].startswith(b"\x89PNG")
    assert line.platform.refused == []


def test_an_unknown_account_is_said_so(line):
    with pytest.raises(BadSetting, match="設定してください"):
        apply(line.app.extensions["settings"], "nowhere")


@pytest.mark.parametrize("area", menu()["areas"], ids=lambda area: area["action"]["label"])
def test_every_tile_is_answered(line, area):
    from tests.line_stand_in.webhook_event import postback_event, user_id

    action = area["action"]
    shown = (
        line.say(action["text"])
        if action["type"] == "message"
        else line.send(postback_event(user_id(1), action["data"], line.platform.issue_token(user_id(1))))
    )
    assert shown
    assert "今は使えません" not in str(shown)
