"""The writing of nominals and of their part in groups."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.record import About
from portal.cli.load.nominals import NominalRow
from portal.cli.load.writing.work import SENSITIVE, Values, Work
from portal.groups.models import Group, Identity, Involvement, Nominal, WorkingRecord

Groups = dict[str, tuple[UUID, UUID]]


def groups_loaded(session: Session) -> Groups:
    """Every group and its lead agency, by the reference of the system it came from."""
    rows = session.execute(
        select(WorkingRecord.external_reference, Group.id, Group.lead_agency_id).join(
            Group, Group.id == WorkingRecord.group_id
        )
    )
    return {reference: (group_id, lead) for reference, group_id, lead in rows if reference}


def write(work: Work, rows: Sequence[NominalRow], groups: Groups) -> list[About]:
    """Write the nominals; each belongs to the lead agency of their first group."""
    new = [(uuid4(), row) for row in rows]
    work.insert(Nominal, [_nominal(key, row, groups[row.groups[0]][1]) for key, row in new])
    work.insert(Identity, [_identity(key, row) for key, row in new])
    work.insert(
        Involvement,
        [
            {
                "group_id": groups[reference][0],
                "nominal_id": key,
                "role": row.role.value,
                "marking": SENSITIVE,
            }
            for key, row in new
            for reference in row.groups
        ],
    )
    return [About("nominal", key, *groups[row.groups[0]]) for key, row in new]


def _nominal(key: UUID, row: NominalRow, owner: UUID) -> Values:
    return {
        "id": key,
        "owner_agency_id": owner,
        "reference": row.reference,
        "home_area": row.home_area.value,
        "status": row.status.value,
        "marking": SENSITIVE,
    }


def _identity(key: UUID, row: NominalRow) -> Values:
    return {
        "nominal_id": key,
        "surname": row.surname,
        "forename": row.forename,
        "born": row.born,
        "home_district": row.home_district or "",
        "address": "",
        "marking": SENSITIVE,
    }
