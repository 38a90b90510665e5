"""A group's header and its overview."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import Grading, Group, PartnerSummary, WorkingRecord
from portal.groups.projections.pages import GroupHeader, GroupPage
from portal.groups.rules import Area, GroupStatus, Theme


def _whole(*more: ColumnElement[Any]) -> Select[Any]:
    """A group with every piece that the viewer's view holds, in one statement.

    The pieces are outer joins: where a policy hides one, its columns come as null.
    """
    return (
        select(Group, Grading, PartnerSummary, WorkingRecord, Agency, *more)
        .join(Agency, Agency.id == Group.lead_agency_id)
        .outerjoin(Grading, Grading.group_id == Group.id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(WorkingRecord, WorkingRecord.group_id == Group.id)
    )


def _header(row: Any) -> GroupHeader:
    group, grading, summary, record, agency = row[:5]
    return GroupHeader(
        id=group.id,
        reference=group.reference,
        lead_agency_id=group.lead_agency_id,
        lead_agency=agency.name,
        status=GroupStatus(group.status),
        area=Area(group.area),
        theme=Theme(group.theme),
        operation_name=summary.operation_name if summary else None,
        band=grading.band if grading else None,
        tier=grading.tier if grading else None,
        holds_summary=summary is not None,
        holds_full=record is not None,
    )


def group_header(group_id: UUID) -> GroupHeader:
    """What stands above each page of the group; ``Unseen`` when it is not in sight.

    The page that shows it says what else it shows, and puts that on the record.
    """
    row = db.session.execute(_whole().where(Group.id == group_id)).one_or_none()
    if row is None:
        raise Unseen
    return _header(row)


def group_page(group_id: UUID) -> GroupPage:
    """The overview of a group, as far as the viewer's view goes."""
    statement = _whole(permits(Group, Right.GROUP_SHARE))
    row = db.session.execute(statement.where(Group.id == group_id)).one_or_none()
    if row is None:
        raise Unseen
    group, grading, summary, record, agency, may_share = row
    shown(Event.GROUP_SEEN, [about_group(group.id, group.lead_agency_id)])
    return GroupPage(
        header=_header(row),
        other_themes=tuple(Theme(theme).label for theme in group.other_themes),
        contact=agency.contact,
        district=summary.district if summary else None,
        summary=summary.text if summary else None,
        review_month=grading.review_month if grading else None,
        narrative=record.narrative if record else None,
        external_reference=record.external_reference if record else None,
        lead_officer=record.lead_officer_name if record else None,
        mapped_on=record.mapped_on if record else None,
        may_edit_summary=may_share,
        may_share=may_share,
    )
