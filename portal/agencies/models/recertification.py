"""The quarterly question whether each share and each role is still needed, and the answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_ROUND = "agencies.recertification.id"
_MEMBERSHIP = "agencies.membership.id"
_ANSWERS = "answer in ('', 'confirmed', 'ended')"


class Recertification(Base):
    """A round: what is not confirmed by its end stops by itself."""

    __tablename__ = "recertification"
    __table_args__ = (
        CheckConstraint("due_at > started_at", name="ends_after_start"),
        {"schema": "agencies"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    started_at: Mapped[datetime]
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    due_at: Mapped[datetime]


class RoleCheck(Base):
    """A role that somebody held when a round began, and what its agency answered."""

    __tablename__ = "role_check"
    __table_args__ = (
        CheckConstraint(_ANSWERS, name="answer_is_known"),
        {"schema": "agencies"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    round_id: Mapped[UUID] = mapped_column(ForeignKey(_ROUND))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.agency.id"), index=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    role: Mapped[str]
    answer: Mapped[str]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    answered_at: Mapped[datetime | None]


class ShareCheck(Base):
    """A share that was live when a round began, and what those who run the group answered."""

    __tablename__ = "share_check"
    __table_args__ = (
        CheckConstraint(_ANSWERS, name="answer_is_known"),
        {"schema": "agencies"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    round_id: Mapped[UUID] = mapped_column(ForeignKey(_ROUND))
    share_id: Mapped[UUID] = mapped_column(ForeignKey("groups.share.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("groups.group.id"), index=True)
    marking: Mapped[int]
    answer: Mapped[str]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    answered_at: Mapped[datetime | None]
