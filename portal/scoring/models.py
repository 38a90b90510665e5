"""Assessments of a group, and the reviews that fall due."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_GROUP = "groups.group.id"


class Assessment(Base):
    """A scored judgement.  Origin "as supplied" came with an import and has no rule set."""

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("score between 0 and 100", name="score_is_0_to_100"),
        CheckConstraint("band ~ '^[1-5][ABC]$'", name="band_is_1a_to_5c"),
        Index("ix_assessment_group", "group_id", "scored_on"),
        {"schema": "scoring"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP))
    score: Mapped[int]
    band: Mapped[str]
    tier: Mapped[int]
    scored_on: Mapped[date]
    origin: Mapped[str]
    marking: Mapped[int]


class Review(Base):
    """The re-assessment that a group's tier falls due for.  One is open at a time."""

    __tablename__ = "review"
    __table_args__ = (
        Index(
            "uq_review_open",
            "group_id",
            unique=True,
            postgresql_where=literal_column("done_on is null"),
        ),
        Index("ix_review_due", "due_on", "group_id"),
        {"schema": "scoring"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    marking: Mapped[int]
