"""Conditions to accept, copies, corrections."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Select, Text, Uuid, column, func, select
from sqlalchemy.orm import aliased

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency, Membership, Person, Receiver
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import Copy, Correction, Destruction, Group
from portal.groups.projections.lending import (
    Conditions,
    CopiesPage,
    CopyLine,
    CorrectionLine,
)
from portal.groups.queries.pages import group_header
from portal.groups.rules import Purpose

_ELSEWHERE = "Not in your view"


def conditions_to_accept() -> tuple[Conditions, ...]:
    """The terms of each share that the viewer may accept and has not; nothing of the groups."""
    told = func.access.to_accept().table_valued(
        column("share_id", Uuid()), column("lender_id", Uuid()), column("lender", Text()),
        column("contact", Text()), column("purpose", Text()), column("conditions", Text()),
        column("until", DateTime(timezone=True)),
    )  # fmt: skip
    rows = db.session.execute(select(told)).all()
    shown(
        Event.CONDITIONS_SEEN, [About("share", row.share_id, None, row.lender_id) for row in rows]
    )
    return tuple(
        Conditions(
            share_id=row.share_id,
            lender=row.lender,
            contact=row.contact,
            purpose=Purpose(row.purpose),
            text=row.conditions,
            until=row.until,
        )
        for row in rows
    )


def how_many_to_accept() -> int:
    """How many shares wait for the viewer to accept their conditions."""
    told = func.access.to_accept().table_valued("share_id")
    return db.session.scalar(select(func.count()).select_from(told)) or 0


def _copies() -> Select[*tuple[Any, ...]]:
    return (
        select(Copy, Destruction, Person.name, Agency.name)
        .outerjoin(Destruction, Destruction.copy_id == Copy.id)
        .outerjoin(Membership, Membership.id == Copy.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
    )


def _copy(row: Any) -> CopyLine:
    copy, destruction, holder, agency = row
    return CopyLine(
        id=copy.id,
        reference=copy.reference,
        lender=copy.lender,
        holder=holder or _ELSEWHERE,
        agency=agency or _ELSEWHERE,
        kind=copy.kind,
        what=copy.what,
        taken_at=copy.taken_at,
        recalled_at=copy.recalled_at,
        destroyed_at=destruction.destroyed_at if destruction else None,
        how=destruction.how if destruction else None,
    )


def _corrections() -> Select[*tuple[Any, ...]]:
    reader, seat, one = aliased(Person), aliased(Membership), aliased(Person)
    return (
        select(Correction, func.coalesce(Receiver.name, one.name), reader.name)
        .outerjoin(Receiver, Receiver.id == Correction.recipient_id)
        .outerjoin(seat, seat.id == Correction.recipient_id)
        .outerjoin(one, one.id == seat.person_id)
        .outerjoin(Membership, Membership.id == Correction.acknowledged_by_id)
        .outerjoin(reader, reader.id == Membership.person_id)
    )


def _correction(row: Any) -> CorrectionLine:
    correction, recipient, reader = row
    return CorrectionLine(
        id=correction.id,
        recipient=recipient or "A named person",
        reference=correction.reference,
        lender=correction.lender,
        text=correction.text,
        sent_at=correction.sent_at,
        acknowledged_at=correction.acknowledged_at,
        acknowledged_by=reader,
    )


def copies_page(group_id: UUID) -> CopiesPage:
    """A group's copies, those recalled and not destroyed first; its corrections, newest first."""
    header = group_header(group_id)
    shown(Event.COPIES_SEEN, [about_group(header.id, header.lead_agency_id)])
    copies = db.session.execute(
        _copies()
        .where(Copy.group_id == group_id)
        .order_by(
            Destruction.copy_id.is_not(None), Copy.recalled_at.is_(None), Copy.taken_at.desc(),
            Copy.id,
        )
    )  # fmt: skip
    corrections = db.session.execute(
        _corrections()
        .where(Correction.group_id == group_id)
        .order_by(Correction.sent_at.desc(), Receiver.name, Correction.id)
    )
    may_correct = db.session.scalar(
        select(permits(Group, Right.CORRECTION_SEND)).where(Group.id == group_id)
    )
    return CopiesPage(
        header,
        tuple(_copy(row) for row in copies),
        tuple(_correction(row) for row in corrections),
        bool(may_correct),
    )


def copy_page(copy_id: UUID) -> CopyLine:
    """One copy, for its holder."""
    row = db.session.execute(_copies().where(Copy.id == copy_id)).one_or_none()
    if row is None:
        raise Unseen
    shown(Event.COPIES_SEEN, [About("copy", copy_id, row[0].group_id)])
    return _copy(row)


def correction_page(correction_id: UUID) -> CorrectionLine:
    """One correction, as its recipient is told it."""
    row = db.session.execute(_corrections().where(Correction.id == correction_id)).one_or_none()
    if row is None:
        raise Unseen
    shown(Event.CORRECTION_SEEN, [About("correction", correction_id, row[0].group_id)])
    return _correction(row)
