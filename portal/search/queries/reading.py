"""What a page of a search shows of each record: read through the record's own policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, column, func, literal, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import DateTime, Uuid

from portal.access.clauses import given
from portal.core.db import db
from portal.groups.models import (
    CourtOrder,
    Group,
    Identity,
    LogEntry,
    NamedOperation,
    Nominal,
    PartnerSummary,
    Premises,
    WorkingRecord,
)
from portal.plans.models import Action, ActionUpdate
from portal.search.rules import Kind

LINKS: Mapping[Kind, type[Premises] | type[CourtOrder] | type[NamedOperation]] = {
    Kind.PREMISES: Premises,
    Kind.ORDER: CourtOrder,
    Kind.OPERATION: NamedOperation,
}
lent = (
    func.search.lent_terms(
        select(func.array_agg(given.c.share_id.distinct(), type_=ARRAY(Uuid())))
        .where(given.c.share_id.is_not(None))
        .scalar_subquery()
    )
    .table_valued(
        column("group_id", Uuid()),
        column("nominal_id", Uuid()),
        column("at", DateTime(timezone=True)),
        column("said", Text()),
        column("word", Text()),
    )
    .alias("lent")
)
"""The words of people lent one by one to the viewer, with the shares that lent them in sight."""


def groups_of(ids: set[UUID]) -> Mapping[UUID, Any]:
    """The groups of the page: reference, lead agency, and the name where it may be known."""
    rows = db.session.execute(
        select(Group.id, Group.reference, Group.lead_agency_id, PartnerSummary.operation_name)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(Group.id.in_(ids))
    )
    return {row.id: row for row in rows}


def texts_of(keys: Sequence[tuple[str, UUID]]) -> Mapping[tuple[str, UUID], tuple[str, UUID]]:
    """What each record on the page says, and what to open, in one statement."""
    if not keys:
        return {}
    sources: Mapping[Kind, tuple[Any, Any, Any]] = {
        Kind.GROUP: (Group.reference, Group.id, Group.id),
        Kind.SUMMARY: (PartnerSummary.text, PartnerSummary.group_id, PartnerSummary.group_id),
        Kind.NARRATIVE: (WorkingRecord.narrative, WorkingRecord.group_id, WorkingRecord.group_id),
        Kind.NOMINAL: (func.concat_ws(", ", _called(), Nominal.reference), Nominal.id, Nominal.id),
        Kind.LENT: (lent.c.said, lent.c.nominal_id, lent.c.group_id),
        Kind.PREMISES: (
            func.concat_ws(", ", Premises.name, Premises.address),
            Premises.id,
            Premises.group_id,
        ),
        Kind.ORDER: (
            func.concat_ws(". ", CourtOrder.court, CourtOrder.conditions),
            CourtOrder.id,
            CourtOrder.group_id,
        ),
        Kind.OPERATION: (
            func.concat_ws(". ", NamedOperation.name, NamedOperation.aim),
            NamedOperation.id,
            NamedOperation.group_id,
        ),
        Kind.ENTRY: (LogEntry.text, LogEntry.id, LogEntry.group_id),
        Kind.ACTION: (func.concat(Action.step, ". ", Action.success), Action.id, Action.id),
        Kind.UPDATE: (ActionUpdate.text, ActionUpdate.id, ActionUpdate.action_id),
    }
    parts = [
        select(
            literal(kind.value).label("kind"),
            source.label("source_id"),
            said.label("text"),
            target.label("target_id"),
        ).where(source.in_({key for one, key in keys if one == kind}))
        for kind, (said, source, target) in sources.items()
        if any(one == kind for one, _ in keys)
    ]
    rows = db.session.execute(union_all(*parts))
    return {(row.kind, row.source_id): (row.text, row.target_id) for row in rows}


def _called() -> ColumnElement[Any]:
    """What a nominal is called, where the viewer may know it; else null."""
    return (
        select(func.concat(Identity.forename, " ", Identity.surname))
        .where(Identity.nominal_id == Nominal.id)
        .correlate(Nominal)
        .scalar_subquery()
    )
