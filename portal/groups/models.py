"""What is stored of a group.  What is shared separately is stored separately."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_GROUP = "groups.group.id"
_MEMBERSHIP = "agencies.membership.id"
_BANDS = "band ~ '^[1-5][ABC]$'"


class Group(Base):
    """The headline of a group: that it exists, where, on what theme, and who leads it."""

    __tablename__ = "group"
    __table_args__ = (
        CheckConstraint("area in ('city', 'county')", name="area_is_known"),
        CheckConstraint(
            "status in ('potential', 'active', 'dormant', 'archived', 'merged', 'transferred', "
            "'not_mapped')",
            name="status_is_known",
        ),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str] = mapped_column(unique=True)
    """Our own, random: it tells neither how many groups there are nor when one was made."""
    lead_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY), index=True)
    area: Mapped[str]
    status: Mapped[str]
    theme: Mapped[str]
    other_themes: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    marking: Mapped[int]


class Grading(Base):
    """The band and tier in force, and the month of the next review: shown where no score is."""

    __tablename__ = "grading"
    __table_args__ = (
        CheckConstraint(_BANDS, name="band_is_1a_to_5c"),
        CheckConstraint("tier between 1 and 4", name="tier_is_1_to_4"),
        {"schema": "groups"},
    )

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    band: Mapped[str]
    tier: Mapped[int]
    previous_band: Mapped[str | None]
    band_moved_on: Mapped[date | None]
    review_month: Mapped[date | None]
    """The first day of the month in which the next review falls due; none once archived."""
    marking: Mapped[int]


class ReviewDate(Base):
    """The day on which the open review falls due, kept in step by the review's own row.

    Partners know the month alone, which the grading holds.
    """

    __tablename__ = "review_date"
    __table_args__ = ({"schema": "groups"},)

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    due_on: Mapped[date]
    marking: Mapped[int]


class PartnerSummary(Base):
    """What partners need in order to act, in words written for them."""

    __tablename__ = "partner_summary"
    __table_args__ = ({"schema": "groups"},)

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    operation_name: Mapped[str]
    district: Mapped[str]
    text: Mapped[str]
    version: Mapped[int] = mapped_column()
    edited_at: Mapped[datetime]
    marking: Mapped[int]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class WorkingRecord(Base):
    """What only the lead view opens: the narrative, and the record's place in other systems."""

    __tablename__ = "working_record"
    __table_args__ = ({"schema": "groups"},)

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    narrative: Mapped[str]
    external_reference: Mapped[str]
    """The reference in the in-force system that the group was imported from."""
    lead_officer_name: Mapped[str]
    """As supplied; empty when the group has no lead responsible officer."""
    mapped_on: Mapped[date]
    marking: Mapped[int]


class Nominal(Base):
    """A recorded person.  Sight of them comes from the groups they are in."""

    __tablename__ = "nominal"
    __table_args__ = (
        CheckConstraint("home_area in ('city', 'county')", name="home_area_is_known"),
        CheckConstraint(
            "status in ('candidate', 'active', 'inactive', 'deceased', 'erased')",
            name="status_is_known",
        ),
        UniqueConstraint("owner_agency_id", "reference"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    owner_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    reference: Mapped[str]
    surname: Mapped[str]
    forename: Mapped[str]
    born: Mapped[date]
    home_area: Mapped[str]
    home_district: Mapped[str]
    status: Mapped[str]
    marking: Mapped[int]


class Involvement(Base):
    """A nominal's part in a group; pages call it membership of a group."""

    __tablename__ = "involvement"
    __table_args__ = (
        CheckConstraint(
            "role in ('principal', 'significant', 'peripheral', 'enabler')", name="role_is_known"
        ),
        Index("ix_involvement_nominal", "nominal_id", "group_id"),
        {"schema": "groups"},
    )

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    nominal_id: Mapped[UUID] = mapped_column(ForeignKey("groups.nominal.id"), primary_key=True)
    role: Mapped[str]
    marking: Mapped[int]


class LogEntry(Base):
    """An entry of the lead officer's log: a decision or a concern.  Never altered."""

    __tablename__ = "log_entry"
    __table_args__ = (
        CheckConstraint("kind in ('decision', 'concern')", name="kind_is_known"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    kind: Mapped[str]
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class Share(Base):
    """A loan of one group to one agency or board: why, under what, and until when.

    Its grant in ``access.given`` is written and ended by the database, with the row itself.
    """

    __tablename__ = "share"
    __table_args__ = (
        CheckConstraint("(agency_id is null) <> (board_id is null)", name="one_recipient"),
        CheckConstraint("view between 1 and 3", name="view_in_range"),
        CheckConstraint("until > given_at", name="ends_after_start"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey(_AGENCY))
    board_id: Mapped[UUID | None] = mapped_column(ForeignKey("boards.board.id"))
    view: Mapped[int]
    purpose: Mapped[str]
    gateway_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.gateway.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.agreement.id"))
    given_at: Mapped[datetime]
    until: Mapped[datetime]
    """The instant at which the sight ends: midnight in London after the last day named."""
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]
