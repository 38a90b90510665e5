"""What the page of the record shows of each entry: who, what, which records, to whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.access.viewer import View
from portal.audit.events import Event, Verb
from portal.audit.kinds import KINDS
from portal.core.clock import LONDON
from portal.core.paging import Page

MOST_RECORDS = 6

NamesOf = Callable[[Collection[UUID]], Mapping[UUID, str]]

_LABELS = {
    "recipient": "To",
    "view": "View",
    "purpose": "Purpose",
    "until": "Until",
    "as_at": "As at",
    "person_id": "Person",
    "agency_id": "Agency",
}
_IDS = frozenset({"person_id", "agency_id"})
_UNSAID = frozenset({"recipient_id"})
"""Facts for machines: the name beside each says the same."""

_COUNTS = frozenset({"found", "items", "page", "words"})
"""Facts that tell of records which the reader may not see: for the auditors of whoever acted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for."""

    number: int = 1
    verb: Verb | None = None
    first: date | None = None
    last: date | None = None
    record: UUID | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A record that an entry names, by its kind and id alone."""

    kind: str
    id: UUID

    @property
    def words(self) -> str:
        """The record in the words of the page."""
        return f"{self.kind.replace('_', ' ')} {self.id.hex[:8]}…"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an entry in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the record."""

    seq: int
    at: datetime
    verb: Verb
    what: str
    who: str
    records: tuple[Named, ...]
    """The first few; ``further`` says how many more the entry names."""
    further: int
    facts: tuple[Fact, ...]
    request_id: str

    @property
    def clock(self) -> str:
        """The time in London, to the second."""
        return self.at.astimezone(LONDON).strftime("%H:%M:%S")


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the record, newest first."""

    wanted: Wanted
    page: Page[LogLine]


def what_was_done(event: str) -> str:
    """The words of an event; one that the code no longer knows is shown as it was written."""
    try:
        return KINDS[Event(event)].words
    except ValueError:
        return event


def named_in(facts: Mapping[str, Any]) -> list[UUID]:
    """The ids among facts whose names a reader wants."""
    return [UUID(str(facts[name])) for name in sorted(_IDS & set(facts))]


def facts_in_words(
    facts: Mapping[str, Any], names: Mapping[UUID, str], *, ours: bool
) -> tuple[Fact, ...]:
    """The facts of an entry, to whom first; of another agency's, no count of what else it named."""
    order = [*_LABELS, *sorted(set(facts) - set(_LABELS))]
    return tuple(
        Fact(_LABELS.get(name, name.replace("_", " ").capitalize()), _said(name, facts, names))
        for name in order
        if name in facts and name not in _UNSAID and (ours or name not in _COUNTS)
    )


def _said(name: str, facts: Mapping[str, Any], names: Mapping[UUID, str]) -> str:
    value = facts[name]
    if name in _IDS:
        return names.get(UUID(str(value)), "outside your view")
    if name == "view" and str(value) in {"1", "2", "3"}:
        return View(int(value)).label
    if name in {"until", "as_at"}:
        return _day(str(value))
    return str(value).replace("_", " ")


def _day(text: str) -> str:
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        return text
    there = day.astimezone(LONDON) if day.tzinfo else day
    return f"{there.day} {there:%B} {there.year}"
