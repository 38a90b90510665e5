"""Requests to pass an owner's material on, and the consents that answer them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, cast, column, func, null, select
from sqlalchemy.orm import aliased
from sqlalchemy.types import SmallInteger, Text, Uuid

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import permits
from portal.access.viewer import EVERYTHING
from portal.agencies.models import Agency, Membership, OriginConsent, Person, Receiver
from portal.agencies.rules import ConsentState, Purpose
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import Group
from portal.groups.projections.basis import AskPage, Choice, ConsentLine, ConsentPage, ConsentsPage
from portal.groups.queries.pages import group_header

_WAITING_FIRST = case((OriginConsent.state == ConsentState.ASKED.value, 0), else_=1)


def about(row: OriginConsent) -> About:
    """A request or a consent, as the record names it."""
    return About("origin_consent", row.id, row.group_id, row.owner_agency_id)


def _rows(*more: Any) -> Select[Any]:
    columns: list[Any] = [OriginConsent, Agency.name, Group.id, *more]
    return (
        select(*columns)
        .outerjoin(Agency, Agency.id == OriginConsent.owner_agency_id)
        # The owner may hold no view of the group that their material is in.
        .outerjoin(Group, Group.id == OriginConsent.group_id)
    )


def _line(row: OriginConsent, owner: str | None, group_id: UUID | None) -> ConsentLine:
    state = ConsentState(row.state)
    has_run_out = state is ConsentState.GIVEN and (
        row.until is not None and row.until < clock.today()
    )
    return ConsentLine(
        id=row.id,
        group_id=group_id,
        group=row.group_reference,
        owner=owner or "The owner of the material",
        recipient=row.recipient_name,
        purpose=Purpose(row.purpose),
        state=state,
        asked_at=row.asked_at,
        until=row.until,
        has_run_out=has_run_out,
    )


def list_consents(number: int) -> ConsentsPage:
    """One page of requests and consents, those that wait first."""
    total = db.session.scalar(select(func.count()).select_from(OriginConsent)) or 0
    offset = expect_page(number, total)
    rows = db.session.execute(
        _rows()
        .order_by(_WAITING_FIRST, OriginConsent.asked_at.desc(), OriginConsent.id)
        .limit(SIZE)
        .offset(offset)
    ).all()
    shown(Event.CONSENTS_LISTED, [about(row) for row, _, _ in rows])
    return ConsentsPage(Page([_line(*row) for row in rows], number, total))


def waiting_for_us() -> list[ConsentLine]:
    """The requests that the viewer's agency has to answer."""
    rows = db.session.execute(
        _rows()
        .where(
            OriginConsent.state == ConsentState.ASKED.value,
            OriginConsent.owner_agency_id == current_viewer().agency_id,
        )
        .order_by(OriginConsent.asked_at, OriginConsent.id)
        .limit(SIZE)
    ).all()
    return [_line(*row) for row in rows]


def consent_page(consent_id: UUID) -> ConsentPage:
    """One request with its answer."""
    asked, answered = aliased(Membership), aliased(Membership)
    asker, second = aliased(Person), aliased(Person)
    found = db.session.execute(
        _rows(asker.name, second.name, permits(OriginConsent, Right.CONSENT_ANSWER))
        .outerjoin(asked, asked.id == OriginConsent.asked_by_id)
        .outerjoin(asker, asker.id == asked.person_id)
        .outerjoin(answered, answered.id == OriginConsent.answered_by_id)
        .outerjoin(second, second.id == answered.person_id)
        .where(OriginConsent.id == consent_id)
    ).one_or_none()
    if found is None:
        raise Unseen
    row, owner, group_id, asked_by, answered_by, may_answer = found
    shown(Event.CONSENT_SEEN, [about(row)])
    return ConsentPage(
        line=_line(row, owner, group_id),
        need=row.need,
        asked_by=asked_by or "An officer of the lead agency",
        reference=row.reference,
        answer=row.answer,
        answered_by=answered_by or "",
        answered_at=row.answered_at,
        withdrawn_at=row.withdrawn_at,
        may_answer=may_answer and row.state == ConsentState.ASKED.value,
        may_withdraw=may_answer and row.state == ConsentState.GIVEN.value,
    )


def ask_page(group_id: UUID) -> AskPage:
    """The owners whose material is in a group, and those to whom it could be passed on."""
    header = group_header(group_id)
    shown(Event.SHARING_SEEN, [about_group(header.id, header.lead_agency_id)])
    missing = func.groups.consents_missing(
        group_id, cast(int(EVERYTHING), SmallInteger()), cast(null(), Uuid())
    ).table_valued(column("id", Uuid()), column("name", Text()))
    owners = db.session.execute(select(missing.c.id, missing.c.name))
    recipients = db.session.execute(
        select(Receiver.id, Receiver.name)
        .where(Receiver.is_active, Receiver.id != header.lead_agency_id)
        .order_by(Receiver.name, Receiver.id)
    )
    return AskPage(
        header=header,
        owners=tuple(Choice(ident, name) for ident, name in owners),
        recipients=tuple(Choice(ident, name) for ident, name in recipients),
    )
