"""Whether another agency holds the same person: keys nobody reads, searches, what owners allow."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_MEMBERSHIP = "agencies.membership.id"


class DeconflictionPepper(Base):
    """The secret that the keys are made with.  The portal cannot read it."""

    __tablename__ = "deconfliction_pepper"
    __table_args__ = (CheckConstraint("is_the_one", name="only_one"), {"schema": "groups"})

    is_the_one: Mapped[bool] = mapped_column(primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)


class DeconflictionKey(Base):
    """A keyed digest of what a nominal can be searched by.  The portal cannot read it."""

    __tablename__ = "deconfliction_key"
    __table_args__ = (
        CheckConstraint("kind in ('name', 'external')", name="kind_is_known"),
        Index("ix_deconfliction_key_digest", "digest"),
        {"schema": "groups"},
    )

    nominal_id: Mapped[UUID] = mapped_column(ForeignKey("groups.nominal.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class DeconflictionSetting(Base):
    """What an agency lets another learn that holds the same person; nothing until it says so."""

    __tablename__ = "deconfliction_setting"
    __table_args__ = (
        CheckConstraint("answer in ('nothing', 'contact', 'headline')", name="answer_is_known"),
        {"schema": "groups"},
    )

    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY), primary_key=True)
    answer: Mapped[str]
    set_at: Mapped[datetime]
    set_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))


class DeconflictionSearch(Base):
    """That somebody asked, why, and whether anybody answers; never for whom they asked."""

    __tablename__ = "deconfliction_search"
    __table_args__ = (
        Index("ix_deconfliction_search_rate", "agency_id", "asked_at"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    purpose: Mapped[str]
    asked_at: Mapped[datetime]
    is_hit: Mapped[bool]
    opened_at: Mapped[datetime | None]


class DeconflictionHit(Base):
    """What a search found, one row a search whether or not it found anything.

    The portal reads it through functions alone: an owner learns who asked about its own nominals.
    """

    __tablename__ = "deconfliction_hit"
    __table_args__ = ({"schema": "groups"},)

    search_id: Mapped[UUID] = mapped_column(
        ForeignKey("groups.deconfliction_search.id"), primary_key=True
    )
    nominal_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
