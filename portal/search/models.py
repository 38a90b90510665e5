"""The words that can be found."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base
from portal.search.rules import Kind

_KINDS = ", ".join(f"'{kind.value}'" for kind in Kind)


class Term(Base):
    """One word of one text, with the group and the section that open the text.

    The database writes it with the text itself.  A word that begins with ~ is how a name sounds.
    """

    __tablename__ = "term"
    __table_args__ = (
        CheckConstraint(f"kind in ({_KINDS})", name="kind_is_known"),
        {"schema": "search"},
    )

    group_id: Mapped[UUID] = mapped_column(ForeignKey("groups.group.id"), primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)
    section: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    """When the text was written, where it has a date; else when the word was kept."""
    marking: Mapped[int]
