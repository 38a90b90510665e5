"""What follows a share, as it is shown: conditions, copies, corrections, requests, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.groups.projections.pages import GroupHeader
from portal.groups.projections.sharing import GatewayChoice
from portal.groups.rules import Purpose


@dataclass(frozen=True, slots=True)
class Conditions:
    """The handling conditions of a share that the viewer has yet to accept."""

    share_id: UUID
    lender: str
    contact: str
    purpose: Purpose
    text: str
    until: datetime


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy, who holds it, and what became of it."""

    id: UUID
    reference: str
    lender: str
    holder: str
    agency: str
    kind: str
    what: str
    taken_at: datetime
    recalled_at: datetime | None
    destroyed_at: datetime | None
    how: str | None

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.destroyed_at is not None:
            return "Destroyed"
        return "Not confirmed" if self.recalled_at is not None else "Held"


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction as one recipient was told it."""

    id: UUID
    recipient: str
    reference: str
    lender: str
    text: str
    sent_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None


@dataclass(frozen=True, slots=True)
class CopiesPage:
    """The copies of a group and the corrections sent, for those who run it."""

    header: GroupHeader
    copies: tuple[CopyLine, ...]
    corrections: tuple[CorrectionLine, ...]
    may_correct: bool


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A request as its asker reads it: their own words, and a group only once they see it."""

    about: str
    need: str
    purpose: Purpose
    asked_at: datetime
    group_id: UUID | None


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request as those who answer it read it."""

    id: UUID
    about: str
    need: str
    purpose: Purpose
    asked_at: datetime
    asker: str
    agency_id: UUID
    agency: str
    group_id: UUID | None
    group: str | None
    gateways: tuple[GatewayChoice, ...]
    answer: str
    answered_at: datetime | None
    shared_since: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the viewer: its kind, its row, what to call it, since when."""

    kind: str
    id: UUID
    text: str
    note: str
    at: datetime
