"""The writing of agencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from portal.access.models import DutyRecipient
from portal.access.viewer import Role
from portal.agencies.models import Agency
from portal.audit.record import About
from portal.cli.load.agencies import AgencyRow
from portal.cli.load.writing.work import POLICE, REGIONAL, SENSITIVE, Values, Work
from portal.core.db import Base

DUTIES = {POLICE: (Role.COO, Role.SCR), REGIONAL: (Role.SCO,)}
"""The duties of an agency that groups are given to, by its kind."""
OTHER_DUTIES = (Role.PRA, Role.SPC)
"""The duties of every other agency."""


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agency about to be written."""

    id: UUID
    code: str
    name: str
    kind: str


def _agency(new: NewAgency) -> Values:
    return {
        "id": new.id,
        "code": new.code,
        "name": new.name,
        "kind": new.kind,
        "contact": "Contact not given",
        "state": "active",
        "ceiling": SENSITIVE,
    }


PARTS: tuple[tuple[type[Base], Callable[[NewAgency], Values]], ...] = ((Agency, _agency),)
"""What is stored of an agency, a table each."""


def write(work: Work, rows: Sequence[AgencyRow]) -> list[About]:
    """Write the agencies, with the duties in each that groups are given to."""
    new = [NewAgency(uuid4(), row.reference, row.name, row.kind) for row in rows]
    return insert(work, new)


def insert(work: Work, new: Sequence[NewAgency]) -> list[About]:
    """Write agencies that come from a file or from elsewhere."""
    for model, values in PARTS:
        work.insert(model, [values(one) for one in new])
    work.insert(
        DutyRecipient,
        [
            {"id": uuid4(), "agency_id": one.id, "role": role.value}
            for one in new
            for role in DUTIES.get(one.kind, OTHER_DUTIES)
        ],
    )
    return [About("agency", one.id, None, one.id) for one in new]
