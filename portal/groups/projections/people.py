"""What is shown of the people of a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.core.paging import Page
from portal.groups.projections.pages import GroupHeader
from portal.groups.rules import (
    Area,
    Basis,
    Category,
    Confidence,
    InvolvementRole,
    NominalStatus,
    StatementState,
)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What one agency says of a nominal's part in a group."""

    id: UUID
    group_id: UUID
    agency: str
    role: InvolvementRole
    category: Category
    basis: Basis
    confidence: Confidence
    from_on: date | None
    to_on: date | None
    state: StatementState
    version: int
    may_edit: bool = False
    may_answer: bool = False
    group: str = ""
    """The group's name or reference, where the page is not the group's own."""


@dataclass(frozen=True, slots=True)
class NominalLine:
    """A nominal, and their part in the group as each agency states it."""

    id: UUID
    reference: str
    also: tuple[str, ...]
    """References of nominals that are held to be the same person."""
    name: str | None
    """Surname first; None where the view lists people and names none."""
    born: date | None
    home_area: Area
    home_district: str | None
    status: NominalStatus
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the people of a group."""

    header: GroupHeader
    people: Page[NominalLine]
    on: date | None
    """The day that is asked about; none for everybody ever recorded."""
    may_add: bool


@dataclass(frozen=True, slots=True)
class CombinationLine:
    """That two nominals are held to be one person."""

    id: UUID
    other_id: UUID
    other: str
    is_kept: bool
    """Whether the nominal shown is the one that is kept."""
    agency: str
    reason: str
    made_at: datetime
    undone_at: datetime | None
    may_undo: bool


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group in which the viewer may state something."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class NominalPage:
    """A nominal, as far as it is in sight."""

    id: UUID
    reference: str
    name: str | None
    born: date | None
    address: str | None
    external_id: str | None
    home: str
    status: NominalStatus
    owner: str
    statements: tuple[StatementLine, ...]
    combinations: tuple[CombinationLine, ...]
    groups: tuple[GroupChoice, ...]
    """The groups in which the viewer may state that this nominal has a part."""
    may_combine: bool

    @property
    def title(self) -> str:
        """The name where it may be known, else the reference."""
        return self.name or self.reference


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement to be changed, ended or answered."""

    line: StatementLine
    nominal_id: UUID
    nominal: str
