"""What a viewer is shown of the register, and what they may ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.core.paging import Page
from portal.groups.rules import Area, GroupStatus, Theme


class Order(StrEnum):
    """The closed list of orders; a minus turns one round."""

    REVIEW = "review"
    REVIEW_LAST = "-review"
    BAND = "band"
    BAND_LAST = "-band"
    NAME = "name"
    NAME_LAST = "-name"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which groups of those in sight: an empty choice narrows nothing."""

    areas: Sequence[str] = ()
    """Where they do harm."""
    bases: Sequence[str] = ()
    """Where their people mainly live."""
    themes: Sequence[str] = ()
    bands: Sequence[str] = ()
    tiers: Sequence[int] = ()
    statuses: Sequence[str] = ()
    agencies: Sequence[UUID] = ()
    led_by_me: bool = False
    order: Order = Order.REVIEW


@dataclass(frozen=True, slots=True)
class LeadAgency:
    """An agency that leads groups in sight, and how many."""

    id: UUID
    name: str
    groups: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A line of the register: a named None stands where the viewer's view holds nothing."""

    id: UUID
    reference: str
    operation_name: str | None
    area: Area
    theme: Theme
    status: GroupStatus
    lead_agency: str
    band: str | None
    tier: int | None
    due_on: date | None
    """The day of the next review, for those who hold the lead view."""
    review_month: date | None
    holds_grading: bool

    @property
    def title(self) -> str:
        """The operation's name where it may be known, else the reference."""
        return self.operation_name or self.reference


@dataclass(frozen=True, slots=True)
class Register:
    """One page of the register."""

    lines: Page[GroupLine]


@dataclass(frozen=True, slots=True)
class LedLine:
    """A group that the viewer leads, as My work shows it."""

    id: UUID
    title: str
    band: str | None
    due_on: date | None
