"""A group's narrative, its earlier texts, and the summaries that somebody must read again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Membership, Person
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core.db import db
from portal.groups.models import (
    Group,
    PartnerSummary,
    SummaryCheck,
    TextVersion,
    WorkingRecord,
)
from portal.groups.projections.texts import DriftLine, NarrativePage, TextLine, TextsPage
from portal.groups.queries.pages import group_header

_MOST = 100


def narrative_page(group_id: UUID) -> NarrativePage:
    """The narrative as it stands, to be changed."""
    header = group_header(group_id)
    row = db.session.execute(
        select(WorkingRecord.narrative, WorkingRecord.version).where(
            WorkingRecord.group_id == group_id
        )
    ).one()
    shown(Event.GROUP_SEEN, [about_group(group_id, header.lead_agency_id)])
    return NarrativePage(header, row.narrative, row.version)


def texts_page(group_id: UUID) -> TextsPage:
    """The earlier texts of a group, newest first."""
    header = group_header(group_id)
    rows = db.session.execute(
        select(TextVersion, Person.name)
        .outerjoin(Membership, Membership.id == TextVersion.replaced_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(TextVersion.group_id == group_id)
        .order_by(TextVersion.replaced_at.desc(), TextVersion.id)
        .limit(_MOST)
    )
    shown(Event.TEXTS_SEEN, [about_group(group_id, header.lead_agency_id)])
    lines = tuple(
        TextLine(one.kind == "narrative", one.number, one.text, one.replaced_at, name)
        for one, name in rows
    )
    return TextsPage(header, lines)


def summaries_adrift(most: int) -> tuple[DriftLine, ...]:
    """Groups whose narrative changed since somebody confirmed the summary, for who may confirm."""
    title = func.coalesce(PartnerSummary.operation_name, Group.reference)
    rows = db.session.execute(
        select(Group.id, title)
        .join(WorkingRecord, WorkingRecord.group_id == Group.id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(SummaryCheck, SummaryCheck.group_id == Group.id)
        .where(
            WorkingRecord.version > func.coalesce(SummaryCheck.narrative_version, 1),
            permits(Group, Right.SUMMARY_CONFIRM),
        )
        .order_by(func.lower(title), Group.id)
        .limit(most)
    )
    return tuple(DriftLine(ident, name) for ident, name in rows)
