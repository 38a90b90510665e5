"""The one who asks: a person in an agency, with the roles they hold there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, IntFlag, StrEnum
from typing import Any
from uuid import UUID


class Role(StrEnum):
    """The role codes of the partnership (domain, section 14)."""

    LRO = "LRO"
    SRO = "SRO"
    ANA = "ANA"
    COO = "COO"
    SCO = "SCO"
    DIV = "DIV"
    SCR = "SCR"
    REG = "REG"
    PRA = "PRA"
    SPC = "SPC"
    BCH = "BCH"
    BSE = "BSE"
    BME = "BME"
    MOD = "MOD"
    PCC = "PCC"
    FIM = "FIM"
    AUD = "AUD"
    ADM = "ADM"

    @property
    def label(self) -> str:
        """The role in words."""
        return _LABELS[self]


_LABELS = {
    Role.LRO: "Lead responsible officer",
    Role.SRO: "Senior responsible officer",
    Role.ANA: "Analyst",
    Role.COO: "Force OCG coordinator",
    Role.SCO: "Regional OCGM scorer",
    Role.DIV: "Divisional commander",
    Role.SCR: "Scrutiny chair",
    Role.REG: "Regional tasking member",
    Role.PRA: "Partner practitioner",
    Role.SPC: "Agency single point of contact",
    Role.BCH: "Board chair",
    Role.BSE: "Board secretary",
    Role.BME: "Board member",
    Role.MOD: "Moderation panel member",
    Role.PCC: "Commissioner's office",
    Role.FIM: "Information manager",
    Role.AUD: "Auditor",
    Role.ADM: "Platform administrator",
}


class View(IntEnum):
    """How much of a group is opened; pages call the last the lead view."""

    HEADLINE = 1
    SUMMARY = 2
    FULL = 3

    @property
    def label(self) -> str:
        """The view in the words of a page."""
        return {1: "headline", 2: "partner summary", 3: "lead view"}[self.value]


class Section(IntFlag):
    """A part of a group that a view opens or keeps shut; each is a table, or several, of its own.

    Where two hold the same fact, the one is the coarser: the band for the score, the month for the
    day of the review, the count band for the list of members, the district for the address.
    """

    HEADLINE = 1
    GRADING = 2
    SUMMARY = 4
    PLAN = 8
    COUNT_BAND = 16
    MEMBERS = 32
    IDENTITY = 64
    NARRATIVE = 128
    SCORE = 256
    REVIEWS = 512
    LOG = 1024


EVERYTHING = Section(2047)
STANDARD: Mapping[View, Section] = {
    View.HEADLINE: Section.HEADLINE,
    View.SUMMARY: Section.HEADLINE | Section.GRADING | Section.SUMMARY | Section.PLAN,
    View.FULL: EVERYTHING,
}
"""What each level opens for whoever holds a group by duty, and the first version of each view."""


@dataclass(frozen=True, slots=True)
class Mode:
    """That the viewer sees, for a while, as somebody else or as all who are in a room."""

    is_room: bool
    names: tuple[str, ...]
    """As whom they see, or who is in the room."""
    until: datetime
    group_id: UUID | None
    """The one group that is seen as somebody else; none in a room."""
    recipient_id: UUID | None
    roles: tuple[frozenset[Role], ...] = ()
    """The roles of each who is in the room."""

    @classmethod
    def of(cls, told: Mapping[str, Any] | None) -> Mode | None:
        """The mode that the database told of, if any."""
        if told is None:
            return None
        return cls(
            is_room=told["kind"] == "room",
            names=tuple(told["names"]),
            until=datetime.fromisoformat(told["until"]),
            group_id=UUID(told["group_id"]) if "group_id" in told else None,
            recipient_id=UUID(told["recipient_id"]) if "recipient_id" in told else None,
            roles=tuple(
                frozenset(Role(code) for code in codes) for codes in told.get("roles") or ()
            ),
        )


@dataclass(frozen=True, slots=True)
class Viewer:
    """One membership, asking.  Made from what the database said on entering, never by a page."""

    membership_id: UUID
    person_id: UUID
    person_name: str
    agency_id: UUID
    agency_code: str
    agency_name: str
    roles: frozenset[Role]
    has_other_agencies: bool
    leads: bool
    """Whether they are the lead responsible officer of any group, whichever their role."""
    mode: Mode | None = None

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The membership's id, as Flask-Login asks for it."""
        return str(self.membership_id)

    def holds(self, *roles: Role) -> bool:
        """Whether the viewer holds any of these roles in the agency they act for."""
        return not self.roles.isdisjoint(roles)

    @classmethod
    def of(cls, entered: Mapping[str, Any]) -> Viewer:
        """The viewer that the database let in."""
        return cls(
            membership_id=UUID(entered["membership_id"]),
            person_id=UUID(entered["person_id"]),
            person_name=entered["person_name"],
            agency_id=UUID(entered["agency_id"]),
            agency_code=entered["agency_code"],
            agency_name=entered["agency_name"],
            roles=frozenset(Role(code) for code in entered["roles"]),
            has_other_agencies=entered["has_other_agencies"],
            leads=entered["leads"],
            mode=Mode.of(entered.get("mode")),
        )
