"""How typed text and dates are read: pure, and shared by every field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from portal.web.filters import MONTHS

# What spreadsheets and word processors put between lines, besides the line feed.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Characters no page, file or database keeps: controls other than tab and line feed, and halves
# of characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\n]+")
# Space at the ends, and what looks like it: zero-width marks that come along with a paste.
_ENDS = " \t\n\u00a0\u200b\u2060\ufeff"
_BETWEEN = re.compile(r"[\s/.,-]+")

_PARTS = ("day", "month", "year")
LONGEST_DATE = 60


def text_of(typed: str) -> str:
    """Text of many lines: line ends alike, no space at either end."""
    return _LINE_ENDS.sub("\n", typed).strip(_ENDS)


def line_of(typed: str) -> str:
    """Text of one line: breaks become spaces, no space at either end."""
    return _BREAKS.sub(" ", text_of(typed)).strip(_ENDS)


def printable(text: str) -> str:
    """The text without the characters that cannot be kept."""
    return _UNPRINTABLE.sub("", text)


class NotADate(Exception):
    """What was typed is no date.  ``words`` go after the field's name; ``box`` is the wrong box."""

    def __init__(self, words: str, box: str = "day") -> None:
        super().__init__(words)
        self.words = words
        self.box = box


def boxes_of(parts: Sequence[str]) -> tuple[str, str, str]:
    """Day, month and year as typed, however many parts were sent.

    A whole date in one box, as a paste leaves it, is spread over the three.
    """
    day, month, year = (*(line_of(part) for part in parts[:3]), "", "", "")[:3]
    filled = [part for part in (day, month, year) if part]
    if len(filled) == 1 and len(filled[0]) <= LONGEST_DATE:
        spread = [token for token in _BETWEEN.split(filled[0]) if token]
        if len(spread) == 3:
            year_first = len(spread[0]) == 4
            day, month, year = reversed(spread) if year_first else spread
    return day, month, year


def date_of(parts: Sequence[str]) -> date | None:
    """The date in three boxes, or None when all are empty.  Raises ``NotADate``."""
    boxes = boxes_of(parts)
    if not any(boxes):
        return None
    if len(parts) > len(_PARTS):
        raise NotADate("must have one day, one month and one year")
    absent = [name for name, typed in zip(_PARTS, boxes, strict=True) if not typed]
    if absent:
        raise NotADate(f"must include a {' and '.join(absent)}", absent[0])
    year = _whole(boxes[2])
    if year is None or len(boxes[2]) != 4:
        raise NotADate("must have a year of 4 numbers, like 2026", "year")
    month = _month(boxes[1])
    if month is None or not 1 <= month <= 12:
        raise NotADate("must be a real date: check the month", "month")
    try:
        return date(year, month, _whole(boxes[0]) or 0)
    except ValueError:
        raise NotADate("must be a real date: check the day", "day") from None


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else None


def _month(typed: str) -> int | None:
    word = typed.lower()
    for number, name in enumerate(MONTHS, start=1):
        if word in (name.lower(), name[:3].lower()) or (number == 9 and word == "sept"):
            return number
    return _whole(typed)
