"""What a resident can tap or type the number of: a quick reply on phones, a numbered line everywhere."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from web.line.text_length import cut, units

MAX_OFFERS = 13

_MAX_LABEL = 20
_MAX_TEXT = 300
_NUMBER = re.compile(r"[(（]?(\d{1,2})[)）.．番]?(?:目|です)?")


@dataclass(frozen=True)
class Offer:
    """Shown as `label`; taking it says `text` to the bot, or does `data` (a postback) when there is any."""

    label: str
    text: str = ""
    data: str = ""


def order(do: str, **values: str) -> str:
    """The data of a postback that orders something of this program."""
    return urlencode({"do": do, **values})


def read_order(data: str) -> dict[str, str]:
    """What a postback's data orders; empty for data that isn't ours."""
    found = dict(parse_qsl(data, keep_blank_values=True))
    return found if "do" in found else {}


def numbered(offers: Sequence[Offer]) -> str:
    """The offers as lines with numbers, for LINE on a computer, which shows no quick replies."""
    return "\n".join(f"{number}. {offer.label}" for number, offer in enumerate(offers, 1))


def quick_reply(offers: Sequence[Offer]) -> dict[str, Any]:
    """The offers as buttons under the message."""
    return {"items": [{"type": "action", "action": _action(number, offer)} for number, offer in enumerate(offers[:MAX_OFFERS], 1)]}


def _action(number: int, offer: Offer) -> dict[str, Any]:
    label = cut(offer.label, _MAX_LABEL)
    if offer.data:
        return {"type": "postback", "label": label, "data": offer.data, "displayText": cut(offer.label, _MAX_TEXT)}
    if units(offer.text) > _MAX_TEXT:
        return {"type": "postback", "label": label, "data": order("take", number=str(number)), "displayText": cut(offer.label, _MAX_TEXT)}
    return {"type": "message", "label": label, "text": offer.text}


def kept(offers: Sequence[Offer]) -> tuple[dict[str, str], ...]:
    """The offers in the form the user row keeps them."""
    return tuple(vars(offer).copy() for offer in offers)


def taken_offer(text: str, offered: Sequence[Mapping[str, str]]) -> Offer | None:
    """The offer whose number, or whose whole label, was typed."""
    plain = unicodedata.normalize("NFKC", text).strip()
    number = _NUMBER.fullmatch(plain)
    if number and 1 <= int(number[1]) <= len(offered):
        return Offer(**offered[int(number[1]) - 1])
    return next((Offer(**offer) for offer in offered if offer["data"] and unicodedata.normalize("NFKC", offer["label"]) == plain), None)
