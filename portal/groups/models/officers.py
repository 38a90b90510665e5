"""What is stored of the people who run groups: duties, hand-overs, training, teams, limits."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_GROUP = "groups.group.id"
_MEMBERSHIP = "agencies.membership.id"


class Officer(Base):
    """Who holds which duty on a group, from when, until when.

    The database keeps it in step with the grant that the duty brings; it is the history of the
    duties too, since no row goes.
    """

    __tablename__ = "officer"
    __table_args__ = (
        CheckConstraint(
            "duty in ('lead', 'deputy', 'senior', 'analyst', 'former')", name="duty_is_known"
        ),
        Index("ix_officer_membership", "membership_id"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The id of the grant."""
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    duty: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    marking: Mapped[int]


class Handover(Base):
    """An offer to lead a group, to a person or to an agency: nothing moves until it is accepted."""

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint(
            "(to_membership_id is null) <> (to_agency_id is null)", name="one_recipient"
        ),
        CheckConstraint("state in ('offered', 'accepted', 'declined')", name="state_is_known"),
        CheckConstraint("(state = 'offered') = (answered_at is null)", name="answered_has_time"),
        Index(
            "uq_handover_open", "group_id",
            unique=True, postgresql_where=literal_column("state = 'offered'"),
        ),
        {"schema": "groups"},
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP))
    group_reference: Mapped[str]
    """The random reference, for the one who is asked: they do not see the group yet."""
    to_membership_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    to_agency_id: Mapped[UUID | None] = mapped_column(ForeignKey(_AGENCY))
    note: Mapped[str]
    residual_until: Mapped[date | None]
    """The last day on which the giver still reads the lead view; none for no access at all."""
    offered_at: Mapped[datetime]
    offered_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    state: Mapped[str]
    answer: Mapped[str]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class Training(Base):
    """A course that a person passed, and the last day on which it counts."""

    __tablename__ = "training"
    __table_args__ = (
        CheckConstraint("course in ('lead_officer', 'spotting')", name="course_is_known"),
        CheckConstraint("expires_on > passed_on", name="expires_after_pass"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    """The agency of the membership."""
    course: Mapped[str]
    passed_on: Mapped[date]
    expires_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))


class Limit(Base):
    """A figure that a list or a check goes by, with the sentence that says what it is."""

    __tablename__ = "limit"
    __table_args__ = ({"schema": "groups"},)

    code: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
    words: Mapped[str]


class Team(Base):
    """A named set of people of one agency that can own operations and actions."""

    __tablename__ = "team"
    __table_args__ = ({"schema": "groups"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY), index=True)
    name: Mapped[str]
    purpose: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))


class TeamMember(Base):
    """One of a team."""

    __tablename__ = "team_member"
    __table_args__ = ({"schema": "groups"},)

    team_id: Mapped[UUID] = mapped_column(ForeignKey("groups.team.id"), primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP), primary_key=True)
