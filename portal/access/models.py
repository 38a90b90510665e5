"""What is given to whom, who is signed in, which forms were sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from portal.access.viewer import STANDARD, View
from portal.core.db import Base

_MEMBERSHIP = "agencies.membership.id"
_VIEWS = f"view between {View.HEADLINE.value} and {View.FULL.value}"


FAMILY = "FAMILY"
"""The duty of belonging to an agency or to one below it: a share that cascades is given to it."""


def _standard(context: Any) -> int:
    return int(STANDARD[View(context.get_current_parameters()["view"])])


def _is(state: str) -> ColumnElement[bool]:
    return literal_column(f"state = '{state}'")


class SharedView(Base):
    """A view that the partnership owns by name: what a recipient of a share reads."""

    __tablename__ = "shared_view"
    __table_args__ = ({"schema": "access"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class ViewVersion(Base):
    """What a view opens, from the day it goes live; proposed by one person, approved by another."""

    __tablename__ = "view_version"
    __table_args__ = (
        CheckConstraint(_VIEWS, name="view_in_range"),
        CheckConstraint("state in ('draft', 'live', 'retired', 'declined')", name="state_is_known"),
        CheckConstraint("proposed_by_id <> approved_by_id", name="two_people"),
        CheckConstraint(
            "sections & 1 = 1 and sections between 1 and 2047 and (view = 3 or sections & 2016 = 0)"
            " and (view > 1 or sections & 14 = 0)",
            name="sections_fit_the_level",
        ),
        UniqueConstraint("view_id", "number"),
        Index("uq_view_version_live", "view_id", unique=True, postgresql_where=_is("live")),
        Index("uq_view_version_draft", "view_id", unique=True, postgresql_where=_is("draft")),
        {"schema": "access"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    view_id: Mapped[UUID] = mapped_column(ForeignKey("access.shared_view.id"))
    number: Mapped[int]
    view: Mapped[int]
    """The level it stands at: 1 headline, 2 partner summary, 3 lead view."""
    sections: Mapped[int]
    reason: Mapped[str]
    state: Mapped[str]
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.membership.id"))
    """None for the versions that the portal ships."""
    proposed_at: Mapped[datetime]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.membership.id"))
    approved_at: Mapped[datetime | None]


class Acceptance(Base):
    """That a person accepted the handling conditions of a share: before it, they read nothing."""

    __tablename__ = "acceptance"
    __table_args__ = ({"schema": "access"},)

    share_id: Mapped[UUID] = mapped_column(ForeignKey("groups.share.id"), primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(
        ForeignKey("agencies.membership.id"), primary_key=True
    )
    accepted_at: Mapped[datetime]


class HandlingCode(Base):
    """A handling code of a graded report: whether it may be shared, and on what terms."""

    __tablename__ = "handling_code"
    __table_args__ = ({"schema": "access"},)

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    words: Mapped[str]


class HandlingCondition(Base):
    """A condition that a share can carry, in the partnership's own words; none under P."""

    __tablename__ = "handling_condition"
    __table_args__ = ({"schema": "access"},)

    code: Mapped[str] = mapped_column(primary_key=True)
    handling_code: Mapped[str] = mapped_column(ForeignKey("access.handling_code.code"))
    words: Mapped[str]


class DutyRecipient(Base):
    """A duty in one agency, as something a group can be given to: "the coordinators of X"."""

    __tablename__ = "duty_recipient"
    __table_args__ = (UniqueConstraint("agency_id", "role"), {"schema": "access"})

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.agency.id"))
    role: Mapped[str]


class Given(Base):
    """One group, given to one recipient, at one view: all that sight reads.

    A recipient is the id of an agency, a board, a sharing circle, a membership or a duty in an
    agency.
    """

    __tablename__ = "given"
    __table_args__ = (
        CheckConstraint(_VIEWS, name="view_in_range"),
        CheckConstraint(
            "via in ('LRO', 'SRO', 'ANA', 'LEAD', 'STANDING', 'SHARE', 'FORMER', 'GLASS')",
            name="via_is_known",
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
    sections: Mapped[int] = mapped_column(default=_standard)
    """The sections that it opens, as bits; what its level opens by standard unless a share says."""
    via: Mapped[str]
    share_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.share.id"))
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    """When it ends by itself; none for standing sight, always set for a share."""
    revoked_at: Mapped[datetime | None]
    needs_acceptance: Mapped[bool] = mapped_column(default=False)
    """Whether it opens only for those who accepted the handling conditions of its share."""


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
    looks_as_id: Mapped[UUID | None]
    """As whom its pages are drawn, for one group and until an instant; writing is as themselves."""
    looks_at_id: Mapped[UUID | None]
    looks_until: Mapped[datetime | None]
    room: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid()))
    """The memberships that are in the room: pages show only what all of them may see."""
    room_until: Mapped[datetime | None]


class Denial(Base):
    """That a membership or an agency may not see a group, whatever else would show it to them."""

    __tablename__ = "denial"
    __table_args__ = (
        CheckConstraint("(agency_id is null) <> (membership_id is null)", name="one_recipient"),
        CheckConstraint("until is null or until > starts_at", name="ends_after_start"),
        {"schema": "access"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("groups.group.id"), index=True)
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.agency.id"))
    membership_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    reason: Mapped[str]
    starts_at: Mapped[datetime]
    until: Mapped[datetime | None]
    """When it ends by itself; none until somebody ends it."""
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))


class Glass(Base):
    """Sight of one group in an emergency, for people who read no content otherwise.

    One asks, another answers; approved, it is a grant that the database writes, and that is over
    within a day by itself.
    """

    __tablename__ = "glass"
    __table_args__ = (
        CheckConstraint("state in ('awaiting', 'approved', 'declined')", name="state_is_known"),
        CheckConstraint("asked_by_id <> answered_by_id", name="two_people"),
        CheckConstraint("hours between 1 and 24", name="at_most_a_day"),
        CheckConstraint(
            "(state = 'awaiting') = (answered_by_id is null)", name="answered_by_somebody"
        ),
        CheckConstraint(
            "(state = 'approved') = (until is not null) "
            "and until <= answered_at + interval '1 day'",
            name="approved_until",
        ),
        {"schema": "access"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str]
    """As the asker wrote it.  They learn from the answer alone whether there is such a group."""
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.group.id"), index=True)
    """Found by the database; none when the reference is of no group."""
    owner_agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.agency.id"))
    reason: Mapped[str]
    hours: Mapped[int]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    asked_at: Mapped[datetime]
    state: Mapped[str]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    answered_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))


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
