"""What the pages of confirming access show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access.viewer import Role

ANSWERS = {"": "Waits", "confirmed": "Confirmed", "ended": "Ended"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many answers the viewer still owes, and by when."""

    items: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role that waits for an answer."""

    id: UUID
    name: str
    agency: str
    role: Role

    @property
    def label(self) -> str:
        """Whose role it is, in words."""
        return f"{self.name}, {self.agency}: {self.role.label}"


@dataclass(frozen=True, slots=True)
class RolesPage:
    """The roles that wait for the viewer."""

    lines: Sequence[RoleLine]
    total: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """How far one agency has come with its roles, or with the shares of its groups."""

    agency: str
    what: str
    items: int
    confirmed: int
    ended: int

    @property
    def waiting(self) -> int:
        """How many have no answer."""
        return self.items - self.confirmed - self.ended


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round, with what was answered: the evidence that is kept."""

    id: UUID
    started_at: datetime
    due_at: datetime
    is_over: bool
    lines: Sequence[ProgressLine]


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """The rounds, newest first; the newest with its progress."""

    rounds: Sequence[RoundLine]
    may_start: bool
