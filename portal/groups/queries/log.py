"""The lead officer's log of a group."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import Group, LogEntry, Officer
from portal.groups.projections.log import DecisionsPage, LogLine
from portal.groups.queries.pages import group_header
from portal.groups.rules import Audience, LogKind

_as_deputy = exists().where(
    and_(
        Officer.group_id == LogEntry.group_id,
        Officer.membership_id == LogEntry.written_by_id,
        Officer.duty == "deputy",
        Officer.since <= LogEntry.written_at,
        or_(Officer.until.is_(None), Officer.until > LogEntry.written_at),
    )
)
"""Whether an entry was written by somebody who was a deputy at that moment: duties are kept."""


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
    corrected, later = aliased(LogEntry), aliased(LogEntry)
    # Both through the policy: an entry out of sight neither shows a link nor leaves a mark.
    is_corrected = select(later.id).where(later.corrects_id == LogEntry.id).exists()
    rows = db.session.execute(
        select(LogEntry, Person.name, Agency.name, corrected.text, is_corrected, _as_deputy)
        .outerjoin(corrected, corrected.id == LogEntry.corrects_id)
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
            *(About("log_entry", entry.id, group_id, owner) for entry, *_ in rows),
        ],
    )
    lines = [
        LogLine(
            id=entry.id,
            kind=LogKind(entry.kind),
            audience=Audience(entry.audience),
            text=entry.text,
            written_at=entry.written_at,
            writer=f"{person}, deputy" if person and as_deputy else person,
            agency=agency,
            corrects=before,
            is_corrected=after,
        )
        for entry, person, agency, before, after, as_deputy in rows
    ]
    return DecisionsPage(header, Page(lines, number, total), may_write)


def entry(entry_id: UUID) -> tuple[LogLine, UUID]:
    """One entry, to be corrected, and its group."""
    one = db.session.scalars(select(LogEntry).where(LogEntry.id == entry_id)).one_or_none()
    if one is None:
        raise Unseen
    line = LogLine(
        one.id, LogKind(one.kind), Audience(one.audience), one.text, one.written_at, None, None
    )
    return line, one.group_id
