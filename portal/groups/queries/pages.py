"""A group's header, its overview, and its partner summary to edit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, column, exists, func, select

from portal.access.models import Given
from portal.access.policy import Right
from portal.access.sight import permits
from portal.access.viewer import Section, View
from portal.agencies.models import Agency, Receiver
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import (
    Grading,
    Group,
    MemberBand,
    PartnerSummary,
    ReviewDate,
    Share,
    SummaryCheck,
    WorkingRecord,
)
from portal.groups.projections.pages import GroupHeader, GroupPage, Loan, SummaryPage
from portal.groups.queries.borrowed import borrowed_people
from portal.groups.rules import Area, GroupStatus, Purpose, Theme, last_day, member_band

_sections = (
    select(func.coalesce(func.bit_or(Given.sections), 0))
    .where(Given.group_id == Group.id)
    .correlate(Group)
    .scalar_subquery()
)
"""What every grant of the group that the viewer holds opens, taken together."""


def _whole(*more: Any) -> Select[Any]:
    """A group with every piece that the viewer's view holds, in one statement.

    The pieces are outer joins: where a policy hides one, its columns come as null.
    """
    return (
        select(
            Group,
            Grading,
            PartnerSummary,
            WorkingRecord,
            Agency,
            permits(Group, Right.SHARING_SEE),
            _sections,
            *more,
        )
        .join(Agency, Agency.id == Group.lead_agency_id)
        .outerjoin(Grading, Grading.group_id == Group.id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(WorkingRecord, WorkingRecord.group_id == Group.id)
        .outerjoin(ReviewDate, ReviewDate.group_id == Group.id)
        .outerjoin(MemberBand, MemberBand.group_id == Group.id)
    )


def _header(row: Any) -> GroupHeader:
    group, grading, summary, _, agency, is_in_circle, sections = row[:7]
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
        sections=Section(sections),
        is_in_circle=is_in_circle,
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
    statement = _whole(
        ReviewDate.due_on,
        MemberBand,
        permits(Group, Right.GROUP_SHARE),
        permits(Group, Right.SUMMARY_EDIT),
        permits(Group, Right.NARRATIVE_EDIT),
        permits(Group, Right.SUMMARY_CONFIRM),
        SummaryCheck.narrative_version,
    ).outerjoin(SummaryCheck, SummaryCheck.group_id == Group.id)
    row = db.session.execute(statement.where(Group.id == group_id)).one_or_none()
    if row is None:
        raise Unseen
    group, grading, summary, record, agency, _, _, due_on, band, may_share, may_edit = row[:11]
    may_edit_narrative, may_confirm, confirmed = row[11:]
    shown(Event.GROUP_SEEN, [about_group(group.id, group.lead_agency_id)])
    header, loans = _header(row), _loans(group_id)
    return GroupPage(
        header=header,
        other_themes=tuple(Theme(theme).label for theme in group.other_themes),
        contact=agency.contact,
        district=summary.district if summary else None,
        members=_members(band, header),
        summary=summary.text if summary else None,
        summary_edited_at=summary.edited_at if summary else None,
        review_month=grading.review_month if grading else None,
        due_on=due_on,
        narrative=record.narrative if record else None,
        external_reference=record.external_reference if record else None,
        lead_officer=record.lead_officer_name if record else None,
        mapped_on=record.mapped_on if record else None,
        loans=loans,
        borrowed=borrowed_people(group.id, group.lead_agency_id) if loans else (),
        holders=_holders(group_id, loans),
        may_edit_summary=may_edit,
        may_edit_narrative=may_edit_narrative,
        may_confirm=may_confirm,
        is_adrift=record is not None and record.version > (confirmed or 1),
        base_area=Area(group.base_area),
        may_share=may_share,
    )


def _members(band: MemberBand | None, header: GroupHeader) -> str | None:
    if band is None or header.opens("MEMBERS"):
        return None
    return member_band(band.at_least, band.at_most)


def _live(group_id: UUID) -> ColumnElement[bool]:
    return and_(
        Share.group_id == group_id,
        Share.state == "live",
        Share.revoked_at.is_(None),
        Share.until > func.now(),
    )


def _loans(group_id: UUID) -> tuple[Loan, ...]:
    """The live shares of the group to the viewer's own agency and boards."""
    to_me = exists().where(Given.share_id == Share.id)
    opened = select(func.bit_or(Given.sections)).where(Given.share_id == Share.id)
    rows = db.session.execute(
        select(Share, Receiver.name, opened.correlate(Share).scalar_subquery())
        .outerjoin(
            Receiver,
            Receiver.id == func.coalesce(Share.agency_id, Share.board_id, Share.circle_id),
        )
        .where(_live(group_id), to_me)
        .order_by(Share.until.desc(), Share.id)
    )
    return tuple(
        Loan(
            name,
            View(share.view),
            Purpose(share.purpose).label,
            last_day(share.until),
            Section(sections),
            share.shows_holders,
        )
        for share, name, sections in rows
    )


def _holders(group_id: UUID, loans: tuple[Loan, ...]) -> tuple[str, ...]:
    """Who else holds the group, where a share to the viewer says that they may know."""
    if not any(one.shows_holders for one in loans):
        return ()
    names = func.groups.holders(group_id).table_valued(column("name", Text()))
    return tuple(db.session.scalars(select(names)))


def summary_page(group_id: UUID) -> SummaryPage:
    """The partner summary to be edited, the narrative beside it, and how many read it now."""
    live = select(func.count()).where(_live(group_id), Share.view >= View.SUMMARY.value)
    row = db.session.execute(
        _whole(
            live.where(Share.agency_id.is_not(None)).scalar_subquery(),
            live.where(Share.board_id.is_not(None)).scalar_subquery(),
        ).where(Group.id == group_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    group, _, summary, record, _, _, _, agencies, boards = row
    shown(Event.SUMMARY_SEEN, [about_group(group.id, group.lead_agency_id)])
    return SummaryPage(
        header=_header(row),
        text=summary.text,
        version=summary.version,
        narrative=record.narrative,
        agencies=agencies,
        boards=boards,
    )
