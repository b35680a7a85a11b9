"""The rich menu of an account: six areas, their actions, and the picture, made here.

`python -m web.line.rich_menu apply ogaki` creates it, shows it to everybody and deletes the one before.
`python -m web.line.rich_menu picture ogaki FILE.png` writes the picture alone, to look at.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.store import open_engine, read_published
from web.errors import BadSetting, WebError
from web.line.api import LineApi
from web.line.desk import find_account
from web.line.offer import order
from web.line.rich_menu_picture import Tile, draw
from web.line.sentence import line_sentences
from web.settings import Settings, read_settings

SIZE = (2500, 1686)
MAX_PICTURE_BYTES = 1_000_000

_COLUMNS, _ROWS = 3, 2
_NAME = "madoguchi"

# Each tile's key in the sentences, what it says to the bot (a sentence's key), or what it orders.
_TILES = (
    ("menu_counter", "menu_counter_message", ""),
    ("menu_childcare", "menu_childcare_message", ""),
    ("menu_disaster", "menu_disaster_message", ""),
    ("menu_settings", "", "settings"),
    ("menu_language", "", "language"),
    ("menu_person", "offer_person_message", ""),
)


def main(arguments: list[str]) -> int:
    """Do one command; returns the exit code. Mistakes are one line: what, and what to do."""
    parser = argparse.ArgumentParser(prog="python -m web.line.rich_menu", description="LINEのリッチメニューを作り、表示します。")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("apply", help="作って全員に表示する").add_argument("account")
    picture = commands.add_parser("picture", help="画像だけをファイルに書く")
    picture.add_argument("account")
    picture.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    try:
        settings = read_settings()
        if options.command == "picture":
            options.file.write_bytes(menu_picture(city_name(settings, options.account)))
            print(f"{options.file} に画像を書きました。")
        else:
            print(f"リッチメニュー {apply(settings, options.account)} を表示しました。")
    except (WebError, KnowledgeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def apply(settings: Settings, account: str) -> str:
    """Create the account's menu, show it to everybody, and delete what stood there before; returns its id."""
    found = find_account(settings, account)
    if found is None:
        raise BadSetting(f"LINEアカウント「{account}」の設定がありません。MADOGUCHI_LINE_{account.upper()}_CHANNEL_SECRET などを設定してください。")
    api = LineApi(found.access_token, settings.line_api_base)
    old = [menu_id for menu_id, name in api.rich_menus().items() if name == _NAME]
    new = api.create_rich_menu(menu(), menu_picture(city_name(settings, account)))
    for menu_id in old:
        api.delete_rich_menu(menu_id)
    return new


def city_name(settings: Settings, account: str) -> str:
    """The name in the picture's head; empty for an account of several cities."""
    city = read_published(open_engine(settings.knowledge.database_url)).municipalities.get(account)
    return city.profile.name if city else ""


def menu() -> dict[str, Any]:
    """The menu's size, areas and actions as LINE takes them."""
    width, height = SIZE
    return {
        "size": {"width": width, "height": height},
        "selected": True,
        "name": _NAME,
        "chatBarText": line_sentences("ja").say("menu_bar"),
        "areas": [{"bounds": _bounds(place), "action": _action(*tile)} for place, tile in enumerate(_TILES)],
    }


def menu_picture(city: str) -> bytes:
    """The menu's picture as PNG."""
    say = line_sentences("ja")
    tiles = [Tile(say.say(key), say.say(f"{key}_hint"), **_bounds(place)) for place, (key, *_) in enumerate(_TILES)]
    return draw(SIZE, tiles, city)


def _bounds(place: int) -> dict[str, int]:
    # Columns of 833 would leave a strip of one pixel: the last one takes it.
    row, column = divmod(place, _COLUMNS)
    left, right = SIZE[0] * column // _COLUMNS, SIZE[0] * (column + 1) // _COLUMNS
    top, bottom = SIZE[1] * row // _ROWS, SIZE[1] * (row + 1) // _ROWS
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _action(key: str, message: str, do: str) -> dict[str, str]:
    say = line_sentences("ja")
    label = say.say(key)
    if do:
        return {"type": "postback", "label": label, "data": order(do), "displayText": label}
    return {"type": "message", "label": label, "text": say.say(message)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
