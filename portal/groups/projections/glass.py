"""What is shown of sight in an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class GlassLine:
    """One break-glass, as its asker, its answerer or the group's circle read it."""

    id: UUID
    reference: str
    group_id: UUID | None
    """The group, once it has been approved."""
    reason: str
    hours: int
    asked_by: str
    asked_at: datetime
    state: str
    answered_by: str
    answered_at: datetime | None
    until: datetime | None
    ended_at: datetime | None
    is_mine: bool
    is_live: bool

    @property
    def words(self) -> str:
        """Where it stands."""
        if self.is_live:
            return "Open"
        if self.state == "approved":
            return "Over"
        return {"awaiting": "Waiting for an answer", "declined": "Declined"}[self.state]


@dataclass(frozen=True, slots=True)
class GlassPage:
    """The emergencies that the viewer asked for, answers, or is told of."""

    lines: tuple[GlassLine, ...]
    may_ask: bool
