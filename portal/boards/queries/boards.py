"""Boards: the list of them, and one with its people and its business."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.boards.models import Board, Meeting, Seat, StreamReport, WorkStream
from portal.boards.projections import (
    BoardLine,
    BoardPage,
    GroupLine,
    MeetingLine,
    SeatLine,
    StreamLine,
)
from portal.boards.queries.held import UNKNOWN_AGENCY, held_by, title_of, with_pieces
from portal.boards.rules import Progress, SeatRole
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import Page, expect_page
from portal.groups.models import Grading, Group, PartnerSummary
from portal.groups.rules import Area, GroupStatus

GROUPS_A_PAGE = 20
MEETINGS_SHOWN = 24


def board_lines() -> tuple[BoardLine, ...]:
    """Every board in sight with its next meeting."""
    to_come = (
        select(Meeting)
        .where(Meeting.held_on >= clock.today())
        .ext(distinct_on(Meeting.board_id))
        .order_by(Meeting.board_id, Meeting.held_on)
        .subquery()
    )
    following = aliased(Meeting, to_come)
    rows = db.session.execute(
        select(Board, following)
        .outerjoin(following, following.board_id == Board.id)
        .order_by(Board.name, Board.id)
    )
    return tuple(_board_line(row) for row in rows)


def _board_line(row: Any) -> BoardLine:
    board, meeting = row
    return BoardLine(
        id=board.id,
        name=board.name,
        area=Area(board.area),
        next_meeting_id=meeting.id if meeting else None,
        next_meeting=meeting.held_on if meeting else None,
    )


def board_list() -> tuple[BoardLine, ...]:
    """The boards that the viewer sits on."""
    lines = board_lines()
    shown(Event.BOARDS_LISTED, [About("board", line.id) for line in lines])
    return lines


def last_reports() -> Subquery:
    """The newest report on each work stream."""
    return (
        select(StreamReport)
        .ext(distinct_on(StreamReport.stream_id))
        .order_by(StreamReport.stream_id, StreamReport.written_at.desc(), StreamReport.id)
        .subquery()
    )


def stream_line(stream: WorkStream, agency: str | None, report: StreamReport | None) -> StreamLine:
    """A work stream as lists show it."""
    return StreamLine(
        id=stream.id,
        title=stream.title,
        lead_agency=agency or UNKNOWN_AGENCY,
        progress=Progress(stream.progress),
        reported_on=report.written_at if report else None,
    )


def board_page(board_id: UUID, number: int) -> BoardPage:
    """A board, with one page of the groups that were shared with it."""
    held = held_by(board_id)
    meetings = select(func.count()).where(Meeting.board_id == board_id).scalar_subquery()
    groups = (
        select(func.count()).select_from(Group).join(held, held.c.group_id == Group.id)
    ).scalar_subquery()
    found = db.session.execute(
        select(Board, permits(Board, Right.MEETING_ADD), meetings, groups).where(
            Board.id == board_id
        )
    ).one_or_none()
    if found is None:
        raise Unseen
    board, may_make_meeting, meetings_in_all, groups_in_all = found
    rows = _groups(held, expect_page(number, groups_in_all, GROUPS_A_PAGE))
    streams = _streams(board_id)
    shown(
        Event.BOARD_SEEN,
        [
            About("board", board_id),
            *(About("work_stream", stream.id) for stream in streams),
            *(about_group(row.Group.id, row.Group.lead_agency_id) for row in rows),
        ],
    )
    return BoardPage(
        id=board.id,
        name=board.name,
        area=Area(board.area),
        purpose=board.purpose,
        may_make_meeting=may_make_meeting,
        seats=_seats(board_id),
        meetings=_meetings(board_id),
        older_meetings=max(0, meetings_in_all - MEETINGS_SHOWN),
        streams=streams,
        groups=Page([_group_line(row) for row in rows], number, groups_in_all, GROUPS_A_PAGE),
    )


def _groups(held: Subquery, offset: int) -> list[Any]:
    statement = select(Group, PartnerSummary, Grading).join(held, held.c.group_id == Group.id)
    return list(
        db.session.execute(
            with_pieces(statement, held)
            .order_by(Grading.review_month, Group.reference, Group.id)
            .limit(GROUPS_A_PAGE)
            .offset(offset)
        )
    )


def _group_line(row: Any) -> GroupLine:
    group, summary, grading = row
    return GroupLine(
        id=group.id,
        reference=group.reference,
        title=title_of(group, summary),
        status=GroupStatus(group.status),
        band=grading.band if grading else None,
        tier=grading.tier if grading else None,
        review_month=grading.review_month if grading else None,
    )


def _seats(board_id: UUID) -> tuple[SeatLine, ...]:
    order = {role: place for place, role in enumerate(SeatRole)}
    rows = db.session.execute(
        select(Seat, Agency.name, Person.name)
        .outerjoin(Agency, Agency.id == Seat.agency_id)
        .outerjoin(Membership, Membership.id == Seat.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(Seat.board_id == board_id, Seat.ended_at.is_(None))
        .order_by(Agency.name, Person.name, Seat.id)
    )
    lines = [
        SeatLine(agency or UNKNOWN_AGENCY, holder, SeatRole(seat.role))
        for seat, agency, holder in rows
    ]
    return tuple(sorted(lines, key=lambda line: order[line.role]))


def _meetings(board_id: UUID) -> tuple[MeetingLine, ...]:
    rows = db.session.scalars(
        select(Meeting)
        .where(Meeting.board_id == board_id)
        .order_by(Meeting.held_on.desc(), Meeting.id)
        .limit(MEETINGS_SHOWN)
    )
    today = clock.today()
    return tuple(MeetingLine(row.id, row.held_on, row.place, row.held_on >= today) for row in rows)


def _streams(board_id: UUID) -> tuple[StreamLine, ...]:
    report = aliased(StreamReport, last_reports())
    rows = db.session.execute(
        select(WorkStream, Agency.name, report)
        .outerjoin(Agency, Agency.id == WorkStream.lead_agency_id)
        .outerjoin(
            report, and_(report.stream_id == WorkStream.id, report.board_id == WorkStream.board_id)
        )
        .where(WorkStream.board_id == board_id)
        .order_by(WorkStream.year.desc(), WorkStream.title, WorkStream.id)
    )
    return tuple(stream_line(*row) for row in rows)
