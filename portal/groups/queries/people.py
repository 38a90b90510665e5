"""The people of a group, each once, with what every agency states of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import Combination, Group, Identity, Involvement, Nominal
from portal.groups.projections.people import NominalLine, PeoplePage, StatementLine
from portal.groups.queries.pages import group_header
from portal.groups.rules import (
    Area,
    Basis,
    Category,
    Confidence,
    InvolvementRole,
    NominalStatus,
    StatementState,
    called,
)

_RANK = case(
    {role.value: place for place, role in enumerate(InvolvementRole)}, value=Involvement.role
)


def person_of(nominal_id: Any) -> ColumnElement[UUID]:
    """The nominal under which a nominal is listed: the one kept, where two are held to be one."""
    kept = (
        select(Combination.kept_id)
        .where(Combination.merged_id == nominal_id, Combination.undone_at.is_(None))
        .order_by(Combination.made_at, Combination.id)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(kept, nominal_id)


def _persons(group_id: UUID, on: date | None) -> Select[*tuple[Any, ...]]:
    """Each person of the group once, with the highest of the roles that are stated of them."""
    found = select(person_of(Involvement.nominal_id).label("id"), _RANK.label("rank")).where(
        Involvement.group_id == group_id, Involvement.state != StatementState.DECLINED
    )
    if on is not None:
        found = found.where(
            Involvement.state == StatementState.STATED,
            or_(Involvement.from_on.is_(None), Involvement.from_on <= on),
            or_(Involvement.to_on.is_(None), Involvement.to_on >= on),
        )
    each = found.subquery()
    return select(each.c.id, func.min(each.c.rank).label("rank")).group_by(each.c.id)


def people_page(group_id: UUID, number: int, on: date | None = None) -> PeoplePage:
    """One page of the people of a group, principals first; on a day, those who were in it then."""
    header = group_header(group_id)
    persons = _persons(group_id, on).subquery()
    total, may_add = db.session.execute(
        select(
            select(func.count()).select_from(persons).scalar_subquery(),
            permits(Group, Right.MEMBER_ADD),
        ).where(Group.id == group_id)
    ).one()
    offset = expect_page(number, total)
    rows = db.session.execute(
        select(Nominal, Identity)
        .join(persons, persons.c.id == Nominal.id)
        .outerjoin(Identity, Identity.nominal_id == Nominal.id)
        .order_by(
            persons.c.rank,
            func.lower(Identity.surname),
            func.lower(Identity.forename),
            Nominal.reference,
            Nominal.id,
        )
        .limit(SIZE)
        .offset(offset)
    ).all()
    said, also = _statements(group_id, [one.id for one, _ in rows])
    shown(
        Event.PEOPLE_SEEN,
        [
            about_group(group_id, header.lead_agency_id),
            *(About("nominal", one.id, group_id, one.owner_agency_id) for one, _ in rows),
        ],
    )
    lines = [
        _line(one, who, also.get(one.id, ()), tuple(said.get(one.id, ()))) for one, who in rows
    ]
    return PeoplePage(header, Page(lines, number, total), on, may_add)


def _statements(
    group_id: UUID, people: Iterable[UUID]
) -> tuple[dict[UUID, list[StatementLine]], dict[UUID, tuple[str, ...]]]:
    """What is stated of each person in the group, and by which other references they are known."""
    other = aliased(Nominal)
    rows = db.session.execute(
        select(
            person_of(Involvement.nominal_id),
            Involvement,
            Agency.name,
            other.reference,
            permits(Involvement, Right.MEMBER_EDIT),
            permits(Involvement, Right.MEMBER_ANSWER),
        )
        .join(other, other.id == Involvement.nominal_id)
        .outerjoin(Agency, Agency.id == Involvement.agency_id)
        .where(
            Involvement.group_id == group_id,
            Involvement.state != StatementState.DECLINED,
            person_of(Involvement.nominal_id).in_(list(people)),
        )
        .order_by(Involvement.stated_at, Involvement.id)
    )
    said: dict[UUID, list[StatementLine]] = {}
    also: dict[UUID, tuple[str, ...]] = {}
    for person, one, agency, reference, may_edit, may_answer in rows:
        said.setdefault(person, []).append(
            statement_line(one, agency, may_edit=may_edit, may_answer=may_answer)
        )
        if one.nominal_id != person and reference not in also.get(person, ()):
            also[person] = (*also.get(person, ()), reference)
    return said, also


def statement_line(
    one: Involvement,
    agency: str | None,
    *,
    may_edit: bool = False,
    may_answer: bool = False,
    group: str = "",
) -> StatementLine:
    """A statement, as a page shows it."""
    return StatementLine(
        id=one.id,
        group_id=one.group_id,
        agency=agency or "Another agency",
        role=InvolvementRole(one.role),
        category=Category(one.category),
        basis=Basis(one.basis),
        confidence=Confidence(one.confidence),
        from_on=one.from_on,
        to_on=one.to_on,
        state=StatementState(one.state),
        version=one.version,
        may_edit=may_edit,
        may_answer=may_answer and one.state == StatementState.PROPOSED,
        group=group,
    )


def _line(
    one: Nominal, who: Identity | None, also: tuple[str, ...], said: tuple[StatementLine, ...]
) -> NominalLine:
    return NominalLine(
        id=one.id,
        reference=one.reference,
        also=also,
        name=called(who.surname, who.forename) if who else None,
        born=who.born if who else None,
        home_area=Area(one.home_area),
        home_district=who.home_district if who else None,
        status=NominalStatus(one.status),
        statements=said,
    )
