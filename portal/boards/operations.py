"""What is done on a board: a meeting is made, a work stream reported on, a room narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.access import entry
from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import allow, fetch
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.boards.models import AgendaItem, Board, Meeting, StreamReport, WorkStream
from portal.boards.rules import Progress, ProposedItem, Reason, day_words
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Conflict, FieldNow, Refused
from portal.groups.models import Group

_ONE_A_DAY = "uq_meeting_board_id_held_on"


def make_meeting(board_id: UUID, held_on: date, place: str, items: Sequence[ProposedItem]) -> UUID:
    """Make a meeting with its agenda.  A second one on the same day is refused."""
    board = fetch(Board, board_id, Right.MEETING_ADD)
    meeting = Meeting(
        id=uuid4(),
        board_id=board.id,
        held_on=held_on,
        place=place,
        made_at=clock.now(),
        made_by_id=current_viewer().membership_id,
    )
    record(
        Event.MEETING_MADE,
        [About("meeting", meeting.id), About("board", board.id), *_groups(items)],
        items=len(items),
    )
    try:
        with db.session.begin_nested():
            db.session.add(meeting)
    except IntegrityError as problem:
        if _ONE_A_DAY not in str(problem.orig):
            raise
        raise Refused(
            f"The board already has a meeting on {day_words(held_on)}. Choose another day, "
            "or use the meeting that there is",
            "held_on",
        ) from None
    db.session.add_all(
        _item(meeting, position, item) for position, item in enumerate(items, start=1)
    )
    db.session.flush()
    return meeting.id


def _groups(items: Sequence[ProposedItem]) -> list[About]:
    wanted = {item.group_id for item in items if item.group_id}
    rows = db.session.execute(
        select(Group.id, Group.lead_agency_id).where(Group.id.in_(wanted)).order_by(Group.id)
    )
    return [About("group", group_id, group_id, lead) for group_id, lead in rows]


def _item(meeting: Meeting, position: int, item: ProposedItem) -> AgendaItem:
    return AgendaItem(
        id=uuid4(),
        meeting_id=meeting.id,
        board_id=meeting.board_id,
        position=position,
        reason=item.reason.value,
        words=item.title if item.reason is Reason.STANDING else "",
        group_id=item.group_id,
        action_id=item.action_id,
        stream_id=item.stream_id,
    )


def report_stream(stream_id: UUID, version: int, progress: Progress, note: str) -> None:
    """Set a work stream's progress, with a note that says why."""
    stream = fetch(WorkStream, stream_id, Right.STREAM_REPORT)
    if stream.version != version:
        raise Conflict(_now(stream, progress), stream.version)
    record(
        Event.STREAM_REPORTED,
        [About("work_stream", stream.id), About("board", stream.board_id)],
        progress=progress.value,
    )
    stream.progress = progress.value
    stream.version = version + 1
    db.session.add(
        StreamReport(
            id=uuid4(),
            stream_id=stream.id,
            board_id=stream.board_id,
            progress=progress.value,
            note=note,
            written_at=clock.now(),
            written_by_id=current_viewer().membership_id,
        )
    )
    db.session.flush()


def _now(stream: WorkStream, wanted: Progress) -> list[FieldNow]:
    note = db.session.scalar(
        select(StreamReport.note)
        .where(StreamReport.stream_id == stream.id)
        .order_by(StreamReport.written_at.desc(), StreamReport.id)
        .limit(1)
    )
    return [
        FieldNow("progress", "Progress", Progress(stream.progress).label, wanted.label),
        FieldNow("note", "What is behind it", note or ""),
    ]


def open_room(present: Sequence[UUID], hours: int) -> None:
    """From the next page on, show only what all of these and the viewer may see."""
    allow(Right.ROOM_OPEN)
    if not present:
        raise Refused("Choose at least one other person", "people")
    about = [About("membership", one) for one in present]
    record(Event.ROOM_OPENED, about, people=len(present) + 1)
    entry.open_room(present, timedelta(hours=hours))
