"""Whoever keeps an agency's people never widens what others shared; each attempt, one by one."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.access.entry import enter_as_holder
from portal.access.viewer import Role
from portal.agencies.models import Membership
from portal.core import clock
from portal.core.db import db
from tests.agencies.people import (
    ADM,
    CITY_SPOC,
    COUNTY,
    COUNTY_SPOC,
    FIM,
    SPOC,
    add_person,
    add_spocs,
)
from tests.asking import amend
from tests.cast import ident
from tests.client import words
from tests.conftest import World

COUNTY_TS = f"/agencies/{ident('NCC-TS')}"


@pytest.fixture
def staffed(world: World) -> World:
    """The cast, with a single point of contact in each of the two trading standards."""
    add_spocs(world)
    return world


def _member(email: str) -> str:
    return f"/memberships/{ident('membership ' + email)}"


def test_a_point_of_contact_reaches_nobody_of_another_agency(staffed: World) -> None:
    spoc = staffed.as_(CITY_SPOC)
    for path in (_member(COUNTY), f"{_member(COUNTY)}/roles", f"{_member(COUNTY)}/vetting"):
        spoc.get(path, 404)
    spoc.get(f"{COUNTY_TS}/people", 403)
    spoc.get(f"{COUNTY_TS}/left-behind", 403)


def test_nobody_changes_their_own_roles(staffed: World) -> None:
    page = staffed.as_(COUNTY_SPOC).post(f"{_member(COUNTY_SPOC)}/roles", 422, roles=["PRA", "SPC"])
    assert "Nobody changes their own" in words(str(page))


def _called(world: World, email: str, call: str, **told: object) -> object:
    """What a function of the database answers to this person, past every form."""
    visitor = world.as_(email)
    with world.app.app_context():
        enter_as_holder(visitor.token, read_only=False)
        return db.session.scalar(text(f"select {call}"), told)


ROLES = "agencies.manage_member(:m, 'roles', cast(:r as text[]), '', '', null)"


@pytest.mark.parametrize("role", ["LRO", "COO", "SCO", "SCR", "FIM", "AUD", "ADM", "BCH"])
def test_a_partners_point_of_contact_gives_no_role_from_outside(staffed: World, role: str) -> None:
    told = {"m": ident(f"membership {COUNTY}"), "r": [role]}
    assert _called(staffed, COUNTY_SPOC, ROLES, **told) == "role"


@pytest.mark.parametrize(
    "call",
    [
        "agencies.manage_member(:m, 'roles', '{PRA}', '', '', null)",
        "agencies.manage_member(:m, 'leave', '{}', '', '', null)",
        "agencies.set_state(:a, 'suspended')",
        "agencies.register(gen_random_uuid(), 'X', 'X', 'revenue', 'x@x.example', null)",
        "agencies.hand_over(:t, :m)",
    ],
)
def test_a_practitioner_gets_nowhere_past_the_forms(staffed: World, call: str) -> None:
    told = {"m": ident(f"membership {COUNTY_SPOC}"), "a": ident("CITY-TS"),
            "t": ident("action own")}  # fmt: skip
    named = {name: value for name, value in told.items() if f":{name}" in call}
    assert _called(staffed, COUNTY, call, **named) == "unseen"


@pytest.mark.parametrize(
    "change",
    [
        "update agencies.membership set ceiling = 3",
        "update agencies.membership set vetting_until = '2099-01-01'",
        "insert into agencies.duty (membership_id, role) values (gen_random_uuid(), 'COO')",
        "update agencies.agency set state = 'active'",
        "update access.given set view = 3",
        "update groups.share set view = 3",
        "insert into access.given select * from access.given",
        "update agencies.invitation set state = 'issued'",
        "insert into agencies.change_consent select * from agencies.change_consent",
    ],
)
def test_a_point_of_contact_writes_no_table_that_widens_anything(
    staffed: World, change: str
) -> None:
    visitor = staffed.as_(COUNTY_SPOC)
    with staffed.app.app_context():
        enter_as_holder(visitor.token, read_only=False)
        with pytest.raises(DBAPIError, match="permission denied"):
            db.session.execute(text(change))


def test_members_are_listed_for_their_keepers_alone(staffed: World) -> None:
    call = "(select count(*) from agencies.members(:a))"
    seen = {
        email: _called(staffed, email, call, a=ident("NCC-TS"))
        for email in (COUNTY_SPOC, ADM, FIM, COUNTY, CITY_SPOC, SPOC)
    }
    assert seen == {COUNTY_SPOC: 2, ADM: 2, FIM: 2, COUNTY: 0, CITY_SPOC: 0, SPOC: 0}


def test_what_was_left_behind_is_told_to_the_point_of_contact_alone(staffed: World) -> None:
    amend(staffed, Membership, Membership.id == ident(f"membership {COUNTY}"),
          ended_at=clock.now())  # fmt: skip
    add_person(staffed, "second@county-ts.example", "NCC-TS", Role.PRA)
    call = "(select count(*) from agencies.left_behind())"
    seen = {
        email: _called(staffed, email, call)
        for email in (COUNTY_SPOC, "second@county-ts.example", CITY_SPOC, ADM)
    }
    assert seen == {COUNTY_SPOC: 1, "second@county-ts.example": 0, CITY_SPOC: 0, ADM: 0}
