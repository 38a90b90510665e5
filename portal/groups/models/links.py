"""What a group is linked to: premises, court orders, named operations."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_GROUP = "groups.group.id"
_MEMBERSHIP = "agencies.membership.id"


class Premises(Base):
    """A place that a group uses, as the agency that added it says."""

    __tablename__ = "premises"
    __table_args__ = (
        CheckConstraint(
            "state in ('identified', 'active', 'held', 'closed')", name="state_is_known"
        ),
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    name: Mapped[str]
    address: Mapped[str]
    use: Mapped[str]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    state: Mapped[str]
    for_partners: Mapped[bool]
    """Whether everybody who holds the partner summary sees it."""
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class CourtOrder(Base):
    """An order of a court against a nominal of a group, and who manages it."""

    __tablename__ = "court_order"
    __table_args__ = (
        CheckConstraint(
            "kind in ('scpo', 'cbo', 'slavery', 'gang_injunction', 'travel', 'other')",
            name="kind_is_known",
        ),
        CheckConstraint(
            "state in ('sought', 'in_force', 'breached', 'ended')", name="state_is_known"
        ),
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    nominal_id: Mapped[UUID] = mapped_column(ForeignKey("groups.nominal.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    kind: Mapped[str]
    court: Mapped[str]
    conditions: Mapped[str]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    state: Mapped[str]
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class NamedOperation(Base):
    """A police or partner operation against a group; pages call it an operation."""

    __tablename__ = "named_operation"
    __table_args__ = (
        CheckConstraint("state in ('planned', 'live', 'closed')", name="state_is_known"),
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    name: Mapped[str]
    aim: Mapped[str]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    state: Mapped[str]
    for_partners: Mapped[bool]
    """Whether everybody who holds the partner summary sees it."""
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]
