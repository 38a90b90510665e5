"""What the register keeps of an agency beside the agency itself: powers, changes, names it had."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_MEMBERSHIP = "agencies.membership.id"
_CHANGE = "agencies.agency_change.id"


class Power(Base):
    """A statutory power or duty that agencies of a kind commonly hold."""

    __tablename__ = "power"
    __table_args__ = (UniqueConstraint("kind", "name"), {"schema": "agencies"})

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    name: Mapped[str]


class ConfirmedPower(Base):
    """That an agency says of itself that it holds a power."""

    __tablename__ = "confirmed_power"
    __table_args__ = ({"schema": "agencies"},)

    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY), primary_key=True)
    power_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.power.id"), primary_key=True)
    confirmed_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    confirmed_at: Mapped[datetime]


class AgencyChange(Base):
    """A plan to merge, split or rename an agency, or for it to leave; then what became of it."""

    __tablename__ = "agency_change"
    __table_args__ = (
        CheckConstraint("kind in ('merge', 'split', 'rename', 'leave')", name="kind_is_known"),
        CheckConstraint("state in ('proposed', 'done', 'withdrawn')", name="state_is_known"),
        CheckConstraint("agency_id <> other_id", name="two_agencies"),
        CheckConstraint(
            "kind in ('rename', 'leave') or other_id is not null", name="other_is_named"
        ),
        CheckConstraint("(state = 'done') = (certificate is not null)", name="done_has_its_proof"),
        {"schema": "agencies"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    """The agency that goes, is divided, is renamed or leaves."""
    other_id: Mapped[UUID | None] = mapped_column(ForeignKey(_AGENCY))
    """Who takes over: everything in a merger, a part in a split, the work of one that leaves."""
    new_name: Mapped[str]
    """The name after a renaming; empty otherwise."""
    member_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    """The memberships that go over in a split; empty otherwise."""
    ends_seats: Mapped[bool]
    """Whether the live seats of an agency that leaves end with it."""
    ends_shares: Mapped[bool]
    """Whether what is lent to an agency that leaves ends with it."""
    reason: Mapped[str]
    state: Mapped[str]
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    proposed_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    certificate: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What was carried out, in counts; names nobody and no group."""


class ChangeConsent(Base):
    """That one side agrees to a plan: the agency itself, the other agency, the partnership."""

    __tablename__ = "change_consent"
    __table_args__ = (
        CheckConstraint("side in ('agency', 'other', 'partnership')", name="side_is_known"),
        UniqueConstraint("change_id", "membership_id"),
        {"schema": "agencies"},
    )

    change_id: Mapped[UUID] = mapped_column(ForeignKey(_CHANGE), primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    given_at: Mapped[datetime]


class Succession(Base):
    """A name that an agency bore, and what became of it: kept for good."""

    __tablename__ = "succession"
    __table_args__ = ({"schema": "agencies"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    change_id: Mapped[UUID] = mapped_column(ForeignKey(_CHANGE))
    what: Mapped[str]
    old_name: Mapped[str]
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey(_AGENCY))
    at: Mapped[datetime]
