"""What is given to whom, who is signed in, which forms were sent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.access.viewer import View
from portal.core.db import Base

_VIEWS = f"view between {View.HEADLINE.value} and {View.FULL.value}"


class DutyRecipient(Base):
    """A duty in one agency, as something a group can be given to: "the coordinators of X"."""

    __tablename__ = "duty_recipient"
    __table_args__ = (UniqueConstraint("agency_id", "role"), {"schema": "access"})

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.agency.id"))
    role: Mapped[str]


class Given(Base):
    """One group, given to one recipient, at one view: all that sight reads.

    A recipient is the id of an agency, a board, a membership or a duty in an agency.
    """

    __tablename__ = "given"
    __table_args__ = (
        CheckConstraint(_VIEWS, name="view_in_range"),
        CheckConstraint(
            "via in ('LRO', 'SRO', 'ANA', 'LEAD', 'STANDING', 'SHARE')", name="via_is_known"
        ),
        CheckConstraint("(via = 'SHARE') = (share_id is not null)", name="share_has_its_record"),
        CheckConstraint("valid_until is null or valid_until > valid_from", name="ends_after_start"),
        Index("ix_given_sight", "recipient_id", "group_id", "view"),
        Index("ix_given_group", "group_id", "recipient_id", "view"),
        {"schema": "access"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("groups.group.id"))
    from_agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.agency.id"))
    recipient_id: Mapped[UUID]
    view: Mapped[int]
    via: Mapped[str]
    share_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.share.id"))
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    """When it ends by itself; none for standing sight, always set for a share."""
    revoked_at: Mapped[datetime | None]


class SignIn(Base):
    """One person's time with the portal, acting for one agency.  Only the hash of its token."""

    __tablename__ = "sign_in"
    __table_args__ = ({"schema": "access"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.person.id"), index=True)
    membership_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.membership.id"))
    """None until a person of several agencies has chosen one."""
    opened_at: Mapped[datetime]
    used_at: Mapped[datetime]
    idle_until: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """How often a sign-in failed of late, by the hash of the e-mail, whether or not it exists."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = ({"schema": "access"},)

    email_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]


class SentForm(Base):
    """A form that was sent: its one-use key, what it held as a hash, where its answer is."""

    __tablename__ = "sent_form"
    __table_args__ = ({"schema": "access"},)

    key: Mapped[UUID] = mapped_column(primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.membership.id"))
    digest: Mapped[str]
    answer: Mapped[str]
    sent_at: Mapped[datetime]
