"""People, the agencies they work for, their roles and their seats, as commands write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.access.viewer import Role, View
from portal.agencies.models import Agency, Credential, Duty, Membership, Person
from portal.agencies.sign_in import fold_email
from portal.audit.events import Event
from portal.audit.record import About
from portal.boards.models import Board, Seat
from portal.cli.load.writing.circle import LEADING, lead_officers
from portal.cli.recording import record
from portal.core.errors import SetUpFailed
from portal.groups.models import Group, WorkingRecord

SEATS = {Role.BCH: "chair", Role.BSE: "secretary", Role.BME: "member"}
"""The place on a board that each board role takes."""


@dataclass(frozen=True, kw_only=True)
class NewMember:
    """A person in an agency, about to be written."""

    email: str
    agency: str
    roles: Sequence[Role]
    name: str = ""
    """Empty for a person whom the portal knows."""
    password_hash: str = field(default="", repr=False)
    """Empty for a person who has a password."""
    board: str | None = None
    vetting_until: date | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an addition."""

    person_id: UUID
    membership_id: UUID
    agency_id: UUID
    groups_led: int


def add_member(session: Session, new: NewMember) -> Added:
    """Add a person to an agency.  One who is known keeps name and password."""
    agency = agency_of(session, new.agency)
    if agency.state != "active":
        raise SetUpFailed(f"{agency.code} is {agency.state}: resume it first.")
    person = find_person(session, new.email) or _add_person(session, new)
    membership = _membership(session, person, agency, new)
    held = set(session.scalars(select(Duty.role).where(Duty.membership_id == membership.id)))
    session.add_all(
        Duty(membership_id=membership.id, role=role.value)
        for role in new.roles
        if role.value not in held
    )
    session.flush()
    _take_seats(session, membership, new)
    led = lead_groups_of(session, membership, person) if set(LEADING) & set(new.roles) else 0
    about = [
        About("person", person.id, None, agency.id),
        About("membership", membership.id, None, agency.id),
    ]
    record(session, Event.PERSON_ADDED, about, person_id=str(person.id))
    return Added(person.id, membership.id, agency.id, led)


def find_person(session: Session, email: str) -> Person | None:
    """Whoever signs in with this e-mail address."""
    return session.scalar(select(Person).where(Person.email == fold_email(email)))


def person_of(session: Session, email: str) -> Person:
    """The same, refused when there is nobody."""
    person = find_person(session, email)
    if person is None:
        raise SetUpFailed(f"Nobody has the e-mail address {email}: check how it is written.")
    return person


def agency_of(session: Session, code: str) -> Agency:
    """The agency with this code, refused when there is none."""
    agency = session.scalar(select(Agency).where(Agency.code == code))
    if agency is None:
        raise SetUpFailed(f"There is no agency {code}: check its code, or load the agencies first.")
    return agency


def board_of(session: Session, code: str) -> Board:
    """The board with this code, refused when there is none."""
    board = session.scalar(select(Board).where(Board.code == code))
    if board is None:
        raise SetUpFailed(f"There is no board {code}: check its code, or add it (portal board).")
    return board


def lead_groups_of(session: Session, membership: Membership, person: Person) -> int:
    """Give a lead officer the groups whose export names them and nobody else; says how many."""
    named = lead_officers(session).get(
        (membership.agency_id, " ".join(person.name.split()).casefold()), []
    )
    if named != [membership.id]:
        return 0
    led = exists().where(Given.group_id == Group.id, Given.via == "LRO", Given.revoked_at.is_(None))
    groups = session.scalars(
        select(Group.id)
        .join(WorkingRecord, WorkingRecord.group_id == Group.id)
        .where(
            Group.lead_agency_id == membership.agency_id,
            func.lower(WorkingRecord.lead_officer_name) == person.name.lower(),
            ~led,
        )
    ).all()
    give(session, groups, membership, "LRO")
    return len(groups)


def give(session: Session, groups: Sequence[UUID], membership: Membership, via: str) -> None:
    """Give a membership the lead view of groups of its own agency."""
    moment = session.scalars(select(func.now())).one()
    session.add_all(
        Given(
            group_id=group_id,
            from_agency_id=membership.agency_id,
            recipient_id=membership.id,
            view=View.FULL.value,
            via=via,
            valid_from=moment,
        )
        for group_id in groups
    )
    session.flush()


def _add_person(session: Session, new: NewMember) -> Person:
    if not new.name or not new.password_hash:
        raise SetUpFailed(
            f"{new.email} is not known yet: give --name, and the password on --password-stdin."
        )
    person = Person(id=uuid4(), name=new.name, email=fold_email(new.email))
    session.add(person)
    session.flush()
    session.add(Credential(person_id=person.id, password_hash=new.password_hash, set_at=func.now()))
    return person


def _membership(session: Session, person: Person, agency: Agency, new: NewMember) -> Membership:
    found = session.scalar(
        select(Membership).where(
            Membership.person_id == person.id,
            Membership.agency_id == agency.id,
            Membership.ended_at.is_(None),
        )
    )
    if found is None:
        found = Membership(
            id=uuid4(),
            person_id=person.id,
            agency_id=agency.id,
            vetting_until=new.vetting_until,
            ceiling=agency.ceiling,
            started_at=func.now(),
        )
        session.add(found)
    elif new.vetting_until is not None:
        found.vetting_until = new.vetting_until
    session.flush()
    return found


def _take_seats(session: Session, membership: Membership, new: NewMember) -> None:
    places = [SEATS[role] for role in new.roles if role in SEATS]
    if not places:
        return
    if new.board is None:
        raise SetUpFailed("A board role needs its board: name it with --board CODE.")
    board = board_of(session, new.board)
    taken = session.scalar(
        select(Seat.id).where(
            Seat.board_id == board.id,
            Seat.membership_id == membership.id,
            Seat.ended_at.is_(None),
        )
    )
    if taken is not None:
        raise SetUpFailed(f"{new.email} has a seat on {board.code} already.")
    session.add(
        Seat(
            board_id=board.id,
            agency_id=membership.agency_id,
            membership_id=membership.id,
            role=places[0],
            started_at=func.now(),
        )
    )
    session.flush()
