"""Agencies, people, who works where in which role, and what they agreed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, literal_column
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from portal.core.db import Base

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
    ceiling: Mapped[int]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Duty(Base):
    """A role that a membership holds."""

    __tablename__ = "duty"
    __table_args__ = ({"schema": "agencies"},)

    membership_id: Mapped[UUID] = mapped_column(
        ForeignKey("agencies.membership.id"), primary_key=True
    )
    role: Mapped[str] = mapped_column(primary_key=True)


class Agreement(Base):
    """An information-sharing agreement: what for, and until when."""

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        {"schema": "agencies"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    purposes: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class AgreementParty(Base):
    """An agency that signed an agreement."""

    __tablename__ = "agreement_party"
    __table_args__ = ({"schema": "agencies"},)

    agreement_id: Mapped[UUID] = mapped_column(
        ForeignKey("agencies.agreement.id"), primary_key=True
    )
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY), primary_key=True)


class Gateway(Base):
    """A legal power to share, from a kind of agency to a kind of agency; "any" means all."""

    __tablename__ = "gateway"
    __table_args__ = ({"schema": "agencies"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    from_kind: Mapped[str]
    to_kind: Mapped[str]
    note: Mapped[str]


class Receiver(Base):
    """An agency or a board, by name, as one to whom a group can be given.

    The database keeps it: each row of an agency or a board writes its own here.
    """

    __tablename__ = "receiver"
    __table_args__ = ({"schema": "agencies"},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The id of the agency or the board itself."""
    name: Mapped[str]
    kind: Mapped[str]
    """The kind of agency; "board" for a board."""
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
