"""Recorded people, who they are, what each agency says of their part in a group."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_MEMBERSHIP = "agencies.membership.id"
_NOMINAL = "groups.nominal.id"


class Nominal(Base):
    """A recorded person, by reference alone.  Sight of them comes from the groups they are in."""

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
    home_area: Mapped[str]
    """Where they live, as coarse as it is counted: no more of their home is told by it."""
    status: Mapped[str]
    added_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """None for what a file brought."""
    marking: Mapped[int]


class Identity(Base):
    """Who a nominal is: kept apart, for those to whom a group of theirs opens identities."""

    __tablename__ = "identity"
    __table_args__ = ({"schema": "groups"},)

    nominal_id: Mapped[UUID] = mapped_column(ForeignKey(_NOMINAL), primary_key=True)
    surname: Mapped[str]
    forename: Mapped[str]
    born: Mapped[date]
    home_district: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    external_id: Mapped[str] = mapped_column(default="")
    """Their number in another system, such as a PNC number; empty when none is known."""
    marking: Mapped[int]


class Involvement(Base):
    """What one agency says of a nominal's part in a group; pages call it membership of a group.

    Each agency's statement is its own: another agency's edit changes nothing in it.
    """

    __tablename__ = "involvement"
    __table_args__ = (
        CheckConstraint(
            "role in ('principal', 'significant', 'peripheral', 'enabler')", name="role_is_known"
        ),
        CheckConstraint(
            "category in ('suspect', 'convicted', 'victim', 'witness', 'other', 'not_stated')",
            name="category_is_known",
        ),
        CheckConstraint("basis in ('fact', 'assessment', 'not_stated')", name="basis_is_known"),
        CheckConstraint(
            "confidence in ('confirmed', 'probable', 'possible', 'not_stated')",
            name="confidence_is_known",
        ),
        CheckConstraint("state in ('proposed', 'stated', 'declined')", name="state_is_known"),
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
        Index("ix_involvement_nominal", "nominal_id", "group_id"),
        Index("ix_involvement_group", "group_id", "nominal_id"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("groups.group.id"))
    nominal_id: Mapped[UUID] = mapped_column(ForeignKey(_NOMINAL))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    """Whose statement it is; the nominal's owner where a file does not say."""
    role: Mapped[str]
    category: Mapped[str] = mapped_column(default="not_stated")
    basis: Mapped[str] = mapped_column(default="not_stated")
    """Whether it is a fact or an assessment."""
    confidence: Mapped[str] = mapped_column(default="not_stated")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    """The last day of it, where it is known to have ended."""
    state: Mapped[str] = mapped_column(default="stated")
    """A partner's word is proposed until those who run the group take it in."""
    stated_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """None for what a file brought."""
    stated_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    marking: Mapped[int]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class Combination(Base):
    """That one agency holds two nominals to be one person.  Both stay as they are.

    The key holds an agency to one combination of a nominal at a time, and tells nobody else's.
    """

    __tablename__ = "combination"
    __table_args__ = (
        CheckConstraint("kept_id <> merged_id", name="two_nominals"),
        Index(
            "uq_combination_live",
            "agency_id",
            "merged_id",
            unique=True,
            postgresql_where=literal_column("undone_at is null"),
        ),
        Index("ix_combination_merged", "merged_id"),
        Index("ix_combination_kept", "kept_id"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kept_id: Mapped[UUID] = mapped_column(ForeignKey(_NOMINAL))
    merged_id: Mapped[UUID] = mapped_column(ForeignKey(_NOMINAL))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    reason: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]
