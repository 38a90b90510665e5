"""What a viewer is shown of sharing circles and of their members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CircleLine:
    """A sharing circle in a list."""

    id: UUID
    name: str
    owner: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class CirclesPage:
    """The sharing circles that the viewer is in or keeps."""

    circles: tuple[CircleLine, ...]
    may_make: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member, between two days; one still to come, or that has ended, reads nothing."""

    id: UUID
    name: str
    kind: str
    is_hidden: bool
    starts_on: date
    last_day: date | None
    state: str


@dataclass(frozen=True, slots=True)
class CirclePage:
    """A sharing circle with the members whom the viewer may know."""

    id: UUID
    name: str
    purpose: str
    owner: str
    is_active: bool
    members: tuple[MemberLine, ...]
    may_keep: bool

    @property
    def reaches_nobody(self) -> bool:
        """Whether no member of it reads anything today, as far as its keeper knows."""
        return not self.is_active or not any(one.state == "Member" for one in self.members)


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An agency that can become a member, or where one person works who can."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A membership that is about to end."""

    circle_id: UUID
    circle: str
    member: MemberLine
