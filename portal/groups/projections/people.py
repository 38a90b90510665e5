"""What the lead view is shown of the people of a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.core.paging import Page
from portal.groups.projections.pages import GroupHeader
from portal.groups.rules import Area, InvolvementRole, NominalStatus


@dataclass(frozen=True, slots=True)
class NominalLine:
    """A nominal, and their part in the group."""

    reference: str
    surname: str
    forename: str
    born: date
    home_area: Area
    home_district: str
    role: InvolvementRole
    status: NominalStatus

    @property
    def name(self) -> str:
        """Surname first, as the lists of the trade have it."""
        return f"{self.surname}, {self.forename}" if self.forename else self.surname


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the people of a group."""

    header: GroupHeader
    people: Page[NominalLine]
