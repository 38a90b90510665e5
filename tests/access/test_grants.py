"""A grant holds from its start to its end, for its own recipient, unless it was revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from portal.access.models import DutyRecipient, Given
from portal.access.viewer import Role, View
from portal.agencies.models import Duty
from portal.core import clock
from portal.groups.models import Grading, Group, PartnerSummary, Share, WorkingRecord
from tests.asking import amend, asked, asked_as, put
from tests.cast import ident
from tests.conftest import World

CITY = "officer@city-ts.example"
LENA = "officer@county-ts.example"
JUNIPER = ident("juniper")
_second, _day = timedelta(seconds=1), timedelta(days=1)


def _given(recipient: str, view: View = View.FULL, **changed: Any) -> Given:
    values = {
        "id": uuid4(), "group_id": JUNIPER, "from_agency_id": ident("NOTTSPOL"),
        "recipient_id": ident(recipient), "view": view.value, "via": "STANDING",
        "valid_from": clock.now() - _day,
    }  # fmt: skip
    return Given(**(values | changed))


HOLDS: dict[str, dict[str, Any]] = {
    "open": {},
    "ends later": {"valid_until": clock.now() + _day},
    "began just now": {"valid_from": clock.now() - _second},
}
HOLDS_NOT: dict[str, dict[str, Any]] = {
    "revoked": {"revoked_at": clock.now() - _second},
    "revoked at once": {"revoked_at": clock.now() - _day},
    "revoked for tomorrow": {"revoked_at": clock.now() + _day},
    "ended": {"valid_until": clock.now() - _second},
    "not yet valid": {"valid_from": clock.now() + _day},
    "another agency's": {"recipient_id": ident("HMRC")},
    "somebody's own": {"recipient_id": ident(f"membership {LENA}")},
    "a board's": {"recipient_id": ident("NOCEG")},
    "a duty in another agency": {"recipient_id": ident("duty NCC-TS PRA")},
    "nobody's": {"recipient_id": uuid4()},
}


@pytest.mark.parametrize("how", HOLDS)
def test_a_grant_that_holds_opens_the_group(world: World, how: str) -> None:
    token = world.as_(CITY).token
    assert asked(world, token, Group.id) == set()
    put(world, _given("CITY-TS", **HOLDS[how]))
    assert asked(world, token, Group.id) == {JUNIPER}
    assert asked(world, token, WorkingRecord.group_id) == {JUNIPER}


@pytest.mark.parametrize("how", HOLDS_NOT)
def test_a_grant_that_does_not_hold_opens_nothing(world: World, how: str) -> None:
    put(world, _given("CITY-TS", **HOLDS_NOT[how]))
    for column in (Group.id, Given.id, Grading.group_id, WorkingRecord.group_id):
        assert asked_as(world, CITY, column) == set()


@pytest.mark.parametrize("view", View)
def test_a_view_opens_what_is_below_it_and_nothing_above(world: World, view: View) -> None:
    put(world, _given("CITY-TS", view))
    opened = [
        bool(asked_as(world, CITY, column))
        for column in (Group.id, PartnerSummary.group_id, WorkingRecord.group_id)
    ]
    assert opened == [True, view >= View.SUMMARY, view >= View.FULL]


def test_a_high_grant_that_ended_leaves_the_lower_one(world: World) -> None:
    put(
        world,
        _given("CITY-TS", View.FULL, valid_until=clock.now() - _second),
        _given("CITY-TS", View.HEADLINE),
    )
    assert asked_as(world, CITY, Group.id) == {JUNIPER}
    assert asked_as(world, CITY, PartnerSummary.group_id) == set()


def test_a_high_grant_of_one_group_opens_no_other_group(world: World) -> None:
    put(world, _given("CITY-TS", View.FULL, group_id=ident("bracken")))
    put(world, _given("CITY-TS", View.HEADLINE))
    assert asked_as(world, CITY, Group.id) == {JUNIPER, ident("bracken")}
    assert asked_as(world, CITY, WorkingRecord.group_id) == {ident("bracken")}


def test_what_a_duty_is_given_follows_the_duty(world: World) -> None:
    duty = uuid4()
    put(world, DutyRecipient(id=duty, agency_id=ident("CITY-TS"), role=Role.SPC.value))
    put(world, _given("CITY-TS", recipient_id=duty))
    assert asked_as(world, CITY, Group.id) == set()
    token = world.as_(CITY).token
    put(world, Duty(membership_id=ident(f"membership {CITY}"), role=Role.SPC.value))
    assert asked(world, token, Group.id) == {JUNIPER}


def test_revoking_a_share_closes_the_group_at_the_next_request(world: World) -> None:
    lena = world.as_(LENA)
    lena.get(f"/groups/{ident('sorrel')}")
    amend(world, Share, Share.id == ident("share sorrel NCC-TS"), revoked_at=clock.now(),
          revoked_by_id=ident("membership lro@nottspol.example"))  # fmt: skip
    lena.get(f"/groups/{ident('sorrel')}", 404)
    assert ident("sorrel") not in asked(world, lena.token, PartnerSummary.group_id)
    assert ident("share sorrel NCC-TS") not in asked(world, lena.token, Share.id)


def test_a_share_that_was_revoked_is_not_given_again_by_changing_it(world: World) -> None:
    share = Share.id == ident("share hawthorn NCC-TS")
    amend(world, Share, share, until=clock.now() + 9 * _day)
    assert ident("hawthorn") not in asked_as(world, LENA, Group.id)


def test_a_share_opens_exactly_the_view_that_it_names(world: World) -> None:
    assert asked_as(world, "officer@hmrc.example", Given.view) == {View.HEADLINE.value}
