"""What a viewer is shown of who holds a group: its shares, its circle, a share yet to be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access.precision import said
from portal.access.viewer import STANDARD, Section, View
from portal.agencies.rules import ANY, GatewayState
from portal.core.paging import Page
from portal.groups.projections.fields import counted
from portal.groups.projections.glass import GlassLine
from portal.groups.projections.pages import GroupHeader
from portal.groups.rules import Purpose

BOARD = "board"
"""The kind of a receiver that is a board."""
CIRCLE = "sharing circle"
"""The kind of a receiver that is a sharing circle; every other kind is an agency's."""

_PARTS = {
    View.HEADLINE: "the headline",
    View.SUMMARY: "the partner summary and the plan",
    View.FULL: "the lead view: the whole record and the plan",
}
_NAMES = {
    View.HEADLINE: "no summary and no names",
    View.SUMMARY: "no names",
    View.FULL: "including names",
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What a share opens to whom, and until when: the parts of its one sentence."""

    recipient: str
    is_board: bool
    view: View
    last_day: date
    sections: Section | None = None
    """What the share opens, where that is not what its view opened when the portal was shipped."""
    is_circle: bool = False

    @property
    def who(self) -> str:
        """Those who see it."""
        if self.is_circle:
            return f"Every member of {self.recipient}"
        return f"Everyone with a seat on {self.recipient}" if self.is_board else self.recipient

    @property
    def parts(self) -> str:
        """What of the group they see."""
        if self.sections in (None, STANDARD[self.view]):
            return _PARTS[self.view]
        words = [one[:1].lower() + one[1:] for one in said(self.sections or Section(0))]
        return "; ".join(["the headline", *words])

    @property
    def fields(self) -> str:
        """How many of the fields of a group they see."""
        return counted(STANDARD[self.view] if self.sections is None else self.sections)

    @property
    def names(self) -> str:
        """Whether people are named."""
        if self.sections in (None, STANDARD[self.view]):
            return _NAMES[self.view]
        return "including names" if Section.IDENTITY in (self.sections or ()) else "no names"


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One share, live or past."""

    id: UUID
    sight: Sight
    purpose: Purpose
    gateway: str
    agreement: str
    given_at: datetime
    given_by: str
    ended_at: datetime
    was_revoked: bool
    is_live: bool
    has_stopped: bool
    """Whether it ended before its own end, because what it rests on ended."""
    state: str = "live"
    was_renewed: bool = False
    may_approve: bool = False
    declined_because: str = ""
    conditions: str = ""
    needs_approval: str = ""
    """Why a second person has to answer for it."""

    @property
    def waits(self) -> bool:
        """Whether a second person has yet to answer."""
        return self.state == "awaiting" and not self.was_revoked


@dataclass(frozen=True, slots=True)
class CircleLine:
    """One who holds the group by a standing duty: a person, or all who hold a role."""

    who: str
    agency: str
    duty: str


@dataclass(frozen=True, slots=True)
class SharingPage:
    """Who sees a group, and by what."""

    header: GroupHeader
    shares: Page[ShareLine]
    circle: tuple[CircleLine, ...]
    may_share: bool
    glass: tuple[GlassLine, ...] = ()
    """Who read it in an emergency of late."""

    @property
    def live(self) -> tuple[ShareLine, ...]:
        """The shares that hold now."""
        return tuple(line for line in self.shares.items if line.is_live)

    @property
    def waiting(self) -> tuple[ShareLine, ...]:
        """The shares that a second person has yet to answer: they open nothing."""
        return tuple(line for line in self.shares.items if line.waits)

    @property
    def past(self) -> tuple[ShareLine, ...]:
        """The shares that are over, or were declined."""
        return tuple(line for line in self.shares.items if not line.is_live and not line.waits)


@dataclass(frozen=True, slots=True)
class Receiver:
    """One to whom the group can be given."""

    id: UUID
    name: str
    kind: str

    @property
    def label(self) -> str:
        """The name, and that it is a board or a sharing circle where it is one."""
        return f"{self.name} ({self.kind})" if self.kind in (BOARD, CIRCLE) else self.name


@dataclass(frozen=True, slots=True)
class ViewChoice:
    """A view by which the group can be shared, in its live version."""

    level: View
    name: str
    version_id: UUID
    sections: Section


@dataclass(frozen=True, slots=True)
class GatewayChoice:
    """A legal gateway that the lead agency may use."""

    id: UUID
    name: str
    to_kind: str
    conditions: str
    offence_warning: str
    state: GatewayState

    def leads_to(self, kind: str) -> bool:
        """Whether it lets the lead agency share with this kind of recipient."""
        return self.to_kind in (ANY, kind)

    @property
    def hint(self) -> str:
        """What to heed before it is used."""
        said = [f"{self.state.label}." if self.state is GatewayState.CHECK else "", self.conditions]
        said.append(f"Warning: {self.offence_warning}" if self.offence_warning else "")
        return " ".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class AgreementChoice:
    """An agreement in date that the lead agency has signed."""

    id: UUID
    reference: str
    title: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class SharePage:
    """What a share of the group can be made of."""

    header: GroupHeader
    receivers: tuple[Receiver, ...]
    views: tuple[ViewChoice, ...]
    gateways: tuple[GatewayChoice, ...]
    agreements: tuple[AgreementChoice, ...]
    latest_end: date

    def gateways_to(self, receiver_id: str, chosen: str = "") -> tuple[GatewayChoice, ...]:
        """The gateways to a recipient, with the one already chosen; all, before one is chosen."""
        kinds = [one.kind for one in self.receivers if str(one.id) == receiver_id]
        return tuple(
            one
            for one in self.gateways
            if not kinds or one.leads_to(kinds[0]) or str(one.id) == chosen
        )

    def gateway(self, gateway_id: UUID) -> GatewayChoice:
        """One of the gateways."""
        (found,) = [one for one in self.gateways if one.id == gateway_id]
        return found

    def sight(
        self, receiver_id: UUID, view: View, last_day: date, *, person: bool = False
    ) -> Sight:
        """The sentence of a share to one of the receivers."""
        (found,) = [one for one in self.receivers if one.id == receiver_id]
        name = f"One person at {found.name}" if person else found.name
        opened = self.view(view).sections
        is_circle = found.kind == CIRCLE
        return Sight(name, found.kind == BOARD, view, last_day, opened, is_circle)

    def view(self, level: View) -> ViewChoice:
        """The view of a level, as it would be shared now."""
        return next(one for one in self.views if one.level is level)


@dataclass(frozen=True, slots=True)
class RevokePage:
    """A share that is about to be revoked."""

    header: GroupHeader
    share: ShareLine
    copies: int = 0
    """How many copies were taken by it, as far as they were recorded."""
