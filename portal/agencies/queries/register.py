"""The register of agencies: the list, one agency, and what its forms start from."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency
from portal.agencies.models.register import AgencyChange, ConfirmedPower, Power, Succession
from portal.agencies.projections.register import (
    CHANGES,
    PROGRESS,
    AgencyLine,
    AgencyPage,
    Allowed,
    NameLine,
    PlanLine,
    PowerLine,
)
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import SIZE, Page, expect_page

_NOT_IN_VIEW = "An agency not in your view"


def agency_list(number: int) -> Page[AgencyLine]:
    """The agencies in sight, by name."""
    total = db.session.scalar(select(func.count()).select_from(Agency)) or 0
    offset = expect_page(number, total)
    above = aliased(Agency)
    rows = db.session.execute(
        select(Agency, func.coalesce(above.name, ""))
        .outerjoin(above, above.id == Agency.parent_id)
        .order_by(Agency.name, Agency.id)
        .limit(SIZE)
        .offset(offset)
    )
    shown(Event.AGENCIES_LISTED)
    return Page(tuple(_line(agency, parent) for agency, parent in rows), number, total)


def _line(agency: Agency, parent: str) -> AgencyLine:
    return AgencyLine(agency.id, agency.name, agency.kind, agency.state, parent)


def agency_page(agency_id: UUID) -> AgencyPage:
    """One agency: what it is, its powers, its parts, its earlier names, plans to change it."""
    above = aliased(Agency)
    rights = (
        Right.AGENCY_DESCRIBE, Right.AGENCY_ADMIT, Right.STAFF_SEE, Right.PERSON_INVITE,
        Right.CHANGE_PROPOSE,
    )  # fmt: skip
    row = db.session.execute(
        select(Agency, func.coalesce(above.name, ""), *(permits(Agency, one) for one in rights))
        .outerjoin(above, above.id == Agency.parent_id)
        .where(Agency.id == agency_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    agency, parent, *allowed = row
    shown(Event.AGENCY_SEEN, [About("agency", agency.id, None, agency.id)])
    parts = db.session.scalars(
        select(Agency.name).where(Agency.parent_id == agency_id).order_by(Agency.name, Agency.id)
    ).all()
    return AgencyPage(
        line=_line(agency, parent),
        code=agency.code,
        contact=agency.contact,
        parts=parts,
        powers=powers_of(agency_id, agency.kind),
        names=_names(agency_id),
        plans=_plans(agency_id),
        may=Allowed(*allowed),
        is_mine=agency.id == current_viewer().agency_id,
    )


def powers_of(agency_id: UUID, kind: str) -> tuple[PowerLine, ...]:
    """The powers of agencies of its kind, each with when this one confirmed it."""
    rows = db.session.execute(
        select(Power.id, Power.name, ConfirmedPower.confirmed_at)
        .outerjoin(
            ConfirmedPower,
            (ConfirmedPower.power_id == Power.id) & (ConfirmedPower.agency_id == agency_id),
        )
        .where(Power.kind == kind)
        .order_by(Power.name, Power.id)
    )
    return tuple(PowerLine(*row) for row in rows)


def _names(agency_id: UUID) -> tuple[NameLine, ...]:
    rows = db.session.execute(
        select(Succession, Agency.name)
        .outerjoin(Agency, Agency.id == Succession.successor_id)
        .where(Succession.agency_id == agency_id)
        .order_by(Succession.at.desc(), Succession.id)
    )
    return tuple(
        NameLine(
            name=one.old_name,
            until=one.at,
            what=CHANGES[one.what],
            successor=(name or _NOT_IN_VIEW) if one.successor_id else "",
        )
        for one, name in rows
    )


def _plans(agency_id: UUID) -> tuple[PlanLine, ...]:
    rows = db.session.scalars(
        select(AgencyChange)
        .where((AgencyChange.agency_id == agency_id) | (AgencyChange.other_id == agency_id))
        .order_by(AgencyChange.proposed_at.desc(), AgencyChange.id)
        .limit(SIZE)
    )
    return tuple(
        PlanLine(one.id, CHANGES[one.kind], PROGRESS[one.state], one.proposed_at) for one in rows
    )


def possible_parents() -> list[tuple[str, str]]:
    """The agencies in sight that another can be a part of."""
    rows = db.session.execute(
        select(Agency.id, Agency.name)
        .where(Agency.state.in_(["invited", "active"]))
        .order_by(Agency.name, Agency.id)
    )
    return [(str(ident), name) for ident, name in rows]
