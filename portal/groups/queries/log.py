"""The lead officer's log of a group."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import Group, LogEntry
from portal.groups.projections.log import DecisionsPage, LogLine
from portal.groups.queries.pages import group_header
from portal.groups.rules import LogKind


def decisions_page(group_id: UUID, number: int) -> DecisionsPage:
    """One page of the lead officer's log, newest first."""
    header = group_header(group_id)
    total, may_write = db.session.execute(
        select(
            select(func.count()).where(LogEntry.group_id == Group.id).scalar_subquery(),
            permits(Group, Right.DECISION_WRITE),
        ).where(Group.id == group_id)
    ).one()
    offset = expect_page(number, total)
    rows = db.session.execute(
        select(LogEntry, Person.name, Agency.name)
        # Whoever wrote may be out of the reader's sight by now; what they wrote stays.
        .outerjoin(Membership, Membership.id == LogEntry.written_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(LogEntry.group_id == group_id)
        .order_by(LogEntry.written_at.desc(), LogEntry.id)
        .limit(SIZE)
        .offset(offset)
    ).all()
    owner = header.lead_agency_id
    shown(
        Event.DECISIONS_SEEN,
        [
            about_group(group_id, owner),
            *(About("log_entry", entry.id, group_id, owner) for entry, _, _ in rows),
        ],
    )
    lines = [
        LogLine(LogKind(entry.kind), entry.text, entry.written_at, person, agency)
        for entry, person, agency in rows
    ]
    return DecisionsPage(header, Page(lines, number, total), may_write)
