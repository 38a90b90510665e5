"""Adding an agency, letting it in or keeping it out, and what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import Text, Uuid, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from portal.access.policy import Right
from portal.access.sight import allow, fetch
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core.db import db
from portal.core.errors import Refused

_EVENTS = {"active": Event.AGENCY_ACTIVATED, "suspended": Event.AGENCY_SUSPENDED}


def register_agency(
    *, code: str, name: str, kind: str, contact: str, parent_id: UUID | None
) -> UUID:
    """Add an agency as invited: none of its people may enter before it is activated."""
    allow(Right.AGENCY_REGISTER)
    new_id = uuid4()
    about = [About("agency", new_id, None, new_id)]
    record(Event.AGENCY_REGISTERED, about, agency_id=str(new_id))
    answer = db.session.scalar(
        select(
            func.agencies.register(
                new_id, code.upper(), name, kind, contact, parent_id, type_=Text()
            )
        )
    )
    if answer:
        raise Refused(
            f"An agency with the code {code.upper()} is in the register already. Enter another "
            "abbreviation",
            "abbreviation",
        )
    return new_id


def set_state(agency_id: UUID, state: str) -> None:
    """Activate, suspend or resume an agency; suspended, its people are out at once."""
    agency = fetch(Agency, agency_id, Right.AGENCY_ADMIT)
    about = [About("agency", agency.id, None, agency.id)]
    event = _EVENTS.get(state, Event.AGENCY_SUSPENDED)
    if state == "active" and agency.state == "suspended":
        event = Event.AGENCY_RESUMED
    record(event, about, agency_id=str(agency.id))
    answer = db.session.scalar(select(func.agencies.set_state(agency_id, state, type_=Text())))
    if answer == "oneself":
        raise Refused("You cannot change the state of the agency that you act for", "state")
    if answer:
        raise Refused("The agency has moved on meanwhile. Open its page again", "state")


def describe(agency_id: UUID, contact: str, powers: Sequence[UUID]) -> None:
    """Say where partners turn to, and which powers the viewer's own agency holds."""
    agency = fetch(Agency, agency_id, Right.AGENCY_DESCRIBE)
    record(Event.AGENCY_DESCRIBED, [About("agency", agency.id, None, agency.id)])
    db.session.execute(select(func.agencies.describe(contact, cast(list(powers), ARRAY(Uuid())))))
