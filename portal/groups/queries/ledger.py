"""The disclosure ledger: about a nominal, to a recipient, under an agreement, in one query each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Text, Uuid, column, func, select
from sqlalchemy.types import SmallInteger

from portal.access.viewer import Section, View
from portal.agencies.models import Agreement, Receiver
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Share
from portal.groups.projections.ledger import Disclosure, LedgerChoices
from portal.groups.queries.sharing import name_of_recipient
from portal.groups.rules import Purpose

MOST = 1000
_WORDS = (
    "reference", "recipient", "kind", "purpose", "gateway", "agreement", "given_by", "approved_by"
)  # fmt: skip
_COLUMNS: tuple[ColumnElement[Any], ...] = (
    *(column(name, Uuid()) for name in ("share_id", "group_id", "lender_id")),
    *(column(name, Text()) for name in _WORDS),
    *(column(name, SmallInteger()) for name in ("view", "sections", "marking")),
    *(column(name, DateTime(timezone=True)) for name in ("given_at", "until", "revoked_at")),
)


def disclosures(
    nominal: str, recipient_id: UUID | None, agreement_id: UUID | None
) -> tuple[Disclosure, ...]:
    """The disclosures that the viewer may know of, newest first, as far as asked.

    The database answers for the groups that the viewer runs, and for those that the viewer's
    agency leads where they keep or audit its records.
    """
    found = func.groups.disclosures(nominal, recipient_id, agreement_id, MOST)
    told = found.table_valued(*_COLUMNS)
    rows: Sequence[Any] = db.session.execute(select(*told.c)).all()
    groups = {row.group_id: row.lender_id for row in rows}
    shown(
        Event.LEDGER_SEEN,
        [about_group(ident, lender) for ident, lender in groups.items()],
        disclosures=len(rows),
    )
    return tuple(
        Disclosure(
            **row._asdict()
            | {
                "view": View(row.view),
                "sections": Section(row.sections),
                "purpose": Purpose(row.purpose),
                "is_over": row.revoked_at is not None or row.until <= clock.now(),
            }
        )
        for row in rows
    )


def ledger_choices() -> LedgerChoices:
    """By what the ledger can be narrowed."""
    receivers = db.session.execute(
        select(Receiver.id, Receiver.name).order_by(Receiver.name, Receiver.id)
    )
    name = name_of_recipient().label("name")
    lent = (
        select(Share.membership_id, name).where(Share.membership_id.is_not(None)).distinct()
    ).subquery()
    people = db.session.execute(
        select(lent.c.membership_id, lent.c.name)
        .where(lent.c.name.is_not(None))
        .order_by(lent.c.name, lent.c.membership_id)
    )
    agreements = db.session.execute(
        select(Agreement.id, Agreement.reference).order_by(Agreement.reference, Agreement.id)
    )
    return LedgerChoices(
        tuple((ident, name) for ident, name in (*receivers, *people)),
        tuple((ident, name) for ident, name in agreements),
    )
