"""The queue of intelligence reference numbers of a group, never of any text."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from portal.access.clauses import granted
from portal.access.policy import Right
from portal.access.sight import permits
from portal.access.viewer import View
from portal.agencies.models import Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import Group, IntelligenceItem, PartnerSummary
from portal.groups.projections.status import IntelligencePage, ItemLine, ItemPage, QueueLine
from portal.groups.queries.pages import group_header
from portal.groups.queries.triggers import NOBODY
from portal.groups.rules.status import Outcome

MOST = 200


def _days(since: date) -> int:
    return (clock.today() - since).days


def _line(one: IntelligenceItem, name: str | None) -> ItemLine:
    return ItemLine(
        id=one.id,
        reference=one.reference,
        received_on=one.received_on,
        waits=_days(one.received_on) if one.reviewed_at is None else None,
        outcome=Outcome(one.outcome) if one.outcome else None,
        reviewed_at=one.reviewed_at,
        reviewed_by=(name or NOBODY) if one.reviewed_by_id else None,
    )


def _items(*where: Any) -> list[ItemLine]:
    rows = db.session.execute(
        select(IntelligenceItem, Person.name)
        .outerjoin(Membership, Membership.id == IntelligenceItem.reviewed_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(*where)
        .order_by(
            IntelligenceItem.reviewed_at.desc().nulls_first(),
            IntelligenceItem.received_on,
            IntelligenceItem.id,
        )
        .limit(MOST)
    )
    return [_line(one, name) for one, name in rows]


def intelligence_page(group_id: UUID) -> IntelligencePage:
    """The queue of a group: what nobody has read yet first, the oldest at the head."""
    header = group_header(group_id)
    may_add, may_review, unread = db.session.execute(
        select(
            permits(Group, Right.INTELLIGENCE_ADD),
            permits(Group, Right.INTELLIGENCE_REVIEW),
            select(func.count())
            .where(IntelligenceItem.group_id == Group.id, IntelligenceItem.reviewed_at.is_(None))
            .scalar_subquery(),
        ).where(Group.id == group_id)
    ).one()
    items = _items(IntelligenceItem.group_id == group_id)
    owner = header.lead_agency_id
    shown(
        Event.INTELLIGENCE_SEEN,
        [
            about_group(group_id, owner),
            *(About("intelligence_item", one.id, group_id, owner) for one in items),
        ],
    )
    return IntelligencePage(header, tuple(items), unread, may_add, may_review)


def item_page(item_id: UUID) -> ItemPage:
    """One item of the queue."""
    group_id = db.session.scalar(
        select(IntelligenceItem.group_id).where(IntelligenceItem.id == item_id)
    )
    if group_id is None:
        raise Unseen
    header = group_header(group_id)
    (line,) = _items(IntelligenceItem.id == item_id)
    shown(Event.INTELLIGENCE_SEEN, [about_group(group_id, header.lead_agency_id)])
    return ItemPage(header, line)


def unread_of_mine(most: int) -> tuple[QueueLine, ...]:
    """The groups that the viewer leads and whose queue holds unread items, the oldest first."""
    oldest = func.min(IntelligenceItem.received_on)
    rows = db.session.execute(
        select(Group.id, Group.reference, PartnerSummary.operation_name, func.count(), oldest)
        .join(IntelligenceItem, IntelligenceItem.group_id == Group.id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(
            IntelligenceItem.reviewed_at.is_(None),
            granted(Group.__table__.c.id, View.FULL, "LRO"),
        )
        .group_by(Group.id, Group.reference, PartnerSummary.operation_name)
        .order_by(oldest, Group.reference)
        .limit(most)
    ).all()
    return tuple(
        QueueLine(ident, name or reference, count, _days(since))
        for ident, reference, name, count, since in rows
    )
