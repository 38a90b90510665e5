"""4P actions, what was done about each, and the results of named operations."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_GROUP = "groups.group.id"
_MEMBERSHIP = "agencies.membership.id"
_STRANDS = "strand in ('pursue', 'prevent', 'protect', 'prepare')"


class Action(Base):
    """One step of a group's plan, owned by an agency and a person of it."""

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint(_STRANDS, name="strand_is_known"),
        CheckConstraint(
            "state in ('accepted', 'in_progress', 'blocked', 'done', 'cancelled')",
            name="state_is_known",
        ),
        Index("ix_action_group", "group_id", "due_on"),
        Index("ix_action_owner", "owner_agency_id", "due_on"),
        {"schema": "plans"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP))
    owner_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    strand: Mapped[str]
    step: Mapped[str]
    success: Mapped[str]
    """What will show that it worked."""
    due_on: Mapped[date]
    state: Mapped[str]
    for_partners: Mapped[bool]
    """Whether every partner who holds the plan may read it, or the lead and the owner alone."""
    logged_at: Mapped[datetime]
    logged_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    version: Mapped[int] = mapped_column()
    marking: Mapped[int]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class ActionUpdate(Base):
    """What happened on an action, and the state it was left in.  Never altered."""

    __tablename__ = "action_update"
    __table_args__ = ({"schema": "plans"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    action_id: Mapped[UUID] = mapped_column(ForeignKey("plans.action.id"), index=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP))
    state: Mapped[str]
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class OperationResult(Base):
    """A figure that a named operation reports for a period."""

    __tablename__ = "operation_result"
    __table_args__ = (
        CheckConstraint(_STRANDS, name="strand_is_known"),
        UniqueConstraint("owner_agency_id", "operation", "measure", "starts_on"),
        {"schema": "plans"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    owner_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    operation: Mapped[str]
    strand: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    measure: Mapped[str]
    value: Mapped[Decimal] = mapped_column(Numeric(14, 2))
