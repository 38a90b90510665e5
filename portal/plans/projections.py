"""What a viewer is shown of a plan and of its actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.groups.projections.pages import GroupHeader
from portal.plans.rules import ActionState, Strand, short


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action in a plan.  The owner's name is None where the person is out of sight."""

    id: UUID
    strand: Strand
    step: str
    owner_agency: str
    owner: str | None
    due_on: date
    state: ActionState
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class StrandPart:
    """One strand of a plan, with the actions in it that the viewer may read."""

    strand: Strand
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The 4P plan of a group."""

    header: GroupHeader
    strands: tuple[StrandPart, ...]
    may_add: bool

    @property
    def count(self) -> int:
        """How many actions are in sight."""
        return sum(len(part.actions) for part in self.strands)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the viewer's own agency who can own an action."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class NewActionPage:
    """What is needed to log an action on a group."""

    group_id: UUID
    group: str
    lead_agency: str
    own_agency: str
    is_lead: bool
    me: UUID
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class UpdateEntry:
    """What happened on an action, and the state it was left in."""

    state: ActionState
    text: str
    written_at: datetime
    author: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the action's history, as a timeline shows it."""

    title: str
    when: datetime
    who: str
    text: str = ""
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action with its history, newest first."""

    id: UUID
    group_id: UUID
    group: str
    lead_agency: str
    strand: Strand
    step: str
    success: str
    owner_agency: str
    owner: str | None
    logged_by: str | None
    logged_at: datetime
    due_on: date
    state: ActionState
    for_partners: bool
    version: int
    updates: tuple[UpdateEntry, ...]
    may_update: bool

    @property
    def title(self) -> str:
        """The step on one line, for the heading."""
        return short(self.step)

    @property
    def history(self) -> tuple[Happening, ...]:
        """All that happened, newest first, down to the logging of the action."""
        updates = (
            Happening(one.state.label, one.written_at, self._by(one.author), one.text)
            for one in self.updates
        )
        return (*updates, Happening("Logged", self.logged_at, self._by(self.logged_by)))

    def _by(self, name: str | None) -> str:
        return f"{name}, {self.owner_agency}" if name else self.owner_agency


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """An open action of the viewer's agency."""

    id: UUID
    step: str
    group: str
    due_on: date
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """Something that another agency did on a group that the viewer runs; None: newly logged."""

    action_id: UUID
    step: str
    group: str
    agency: str
    state: ActionState | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first of the open actions, and how many there are in all."""

    lines: tuple[WaitingLine, ...]
    total: int
