"""What a viewer is shown of who holds a group: its shares, its circle, a share yet to be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access.viewer import View
from portal.core.paging import Page
from portal.groups.projections.pages import GroupHeader
from portal.groups.rules import Purpose

BOARD = "board"
"""The kind of a receiver that is a board; every other kind is an agency's."""

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

    @property
    def who(self) -> str:
        """Those who see it."""
        return f"Everyone with a seat on {self.recipient}" if self.is_board else self.recipient

    @property
    def parts(self) -> str:
        """What of the group they see."""
        return _PARTS[self.view]

    @property
    def names(self) -> str:
        """Whether people are named."""
        return _NAMES[self.view]


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

    @property
    def live(self) -> tuple[ShareLine, ...]:
        """The shares that hold now."""
        return tuple(line for line in self.shares.items if line.is_live)

    @property
    def past(self) -> tuple[ShareLine, ...]:
        """The shares that are over."""
        return tuple(line for line in self.shares.items if not line.is_live)


@dataclass(frozen=True, slots=True)
class Receiver:
    """One to whom the group can be given."""

    id: UUID
    name: str
    kind: str

    @property
    def label(self) -> str:
        """The name, and that it is a board where it is one."""
        return f"{self.name} (board)" if self.kind == BOARD else self.name


@dataclass(frozen=True, slots=True)
class GatewayChoice:
    """A legal gateway that the lead agency may use."""

    id: UUID
    name: str


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
    gateways: tuple[GatewayChoice, ...]
    agreements: tuple[AgreementChoice, ...]
    latest_end: date

    def sight(self, receiver_id: UUID, view: View, last_day: date) -> Sight:
        """The sentence of a share to one of the receivers."""
        (found,) = [one for one in self.receivers if one.id == receiver_id]
        return Sight(found.name, found.kind == BOARD, view, last_day)


@dataclass(frozen=True, slots=True)
class RevokePage:
    """A share that is about to be revoked."""

    header: GroupHeader
    share: ShareLine
