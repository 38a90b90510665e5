"""What waits in the demonstration: an invitation to approve, a round of confirming access."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.agencies.models import Duty, Membership, Person
from portal.agencies.models.people import Invitation
from portal.agencies.models.recertification import Recertification, RoleCheck, ShareCheck
from portal.cli.accounts import agency_of
from portal.core import clock
from portal.groups.models import Share

_ASKED_FOR = 60
"""Days for which the round takes answers."""
_WAITING = "analyst@nottspol.example"
"""Whose roles nobody has confirmed yet; everybody else's have been."""


def keep(session: Session, today: date) -> None:
    """Write an invitation that waits, and a round that is nearly answered."""
    _invite(session, today)
    _ask(session, today)


def _membership(session: Session, email: str) -> UUID:
    return session.scalars(
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.email == email)
    ).one()


def _invite(session: Session, today: date) -> None:
    session.add(
        Invitation(
            id=uuid4(),
            agency_id=agency_of(session, "NCC-TS").id,
            name="T. Whitmoor",
            email="newcomer@county-ts.example",
            roles=["PRA"],
            vetting_level="NPPV2 full",
            vetting_reference="Invented force, 2015/117",
            vetting_until=today + timedelta(days=400),
            is_move=False,
            state="sponsored",
            sponsor_id=_membership(session, "officer@county-ts.example"),
            made_at=func.now(),
        )
    )


def _ask(session: Session, today: date) -> None:
    manager = _membership(session, "information@nottspol.example")
    started = clock.now()
    due = clock.end_of(today + timedelta(days=_ASKED_FOR))
    asked = Recertification(id=uuid4(), started_at=started, started_by_id=manager, due_at=due)
    session.add(asked)
    session.flush()
    waiting = _membership(session, _WAITING)
    duties = session.execute(
        select(Duty, Membership.agency_id).join(Membership, Membership.id == Duty.membership_id)
    ).all()
    for duty, agency_id in duties:
        is_answered = duty.membership_id != waiting
        session.add(
            RoleCheck(
                id=uuid4(),
                round_id=asked.id,
                agency_id=agency_id,
                membership_id=duty.membership_id,
                role=duty.role,
                answer="confirmed" if is_answered else "",
                answered_by_id=manager if is_answered else None,
                answered_at=started if is_answered else None,
            )
        )
        duty.valid_until = None if is_answered else due
    shares = session.scalars(
        select(Share)
        .join(Given, Given.share_id == Share.id)
        .where(Given.revoked_at.is_(None), Given.valid_until > due)
    ).all()
    for share in shares:
        session.add(
            ShareCheck(
                id=uuid4(),
                round_id=asked.id,
                share_id=share.id,
                group_id=share.group_id,
                marking=share.marking,
                answer="",
            )
        )
    session.execute(
        update(Given)
        .where(Given.share_id.in_([one.id for one in shares]), Given.valid_until > due)
        .values(valid_until=due)
    )
    session.flush()
