"""What is shown of a group's life: its status, proposals about it, its intelligence queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.groups.projections.pages import GroupHeader
from portal.groups.rules import GroupKind, GroupStatus
from portal.groups.rules.status import ClosureKind, ClosureState, Outcome


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of status: who, when, why."""

    start: GroupStatus
    to: GroupStatus
    reason: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class ClosureLine:
    """A proposal to archive or reopen, and who has had their say."""

    id: UUID
    kind: ClosureKind
    reason: str
    evidence: str
    residual_risk: str
    reopen_triggers: str
    proposed_at: datetime
    proposed_by: str
    endorsed_at: datetime | None
    endorsed_by: str | None
    ratified_at: datetime | None
    ratified_by: str | None
    state: ClosureState
    answer: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class StatusPage:
    """A group's status with its history, its proposals, its trigger and its retention review."""

    header: GroupHeader
    kind: GroupKind
    changes: tuple[ChangeLine, ...]
    closures: tuple[ClosureLine, ...]
    trigger: tuple[UUID, str] | None
    retention_due: date | None
    may_change: bool
    may_describe: bool
    may_answer: bool
    proposes: ClosureKind | None
    """What the viewer may propose now."""


@dataclass(frozen=True, slots=True)
class ClosurePage:
    """A proposal that waits for an answer."""

    header: GroupHeader
    closure: ClosureLine
    step: ClosureState | None
    """The state that the viewer's assent would bring; none when the step is not theirs."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A reference number in the intelligence queue."""

    id: UUID
    reference: str
    received_on: date
    waits: int | None
    """Days since it was received; none once it is reviewed."""
    outcome: Outcome | None
    reviewed_at: datetime | None
    reviewed_by: str | None


@dataclass(frozen=True, slots=True)
class IntelligencePage:
    """The intelligence queue of a group: what is unread first, the oldest at the head."""

    header: GroupHeader
    queue: tuple[ItemLine, ...]
    unread: int
    may_add: bool
    may_review: bool


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item of the queue, about to be marked as reviewed."""

    header: GroupHeader
    item: ItemLine


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A group with unread intelligence, for My work."""

    group_id: UUID
    title: str
    unread: int
    oldest: int
    """Days since the oldest of them was received."""
