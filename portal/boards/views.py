"""The pages of this room."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.entry import current_viewer
from portal.access.guard import GuardedBlueprint, Twice
from portal.access.policy import BOARD_ROLES, Right
from portal.boards import operations
from portal.boards.forms import MakeMeetingForm, ReportStreamForm, RoomForm
from portal.boards.models import Board, Meeting, WorkStream
from portal.boards.projections import BoardLine, BoardWork, ProposedAgenda
from portal.boards.queries import boards, meetings, room, streams
from portal.boards.queries.work import board_work
from portal.boards.rules import Progress, day_words
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.web.fields import Option
from portal.web.lists import Column, pages
from portal.web.rooms import Line, Place, Section

bp = GuardedBlueprint("boards", __name__, template_folder="templates")

PLACES: tuple[Place, ...] = (
    Place("Boards", "boards.list_boards", Right.BOARD_LIST),
    Place("Boardroom mode", "boards.open_room", Right.ROOM_OPEN, is_seldom=True),
)


@bp.page("/boards", needs=Right.BOARD_LIST)
def list_boards() -> ResponseReturnValue:
    """List the boards that the viewer sits on."""
    columns = (Column("Board"), Column("Area"), Column("Next meeting"))
    return render_template("boards/list.html", lines=boards.board_list(), columns=columns)


@bp.page("/boards/<uuid:board_id>", needs=Right.BOARD_SEE, on=Board)
def show_board(board_id: UUID) -> ResponseReturnValue:
    """Show a board, its people and its business."""
    page = boards.board_page(board_id, page_number(request.args.get("page")))
    numbered = pages(request.path, list(request.args.items(multi=True)), page.groups)
    return render_template("boards/show.html", page=page, pages=numbered)


@bp.page(
    "/boards/<uuid:board_id>/meetings/new",
    needs=Right.MEETING_ADD,
    on=Board,
    twice=Twice.REPLAY,
)
def make_meeting(board_id: UUID) -> ResponseReturnValue:
    """Make a meeting from the agenda that the rule proposes."""
    form, page = MakeMeetingForm(), meetings.proposed_agenda(board_id)
    _offer(form, page)
    if form.validate_on_submit() and form.held_on.data is not None:
        day = form.held_on.data
        items = page.chosen(day, form.items.data)
        try:
            made = operations.make_meeting(board_id, day, form.place.data, items)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(f"The meeting on {day_words(day)} is made.")
            return redirect(url_for("boards.show_meeting", meeting_id=made), 303)
    return render_template("boards/make_meeting.html", page=page, form=form), form.http_status


def _offer(form: MakeMeetingForm, page: ProposedAgenda) -> None:
    form.items.offer([Option(item.key, item.title, item.why) for item in page.offered])
    if not form.is_submitted():
        form.items.data = [item.key for item in page.offered]


@bp.page("/meetings/<uuid:meeting_id>", needs=Right.BOARD_SEE, on=Meeting)
def show_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Show a meeting's agenda."""
    return render_template("boards/meeting.html", page=meetings.meeting_page(meeting_id))


@bp.page("/work-streams/<uuid:stream_id>", needs=Right.BOARD_SEE, on=WorkStream)
def show_stream(stream_id: UUID) -> ResponseReturnValue:
    """Show a work stream and its reports."""
    page = streams.stream_page(stream_id, page_number(request.args.get("page")))
    numbered = pages(request.path, list(request.args.items(multi=True)), page.reports)
    return render_template("boards/stream.html", page=page, pages=numbered)


@bp.page(
    "/work-streams/<uuid:stream_id>/report",
    needs=Right.STREAM_REPORT,
    on=WorkStream,
    twice=Twice.CONFLICT,
)
def report_stream(stream_id: UUID) -> ResponseReturnValue:
    """Report on a work stream."""
    page = streams.stream_page(stream_id)
    form = ReportStreamForm(data={"version": page.version})
    if form.validate_on_submit():
        progress = Progress(form.progress.data or "")
        operations.report_stream(stream_id, form.version.data, progress, form.note.data)
        flash(f"The work stream is now reported as {progress.label.lower()}.")
        return redirect(url_for("boards.show_stream", stream_id=stream_id), 303)
    return render_template("boards/report.html", page=page, form=form), form.http_status


def work() -> Sequence[Section]:
    """What waits for those who sit on a board."""
    if not current_viewer().holds(*BOARD_ROLES):
        return ()
    found = board_work()
    return (
        Section(
            "Next meetings",
            [line for board in found.boards for line in _meeting_lines(board, found)],
            "No meeting is set. The agenda is here as soon as the secretary has made one.",
        ),
        Section(
            "Work streams to report on",
            [
                Line(
                    stream.title,
                    url_for("boards.report_stream", stream_id=stream.id),
                    "not reported since the last meeting" if stream.reported_on else "not reported",
                )
                for stream in found.unreported
            ],
            "Every work stream has been reported on since the last meeting.",
            url_for("boards.list_boards")
            if found.unreported_in_all > len(found.unreported)
            else "",
        ),
    )


def _meeting_lines(board: BoardLine, found: BoardWork) -> list[Line]:
    if board.next_meeting is not None:
        href = url_for("boards.show_meeting", meeting_id=board.next_meeting_id)
        return [Line(f"{board.name}: agenda", href, day_words(board.next_meeting))]
    if board.id in found.runs:
        href = url_for("boards.make_meeting", board_id=board.id)
        return [Line(f"{board.name}: make the next meeting", href, "no meeting is set")]
    return []


@bp.page("/boardroom", needs=Right.ROOM_OPEN, twice=Twice.HARMLESS)
def open_room() -> ResponseReturnValue:
    """Ask who is in the room, and show from then on what all of them may see."""
    form = RoomForm()
    form.people.offer([(str(one.membership_id), one.label) for one in room.seated_beside_me()])
    if form.validate_on_submit():
        chosen, emails = form.present()
        try:
            present = [*chosen, *room.people_by_email(emails)]
            operations.open_room(present, int(form.hours.data or "1"))
            return redirect(url_for("home.my_work"), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("boards/room.html", form=form), form.http_status
