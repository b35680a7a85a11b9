"""The rich menu's picture: white tiles with a title and a hint, in a Japanese font of this machine."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from web.line.errors import LineError

_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/fonts-japanese-gothic.ttf",
    "/System/Library/Fonts/ヒラギノ角ゴシック W6.ttc",
    "C:/Windows/Fonts/meiryob.ttc",
)
_COLOURS = ("#0031D8", "#B3261E", "#115A36", "#6B2FA0", "#004B66", "#5C4300")
_INK, _GREY, _LINE, _PAPER = "#1A1A1C", "#595959", "#D9D9D9", "#FFFFFF"
_TITLE, _HINT, _HEAD = 112, 62, 54


@dataclass(frozen=True)
class Tile:
    """One area: its words and where it lies, in pixels."""

    title: str
    hint: str
    x: int
    y: int
    width: int
    height: int


def draw(size: tuple[int, int], tiles: Sequence[Tile], head: str) -> bytes:
    """The picture as PNG. LineError when the machine has no Japanese font."""
    image = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(image)
    path = font_path()
    for tile, colour in zip(tiles, _COLOURS, strict=True):
        _draw_tile(pen, tile, colour, path)
    if head:
        pen.text((40, 30), head, font=ImageFont.truetype(path, _HEAD), fill=_GREY)
    written = io.BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def font_path() -> str:
    """A Japanese font. LineError when there is none."""
    found = next((path for path in _FONTS if Path(path).is_file()), None)
    if found is None:
        raise LineError("日本語のフォントがありません。`apt-get install fonts-noto-cjk` で入れてから、もう一度実行してください。")
    return found


def _draw_tile(pen: ImageDraw.ImageDraw, tile: Tile, colour: str, path: str) -> None:
    pen.rectangle((tile.x, tile.y, tile.x + tile.width - 1, tile.y + tile.height - 1), outline=_LINE, width=4)
    middle, centre = tile.y + tile.height // 2, tile.x + tile.width // 2
    pen.rounded_rectangle((centre - 90, middle - 220, centre + 90, middle - 190), 15, fill=colour)
    pen.text((centre, middle - 60), tile.title, font=_fitting(path, tile.title, _TITLE, tile.width), fill=_INK, anchor="mm")
    pen.text((centre, middle + 90), tile.hint, font=_fitting(path, tile.hint, _HINT, tile.width), fill=_GREY, anchor="mm")


def _fitting(path: str, text: str, size: int, width: int) -> ImageFont.FreeTypeFont:
    """The font at `size`, or as small as the words need to stay inside their tile."""
    font = ImageFont.truetype(path, size)
    length = font.getlength(text)
    return font if length <= width - 80 else ImageFont.truetype(path, int(size * (width - 80) / length))
