"""The one who asks: a person in an agency, with the roles they hold there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
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
        )
