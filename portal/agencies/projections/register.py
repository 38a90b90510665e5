"""What the register shows of agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

STATES = {"invited": "Invited", "active": "Active", "suspended": "Suspended", "left": "Left"}
COLOURS = {"invited": "blue", "active": "green", "suspended": "orange", "left": "grey"}
KINDS = (
    "police force", "regional organised crime unit", "trading standards", "local authority",
    "revenue", "immigration enforcement", "government department", "national agency",
    "police and crime commissioner", "probation", "health", "fire and rescue", "housing provider",
)  # fmt: skip
"""The kinds of agency that the register knows."""
MOVES = {
    "invited": (("active", "Activate"),),
    "active": (("suspended", "Suspend"),),
    "suspended": (("active", "Let back in"),),
}
"""The moves from each state that whoever keeps the register makes by hand."""
CHANGES = {"merge": "Merger", "split": "Split", "rename": "New name", "leave": "Leaving"}
PROGRESS = {"proposed": "Proposed", "done": "Carried out", "withdrawn": "Withdrawn"}


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency in the list."""

    id: UUID
    name: str
    kind: str
    state: str
    parent: str

    @property
    def state_words(self) -> str:
        """The state in a word."""
        return STATES[self.state]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return COLOURS[self.state]


@dataclass(frozen=True, slots=True)
class PowerLine:
    """A power of an agency's kind, and whether it confirmed that it holds it."""

    id: UUID
    name: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name that an agency bore, until when, and what became of it."""

    name: str
    until: datetime
    what: str
    successor: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan to change the agency."""

    id: UUID
    kind: str
    state: str
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the viewer may do with the agency."""

    describe: bool
    admit: bool
    members: bool
    invite: bool
    propose: bool


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """One agency."""

    line: AgencyLine
    code: str
    contact: str
    parts: Sequence[str]
    powers: Sequence[PowerLine]
    names: Sequence[NameLine]
    plans: Sequence[PlanLine]
    may: Allowed
    is_mine: bool

    @property
    def moves(self) -> Sequence[tuple[str, str]]:
        """The states to which it can be moved, in words."""
        return MOVES.get(self.line.state, ()) if self.may.admit and not self.is_mine else ()
