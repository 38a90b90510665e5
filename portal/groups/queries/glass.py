"""Sight in an emergency: what was asked for, what was answered, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.models import Glass
from portal.access.policy import Right, may
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import AT_ONCE
from portal.groups.projections.glass import GlassLine, GlassPage

_HIDDEN = "Not in your view"
_RECENT = timedelta(days=7)


def glass_page() -> GlassPage:
    """The newest that the viewer asked for, answers, or is told of."""
    shown(Event.GLASS_LISTED)
    viewer = current_viewer()
    return GlassPage(_lines(), may(viewer, Right.GLASS_ASK))


def glass_line(glass_id: UUID) -> GlassLine:
    """One of them."""
    found = _lines(Glass.id == glass_id)
    if not found:
        raise Unseen
    line = found[0]
    shown(Event.GLASS_SEEN, [About("glass", line.id, line.group_id)])
    return line


def glass_of(group_id: UUID) -> tuple[GlassLine, ...]:
    """Who read the group in an emergency of late, for a page that puts itself on the record."""
    return _lines(Glass.group_id == group_id, _is_news())


def glass_news() -> tuple[GlassLine, ...]:
    """What waits for an answer, and what was opened of late."""
    return _lines(or_(_is_news(), Glass.state == "awaiting"))


def _is_news() -> ColumnElement[bool]:
    return and_(Glass.state == "approved", Glass.answered_at > func.now() - _RECENT)


def _lines(*wanted: ColumnElement[bool]) -> tuple[GlassLine, ...]:
    asker, answerer, agency = aliased(Person), aliased(Person), aliased(Agency)
    asking, answering = aliased(Membership), aliased(Membership)
    is_live = and_(Glass.state == "approved", Glass.ended_at.is_(None), Glass.until > func.now())
    rows: Sequence[Any] = db.session.execute(
        select(Glass, asker.name, agency.name, answerer.name, is_live)
        .outerjoin(asking, asking.id == Glass.asked_by_id)
        .outerjoin(asker, asker.id == asking.person_id)
        .outerjoin(agency, agency.id == asking.agency_id)
        .outerjoin(answering, answering.id == Glass.answered_by_id)
        .outerjoin(answerer, answerer.id == answering.person_id)
        .where(*wanted)
        .order_by(Glass.asked_at.desc(), Glass.id)
        .limit(AT_ONCE)
    ).all()
    return tuple(_line(row) for row in rows)


def _line(row: Any) -> GlassLine:
    glass, asker, agency, answerer, is_live = row
    return GlassLine(
        id=glass.id,
        reference=glass.reference,
        group_id=glass.group_id if glass.state == "approved" else None,
        reason=glass.reason,
        hours=glass.hours,
        asked_by=", ".join(filter(None, (asker, agency))) or _HIDDEN,
        asked_at=glass.asked_at,
        state=glass.state,
        answered_by=answerer or (_HIDDEN if glass.answered_at else ""),
        answered_at=glass.answered_at,
        until=glass.until,
        ended_at=glass.ended_at,
        is_mine=glass.asked_by_id == current_viewer().membership_id,
        is_live=bool(is_live),
    )
