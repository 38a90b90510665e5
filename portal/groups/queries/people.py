"""The people of a group."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import Involvement, Nominal
from portal.groups.projections.people import NominalLine, PeoplePage
from portal.groups.queries.pages import group_header
from portal.groups.rules import Area, InvolvementRole, NominalStatus

_ROLES = case(
    {role.value: place for place, role in enumerate(InvolvementRole)}, value=Involvement.role
)


def _people(group_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(Nominal, Involvement.role)
        .join(Involvement, Involvement.nominal_id == Nominal.id)
        .where(Involvement.group_id == group_id)
    )


def people_page(group_id: UUID, number: int) -> PeoplePage:
    """One page of the people of a group, principals first."""
    header = group_header(group_id)
    found = _people(group_id)
    total = db.session.scalar(
        select(func.count()).select_from(found.with_only_columns(Nominal.id).subquery())
    )
    assert total is not None  # noqa: S101 - tells the type checker
    offset = expect_page(number, total)
    rows = db.session.execute(
        found.order_by(
            _ROLES, func.lower(Nominal.surname), func.lower(Nominal.forename), Nominal.id
        )
        .limit(SIZE)
        .offset(offset)
    ).all()
    shown(
        Event.PEOPLE_SEEN,
        [
            about_group(group_id, header.lead_agency_id),
            *(About("nominal", one.id, group_id, one.owner_agency_id) for one, _ in rows),
        ],
    )
    return PeoplePage(header, Page([_line(one, role) for one, role in rows], number, total))


def _line(one: Nominal, role: str) -> NominalLine:
    return NominalLine(
        reference=one.reference,
        surname=one.surname,
        forename=one.forename,
        born=one.born,
        home_area=Area(one.home_area),
        home_district=one.home_district,
        role=InvolvementRole(role),
        status=NominalStatus(one.status),
    )
