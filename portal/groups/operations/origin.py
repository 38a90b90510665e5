"""Asking an owner to let their material be passed on; giving, declining, withdrawing consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.agencies.models import OriginConsent, Receiver
from portal.agencies.rules import ConsentState
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Group
from portal.groups.rules import Purpose, latest_share_end


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request for onward release says."""

    owner_id: UUID
    recipient_id: UUID
    purpose: Purpose
    need: str


def ask_release(group_id: UUID, asked: Asked) -> UUID:
    """Ask an owner to let their material in a group be passed on to one recipient."""
    group = fetch(Group, group_id, Right.CONSENT_ASK)
    viewer = current_viewer()
    recipient = db.session.scalars(
        select(Receiver).where(Receiver.id == asked.recipient_id, Receiver.is_active)
    ).one_or_none()
    if recipient is None:
        raise Refused("Choose from the list. It may have changed", "recipient")
    if recipient.id == asked.owner_id:
        raise Refused("The material is theirs already. Choose another recipient", "recipient")
    open_already = db.session.scalars(
        select(OriginConsent.id).where(
            OriginConsent.group_id == group_id,
            OriginConsent.owner_agency_id == asked.owner_id,
            OriginConsent.recipient_id == asked.recipient_id,
            OriginConsent.state == ConsentState.ASKED.value,
        )
    ).first()
    if open_already is not None:
        raise Refused("They have been asked already. Wait for their answer", "recipient")
    ident = uuid4()
    record(
        Event.CONSENT_ASKED,
        [
            about_group(group.id, group.lead_agency_id),
            About("origin_consent", ident, group.id, asked.owner_id),
        ],
        owner_id=str(asked.owner_id),
    )
    db.session.add(
        OriginConsent(
            id=ident,
            group_id=group.id,
            group_reference=group.reference,
            owner_agency_id=asked.owner_id,
            recipient_id=recipient.id,
            recipient_name=recipient.name,
            purpose=asked.purpose.value,
            need=asked.need,
            state=ConsentState.ASKED.value,
            asked_by_id=viewer.membership_id,
            asked_by_agency_id=viewer.agency_id,
            asked_at=clock.now(),
            marking=group.marking,
        )
    )
    return ident


def give_consent(consent_id: UUID, reference: str, until: date, words: str) -> None:
    """Let the material be passed on as asked, under the owner's own reference, until a day."""
    row = _asked(consent_id)
    if until < clock.today():
        raise Refused("The last day must not be in the past", "until")
    if until > latest_share_end(clock.today()):
        raise Refused("A consent lasts 12 months at most. Enter an earlier day", "until")
    _record_answer(row, ConsentState.GIVEN, words)
    row.reference = reference
    row.until = until


def decline_consent(consent_id: UUID, words: str) -> None:
    """Refuse the request."""
    _record_answer(_asked(consent_id), ConsentState.DECLINED, words)


def withdraw_consent(consent_id: UUID) -> None:
    """Take consent back.  What was shared by it stops with the next request."""
    row = fetch(OriginConsent, consent_id, Right.CONSENT_ANSWER)
    if row.state == ConsentState.WITHDRAWN:
        return
    if row.state != ConsentState.GIVEN:
        raise Refused("There is no consent to withdraw")
    record(Event.CONSENT_WITHDRAWN, [_about(row)])
    row.state = ConsentState.WITHDRAWN.value
    row.withdrawn_at = clock.now()
    row.withdrawn_by_id = current_viewer().membership_id


def _asked(consent_id: UUID) -> OriginConsent:
    row = fetch(OriginConsent, consent_id, Right.CONSENT_ANSWER)
    if row.state != ConsentState.ASKED:
        raise Refused("This request has been answered already")
    return row


def _record_answer(row: OriginConsent, state: ConsentState, words: str) -> None:
    record(Event.CONSENT_ANSWERED, [_about(row)], state=state.value)
    row.state = state.value
    row.answer = words
    row.answered_at = clock.now()
    row.answered_by_id = current_viewer().membership_id


def _about(row: OriginConsent) -> About:
    return About("origin_consent", row.id, row.group_id, row.owner_agency_id)
