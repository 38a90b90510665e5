"""Assigning officers, offering the lead of a group, and answering the offer."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.functions import Function
from sqlalchemy.types import Uuid

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db, session
from portal.core.errors import Refused
from portal.groups.models import Group, Handover, Officer
from portal.groups.rules import latest_share_end
from portal.groups.rules.status import Duty

_CHANGED = "Somebody changed this meanwhile, or this person cannot take the duty. Open it again"


def _call(function: Function[UUID], field: str | None) -> UUID:
    """Run what the database alone may do, in its own words of refusal."""
    try:
        done: UUID | None = db.session.scalar(select(function))
    except IntegrityError:
        session().rollback()
        raise Refused(_CHANGED, field) from None
    assert done is not None  # noqa: S101 - tells the type checker
    return done


def assign_officer(group_id: UUID, duty: Duty, membership_id: UUID) -> None:
    """Give somebody a duty on a group, and with it the lead view, at once."""
    group = fetch(Group, group_id, Right.OFFICER_ASSIGN)
    about = [about_group(group.id, group.lead_agency_id)]
    about.append(About("membership", membership_id, group.id, group.lead_agency_id))
    assign = func.groups.assign_officer(group_id, duty.value, membership_id, type_=Uuid())
    _call(assign, "person")
    record(Event.OFFICER_ASSIGNED, about, duty=duty.value)


def release_officer(group_id: UUID, officer_id: UUID) -> None:
    """End somebody's duty on a group; their next request finds nothing by it."""
    group = fetch(Group, group_id, Right.OFFICER_ASSIGN)
    officer = fetch(Officer, officer_id, Right.LEAD_VIEW_SEE)
    if officer.group_id != group.id or officer.duty == Duty.LEAD.value:
        raise Refused("Choose from the list. It may have changed since you opened it", "person")
    about = [about_group(group.id, group.lead_agency_id)]
    about.append(About("membership", officer.membership_id, group.id, group.lead_agency_id))
    duty = officer.duty
    _call(func.groups.release_officer(officer_id, type_=Uuid()), "person")
    record(Event.OFFICER_RELEASED, about, duty=duty)


def offer_lead(
    group_id: UUID,
    to_membership_id: UUID | None,
    to_agency_id: UUID | None,
    residual_until: date | None,
    note: str,
) -> UUID:
    """Offer the lead of a group.  Nothing changes until it is accepted."""
    group = fetch(Group, group_id, Right.HANDOVER_OFFER)
    if (to_membership_id is None) == (to_agency_id is None):
        raise Refused("Choose a person or an agency, and not both", "person")
    today = clock.today()
    if residual_until is not None and not today < residual_until <= latest_share_end(today):
        raise Refused("The last day must lie in the twelve months to come", "residual_until")
    handover_id = uuid4()
    record(
        Event.HANDOVER_OFFERED,
        [
            about_group(group.id, group.lead_agency_id),
            About("handover", handover_id, group.id, group.lead_agency_id),
        ],
        residual=residual_until.isoformat() if residual_until else "none",
    )
    db.session.add(
        Handover(
            id=handover_id,
            group_id=group.id,
            group_reference=group.reference,
            to_membership_id=to_membership_id,
            to_agency_id=to_agency_id,
            note=note,
            residual_until=residual_until,
            offered_at=clock.now(),
            offered_by_id=current_viewer().membership_id,
            state="offered",
            answer="",
            marking=group.marking,
        )
    )
    try:
        db.session.flush()
    except IntegrityError:
        session().rollback()
        raise Refused(
            "An offer of this group's lead is waiting for its answer already", "person"
        ) from None
    return handover_id


def answer_offer(handover_id: UUID, words: str, *, accepts: bool) -> UUID:
    """Accept or decline the lead of a group.  Accepted, sight and duty change at once."""
    offer = fetch(Handover, handover_id, Right.HANDOVER_ANSWER)
    about = [About("handover", offer.id, offer.group_id, None)]
    answer = func.groups.answer_handover(handover_id, accepts, words, type_=Uuid())
    group_id = _call(answer, None)
    record(Event.HANDOVER_ANSWERED, about, answer="accepted" if accepts else "declined")
    return group_id
