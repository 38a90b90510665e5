"""What a record's page lays out: the entries of a history, the two sides of a conflict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
