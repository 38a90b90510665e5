"""A work stream, with what was reported on it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.boards.models import Board, StreamReport, WorkStream
from portal.boards.projections import ReportLine, StreamPage
from portal.boards.queries.held import UNKNOWN_AGENCY
from portal.boards.rules import Progress
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import Page, expect_page
from portal.groups.rules import Theme

REPORTS_A_PAGE = 20


def stream_page(stream_id: UUID, number: int = 1) -> StreamPage:
    """A work stream with one page of its reports, newest first."""
    reports = select(func.count()).where(StreamReport.stream_id == stream_id).scalar_subquery()
    found = db.session.execute(
        select(
            WorkStream, Board.name, Agency.name, permits(WorkStream, Right.STREAM_REPORT), reports
        )
        .join(Board, Board.id == WorkStream.board_id)
        .outerjoin(Agency, Agency.id == WorkStream.lead_agency_id)
        .where(WorkStream.id == stream_id)
    ).one_or_none()
    if found is None:
        raise Unseen
    stream, board, agency, may_report, in_all = found
    lines = _reports(stream_id, expect_page(number, in_all, REPORTS_A_PAGE))
    shown(Event.STREAM_SEEN, [About("work_stream", stream.id), About("board", stream.board_id)])
    return StreamPage(
        id=stream.id,
        board_id=stream.board_id,
        board=board,
        title=stream.title,
        objective=stream.objective,
        theme=Theme(stream.theme),
        year=stream.year,
        lead_agency=agency or UNKNOWN_AGENCY,
        progress=Progress(stream.progress),
        version=stream.version,
        may_report=may_report,
        reports=Page(lines, number, in_all, REPORTS_A_PAGE),
    )


def _reports(stream_id: UUID, offset: int) -> list[ReportLine]:
    rows = db.session.execute(
        select(StreamReport, Person.name, Agency.name)
        .outerjoin(Membership, Membership.id == StreamReport.written_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(StreamReport.stream_id == stream_id)
        .order_by(StreamReport.written_at.desc(), StreamReport.id)
        .limit(REPORTS_A_PAGE)
        .offset(offset)
    )
    return [
        ReportLine(
            progress=Progress(report.progress),
            note=report.note,
            written_at=report.written_at,
            writer=", ".join(word for word in (person, agency) if word) or "A member of the board",
        )
        for report, person, agency in rows
    ]
