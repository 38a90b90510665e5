"""What is shown of the people who run groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.core.paging import Page
from portal.groups.projections.pages import GroupHeader
from portal.groups.rules.status import Duty
from portal.groups.rules.triggers import Course


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """Somebody with a duty on a group, now or before."""

    id: UUID
    name: str
    agency: str
    duty: Duty
    since: datetime
    until: datetime | None
    is_live: bool


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer of the lead: to whom, how long it waits, what became of it."""

    id: UUID
    to: str
    offered_at: datetime
    offered_by: str
    waits: int
    state: str
    answer: str
    residual_until: date | None


@dataclass(frozen=True, slots=True)
class OfficersPage:
    """The officers of a group, and the offers of its lead."""

    header: GroupHeader
    officers: tuple[OfficerLine, ...]
    offers: tuple[OfferLine, ...]
    unled_for: int | None
    """Days without an accepting lead officer; none while there is one."""
    contact: str
    may_assign: bool
    may_offer: bool

    @property
    def live(self) -> list[OfficerLine]:
        """Those who hold a duty now."""
        return [one for one in self.officers if one.is_live]

    @property
    def past(self) -> list[OfficerLine]:
        """Those who held one."""
        return [one for one in self.officers if not one.is_live]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a duty, with their caseload and their training."""

    id: UUID
    name: str
    agency: str
    caseload: int
    trained_until: date | None


@dataclass(frozen=True, slots=True)
class AssignPage:
    """A group whose officers are to change."""

    header: GroupHeader
    candidates: tuple[tuple[Duty, Candidate], ...]
    live: tuple[OfficerLine, ...]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """A group whose lead is to be offered."""

    header: GroupHeader
    candidates: tuple[Candidate, ...]
    agencies: tuple[tuple[UUID, str], ...]
    holder: str | None
    """The lead officer now."""


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """An offer of the lead, for the one who is asked: they may not see the group yet."""

    id: UUID
    group_reference: str
    note: str
    offered_at: datetime
    offered_by: str
    waits: int
    state: str
    to_my_agency: bool


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A group on one of the lists, with why."""

    id: UUID
    title: str
    lead_agency: str
    why: str


@dataclass(frozen=True, slots=True)
class OfficerLists:
    """The lists of groups without a capable lead officer, and of officers with too many."""

    unled: tuple[ListedGroup, ...]
    named: tuple[ListedGroup, ...]
    """Led, by the import, by somebody who has no account here."""
    untrained: tuple[ListedGroup, ...]
    left: tuple[ListedGroup, ...]
    overloaded: tuple[Candidate, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A course that somebody passed."""

    name: str
    agency: str
    course: Course
    passed_on: date
    expires_on: date
    is_over: bool


@dataclass(frozen=True, slots=True)
class TrainingList:
    """One page of the training in sight."""

    lines: Page[TrainingLine]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team, and who is in it."""

    name: str
    purpose: str
    members: tuple[str, ...]
