"""Who could be in the room: those with a seat beside the viewer, and others in sight by name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.agencies.models import Agency, Membership, Person
from portal.boards.models import Seat
from portal.boards.projections import PersonChoice
from portal.core.db import db
from portal.core.errors import Refused


def seated_beside_me() -> tuple[PersonChoice, ...]:
    """Everybody with a seat on a board in sight, the viewer apart."""
    rows = db.session.execute(
        select(Membership.id, Person.name, Agency.name)
        .join(Person, Person.id == Membership.person_id)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(
            Membership.id.in_(select(Seat.membership_id).where(Seat.ended_at.is_(None))),
            Membership.id != current_viewer().membership_id,
            Membership.ended_at.is_(None),
        )
        .order_by(Agency.name, Person.name, Membership.id)
    )
    return tuple(PersonChoice(ident, f"{name}, {agency}") for ident, name, agency in rows)


def people_by_email(emails: Sequence[str]) -> tuple[UUID, ...]:
    """The memberships of these people; of one who works for several agencies, all of them."""
    if not emails:
        return ()
    rows = db.session.execute(
        select(Membership.id, func.lower(Person.email))
        .join(Person, Person.id == Membership.person_id)
        .where(Person.email.in_(emails), Membership.ended_at.is_(None))
    ).all()
    missing = [one for one in emails if one not in {email for _, email in rows}]
    if missing:
        raise Refused(f"You can see nobody with the address {missing[0]}. Check it", "others")
    return tuple(ident for ident, _ in rows)
