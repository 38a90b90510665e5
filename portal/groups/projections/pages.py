"""What a viewer is shown of a group: a named None stands where their view holds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access.precision import said
from portal.access.viewer import STANDARD, Section, View
from portal.groups.projections.fields import counted
from portal.groups.rules import Area, GroupStatus, InvolvementRole, Theme


@dataclass(frozen=True, slots=True)
class SubPage:
    """One of a group's pages: its label and its endpoint."""

    label: str
    endpoint: str


_PAGES = (
    (Section.HEADLINE, SubPage("Overview", "groups.show_group")),
    (Section.MEMBERS, SubPage("People", "groups.show_people")),
    (Section.SCORE, SubPage("Scores", "scoring.show_scores")),
    (Section.PLAN, SubPage("Plan", "plans.show_plan")),
    (None, SubPage("Sharing", "groups.show_sharing")),
    (Section.SUMMARY, SubPage("Links", "groups.show_links")),
    (Section.LOG | Section.SUMMARY, SubPage("Decisions", "groups.show_decisions")),
    (Section.NARRATIVE, SubPage("Officers", "groups.show_officers")),
    (None, SubPage("Intelligence", "groups.show_intelligence")),
    (None, SubPage("Status", "groups.show_status")),
    (None, SubPage("History", "groups.show_history")),
)
"""Each page with the section that opens it; none for pages of those who run the group by duty."""


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
    sections: Section
    """What the viewer's grants of the group open, taken together."""
    is_in_circle: bool

    @property
    def title(self) -> str:
        """The operation's name where it may be known, else the reference."""
        return self.operation_name or self.reference

    @property
    def pages(self) -> tuple[SubPage, ...]:
        """The pages that the viewer's view holds."""
        return tuple(
            page
            for section, page in _PAGES
            if (self.is_in_circle if section is None else section & self.sections)
        )

    def opens(self, section: str) -> bool:
        """Whether the viewer's view opens the section of this name."""
        return Section[section] in self.sections


@dataclass(frozen=True, slots=True)
class Loan:
    """A share that brings the group into the viewer's sight."""

    recipient: str | None
    """The viewer's agency or board, by name."""
    view: View
    purpose: str
    last_day: date
    sections: Section
    """What it opens now: less than the view once did, where the view was narrowed since."""
    shows_holders: bool

    @property
    def words(self) -> str:
        """What it opens, as the page says it."""
        if self.sections == STANDARD[self.view]:
            return self.view.label
        parts = [one[:1].lower() + one[1:] for one in said(self.sections)]
        return "; ".join(["the headline", *parts])

    @property
    def fields(self) -> str:
        """How many of the fields of a group it opens."""
        return counted(self.sections)


@dataclass(frozen=True, slots=True)
class BorrowedPerson:
    """A person as the recipient of a share reads them: None where the step does not go so far."""

    part: InvolvementRole
    name: str | None
    age_band: str | None
    district: str | None
    words: str


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group's overview, as far as the viewer's view goes."""

    header: GroupHeader
    other_themes: tuple[str, ...]
    contact: str
    district: str | None
    members: str | None
    """How many people it has, as a band; for those who may not read the list of them."""
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
    borrowed: tuple[BorrowedPerson, ...]
    """The people of it who were lent to the viewer one by one."""
    holders: tuple[str, ...]
    """Who else holds it by a share, for a recipient who may know; else empty."""
    may_edit_summary: bool
    may_edit_narrative: bool
    may_confirm: bool
    is_adrift: bool
    """Whether the narrative changed since somebody confirmed that the summary holds."""
    base_area: Area
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
