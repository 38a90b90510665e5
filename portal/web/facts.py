"""What a record's page lays out: rows of facts, entries of a history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Row:
    """One fact.  ``change`` is what the link changes, in words: "the next review"."""

    label: str
    value: str | None
    href: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: what, when, by whom; a few words, and a link that names its goal."""

    title: str
    when: date
    who: str = ""
    text: str = ""
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """One field of a conflict: what was typed, what is there now.

    ``name`` is the field to send again, when it can be mended as text.
    """

    label: str
    yours: str
    theirs: str
    name: str = ""
