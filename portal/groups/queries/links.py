"""What a group is linked to, as far as the viewer sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import (
    Combination,
    CourtOrder,
    Group,
    Identity,
    Involvement,
    NamedOperation,
    Nominal,
    PartnerSummary,
    Premises,
)
from portal.groups.projections.links import LinkLine, LinksPage, drawn
from portal.groups.queries.pages import group_header
from portal.groups.queries.people import person_of
from portal.groups.rules import InvolvementRole, LinkState, OrderKind, StatementState, called

_UNNAMED = "Another agency"


def links_page(group_id: UUID) -> LinksPage:
    """The links in sight, in an order that depends on them alone."""
    header = group_header(group_id)
    may_add, may_add_order = db.session.execute(
        select(permits(Group, Right.LINK_ADD), permits(Group, Right.ORDER_ADD)).where(
            Group.id == group_id
        )
    ).one()
    people = list(_people(group_id))
    names = {line.id: line.name for line in people}
    lines = (
        *people,
        *_places(group_id),
        *_operations(group_id),
        *_orders(group_id, names),
        *_elsewhere(group_id, names),
    )
    shown(
        Event.LINKS_SEEN,
        [
            about_group(group_id, header.lead_agency_id),
            *(About("nominal", line.id, group_id) for line in people),
        ],
    )
    return LinksPage(
        header, lines, drawn(header.title, lines), may_add, may_add_order, header.opens("MEMBERS")
    )


def _people(group_id: UUID) -> Iterator[LinkLine]:
    """Each person once, by the first statement about them that stands."""
    person = person_of(Involvement.nominal_id).label("person")
    stated = (
        select(person, Involvement.role, Involvement.from_on, Involvement.to_on, Agency.name)
        .outerjoin(Agency, Agency.id == Involvement.agency_id)
        .where(Involvement.group_id == group_id, Involvement.state == StatementState.STATED)
        .order_by(Involvement.stated_at, Involvement.id)
    )
    first: dict[UUID, tuple[object, ...]] = {}
    for row in db.session.execute(stated):
        first.setdefault(row.person, tuple(row))
    rows = db.session.execute(
        select(Nominal.id, Nominal.reference, Identity.surname, Identity.forename)
        .outerjoin(Identity, Identity.nominal_id == Nominal.id)
        .where(Nominal.id.in_(list(first)))
    )
    lines = []
    for ident, reference, surname, forename in rows:
        _, role, from_on, to_on, agency = first[ident]
        name = _name(reference, surname, forename)
        word = InvolvementRole(str(role)).label
        lines.append(
            LinkLine("person", ident, name, word, str(agency or _UNNAMED), from_on, to_on)  # type: ignore[arg-type]  # columns of the row
        )
    yield from sorted(lines, key=lambda line: (line.name.lower(), str(line.id)))


def _places(group_id: UUID) -> Iterator[LinkLine]:
    rows = db.session.execute(
        select(Premises, Agency.name, permits(Premises, Right.LINK_END))
        .outerjoin(Agency, Agency.id == Premises.agency_id)
        .where(Premises.group_id == group_id)
        .order_by(func.lower(Premises.name), Premises.id)
    )
    for one, agency, may_end in rows:
        yield LinkLine(
            kind="premises", id=one.id, name=f"{one.name}, {one.address}", link=one.use,
            source=agency or _UNNAMED, from_on=one.from_on, to_on=one.to_on,
            state=LinkState(one.state).label, may_end=may_end and one.to_on is None,
        )  # fmt: skip


def _operations(group_id: UUID) -> Iterator[LinkLine]:
    rows = db.session.execute(
        select(NamedOperation, Agency.name, permits(NamedOperation, Right.LINK_END))
        .outerjoin(Agency, Agency.id == NamedOperation.agency_id)
        .where(NamedOperation.group_id == group_id)
        .order_by(func.lower(NamedOperation.name), NamedOperation.id)
    )
    for one, agency, may_end in rows:
        yield LinkLine(
            kind="operation", id=one.id, name=one.name, link=one.aim, source=agency or _UNNAMED,
            from_on=one.from_on, to_on=one.to_on, state=LinkState(one.state).label,
            may_end=may_end and one.to_on is None,
        )  # fmt: skip


def _orders(group_id: UUID, names: dict[UUID, str]) -> Iterator[LinkLine]:
    rows = db.session.execute(
        select(
            CourtOrder,
            person_of(CourtOrder.nominal_id),
            Agency.name,
            permits(CourtOrder, Right.LINK_END),
        )
        .outerjoin(Agency, Agency.id == CourtOrder.agency_id)
        .where(CourtOrder.group_id == group_id)
        .order_by(CourtOrder.kind, CourtOrder.from_on, CourtOrder.id)
    )
    for one, person, agency, may_end in rows:
        if person in names:
            yield LinkLine(
                kind="order", id=one.id, name=OrderKind(one.kind).label, source=agency or _UNNAMED,
                link=f"{one.court}. {one.conditions}", from_on=one.from_on, to_on=one.to_on,
                state=LinkState(one.state).label, via=person, via_name=names[person],
                may_end=may_end and one.to_on is None,
            )  # fmt: skip


def _elsewhere(group_id: UUID, names: dict[UUID, str]) -> Iterable[LinkLine]:
    """Other groups in sight, in which the same people are."""
    person = {ident: ident for ident in names}
    same = select(Combination.merged_id, Combination.kept_id).where(
        Combination.kept_id.in_(list(names)), Combination.undone_at.is_(None)
    )
    person.update({row.merged_id: row.kept_id for row in db.session.execute(same)})
    title = func.coalesce(PartnerSummary.operation_name, Group.reference)
    rows = db.session.execute(
        select(Involvement.nominal_id, Group.id, title, Involvement.role, Agency.name)
        .join(Group, Group.id == Involvement.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(Agency, Agency.id == Involvement.agency_id)
        .where(
            Involvement.nominal_id.in_(list(person)),
            Involvement.group_id != group_id,
            Involvement.state == StatementState.STATED,
        )
        .order_by(func.lower(title), Group.id, Involvement.stated_at, Involvement.id)
    )
    seen: dict[tuple[UUID, UUID], LinkLine] = {}
    for nominal, group, name, role, agency in rows:
        ident = person[nominal]
        seen.setdefault(
            (ident, group),
            LinkLine(
                kind="group", id=group, name=name, link=InvolvementRole(role).label,
                source=agency or _UNNAMED, via=ident, via_name=names[ident],
            ),
        )  # fmt: skip
    return seen.values()


def nominals_of(group_id: UUID) -> list[tuple[UUID, str]]:
    """The people of a group, for an order to name one of them."""
    rows = db.session.execute(
        select(Nominal.id, Nominal.reference, Identity.surname, Identity.forename)
        .outerjoin(Identity, Identity.nominal_id == Nominal.id)
        .where(
            Nominal.id.in_(select(Involvement.nominal_id).where(Involvement.group_id == group_id))
        )
        .order_by(func.lower(Identity.surname), func.lower(Identity.forename), Nominal.id)
    )
    return [(row[0], _name(row[1], row[2], row[3])) for row in rows]


def _name(reference: str, surname: str | None, forename: str) -> str:
    return called(surname, forename) if surname is not None else reference


def link_line(kind: str, ident: UUID) -> tuple[LinkLine, UUID]:
    """One link, to be ended, and its group."""
    model: Any = {"premises": Premises, "operation": NamedOperation, "order": CourtOrder}[kind]
    one: Premises | NamedOperation | CourtOrder | None = db.session.scalars(
        select(model).where(model.id == ident)
    ).one_or_none()
    if one is None:
        raise Unseen
    name = OrderKind(one.kind).label if isinstance(one, CourtOrder) else one.name
    return LinkLine(kind, one.id, name, "", "", one.from_on, one.to_on), one.group_id
