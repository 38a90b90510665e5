"""Rounds of confirming access: their progress, and the roles that wait."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, Text, column, func, select

from portal.access.entry import current_viewer
from portal.access.viewer import Role
from portal.agencies.models import Agency, Membership, Person
from portal.agencies.models.recertification import Recertification, RoleCheck
from portal.agencies.projections.recertification import (
    ProgressLine,
    RoleLine,
    RolesPage,
    RoundLine,
    RoundsPage,
    Waiting,
)
from portal.audit.events import Event
from portal.audit.record import shown
from portal.core import clock
from portal.core.db import db
from portal.core.paging import SIZE

_ROUNDS = 8
"""Two years of quarters."""
_PROGRESS = (
    column("agency", Text()), column("what", Text()), column("items", BigInteger()),
    column("confirmed", BigInteger()), column("ended", BigInteger()),
)  # fmt: skip


def rounds_page() -> RoundsPage:
    """The rounds, newest first, each with how far it has come."""
    rounds = db.session.scalars(
        select(Recertification)
        .order_by(Recertification.started_at.desc(), Recertification.id)
        .limit(_ROUNDS)
    ).all()
    shown(Event.ROUND_SEEN)
    now = clock.now()
    return RoundsPage(
        rounds=[
            RoundLine(
                one.id,
                one.started_at,
                one.due_at,
                one.due_at <= now,
                _progress(one.id) if place == 0 else (),
            )
            for place, one in enumerate(rounds)
        ],
        may_start=not rounds or rounds[0].due_at <= now,
    )


def _progress(round_id: UUID) -> list[ProgressLine]:
    table = func.agencies.round_progress(round_id).table_valued(*_PROGRESS, name="p")
    rows = db.session.execute(select(table).order_by(table.c.agency, table.c.what))
    return [ProgressLine(*row) for row in rows]


def last_day(due_at: datetime) -> date:
    """The last day on which an answer is taken, in London."""
    return (due_at - timedelta(seconds=1)).astimezone(clock.LONDON).date()


def roles_page() -> RolesPage:
    """The roles that wait for the viewer's answer; nobody answers for themselves."""
    rows = db.session.execute(
        select(RoleCheck, Person.name, Agency.name, Recertification.due_at, func.count().over())
        .join(Recertification, Recertification.id == RoleCheck.round_id)
        .join(Membership, Membership.id == RoleCheck.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .join(Agency, Agency.id == RoleCheck.agency_id)
        .where(
            RoleCheck.answer == "",
            Recertification.due_at > func.now(),
            Person.id != current_viewer().person_id,
        )
        .order_by(Agency.name, Person.name, RoleCheck.role, RoleCheck.id)
        .limit(SIZE)
    ).all()
    shown(Event.ROUND_SEEN)
    return RolesPage(
        lines=[RoleLine(one.id, name, agency, Role(one.role)) for one, name, agency, *_ in rows],
        total=rows[0][4] if rows else 0,
        due_on=last_day(rows[0][3]) if rows else None,
    )


def roles_waiting() -> Waiting:
    """How many roles wait for the viewer's answer."""
    items, due = db.session.execute(
        select(func.count(), func.max(Recertification.due_at))
        .select_from(RoleCheck)
        .join(Recertification, Recertification.id == RoleCheck.round_id)
        .join(Membership, Membership.id == RoleCheck.membership_id)
        .where(
            RoleCheck.answer == "",
            Recertification.due_at > func.now(),
            Membership.person_id != current_viewer().person_id,
        )
    ).one()
    return Waiting(items, last_day(due) if items else None)
