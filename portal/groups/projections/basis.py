"""What is shown of what shares rest on: agreements to renew, consents to pass material on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.agencies.rules import URGENT_WITHIN, ConsentState, Purpose
from portal.core.paging import Page
from portal.groups.projections.pages import GroupHeader


@dataclass(frozen=True, slots=True)
class Stopping:
    """A share that stops with its agreement."""

    group_id: UUID
    group: str
    recipient: str


@dataclass(frozen=True, slots=True)
class RenewalLine:
    """An agreement that somebody must renew, with the shares in sight that hang on it."""

    id: UUID
    name: str
    title: str
    ends_on: date
    days_left: int
    owner: str
    is_ours: bool
    """Whether the viewer's agency keeps it."""
    shares: tuple[Stopping, ...]

    @property
    def is_urgent(self) -> bool:
        """Whether it lapses soon, or has lapsed."""
        return self.days_left <= URGENT_WITHIN


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A request for onward release, or the consent that answered it."""

    id: UUID
    group_id: UUID | None
    """None where the group itself is not in the viewer's sight."""
    group: str
    owner: str
    recipient: str
    purpose: Purpose
    state: ConsentState
    asked_at: datetime
    until: date | None
    has_run_out: bool

    @property
    def words(self) -> str:
        """Its state, as a tag says it."""
        return "Run out" if self.has_run_out else self.state.label

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        if self.has_run_out:
            return "grey"
        return {"asked": "blue", "given": "green"}.get(self.state.value, "grey")


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    """The requests and consents in the viewer's sight."""

    lines: Page[ConsentLine]


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """One request for onward release, with its answer."""

    line: ConsentLine
    need: str
    asked_by: str
    reference: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    withdrawn_at: datetime | None
    may_answer: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """An agency or a recipient to choose."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class AskPage:
    """What a request for onward release can be made of."""

    header: GroupHeader
    owners: tuple[Choice, ...]
    recipients: tuple[Choice, ...]
