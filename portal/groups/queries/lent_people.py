"""The people lent with a share, as the lender reads them, and those who could be."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from portal.agencies.models import Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import Identity, Involvement, LentPerson, Nominal
from portal.groups.projections.lent_people import (
    LentLine,
    LentPage,
    PersonChoice,
    TakeBackPage,
)
from portal.groups.queries import sharing
from portal.groups.rules import Step, called


def _lent() -> Select[*tuple[Any, ...]]:
    return (
        select(LentPerson, Nominal, Person.name, Identity)
        .join(Nominal, Nominal.id == LentPerson.nominal_id)
        .outerjoin(Identity, Identity.nominal_id == Nominal.id)
        .outerjoin(Membership, Membership.id == LentPerson.given_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(LentPerson.revoked_at.is_(None))
        .order_by(func.lower(Identity.surname), Nominal.id, LentPerson.step)
    )


def _line(row: Any) -> LentLine:
    lent, nominal, giver, identity = row
    return LentLine(
        id=lent.id,
        name=_name(nominal, identity),
        step=Step(lent.step),
        reason=lent.reason,
        given_at=lent.given_at,
        given_by=giver or "Not in your view",
    )


def _name(one: Nominal, identity: Identity | None) -> str:
    if identity is None:
        return one.reference
    return f"{called(identity.surname, identity.forename)} ({one.reference})"


def lent_page(share_id: UUID) -> LentPage:
    """The people lent with a share, and those of the group who could be, with the next step."""
    page = sharing.revoke_page(share_id)
    group_id = page.header.id
    rows = db.session.execute(_lent().where(LentPerson.share_id == share_id)).all()
    reached: dict[UUID, int] = {}
    for lent, *_ in rows:
        reached[lent.nominal_id] = max(lent.step, reached.get(lent.nominal_id, 0))
    people = db.session.execute(
        select(Nominal, Identity)
        .join(Involvement, Involvement.nominal_id == Nominal.id)
        .outerjoin(Identity, Identity.nominal_id == Nominal.id)
        .where(Involvement.group_id == group_id)
        .order_by(func.lower(Identity.surname), func.lower(Identity.forename), Nominal.id)
    ).all()
    about = [About("nominal", one.id, group_id, one.owner_agency_id) for one, _ in people]
    shown(Event.PEOPLE_SEEN, [about_group(group_id, page.header.lead_agency_id), *about])
    is_board = page.share.sight.is_board
    return LentPage(
        page.header,
        page.share,
        tuple(_line(row) for row in rows),
        tuple(
            PersonChoice(
                one.id,
                _name(one, identity),
                _next(reached.get(one.id, 0), is_board=is_board),
            )
            for one, identity in people
        ),
    )


def _next(reached: int, *, is_board: bool) -> Step | None:
    last = Step.CATEGORY if is_board else Step.NARRATIVE
    return Step(reached + 1) if reached < last else None


def take_back_page(lent_id: UUID) -> TakeBackPage:
    """A step at which a person was lent, for whoever may take it back."""
    row = db.session.execute(_lent().where(LentPerson.id == lent_id)).one_or_none()
    if row is None:
        raise Unseen
    page = sharing.revoke_page(row[0].share_id)
    return TakeBackPage(page.header, page.share, _line(row))
