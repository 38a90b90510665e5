"""The trail: entries in one chain, and the records that each names."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, SmallInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base


class Entry(Base):
    """One thing done or shown.  Its digest covers the entry before it, and every subject."""

    __tablename__ = "entry"
    __table_args__ = (Index("ix_entry_actor", "agency_id", "seq"), {"schema": "audit"})

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    event: Mapped[str]
    verb: Mapped[str]
    membership_id: Mapped[UUID | None]
    """Who acted; none for a command or for somebody who is not signed in."""
    agency_id: Mapped[UUID | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    request_id: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class Subject(Base):
    """A record that an entry names, with the agency that owns it."""

    __tablename__ = "subject"
    __table_args__ = (
        Index("ix_subject_group", "group_id", "entry_seq"),
        Index("ix_subject_record", "record_id", "entry_seq"),
        Index("ix_subject_owner", "owner_agency_id", "entry_seq"),
        {"schema": "audit"},
    )

    entry_seq: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("audit.entry.seq"), primary_key=True
    )
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str]
    record_id: Mapped[UUID]
    group_id: Mapped[UUID | None]
    owner_agency_id: Mapped[UUID | None]
