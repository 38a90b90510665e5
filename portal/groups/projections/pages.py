"""What a viewer is shown of a group: a named None stands where their view holds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access.viewer import View
from portal.groups.rules import Area, GroupStatus, Theme


@dataclass(frozen=True, slots=True)
class SubPage:
    """One of a group's pages: its label and its endpoint."""

    label: str
    endpoint: str


_HEADLINE = (SubPage("Overview", "groups.show_group"),)
_SUMMARY = (*_HEADLINE, SubPage("Plan", "plans.show_plan"))
_FULL = (
    SubPage("Overview", "groups.show_group"),
    SubPage("People", "groups.show_people"),
    SubPage("Scores", "scoring.show_scores"),
    SubPage("Plan", "plans.show_plan"),
    SubPage("Sharing", "groups.show_sharing"),
    SubPage("Decisions", "groups.show_decisions"),
    SubPage("History", "groups.show_history"),
)
_BY_DUTY = frozenset({"groups.show_sharing", "groups.show_history"})
"""Pages of those who run the group: a lead view that was lent does not hold them."""


@dataclass(frozen=True, slots=True)
class GroupHeader:
    """What stands above each of a group's pages."""

    id: UUID
    reference: str
    lead_agency_id: UUID
    lead_agency: str
    status: GroupStatus
    area: Area
    theme: Theme
    operation_name: str | None
    band: str | None
    tier: int | None
    holds_summary: bool
    holds_full: bool
    is_in_circle: bool

    @property
    def title(self) -> str:
        """The operation's name where it may be known, else the reference."""
        return self.operation_name or self.reference

    @property
    def pages(self) -> tuple[SubPage, ...]:
        """The pages that the viewer's view holds."""
        if self.holds_full:
            return tuple(one for one in _FULL if self.is_in_circle or one.endpoint not in _BY_DUTY)
        return _SUMMARY if self.holds_summary else _HEADLINE


@dataclass(frozen=True, slots=True)
class Loan:
    """A share that brings the group into the viewer's sight."""

    recipient: str | None
    """The viewer's agency or board, by name."""
    view: View
    purpose: str
    last_day: date


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group's overview, as far as the viewer's view goes."""

    header: GroupHeader
    other_themes: tuple[str, ...]
    contact: str
    district: str | None
    summary: str | None
    summary_edited_at: datetime | None
    review_month: date | None
    due_on: date | None
    """The day of the next review, for those who hold the lead view."""
    narrative: str | None
    external_reference: str | None
    lead_officer: str | None
    mapped_on: date | None
    loans: tuple[Loan, ...]
    may_edit_summary: bool
    may_share: bool


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The partner summary beside the narrative, for whoever writes it."""

    header: GroupHeader
    text: str
    version: int
    narrative: str
    agencies: int
    """How many agencies read it at the moment."""
    boards: int
