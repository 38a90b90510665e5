"""People lent with a share, and what follows one: copies, corrections, requests for access."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_GROUP = "groups.group.id"
_MEMBERSHIP = "agencies.membership.id"
_SHARE = "groups.share.id"


class LentPerson(Base):
    """A person of a group, lent with one share of it at one step, for its own reason."""

    __tablename__ = "lent_person"
    __table_args__ = (
        CheckConstraint("step between 1 and 3", name="step_is_known"),
        CheckConstraint("(words <> '') = (step = 3)", name="words_with_the_narrative"),
        Index(
            "uq_lent_person_live", "share_id", "nominal_id", "step",
            unique=True, postgresql_where=literal_column("revoked_at is null"),
        ),
        {"schema": "groups"},
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    share_id: Mapped[UUID] = mapped_column(ForeignKey(_SHARE))
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    nominal_id: Mapped[UUID] = mapped_column(ForeignKey("groups.nominal.id"))
    step: Mapped[int]
    reason: Mapped[str]
    """Why this recipient needs this much; they do not read it."""
    words: Mapped[str] = mapped_column(default="")
    """What the lead writes about the person for this recipient, at the last step alone."""
    given_at: Mapped[datetime]
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class Copy(Base):
    """A copy of something about a group that somebody took out of the portal."""

    __tablename__ = "copy"
    __table_args__ = (
        CheckConstraint("kind in ('print', 'file', 'note', 'ledger')", name="kind_is_known"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    share_id: Mapped[UUID | None] = mapped_column(ForeignKey(_SHARE), index=True)
    """The share by which the holder read it; none for those who run the group."""
    membership_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP), index=True)
    kind: Mapped[str]
    what: Mapped[str]
    """In the holder's words."""
    reference: Mapped[str]
    """The group's reference: the holder finds the copy by it when the group is out of sight."""
    lender: Mapped[str]
    """The lead agency by name, for the same reason."""
    taken_at: Mapped[datetime]
    recalled_at: Mapped[datetime | None]
    marking: Mapped[int]


class Destruction(Base):
    """That the holder of a copy destroyed it: when, and how."""

    __tablename__ = "destruction"
    __table_args__ = ({"schema": "groups"},)

    copy_id: Mapped[UUID] = mapped_column(ForeignKey("groups.copy.id"), primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    destroyed_at: Mapped[datetime]
    how: Mapped[str]


class Correction(Base):
    """What the lead agency corrects, as one recipient is told it: a row for each of them."""

    __tablename__ = "correction"
    __table_args__ = (
        UniqueConstraint("sending_id", "recipient_id"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sending_id: Mapped[UUID]
    """The same for all who are told the same."""
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    recipient_id: Mapped[UUID]
    reference: Mapped[str]
    lender: Mapped[str]
    text: Mapped[str]
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class AccessRequest(Base):
    """A request to see something, in the words of the one who asks.  It tells them nothing."""

    __tablename__ = "access_request"
    __table_args__ = ({"schema": "groups"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.agency.id"))
    about: Mapped[str]
    need: Mapped[str]
    purpose: Mapped[str]
    asked_at: Mapped[datetime]


class RequestMatch(Base):
    """Which group a request names, if any, and what was answered: never read by the asker.

    The database writes one for every request, with a group or without.
    """

    __tablename__ = "request_match"
    __table_args__ = (
        CheckConstraint("(answered_at is null) = (answered_by_id is null)", name="answered_by_one"),
        {"schema": "groups"},
    )

    request_id: Mapped[UUID] = mapped_column(
        ForeignKey("groups.access_request.id"), primary_key=True
    )
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey(_GROUP), index=True)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    answer: Mapped[str]
