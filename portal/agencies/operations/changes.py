"""Proposing to change an agency, agreeing to it, and carrying it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import Text, func, select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.agencies.models import Agency
from portal.agencies.models.register import AgencyChange
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core.db import db
from portal.core.errors import Refused, Unseen

_WHY = {
    "state": "The plan has moved on meanwhile. Open its page again",
    "twice": "You have agreed for one side already. Another person agrees for the other",
    "side": "You stand for none of the sides that have yet to agree",
    "consent": "Not every side has agreed yet",
    "blocked": "Something still stands in the way. The page lists it",
}
_EVENTS = {
    "agree": Event.CHANGE_AGREED,
    "withdraw": Event.CHANGE_WITHDRAWN,
    "carry-out": Event.CHANGE_DONE,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of an agency."""

    kind: str
    other_id: UUID | None
    new_name: str
    members: Sequence[UUID]
    ends_seats: bool
    ends_shares: bool
    reason: str


def propose_change(agency_id: UUID, plan: Plan) -> UUID:
    """Propose to merge, split or rename an agency, or that it leaves.  Nothing moves yet."""
    agency = fetch(Agency, agency_id, Right.CHANGE_PROPOSE)
    _check(agency, plan)
    change = AgencyChange(
        id=uuid4(),
        kind=plan.kind,
        agency_id=agency_id,
        other_id=None if plan.kind == "rename" else plan.other_id,
        new_name=" ".join(plan.new_name.split()) if plan.kind == "rename" else "",
        member_ids=list(plan.members) if plan.kind == "split" else [],
        ends_seats=plan.kind == "leave" and plan.ends_seats,
        ends_shares=plan.kind == "leave" and plan.ends_shares,
        reason=plan.reason,
        state="proposed",
        proposed_by_id=current_viewer().membership_id,
        proposed_at=func.now(),
    )
    about = [About("agency change", change.id, None, agency_id)]
    record(Event.CHANGE_PROPOSED, about, kind=plan.kind)
    db.session.add(change)
    db.session.flush()
    return change.id


def _check(agency: Agency, plan: Plan) -> None:
    if agency.state == "left":
        raise Refused("The agency has left already", "kind")
    if plan.kind in ("merge", "split") and plan.other_id is None:
        raise Refused("Choose the agency that takes over", "other")
    if plan.kind == "split" and not plan.members:
        raise Refused("Choose the people who go to the other agency", "members")
    if plan.kind == "rename" and not plan.new_name.strip():
        raise Refused("Enter the new name", "new_name")


def answer_change(change_id: UUID, step: str) -> None:
    """Agree for the viewer's side, withdraw the plan, or carry it out in one transaction."""
    plan = fetch(AgencyChange, change_id, Right.CHANGE_AGREE)
    record(_EVENTS[step], [About("agency change", plan.id, None, plan.agency_id)], kind=plan.kind)
    if step == "carry-out" and plan.kind in ("merge", "leave"):
        gone = str(plan.agency_id)
        about = [About("agency", plan.agency_id, None, plan.agency_id)]
        record(Event.RECALL_DUE, about, agency_id=gone)
    ask = {
        "agree": func.agencies.agree_to_change,
        "withdraw": func.agencies.withdraw_change,
        "carry-out": func.agencies.carry_out_change,
    }[step]
    answer = db.session.scalar(select(ask(change_id, type_=Text())))
    if answer == "unseen":
        raise Unseen
    if answer:
        raise Refused(_WHY[answer])
