"""The people of a group that were lent to whoever asks, as exactly as was lent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import SmallInteger, Text, Uuid, column, func, select

from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.groups.projections.pages import BorrowedPerson
from portal.groups.rules import InvolvementRole

_COLUMNS: tuple[Any, ...] = (
    column("nominal_id", Uuid()),
    column("owner_agency_id", Uuid()),
    column("step", SmallInteger()),
    *(column(name, Text()) for name in ("part", "name", "age_band", "district", "words")),
)


def borrowed_people(group_id: UUID, lead_agency_id: UUID) -> tuple[BorrowedPerson, ...]:
    """The people of the group that were lent to the viewer, no more exactly than was lent."""
    rows = db.session.execute(
        select(func.groups.lent_people(group_id).table_valued(*_COLUMNS))
    ).all()
    if rows:
        people = [About("nominal", row.nominal_id, group_id, row.owner_agency_id) for row in rows]
        shown(Event.PEOPLE_LENT_SEEN, [about_group(group_id, lead_agency_id), *people])
    return tuple(
        BorrowedPerson(
            InvolvementRole(row.part), row.name, row.age_band, row.district or None, row.words
        )
        for row in rows
    )
