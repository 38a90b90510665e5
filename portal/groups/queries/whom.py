"""Finding the one whom a page is about, among those in the viewer's sight."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from portal.agencies.models import Agency, Membership, Person, Receiver
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.projections.whom import PERSON, Whom


def receivers() -> tuple[Whom, ...]:
    """Every agency, board and sharing circle in sight, by name."""
    rows = db.session.scalars(
        select(Receiver).where(Receiver.is_active).order_by(Receiver.name, Receiver.id)
    )
    return tuple(Whom(one.id, one.name, one.kind) for one in rows)


def named(recipient_id: UUID | None, email: str) -> Whom:
    """The person with this email address, acting for the agency if one is named; else the other."""
    return _person(recipient_id, email) if email else _receiver(recipient_id)


def _receiver(recipient_id: UUID | None) -> Whom:
    if recipient_id is None:
        raise Refused(
            "Choose an agency, a board or a circle, or enter an email address", "recipient"
        )
    found = db.session.get(Receiver, recipient_id)
    if found is None:
        raise Refused("Choose from the list. It may have changed", "recipient")
    return Whom(found.id, found.name, found.kind)


def _person(agency_id: UUID | None, email: str) -> Whom:
    works = (
        select(Membership.id, Person.name, Agency.name)
        .join(Person, Person.id == Membership.person_id)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(Person.email == email.strip().casefold(), Membership.ended_at.is_(None))
        .order_by(Agency.name, Membership.id)
    )
    if agency_id is not None:
        works = works.where(Membership.agency_id == agency_id)
    rows = db.session.execute(works).all()
    if not rows:
        raise Refused("You can see nobody with this email address. Check it", "email")
    if len(rows) > 1:
        raise Refused("This person works for several agencies. Choose the agency too", "recipient")
    ident, name, agency = rows[0]
    return Whom(ident, f"{name}, {agency}", PERSON)
