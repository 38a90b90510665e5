"""The narrative and the partner summary through time, and whether the one still fits the other."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_GROUP = "groups.group.id"
_MEMBERSHIP = "agencies.membership.id"


class TextVersion(Base):
    """An earlier text of a narrative or of a partner summary.  The database writes it itself."""

    __tablename__ = "text_version"
    __table_args__ = (
        CheckConstraint("kind in ('narrative', 'summary')", name="kind_is_known"),
        UniqueConstraint("group_id", "kind", "number"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP))
    kind: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    replaced_at: Mapped[datetime]
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """None when a command replaced it."""
    marking: Mapped[int]


class SummaryCheck(Base):
    """Up to which version of the narrative somebody confirmed that the partner summary holds.

    Apart from the summary, whose readers do not learn that the narrative changes.
    """

    __tablename__ = "summary_check"
    __table_args__ = ({"schema": "groups"},)

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    narrative_version: Mapped[int]
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]
