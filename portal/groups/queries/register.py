"""The register: the groups in sight, counted, filtered and ordered by one select."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from portal.access.clauses import granted
from portal.access.entry import current_viewer
from portal.access.viewer import View
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core.db import db
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import Grading, Group, PartnerSummary, ReviewDate
from portal.groups.projections.register import (
    GroupLine,
    LeadAgency,
    LedLine,
    Order,
    Register,
    Wanted,
)
from portal.groups.rules import Area, GroupStatus, Theme

_due = func.coalesce(ReviewDate.due_on, Grading.review_month)
_name = func.lower(PartnerSummary.operation_name)

# What a view does not hold comes last, whichever way round: its place tells nothing.
_ORDERS: Mapping[Order, ColumnElement[Any]] = {
    Order.REVIEW: _due.asc().nulls_last(),
    Order.REVIEW_LAST: _due.desc().nulls_last(),
    Order.BAND: Grading.band.asc().nulls_last(),
    Order.BAND_LAST: Grading.band.desc().nulls_last(),
    Order.NAME: _name.asc().nulls_last(),
    Order.NAME_LAST: _name.desc().nulls_last(),
}


def _groups(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """The groups in sight that are wanted, with the pieces that a line shows.

    The pieces are outer joins: where a policy hides one, its columns come as null, and no filter
    on it finds the group.
    """
    chosen: Mapping[Any, Sequence[Any]] = {
        Group.area: wanted.areas,
        Group.base_area: wanted.bases,
        Group.theme: wanted.themes,
        Group.status: wanted.statuses,
        Group.lead_agency_id: wanted.agencies,
        Grading.band: wanted.bands,
        Grading.tier: wanted.tiers,
    }
    found = (
        select(Group, Grading, PartnerSummary.operation_name, ReviewDate.due_on, Agency)
        .join(Agency, Agency.id == Group.lead_agency_id)
        .outerjoin(Grading, Grading.group_id == Group.id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(ReviewDate, ReviewDate.group_id == Group.id)
        .where(*(column.in_(values) for column, values in chosen.items() if values))
    )
    if wanted.led_by_me:
        found = found.where(granted(Group.__table__.c.id, View.FULL, "LRO"))
    return found


def _line(row: Any) -> GroupLine:
    group, grading, operation_name, due_on, agency = row
    return GroupLine(
        id=group.id,
        reference=group.reference,
        operation_name=operation_name,
        area=Area(group.area),
        theme=Theme(group.theme),
        status=GroupStatus(group.status),
        lead_agency=agency.name,
        band=grading.band if grading else None,
        tier=grading.tier if grading else None,
        due_on=due_on,
        review_month=grading.review_month if grading else None,
        holds_grading=grading is not None,
    )


def register(wanted: Wanted, number: int) -> Register:
    """One page of the groups in sight that are wanted; ``BeyondTheLast`` past the end."""
    found = _groups(wanted)
    total = db.session.scalar(
        select(func.count()).select_from(found.with_only_columns(Group.id).subquery())
    )
    assert total is not None  # noqa: S101 - tells the type checker
    offset = expect_page(number, total)
    rows = db.session.execute(
        found.order_by(_ORDERS[wanted.order], Group.reference, Group.id).limit(SIZE).offset(offset)
    ).all()
    shown(
        Event.GROUPS_LISTED,
        [about_group(row[0].id, row[0].lead_agency_id) for row in rows],
        page=number,
    )
    return Register(Page([_line(row) for row in rows], number, total))


def lead_agencies() -> tuple[LeadAgency, ...]:
    """Who leads the groups in sight, by name, and how many groups each leads."""
    found = _groups(Wanted()).with_only_columns(Agency.id, Agency.name, func.count())
    rows = db.session.execute(
        found.group_by(Agency.id, Agency.name).order_by(Agency.name, Agency.id)
    )
    return tuple(LeadAgency(ident, name, count) for ident, name, count in rows)


def groups_i_lead(most: int) -> tuple[LedLine, ...]:
    """The groups that the viewer leads, the review that falls due first at the head."""
    rows = db.session.execute(
        _groups(Wanted(led_by_me=True))
        .order_by(_ORDERS[Order.REVIEW], Group.reference, Group.id)
        .limit(most)
    ).all()
    shown(Event.WORK_SEEN, [about_group(row[0].id, row[0].lead_agency_id) for row in rows])
    lines = [_line(row) for row in rows]
    return tuple(LedLine(one.id, one.title, one.band, one.due_on) for one in lines)


def groups_led_elsewhere(most: int) -> tuple[tuple[GroupLine, ...], int]:
    """The first groups in sight that another agency leads, as in the register, and how many."""
    found = _groups(Wanted()).where(Group.lead_agency_id != current_viewer().agency_id)
    rows = db.session.execute(
        found.add_columns(func.count().over())
        .order_by(_ORDERS[Order.REVIEW], Group.reference, Group.id)
        .limit(most)
    ).all()
    shown(Event.WORK_SEEN, [about_group(row[0].id, row[0].lead_agency_id) for row in rows])
    return tuple(_line(row[:-1]) for row in rows), rows[0][-1] if rows else 0
