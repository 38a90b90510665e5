"""Meetings: the agenda that the rule proposes, and the one that was kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from portal.access.viewer import Section
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.boards.models import AgendaItem, Board, Meeting, StreamReport, WorkStream
from portal.boards.projections import AgendaLine, MeetingPage, ProposedAgenda
from portal.boards.queries.boards import last_reports
from portal.boards.queries.held import (
    UNKNOWN_AGENCY,
    held_by,
    holds,
    title_of,
    with_pieces,
)
from portal.boards.rules import ActionFact, Facts, GroupFact, Progress, Reason, StreamFact
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import Grading, Group, PartnerSummary
from portal.groups.rules import GroupStatus
from portal.plans.models import Action

FINISHED = ("done", "cancelled")


def proposed_agenda(board_id: UUID) -> ProposedAgenda:
    """What the rule proposes for the board's next meeting."""
    last_meeting = (
        select(func.max(Meeting.held_on))
        .where(Meeting.board_id == board_id, Meeting.held_on <= clock.today())
        .scalar_subquery()
    )
    found = db.session.execute(
        select(Board, last_meeting).where(Board.id == board_id)
    ).one_or_none()
    if found is None:
        raise Unseen
    board, last = found
    groups = _groups(board_id)
    agenda = ProposedAgenda(
        board.id,
        board.name,
        Facts(
            today=clock.today(),
            last_meeting=last,
            groups=[_group_fact(row) for row in groups],
            actions=_action_facts(board_id),
            streams=_stream_facts(board_id),
        ),
    )
    offered = {item.group_id for item in agenda.offered}
    shown(
        Event.AGENDA_PROPOSED,
        [
            About("board", board_id),
            *(
                about_group(row.Group.id, row.Group.lead_agency_id)
                for row in groups
                if row.Group.id in offered
            ),
        ],
    )
    return agenda


def _groups(board_id: UUID) -> list[Any]:
    held = held_by(board_id)
    statement = select(Group, PartnerSummary, Grading).join(held, held.c.group_id == Group.id)
    return list(db.session.execute(with_pieces(statement, held).order_by(Group.id)))


def _group_fact(row: Any) -> GroupFact:
    group, summary, grading = row
    return GroupFact(
        id=group.id,
        title=title_of(group, summary),
        status=GroupStatus(group.status),
        band=grading.band if grading else None,
        review_month=grading.review_month if grading else None,
        previous_band=grading.previous_band if grading else None,
        moved_on=grading.band_moved_on if grading else None,
    )


def _action_facts(board_id: UUID) -> list[ActionFact]:
    held = held_by(board_id)
    rows = db.session.execute(
        select(Action, Group, PartnerSummary, Agency.name)
        .join(Group, Group.id == Action.group_id)
        .join(held, and_(held.c.group_id == Group.id, holds(held, Section.PLAN)))
        .outerjoin(
            PartnerSummary,
            and_(PartnerSummary.group_id == Group.id, holds(held, Section.SUMMARY)),
        )
        .outerjoin(Agency, Agency.id == Action.owner_agency_id)
        .where(
            Action.for_partners,
            Action.due_on < clock.today(),
            Action.state.not_in(FINISHED),
        )
        .order_by(Action.id)
    )
    return [
        ActionFact(
            id=action.id,
            group_id=group.id,
            group=title_of(group, summary),
            step=action.step,
            owner=owner or UNKNOWN_AGENCY,
            due_on=action.due_on,
        )
        for action, group, summary, owner in rows
    ]


def _stream_facts(board_id: UUID) -> list[StreamFact]:
    report = aliased(StreamReport, last_reports())
    rows = db.session.execute(
        select(WorkStream, report)
        .outerjoin(report, report.stream_id == WorkStream.id)
        .where(WorkStream.board_id == board_id)
        .order_by(WorkStream.id)
    )
    return [_stream_fact(row) for row in rows]


def _stream_fact(row: Any) -> StreamFact:
    stream, report = row
    return StreamFact(
        id=stream.id,
        title=stream.title,
        progress=Progress(stream.progress),
        reported_on=report.written_at.astimezone(clock.LONDON).date() if report else None,
    )


def meeting_page(meeting_id: UUID) -> MeetingPage:
    """A meeting and its agenda; an item about a group that the board lost is not there."""
    found = db.session.execute(
        select(Meeting, Board.name)
        .join(Board, Board.id == Meeting.board_id)
        .where(Meeting.id == meeting_id)
    ).one_or_none()
    if found is None:
        raise Unseen
    meeting, board = found
    rows = _items(meeting)
    groups = {row.Group.id: row.Group.lead_agency_id for row in rows if row.Group}
    shown(
        Event.MEETING_SEEN,
        [
            About("meeting", meeting.id),
            About("board", meeting.board_id),
            *(About("work_stream", row.WorkStream.id) for row in rows if row.WorkStream),
            *(about_group(group_id, lead) for group_id, lead in groups.items()),
        ],
    )
    return MeetingPage(
        id=meeting.id,
        board_id=meeting.board_id,
        board=board,
        held_on=meeting.held_on,
        place=meeting.place,
        items=tuple(_line(number, row) for number, row in enumerate(rows, 1)),
    )


def _items(meeting: Meeting) -> list[Any]:
    held = held_by(meeting.board_id)
    statement = (
        select(AgendaItem, Group, PartnerSummary, Grading, Action, WorkStream, Agency)
        .outerjoin(held, held.c.group_id == AgendaItem.group_id)
        .outerjoin(Group, Group.id == held.c.group_id)
        .outerjoin(
            Action,
            and_(Action.id == AgendaItem.action_id, Action.for_partners, holds(held, Section.PLAN)),
        )
        .outerjoin(WorkStream, WorkStream.id == AgendaItem.stream_id)
        .outerjoin(Agency, Agency.id == Action.owner_agency_id)
    )
    return list(
        db.session.execute(
            with_pieces(statement, held)
            .where(
                AgendaItem.meeting_id == meeting.id,
                or_(AgendaItem.group_id.is_(None), Group.id.is_not(None)),
                or_(AgendaItem.action_id.is_(None), Action.id.is_not(None)),
                or_(AgendaItem.stream_id.is_(None), WorkStream.id.is_not(None)),
            )
            .order_by(AgendaItem.position, AgendaItem.id)
        )
    )


def _line(number: int, row: Any) -> AgendaLine:
    item, group, summary, grading, action, stream, owner = row
    reason = Reason(item.reason)
    if stream is not None:
        return AgendaLine(
            number=number,
            reason=reason,
            title=stream.title,
            stream_id=stream.id,
            progress=Progress(stream.progress),
        )
    if group is None:
        return AgendaLine(number=number, reason=reason, title=item.words)
    title = title_of(group, summary)
    if action is not None:
        return AgendaLine(
            number=number,
            reason=reason,
            title=action.step,
            group_id=group.id,
            group=title,
            owner=owner.name if owner else UNKNOWN_AGENCY,
            due_on=action.due_on,
            is_finished=action.state in FINISHED,
        )
    return AgendaLine(
        number=number,
        reason=reason,
        title=title,
        group_id=group.id,
        reference=group.reference,
        band=grading.band if grading else None,
        review_month=grading.review_month if grading else None,
        previous_band=grading.previous_band if grading else None,
        moved_on=grading.band_moved_on if grading else None,
    )
