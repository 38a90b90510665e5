"""What waits for those who sit on a board."""

from __future__ import annotations

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.boards.models import Board, Meeting, StreamReport, WorkStream
from portal.boards.projections import BoardWork
from portal.boards.queries.boards import board_lines, last_reports, stream_line
from portal.core import clock
from portal.core.db import db
from portal.core.paging import AT_ONCE


def board_work() -> BoardWork:
    """The viewer's next meetings, and the work streams not reported since the last ones."""
    boards = board_lines()
    runs = db.session.scalars(select(Board.id).where(permits(Board, Right.MEETING_ADD)))
    last = (
        select(Meeting.board_id, func.max(Meeting.held_on).label("held_on"))
        .where(Meeting.held_on < clock.today())
        .group_by(Meeting.board_id)
        .subquery()
    )
    report = aliased(StreamReport, last_reports())
    rows = db.session.execute(
        select(WorkStream, Agency.name, report, func.count().over())
        .outerjoin(Agency, Agency.id == WorkStream.lead_agency_id)
        .outerjoin(report, report.stream_id == WorkStream.id)
        .outerjoin(last, last.c.board_id == WorkStream.board_id)
        .where(
            or_(
                report.id.is_(None),
                and_(
                    last.c.held_on.is_not(None),
                    func.date(func.timezone("Europe/London", report.written_at)) < last.c.held_on,
                ),
            )
        )
        .order_by(WorkStream.title, WorkStream.id)
        .limit(AT_ONCE)
    ).all()
    shown(
        Event.WORK_SEEN,
        [
            *(About("board", line.id) for line in boards),
            *(About("work_stream", row.WorkStream.id) for row in rows),
        ],
    )
    return BoardWork(
        boards=boards,
        runs=frozenset(runs),
        unreported=tuple(stream_line(row[0], row[1], row[2]) for row in rows),
        unreported_in_all=rows[0][3] if rows else 0,
    )
