"""What can be found, and the part of a text that shows why it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from enum import StrEnum

LONGEST = 8
"""How many words one search takes."""
AROUND = 160


class Kind(StrEnum):
    """What a word was found in."""

    GROUP = "group"
    SUMMARY = "summary"
    NARRATIVE = "narrative"
    NOMINAL = "nominal"
    LENT = "lent"
    PREMISES = "premises"
    ORDER = "order"
    OPERATION = "operation"
    ENTRY = "entry"
    ACTION = "action"
    UPDATE = "update"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return _LABELS[self]


_LABELS = {
    Kind.GROUP: "Group",
    Kind.SUMMARY: "Partner summary",
    Kind.NARRATIVE: "Narrative",
    Kind.NOMINAL: "Person",
    Kind.LENT: "Person lent to you",
    Kind.PREMISES: "Premises",
    Kind.ORDER: "Court order",
    Kind.OPERATION: "Operation",
    Kind.ENTRY: "Lead officer's log",
    Kind.ACTION: "Action",
    Kind.UPDATE: "Update on an action",
}


def excerpt(text: str, words: Collection[str]) -> str:
    """The part of a text around the first of the words that stands in it."""
    plain = " ".join(text.split())
    if len(plain) <= AROUND:
        return plain
    bare = "".join(_bare(letter) for letter in plain)
    places = [found.start() for word in words if (found := re.search(re.escape(word), bare))]
    start = max(0, min(places, default=0) - AROUND // 3)
    if start:
        start = plain.find(" ", start) + 1
    end = start + AROUND
    if end < len(plain):
        end = plain.rfind(" ", start, end)
    return f"{'… ' if start else ''}{plain[start:end]}{' …' if end < len(plain) else ''}"


def _bare(letter: str) -> str:
    """One small letter without its accent, for each letter one."""
    return unicodedata.normalize("NFKD", letter)[:1].lower()[:1] or letter
