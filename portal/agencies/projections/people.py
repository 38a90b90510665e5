"""What the pages about an agency's people show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access.viewer import Role

WARN = (7, 30, 90)
"""How many days before the end of a vetting its warnings are said."""
LEVELS = ("NPPV2 full", "NPPV3", "Security check", "Recorded as equivalent")
STATES = {
    "active": ("Active", "green"),
    "locked": ("Locked: not used for 30 days", "orange"),
    "suspended": ("Suspended", "orange"),
    "vetting out of date": ("Vetting out of date", "red"),
    "disabled": ("Disabled by the operator", "red"),
    "left": ("Left", "grey"),
}
STEPS = {
    "sponsored": "Waits for approval",
    "approved": "Waits to be registered",
    "issued": "Link handed over",
    "accepted": "Accepted",
    "withdrawn": "Withdrawn",
}


def vetting_warning(until: date | None, today: date) -> str:
    """What is said of a vetting that ends within 90 days, 30 or 7; empty before that."""
    if until is None or (until - today).days > WARN[-1]:
        return ""
    days = (until - today).days
    if days < 0:
        return "ended"
    return f"ends within {next(one for one in WARN if days <= one)} days"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A person of the agency."""

    id: UUID
    name: str
    roles: tuple[Role, ...]
    unconfirmed: tuple[Role, ...]
    """Roles that ended because nobody confirmed them."""
    vetting_level: str
    vetting_reference: str
    vetting_until: date | None
    last_used: datetime
    state: str
    warning: str

    @property
    def role_words(self) -> str:
        """The roles in words."""
        return ", ".join(one.label for one in self.roles)

    @property
    def state_words(self) -> str:
        """The state in words."""
        return STATES[self.state][0]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return STATES[self.state][1]


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation in a list."""

    id: UUID
    name: str
    made_at: datetime
    state: str

    @property
    def words(self) -> str:
        """Where it stands."""
        return STEPS[self.state]


@dataclass(frozen=True, slots=True)
class LeftLine:
    """An open action of somebody who left.  Without a reference, its group is out of sight."""

    id: UUID
    reference: str
    owner: str
    due_on: date

    @property
    def title(self) -> str:
        """The action in words."""
        where = self.reference or "a group not in your view"
        return f"Action on {where}, due {self.due_on.day} {self.due_on:%B %Y}, of {self.owner}"


@dataclass(frozen=True, slots=True)
class MembersPage:
    """The people of an agency, those who are to come, and what those who left left behind."""

    agency_id: UUID
    agency: str
    members: Sequence[MemberLine]
    invitations: Sequence[InvitationLine]
    left_behind: Sequence[LeftLine]
    may_manage: bool
    may_invite: bool


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One person of an agency."""

    agency_id: UUID
    agency: str
    member: MemberLine
    own_roles: Sequence[Role]
    """The roles that the agency gives to its own people."""
    is_me: bool

    @property
    def other_roles(self) -> tuple[Role, ...]:
        """Roles that they hold and that only others give."""
        return tuple(one for one in self.member.roles if one not in self.own_roles)


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """One invitation, and what the viewer can do with it."""

    line: InvitationLine
    agency_id: UUID
    agency: str
    email: str
    roles: Sequence[Role]
    vetting: str
    is_move: bool
    expires_at: datetime | None
    stood_for: Sequence[tuple[str, str]]
    """Sponsor, approver and registrar, as far as there is one."""
    steps: Sequence[str]


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link invites, as the page that accepts it shows it."""

    agency: str
    name: str
    email: str
    is_move: bool
    is_known: bool
