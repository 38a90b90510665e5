"""Asking for somebody to be invited, and the two answers that make the invitation hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe
from uuid import UUID, uuid4

from sqlalchemy import LargeBinary, Text, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from portal.access.entry import current_viewer, token_hash
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.access.viewer import Role
from portal.agencies.models import Agency
from portal.agencies.models.people import Invitation
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused, Unseen

_WHY = {
    "state": "The invitation has moved on meanwhile. Open its page again",
    "people": "Sponsor, approver and registrar are three people. Ask somebody else",
    "office": "The agency's single point of contact or an information manager approves it",
    "role": "The agency cannot give one of these roles. Withdraw it and ask anew",
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom an agency wants to have."""

    name: str
    email: str
    roles: Sequence[Role]
    vetting_level: str
    vetting_reference: str
    vetting_until: date
    is_move: bool


def invite_person(agency_id: UUID, new: Newcomer) -> UUID:
    """Ask for somebody to be invited to the viewer's own agency: the viewer sponsors them."""
    agency = fetch(Agency, agency_id, Right.PERSON_INVITE)
    allowed = (
        db.session.scalar(select(func.agencies.roles_of(agency.kind, type_=ARRAY(Text())))) or []
    )
    if not {one.value for one in new.roles} <= set(allowed):
        raise Refused("Choose roles that your agency gives to its own people", "roles")
    if new.vetting_until < clock.today():
        raise Refused("Their vetting must still hold. Enter a day in the future", "vetting_until")
    invitation = Invitation(
        id=uuid4(),
        agency_id=agency_id,
        name=" ".join(new.name.split()),
        email=new.email.strip().casefold(),
        roles=[one.value for one in new.roles],
        vetting_level=new.vetting_level,
        vetting_reference=new.vetting_reference,
        vetting_until=new.vetting_until,
        is_move=new.is_move,
        state="sponsored",
        sponsor_id=current_viewer().membership_id,
        made_at=func.now(),
    )
    record(Event.INVITATION_MADE, [About("invitation", invitation.id, None, agency_id)])
    db.session.add(invitation)
    db.session.flush()
    return invitation.id


def answer_invitation(invitation_id: UUID, step: str) -> str:
    """Approve, issue or withdraw.  Issuing gives the link's secret, which is kept nowhere."""
    one = fetch(Invitation, invitation_id, Right.INVITATION_ANSWER)
    secret = token_urlsafe(32) if step == "issue" else ""
    record(
        Event.INVITATION_ANSWERED,
        [About("invitation", one.id, None, one.agency_id)],
        step=step,
    )
    digest = literal(token_hash(secret) if secret else None, LargeBinary())
    answer = db.session.scalar(
        select(func.agencies.answer_invitation(invitation_id, step, digest, type_=Text()))
    )
    if answer == "unseen":
        raise Unseen
    if answer:
        raise Refused(_WHY[answer])
    return secret
