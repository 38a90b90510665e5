"""Month-end counts as supplied, and the totals published to readers outside the circle."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

_AGENCY = "agencies.agency.id"


class MonthlyCount(Base):
    """The four counts at the end of a month.  Never altered."""

    __tablename__ = "monthly_count"
    __table_args__ = (
        CheckConstraint("extract(day from month) = 1", name="month_is_its_first_day"),
        UniqueConstraint("owner_agency_id", "month"),
        {"schema": "profiles"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    owner_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    month: Mapped[date]
    groups: Mapped[int] = mapped_column(Integer)
    nominals: Mapped[int] = mapped_column(Integer)
    high_risk_groups: Mapped[int] = mapped_column(Integer)
    high_risk_nominals: Mapped[int] = mapped_column(Integer)
    note: Mapped[str]
    """What changed in the counting that month; empty when nothing did."""
    method: Mapped[str]


class PublishedTotal(Base):
    """One figure as published on a date.  Suppressed, it holds no value at all."""

    __tablename__ = "published_total"
    __table_args__ = (
        CheckConstraint("withheld in ('small', 'hidden')", name="withheld_is_known"),
        CheckConstraint("(value is null) = (withheld is not null)", name="value_or_withheld"),
        UniqueConstraint("published_at", "measure", "area"),
        {"schema": "profiles"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    published_at: Mapped[datetime]
    published_by_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.membership.id"))
    as_at: Mapped[date]
    measure: Mapped[str]
    area: Mapped[str]
    """city, county or all."""
    value: Mapped[int | None] = mapped_column(Integer)
    withheld: Mapped[str | None]
    """Why there is no value: small, or hidden because it would give a small one away."""
