"""Personal numbers are hidden before anything is stored, forwarded or logged."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

MASK = "●●●"

_DIGIT = r"[0-9０-９]"
_GAP = r"[-‐－―ー\s　]?"
_EMAIL = re.compile(r"[A-Za-z0-9_.+-]+[@＠][A-Za-z0-9_-]+(?:[.．][A-Za-z0-9_-]+)+|[Ａ-Ｚａ-ｚ０-９＿．＋－]+＠[Ａ-Ｚａ-ｚ０-９－]+(?:．[Ａ-Ｚａ-ｚ０-９－]+)+")
_LONG_NUMBER = re.compile(rf"(?<!{_DIGIT}){_DIGIT}(?:{_GAP}{_DIGIT}){{11,18}}(?!{_DIGIT})")
_DASH = r"[-‐－―ー()（）\s　]{1,2}"
_PHONE = re.compile(
    rf"(?<!{_DIGIT})(?:[0０](?:{_DIGIT}{{1,4}}{_DASH}{_DIGIT}{{1,4}}{_DASH}{_DIGIT}{{3,4}}|{_DIGIT}{{9,10}})"
    rf"|[+＋]{_DIGIT}{{2,3}}(?:{_GAP}{_DIGIT}){{8,11}})(?!{_DIGIT})"
)
# Seven digits after what names an account; a post office's account is told by 記号 and 番号.
_NAMED = r"口座(?:番号)?|普通(?:預金)?|当座(?:預金)?|貯蓄(?:預金)?|定期(?:預金)?|(?:銀行|信用金庫|信金|信用組合|農協|JA|支店|本店|出張所)[^\d０-９。\n]{0,12}"
_ACCOUNT = re.compile(rf"((?:{_NAMED})[はが:：、,\s　]*(?:番号[はが:：\s　]*)?){_DIGIT}(?:[-‐－―ー]?{_DIGIT}){{5,7}}(?!{_DIGIT}|[-‐－―ー]{_DIGIT}|年|月|円|人)")
_POST_ACCOUNT = re.compile(rf"(記号[はが:：\s　]*){_DIGIT}{{5}}(?:[-‐－―ー]{_DIGIT})?([、,\s　]*(?:番号)?[はが:：\s　]*){_DIGIT}{{1,8}}")


@dataclass(frozen=True)
class Masked:
    """A message fit to be kept: its text, and whether something was hidden."""

    text: str
    hidden: bool


def mask(text: str) -> Masked:
    """Hide e-mail addresses, personal and card numbers (with a right check digit), phone and account numbers."""
    steps: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
        (_EMAIL, lambda _: MASK),
        (_LONG_NUMBER, _mask_long),
        (_POST_ACCOUNT, lambda m: f"{m[1]}{MASK}{m[2]}{MASK}"),
        (_ACCOUNT, lambda m: m[1] + MASK),
        (_PHONE, lambda _: MASK),
    )
    masked = text
    for pattern, replacement in steps:
        masked = pattern.sub(replacement, masked)
    return Masked(masked, masked != text)


def _mask_long(match: re.Match[str]) -> str:
    digits = [unicodedata.digit(c) for c in match[0] if c.isdigit()]
    return MASK if is_personal_number(digits) or is_card_number(digits) else match[0]


def is_personal_number(digits: list[int]) -> bool:
    """Whether twelve digits end in the check digit of an individual number (総務省令第85号, 2014, article 5)."""
    if len(digits) != 12:
        return False
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
    return digits[11] == (0 if rest <= 1 else 11 - rest)


def is_card_number(digits: list[int]) -> bool:
    """Whether 13–19 digits pass Luhn's check, as payment cards do."""
    if not 13 <= len(digits) <= 19:
        return False
    doubled = (digit if place % 2 == 0 else digit * 2 - 9 * (digit > 4) for place, digit in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0
