"""What is stored of a group's life: its status, its archiving, its intelligence to be read."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_GROUP = "groups.group.id"
_MEMBERSHIP = "agencies.membership.id"
REFERENCE = "^[A-Z0-9]+([/-][A-Z0-9]+){1,5}$"
"""What a reference number of an intelligence system looks like: no words, no spaces."""


class StatusChange(Base):
    """One move of a group's status: the database makes the move by it, or refuses."""

    __tablename__ = "status_change"
    __table_args__ = ({"schema": "groups"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    from_status: Mapped[str]
    to_status: Mapped[str]
    reason: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class Closure(Base):
    """A proposal to archive or to reopen a group: three people, one after the other."""

    __tablename__ = "closure"
    __table_args__ = (
        CheckConstraint("kind in ('archive', 'reopen')", name="kind_is_known"),
        CheckConstraint(
            "state in ('proposed', 'endorsed', 'ratified', 'declined')", name="state_is_known"
        ),
        CheckConstraint(
            "proposed_by_id <> endorsed_by_id and proposed_by_id <> ratified_by_id "
            "and endorsed_by_id <> ratified_by_id",
            name="three_people",
        ),
        CheckConstraint(
            "state <> 'ratified' or (endorsed_by_id is not null and ratified_by_id is not null)",
            name="ratified_by_three",
        ),
        Index(
            "uq_closure_open", "group_id",
            unique=True, postgresql_where=literal_column("state in ('proposed', 'endorsed')"),
        ),
        {"schema": "groups"},
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP))
    kind: Mapped[str]
    reason: Mapped[str]
    """A code of the reasons there are for its kind."""
    evidence: Mapped[str]
    residual_risk: Mapped[str]
    """Orders, prison releases, vulnerable addresses: what is still watched, and by whom."""
    reopen_triggers: Mapped[str]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    endorsed_at: Mapped[datetime | None]
    endorsed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    ratified_at: Mapped[datetime | None]
    ratified_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """Who ratified it, or declined it at that step."""
    state: Mapped[str]
    answer: Mapped[str]
    """Why it was declined; empty otherwise."""
    marking: Mapped[int]


class RetentionReview(Base):
    """That the keeping of an archived group's records is to be reviewed by a day."""

    __tablename__ = "retention_review"
    __table_args__ = ({"schema": "groups"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    closure_id: Mapped[UUID] = mapped_column(ForeignKey("groups.closure.id"))
    due_on: Mapped[date]
    marking: Mapped[int]


class IntelligenceItem(Base):
    """A reference number of intelligence to be reviewed for a group: never its text."""

    __tablename__ = "intelligence_item"
    __table_args__ = (
        CheckConstraint(
            f"reference ~ '{REFERENCE}' and length(reference) <= 30", name="a_reference_alone"
        ),
        CheckConstraint("(reviewed_at is null) = (outcome = '')", name="reviewed_with_outcome"),
        UniqueConstraint("group_id", "reference"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP))
    reference: Mapped[str]
    received_on: Mapped[date]
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    outcome: Mapped[str]
    """A code; empty until it is reviewed."""
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]
