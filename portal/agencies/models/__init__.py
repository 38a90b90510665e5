"""Agencies, people, who works where in which role, and what they agreed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from portal.agencies.models.agreements import (
    Agreement,
    AgreementItem,
    AgreementParty,
    Gateway,
    OriginConsent,
)  # fmt: skip
from portal.core.db import Base

__all__ = [
    "Agency",
    "Agreement",
    "AgreementItem",
    "AgreementParty",
    "Credential",
    "Duty",
    "Gateway",
    "LoadedRow",
    "Membership",
    "OriginConsent",
    "Person",
    "Receiver",
    "SharingCircle",
    "SharingCircleMember",
]

_AGENCY = "agencies.agency.id"


class Agency(Base):
    """A member of the partnership.  Suspended, none of its people may enter."""

    __tablename__ = "agency"
    __table_args__ = (
        CheckConstraint(
            "state in ('invited', 'active', 'suspended', 'left')", name="state_is_known"
        ),
        {"schema": "agencies"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    contact: Mapped[str]
    """Where partners turn to, as shown with each group that the agency leads."""
    state: Mapped[str]
    ceiling: Mapped[int]
    """The highest marking that any of its people may hold."""
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey(_AGENCY))
    """The agency that this one is a part of: a share that cascades reaches it through that one."""


class Person(Base):
    """A named person.  Disabled, they enter nowhere."""

    __tablename__ = "person"
    __table_args__ = ({"schema": "agencies"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    """Folded to lower case without surrounding space, as it is asked for at sign-in."""
    disabled_at: Mapped[datetime | None]


class Credential(Base):
    """The hash of a person's password: for sign-in alone, read by no page."""

    __tablename__ = "credential"
    __table_args__ = ({"schema": "agencies"},)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.person.id"), primary_key=True)
    password_hash: Mapped[str]
    set_at: Mapped[datetime]


class Membership(Base):
    """A person in an agency: the viewer.  Ended, or with its vetting out of date, it is nobody."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_live", "person_id", "agency_id",
            unique=True, postgresql_where=literal_column("ended_at is null"),
        ),
        {"schema": "agencies"},
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.person.id"))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY), index=True)
    vetting_until: Mapped[date | None]
    """The last day on which the vetting holds; none for roles that need no vetting."""
    vetting_level: Mapped[str] = mapped_column(default="")
    vetting_reference: Mapped[str] = mapped_column(default="")
    """Who issued it and under which number, as the agency wrote it."""
    ceiling: Mapped[int]
    started_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None]
    woken_at: Mapped[datetime | None]
    """When a lock for long idleness was last lifted."""
    ended_at: Mapped[datetime | None]


class Duty(Base):
    """A role that a membership holds."""

    __tablename__ = "duty"
    __table_args__ = ({"schema": "agencies"},)

    membership_id: Mapped[UUID] = mapped_column(
        ForeignKey("agencies.membership.id"), primary_key=True
    )
    role: Mapped[str] = mapped_column(primary_key=True)
    valid_until: Mapped[datetime | None]
    """When it ends by itself, unless it is confirmed before; none outside a round of checks."""


class SharingCircle(Base):
    """A named set of agencies and people to whom a group can be given as one.

    Empty, it reaches nobody.  Not the circle of a group, which is those who run it.
    """

    __tablename__ = "sharing_circle"
    __table_args__ = (
        CheckConstraint("state in ('active', 'ended')", name="state_is_known"),
        {"schema": "agencies"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str]
    purpose: Mapped[str]
    owner_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    ceiling: Mapped[int]
    state: Mapped[str]
    made_at: Mapped[datetime]


class SharingCircleMember(Base):
    """An agency, or one person, in a sharing circle, between two instants."""

    __tablename__ = "sharing_circle_member"
    __table_args__ = (
        CheckConstraint("(agency_id is null) <> (membership_id is null)", name="one_member"),
        CheckConstraint("ends_at is null or ends_at > starts_at", name="ends_after_start"),
        Index("ix_sharing_circle_member_agency", "agency_id"),
        Index("ix_sharing_circle_member_membership", "membership_id"),
        {"schema": "agencies"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.sharing_circle.id"), index=True)
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey(_AGENCY))
    membership_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.membership.id"))
    is_hidden: Mapped[bool]
    """Whether the other members do not learn of it."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class Receiver(Base):
    """An agency, a board or a sharing circle, by name, as one to whom a group can be given.

    The database keeps it: each row of an agency, a board or a circle writes its own here.
    """

    __tablename__ = "receiver"
    __table_args__ = ({"schema": "agencies"},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The id of the agency, the board or the circle itself."""
    name: Mapped[str]
    kind: Mapped[str]
    """The kind of agency; "board" for a board, "sharing circle" for a circle."""
    ceiling: Mapped[int]
    is_active: Mapped[bool]


class LoadedRow(Base):
    """A row of an export that was loaded: its reference there, and what it held, as a hash."""

    __tablename__ = "loaded_row"
    __table_args__ = ({"schema": "agencies"},)

    kind: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    loaded_at: Mapped[datetime]
