"""Handling conditions: accepted by each reader, before anything of the group is read."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from portal.access.entry import enter_as_holder
from portal.access.models import Acceptance
from portal.core import clock
from portal.core.db import db
from tests.cast import canary, ident
from tests.client import words
from tests.conftest import World
from tests.groups.lending import CITY_TS, COUNTY_TS, LRO, SORREL, newest, share

TO_ACCEPT = "/groups/to-accept"
CONDITIONS = "Do not act on it without telling the lead officer."


@pytest.fixture
def lent(world: World) -> World:
    """Sorrel, lent to City Trading Standards under conditions."""
    share(world.as_(LRO), conditions=CONDITIONS)
    return world


def test_nothing_of_the_group_is_visible_before(lent: World) -> None:
    officer = lent.as_(CITY_TS)
    officer.get(SORREL, 404)
    for path in ("/groups", "/", TO_ACCEPT):
        text = str(officer.get(path))
        for name in ("reference", "name", "summary", "district"):
            assert canary(f"{name} sorrel") not in text


def test_the_page_says_conditions_purpose_and_lender(lent: World) -> None:
    said = words(str(lent.as_(CITY_TS).get(TO_ACCEPT)))
    assert CONDITIONS in said
    assert "Disruption" in said
    assert canary("agency NOTTSPOL") in said
    assert canary("contact NOTTSPOL") in said


def test_it_waits_on_the_work_and_on_the_register(lent: World) -> None:
    officer = lent.as_(CITY_TS)
    assert officer.get("/").select(f'a[href^="{TO_ACCEPT}"]')
    assert "1 share waits for you to accept" in str(officer.get("/groups"))
    assert "waits for you to accept" not in str(lent.as_(COUNTY_TS).get("/groups"))


def test_accepting_opens_the_group_to_this_reader_and_no_other(lent: World) -> None:
    officer = lent.as_(CITY_TS)
    officer.post(TO_ACCEPT, 303, agree="y")
    assert canary("summary sorrel") in words(str(officer.get(SORREL)))
    assert "No conditions wait for you" in words(str(officer.get(TO_ACCEPT)))


def test_it_must_be_said(lent: World) -> None:
    officer = lent.as_(CITY_TS)
    officer.post(TO_ACCEPT, 422)
    officer.get(SORREL, 404)


def test_a_share_of_others_cannot_be_accepted(lent: World) -> None:
    officer = lent.as_(COUNTY_TS)
    page = officer.get("/groups/requests/new")
    officer.send(TO_ACCEPT, page, 404, agree="y", share=str(newest(lent).id))


def test_the_database_takes_no_acceptance_of_a_share_of_others(lent: World) -> None:
    told = {
        "share_id": newest(lent).id,
        "membership_id": ident(f"membership {COUNTY_TS}"),
        "accepted_at": clock.now(),
    }
    with lent.app.app_context():
        enter_as_holder(lent.as_(COUNTY_TS).token, read_only=False)
        with pytest.raises(DBAPIError, match="row-level security"):
            db.session.execute(insert(Acceptance).values(**told))


def test_after_a_revoke_there_is_nothing_to_accept(lent: World) -> None:
    lent.as_(LRO).post(f"/groups/shares/{newest(lent).id}/revoke")
    assert "No conditions wait for you" in words(str(lent.as_(CITY_TS).get(TO_ACCEPT)))
