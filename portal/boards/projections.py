"""What a viewer is shown of a board: of a group only what the board itself was given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.boards.rules import Facts, Progress, ProposedItem, Reason, SeatRole, chosen, propose
from portal.core.paging import Page
from portal.groups.rules import Area, GroupStatus, Theme


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board in the list, with its next meeting if one is set."""

    id: UUID
    name: str
    area: Area
    next_meeting_id: UUID | None
    next_meeting: date | None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat: the agency, who holds it where that is in sight, what they do."""

    agency: str
    holder: str | None
    role: SeatRole


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a board's calendar."""

    id: UUID
    held_on: date
    place: str
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class StreamLine:
    """A work stream, and when it was last reported on."""

    id: UUID
    title: str
    lead_agency: str
    progress: Progress
    reported_on: datetime | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group that was shared with the board; no band where it holds the headline alone."""

    id: UUID
    reference: str
    title: str
    status: GroupStatus
    band: str | None
    tier: int | None
    review_month: date | None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A board, its people and its business."""

    id: UUID
    name: str
    area: Area
    purpose: str
    may_make_meeting: bool
    seats: tuple[SeatLine, ...]
    meetings: tuple[MeetingLine, ...]
    older_meetings: int
    streams: tuple[StreamLine, ...]
    groups: Page[GroupLine]


@dataclass(frozen=True, slots=True)
class ProposedAgenda:
    """What the rule proposes for the next meeting of a board."""

    board_id: UUID
    board: str
    facts: Facts

    @property
    def offered(self) -> tuple[ProposedItem, ...]:
        """The items as for a meeting today."""
        return propose(self.facts, self.facts.today)

    def chosen(self, held_on: date, ticked: Collection[str]) -> tuple[ProposedItem, ...]:
        """The items to keep for a meeting on that day."""
        return chosen(self.facts, held_on, ticked)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """An item of an agenda, as it stands today; numbered for this reader."""

    number: int
    reason: Reason
    title: str
    group_id: UUID | None = None
    group: str = ""
    reference: str = ""
    band: str | None = None
    review_month: date | None = None
    previous_band: str | None = None
    moved_on: date | None = None
    owner: str = ""
    due_on: date | None = None
    is_finished: bool = False
    stream_id: UUID | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting and its agenda."""

    id: UUID
    board_id: UUID
    board: str
    held_on: date
    place: str
    items: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report on a work stream."""

    progress: Progress
    note: str
    written_at: datetime
    writer: str


@dataclass(frozen=True, slots=True)
class StreamPage:
    """A work stream with what was reported on it, newest first."""

    id: UUID
    board_id: UUID
    board: str
    title: str
    objective: str
    theme: Theme
    year: int
    lead_agency: str
    progress: Progress
    version: int
    may_report: bool
    reports: Page[ReportLine]


@dataclass(frozen=True, slots=True)
class BoardWork:
    """What waits for a seat holder."""

    boards: tuple[BoardLine, ...]
    runs: frozenset[UUID]
    """The boards that the viewer may make a meeting of."""
    unreported: tuple[StreamLine, ...]
    unreported_in_all: int


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who could be in the room."""

    membership_id: UUID
    label: str
