"""Boards, their seats, meetings, agendas and work streams."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_BOARD = "boards.board.id"
_MEMBERSHIP = "agencies.membership.id"
_PROGRESS = "progress in ('not_reported', 'green', 'amber', 'red')"


class Board(Base):
    """A standing partnership body.  Its id is also what a group is given to."""

    __tablename__ = "board"
    __table_args__ = (
        CheckConstraint("area in ('city', 'county')", name="area_is_known"),
        {"schema": "boards"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    area: Mapped[str]
    purpose: Mapped[str]
    ceiling: Mapped[int]


class Seat(Base):
    """An agency's place on a board, and the membership that holds it for a term."""

    __tablename__ = "seat"
    __table_args__ = (
        CheckConstraint("role in ('chair', 'secretary', 'member')", name="role_is_known"),
        Index(
            "uq_seat_live", "board_id", "membership_id",
            unique=True, postgresql_where=literal_column("ended_at is null"),
        ),
        {"schema": "boards"},
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    board_id: Mapped[UUID] = mapped_column(ForeignKey(_BOARD))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    membership_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP), index=True)
    role: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Meeting(Base):
    """A meeting of a board."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("board_id", "held_on"), {"schema": "boards"})

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    board_id: Mapped[UUID] = mapped_column(ForeignKey(_BOARD), index=True)
    held_on: Mapped[date]
    place: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))


class AgendaItem(Base):
    """A proposed item: why it is there, and the record it is about.  It holds no case data."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint(
            "reason in ('review_due', 'band_moved', 'action_overdue', 'work_stream', 'standing')",
            name="reason_is_known",
        ),
        Index("ix_agenda_item_meeting", "meeting_id", "position"),
        {"schema": "boards"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("boards.meeting.id"))
    board_id: Mapped[UUID] = mapped_column(ForeignKey(_BOARD))
    position: Mapped[int]
    reason: Mapped[str]
    words: Mapped[str]
    """The words of a standing item; empty where the item is about a record."""
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.group.id"))
    action_id: Mapped[UUID | None] = mapped_column(ForeignKey("plans.action.id"))
    stream_id: Mapped[UUID | None] = mapped_column(ForeignKey("boards.work_stream.id"))


class WorkStream(Base):
    """A board's line of work for a year, with its progress."""

    __tablename__ = "work_stream"
    __table_args__ = (CheckConstraint(_PROGRESS, name="progress_is_known"), {"schema": "boards"})

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    board_id: Mapped[UUID] = mapped_column(ForeignKey(_BOARD), index=True)
    title: Mapped[str]
    objective: Mapped[str]
    theme: Mapped[str]
    year: Mapped[int]
    lead_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    progress: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class StreamReport(Base):
    """A member's report on a work stream: the progress they set, and why.  Never altered."""

    __tablename__ = "stream_report"
    __table_args__ = (CheckConstraint(_PROGRESS, name="progress_is_known"), {"schema": "boards"})

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    stream_id: Mapped[UUID] = mapped_column(ForeignKey("boards.work_stream.id"), index=True)
    board_id: Mapped[UUID] = mapped_column(ForeignKey(_BOARD))
    progress: Mapped[str]
    note: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
