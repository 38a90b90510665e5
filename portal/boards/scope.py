"""Who sees a board's business: those who hold a seat on it, and of a group only what they hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, literal, or_, select

from portal.access.clauses import is_recipient, my_membership
from portal.access.policy import Right, Standing
from portal.access.sight import Guarded
from portal.boards.models import AgendaItem, Board, Meeting, Seat, StreamReport, WorkStream
from portal.groups.models import Group
from portal.plans.models import Action

_board, _seat, _meeting = Board.__table__, Seat.__table__, Meeting.__table__
_item, _stream, _report = AgendaItem.__table__, WorkStream.__table__, StreamReport.__table__
_action, _group = Action.__table__, Group.__table__


def _runs(board_id: ColumnElement[Any], table: FromClause) -> ColumnElement[bool]:
    return exists(
        select(literal(1))
        .where(
            _seat.c.board_id == board_id,
            _seat.c.membership_id == my_membership(),
            _seat.c.role.in_([literal("chair"), literal("secretary")]),
            _seat.c.ended_at.is_(None),
        )
        .correlate(table)
    )


_group_in_sight = exists(select(literal(1)).where(_group.c.id == _item.c.group_id).correlate(_item))
_action_in_sight = exists(
    select(literal(1)).where(_action.c.id == _item.c.action_id).correlate(_item)
)
_about_what_is_in_sight = and_(
    or_(_item.c.group_id.is_(None), _group_in_sight),
    or_(_item.c.action_id.is_(None), _action_in_sight),
)
_of_its_board = and_(
    exists(
        select(literal(1))
        .where(_meeting.c.id == _item.c.meeting_id, _meeting.c.board_id == _item.c.board_id)
        .correlate(_item)
    ),
    or_(
        _item.c.stream_id.is_(None),
        exists(
            select(literal(1))
            .where(_stream.c.id == _item.c.stream_id, _stream.c.board_id == _item.c.board_id)
            .correlate(_item)
        ),
    ),
)
_report_is_of_its_board = exists(
    select(literal(1))
    .where(_stream.c.id == _report.c.stream_id, _stream.c.board_id == _report.c.board_id)
    .correlate(_report)
)

ROWS = (
    Guarded(
        model=Seat,
        key=Seat.id,
        see=Right.BOARD_SEE,
        means={Standing.SEATED: is_recipient(_seat.c.board_id)},
    ),
    Guarded(
        model=Board,
        key=Board.id,
        see=Right.BOARD_SEE,
        means={
            Standing.SEATED: is_recipient(_board.c.id),
            Standing.SECRETARY: _runs(_board.c.id, _board),
        },
    ),
    Guarded(
        model=Meeting,
        key=Meeting.id,
        see=Right.BOARD_SEE,
        means={Standing.SEATED: is_recipient(_meeting.c.board_id)},
        add=and_(_runs(_meeting.c.board_id, _meeting), _meeting.c.made_by_id == my_membership()),
    ),
    Guarded(
        model=AgendaItem,
        key=AgendaItem.id,
        see=Right.BOARD_SEE,
        means={Standing.SEATED: and_(is_recipient(_item.c.board_id), _about_what_is_in_sight)},
        add=and_(_runs(_item.c.board_id, _item), _of_its_board, _about_what_is_in_sight),
    ),
    Guarded(
        model=WorkStream,
        key=WorkStream.id,
        see=Right.BOARD_SEE,
        means={Standing.SEATED: is_recipient(_stream.c.board_id)},
        change=(Right.STREAM_REPORT,),
        change_columns=("progress", "version"),
    ),
    Guarded(
        model=StreamReport,
        key=StreamReport.id,
        see=Right.BOARD_SEE,
        means={Standing.SEATED: is_recipient(_report.c.board_id)},
        add=and_(
            is_recipient(_report.c.board_id),
            _report_is_of_its_board,
            _report.c.written_by_id == my_membership(),
        ),
    ),
)
