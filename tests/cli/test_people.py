"""``portal person`` and ``portal agency``: who may sign in."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.agencies import sign_in
from portal.agencies.models import Agency, Credential, Duty, Membership, Person
from portal.agencies.sign_in import DEMONSTRATION_PASSWORD
from portal.boards.models import Seat
from portal.cli.load.layouts import Kind
from portal.core.server import Role, engine
from tests.cli.conftest import GOOD_PASSWORD, Installation, entries

EMAIL = "pat@nottspol.example"


@pytest.fixture
def house(installation: Installation) -> Installation:
    """An installation with agencies in it."""
    installation.load(Kind.AGENCIES)
    return installation


def _can_sign_in(house: Installation, email: str, password: str = GOOD_PASSWORD) -> bool:
    door = engine(house.address.url(Role.DOOR, house.name), pool=1)
    try:
        return sign_in.check(door, email, password) is not None
    finally:
        door.dispose()


def test_a_person_who_was_added_can_sign_in(house: Installation) -> None:
    said = house.add(" Pat@NottsPol.example ", "Pat Quill", "NOTTSPOL", "ANA")
    assert said.code == 0
    assert _can_sign_in(house, EMAIL)
    assert not _can_sign_in(house, EMAIL, "something else entirely")
    told = [entry[:2] for entry in entries(house.owner)]
    assert ("person.added", "portal person add") in told


def test_a_known_person_is_added_to_another_agency_without_a_password(
    house: Installation,
) -> None:
    house.add(EMAIL, "Pat Quill", "NOTTSPOL", "ANA")
    said = house.run("person", "add", "--email", EMAIL, "--agency", "HMRC", "--role", "PRA")
    assert said.code == 0
    with Session(house.owner) as session:
        codes = session.scalars(
            select(Agency.code)
            .join(Membership, Membership.agency_id == Agency.id)
            .join(Person, Person.id == Membership.person_id)
            .where(Person.email == EMAIL)
        ).all()
    assert sorted(codes) == ["HMRC", "NOTTSPOL"]


def test_a_second_role_joins_the_first_in_the_same_agency(house: Installation) -> None:
    house.add(EMAIL, "Pat Quill", "NOTTSPOL", "ANA")
    house.run("person", "add", "--email", EMAIL, "--agency", "NOTTSPOL", "--role", "COO")
    with Session(house.owner) as session:
        assert sorted(session.scalars(select(Duty.role))) == ["ANA", "COO"]
        assert len(session.scalars(select(Membership.id)).all()) == 1


def test_a_board_role_takes_a_seat_and_needs_its_board(house: Installation) -> None:
    assert "--board" in house.add("chair@ncity.example", "C. Hill", "NCITY", "BCH").line
    missing = house.add("chair@ncity.example", "C. Hill", "NCITY", "BCH", "--board", "NOCEG")
    assert "NOCEG" in missing.line
    house.run("board", "add", "--code", "NOCEG", "--name", "A board", "--area", "city",
              "--purpose", "To oversee.")  # fmt: skip
    assert house.add("chair@ncity.example", "C. Hill", "NCITY", "BCH", "--board", "NOCEG").code == 0
    with Session(house.owner) as session:
        assert session.scalars(select(Seat.role)).all() == ["chair"]


@pytest.mark.parametrize(
    "password",
    ["too short", DEMONSTRATION_PASSWORD, "passwordpassword123", "aaaaaaaaaaaaaaaaaaaa",
     "pat is a nice person"],
)  # fmt: skip
def test_a_password_that_is_easily_guessed_is_refused(
    house: Installation, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    said = house.run("person", "add", "--email", EMAIL, "--name", "Pat Quill", "--agency",
                     "NOTTSPOL", "--role", "ANA", "--password-stdin")  # fmt: skip
    assert "password" in said.line
    assert password not in said.err
    with Session(house.owner) as session:
        assert session.scalars(select(Person.id)).all() == []


def test_a_new_person_without_a_password_is_refused(house: Installation) -> None:
    said = house.run("person", "add", "--email", EMAIL, "--name", "Pat", "--agency", "NOTTSPOL",
                     "--role", "ANA")  # fmt: skip
    assert "--password-stdin" in said.line


def test_an_unknown_agency_and_an_unknown_person_are_named(house: Installation) -> None:
    assert "NOWHERE" in house.add(EMAIL, "Pat Quill", "NOWHERE", "ANA").line
    assert "ghost@nottspol.example" in house.run("person", "disable", "ghost@nottspol.example").line


def test_a_disabled_person_stays_out_until_enabled(house: Installation) -> None:
    house.add(EMAIL, "Pat Quill", "NOTTSPOL", "ANA")
    assert house.run("person", "disable", EMAIL).code == 0
    assert not _can_sign_in(house, EMAIL)
    assert house.run("person", "enable", EMAIL).code == 0
    assert _can_sign_in(house, EMAIL)
    events = [event for event, *_ in entries(house.owner)]
    assert "person.disabled" in events
    assert "person.enabled" in events


def test_a_suspended_agencys_people_stay_out_until_it_is_resumed(house: Installation) -> None:
    house.add(EMAIL, "Pat Quill", "NOTTSPOL", "ANA")
    assert house.run("agency", "suspend", "NOTTSPOL").code == 0
    assert not _can_sign_in(house, EMAIL)
    assert house.run("agency", "resume", "NOTTSPOL").code == 0
    assert _can_sign_in(house, EMAIL)


def test_a_new_password_ends_the_old_one(
    house: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.add(EMAIL, "Pat Quill", "NOTTSPOL", "ANA")
    monkeypatch.setattr("sys.stdin", io.StringIO("copper meadow thistle\n"))
    assert house.run("person", "password", EMAIL, "--password-stdin").code == 0
    assert not _can_sign_in(house, EMAIL)
    assert _can_sign_in(house, EMAIL, "copper meadow thistle")


def test_the_demonstrations_password_opens_nothing_outside_it(house: Installation) -> None:
    house.add(EMAIL, "Pat Quill", "NOTTSPOL", "ANA")
    with Session(house.owner) as session:
        kept = session.scalars(select(Credential)).one()
        kept.password_hash = sign_in.hash_password(DEMONSTRATION_PASSWORD)
        session.commit()
    assert not _can_sign_in(house, EMAIL, DEMONSTRATION_PASSWORD)
    door = engine(house.address.url(Role.DOOR, house.name), pool=1)
    assert sign_in.check(door, EMAIL, DEMONSTRATION_PASSWORD, demonstration=True) is not None
    door.dispose()
