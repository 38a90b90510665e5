"""The filling of an empty database with the demonstration partnership, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import Engine, exists, select
from sqlalchemy.orm import Session

from portal.access.system import system_session
from portal.agencies.models import Agency, LoadedRow
from portal.agencies.sign_in import DEMONSTRATION_PASSWORD, hash_password
from portal.cli.accounts import NewMember, add_member, agency_of
from portal.cli.demonstration import (
    AS_AT,
    FILES,
    boards,
    demonstration_sheet,
    keeping,
    law,
    lending,
    path,
    story,
)
from portal.cli.demonstration.people import CONTACTS, PEOPLE, VETTED_FOR
from portal.cli.demonstration.totals import publish
from portal.cli.load.layouts import Kind
from portal.cli.load.writing import agencies
from portal.cli.load.writing.files import load_sheet
from portal.cli.load.writing.work import Loading, Work
from portal.core import clock

_MARK = "demonstration"
Say = Callable[[str], None]


def is_demonstration(owner: Engine) -> bool:
    """Whether the database holds the demonstration partnership."""
    with Session(owner) as session:
        return bool(session.scalar(select(exists().where(LoadedRow.kind == _MARK))))


def is_empty(owner: Engine) -> bool:
    """Whether the database holds no agency, so that there is nothing to lose."""
    with Session(owner) as session:
        return not session.scalar(select(exists().where(Agency.id.is_not(None))))


def fill(owner: Engine, say: Say) -> None:
    """Write the partnership as of today: all of it, or nothing."""
    today = clock.today()
    with system_session(owner, "portal demo") as session:
        how = Loading(as_at=AS_AT, to=today)
        say("agencies")
        _load(session, Kind.AGENCIES, how, say)
        _operator(Work.begin(session, how))
        law.lay_down(session, today)
        boards.seat_boards(session, today)
        say("people")
        _people(session, today)
        for kind in FILES:
            if kind is not Kind.AGENCIES:
                _load(session, kind, how, say)
        say("shares, actions and decisions")
        story.tell(session, today)
        lending.tell(session, today)
        path.lay(session, today)
        keeping.keep(session, today)
        publish(session, today)
        session.add(LoadedRow(kind=_MARK, reference="made", digest=_MARK, loaded_at=clock.now()))


def _load(session: Session, kind: Kind, how: Loading, say: Say) -> None:
    report = load_sheet(session, kind, demonstration_sheet(kind), how)
    words = kind.value.replace("-", " ")
    refused = f", {len(report.refused)} refused as they should be" if report.refused else ""
    say(f"{report.accepted} {words}{refused}")


def _operator(work: Work) -> None:
    new = agencies.NewAgency(uuid4(), "PORTAL", "Portal operator", "platform operator")
    agencies.insert(work, [new])


def _people(session: Session, today: date) -> None:
    for code, contact in CONTACTS.items():
        agency_of(session, code).contact = contact
    hashed = hash_password(DEMONSTRATION_PASSWORD)
    for one in PEOPLE:
        add_member(
            session,
            NewMember(
                email=one.email,
                name=one.name,
                agency=one.agency,
                roles=one.roles,
                board=one.board,
                password_hash=hashed,
                vetting_until=today + timedelta(days=VETTED_FOR),
            ),
        )
