"""What the lead view is shown of the lead officer's log, and of who did what with a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.core.paging import Page
from portal.groups.projections.pages import GroupHeader
from portal.groups.rules import Audience, LogKind


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry of the lead officer's log."""

    id: UUID
    kind: LogKind
    audience: Audience
    text: str
    written_at: datetime
    writer: str | None
    agency: str | None
    corrects: str | None = None
    """The text of the entry that this one corrects, where that one is in sight."""
    is_corrected: bool = False
    """Whether an entry in sight corrects this one."""


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """One page of the lead officer's log."""

    header: GroupHeader
    entries: Page[LogLine]
    may_write: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that was done with a group or shown of it: by whom, when, and to whom."""

    at: datetime
    words: str
    verb: str
    person: str | None
    agency: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The newest of what is on the record about a group."""

    header: GroupHeader
    lines: tuple[HistoryLine, ...]
    most: int
