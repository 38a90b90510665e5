"""Each quarter every live share and role is confirmed or ended, or stops by itself."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from portal.access.entry import enter_as_holder
from portal.core.db import db
from portal.groups.models import Group
from tests.agencies.people import (
    ADM,
    CITY_SPOC,
    COORDINATOR,
    COUNTY,
    COUNTY_SPOC,
    FIM,
    LRO,
    SPOC,
    add_spocs,
    answer,
)
from tests.asking import asked_as
from tests.cast import ident
from tests.conftest import World
from tests.web.filled import day

SHARES, ROLES = "/groups/shares/confirm", "/recertification/roles"


@pytest.fixture
def asked(world: World) -> World:
    """The cast, with two points of contact and a round under way."""
    add_spocs(world)
    world.as_(FIM).post("/recertification", last_day=day(30))
    return world


ENDS = (
    "update access.given g set valid_until = now() - interval '1 second' "
    "from agencies.recertification r where g.valid_until = r.due_at",
    "update agencies.duty d set valid_until = now() - interval '1 second' "
    "from agencies.recertification r where d.valid_until = r.due_at",
    "update agencies.recertification set started_at = started_at - interval '1 day', "
    "due_at = now() - interval '1 second'",
)


def _end_round(world: World) -> None:
    """The day of the round passes: what ends by it ended a moment ago."""
    with world.owner.begin() as owner:
        for one in ENDS:
            owner.execute(text(one))


def _check(world: World, share: str) -> str:
    return str(answer(world, "select id from agencies.share_check where share_id = :s",
                      s=ident(share)))  # fmt: skip


def _role(world: World, email: str) -> str:
    return str(answer(world, "select id from agencies.role_check where membership_id = :m",
                      m=ident(f"membership {email}")))  # fmt: skip


def test_a_share_that_nobody_confirmed_stops_on_the_day(asked: World) -> None:
    assert ident("sorrel") in asked_as(asked, COUNTY, Group.id)
    _end_round(asked)
    assert ident("sorrel") not in asked_as(asked, COUNTY, Group.id)


def test_a_share_that_was_confirmed_runs_on_to_its_own_end(asked: World) -> None:
    asked.as_(LRO).post(SHARES, checks=_check(asked, "share sorrel NCC-TS"), step="confirm")
    _end_round(asked)
    assert ident("sorrel") in asked_as(asked, COUNTY, Group.id)
    same = (
        "select bool_and(g.valid_until = least(s.until, agencies.agreement_until(s.agreement_id, "
        "g.from_agency_id, s.agency_id))) from access.given g "
        "join groups.share s on s.id = g.share_id where s.id = :s"
    )
    assert answer(asked, same, s=ident("share sorrel NCC-TS")) is True


def test_a_share_that_was_ended_is_gone_at_once(asked: World) -> None:
    asked.as_(COORDINATOR).post(SHARES, checks=_check(asked, "share sorrel NCC-TS"), step="end")
    assert ident("sorrel") not in asked_as(asked, COUNTY, Group.id)


def test_those_who_run_no_group_are_asked_about_no_share(asked: World) -> None:
    assert "No share waits" in asked.as_(COUNTY).get(SHARES).get_text()
    assert "No share waits" in asked.as_("other-lro@nottspol.example").get(SHARES).get_text()


def test_a_role_that_nobody_confirmed_stops_on_the_day(asked: World) -> None:
    _end_round(asked)
    asked.as_(LRO).get("/groups", 403)


def test_a_role_that_was_confirmed_goes_on(asked: World) -> None:
    asked.as_(SPOC).post(ROLES, checks=_role(asked, LRO), step="confirm")
    _end_round(asked)
    asked.as_(LRO).get("/groups")


def test_a_role_that_was_ended_is_gone_at_once(asked: World) -> None:
    asked.as_(SPOC).post(ROLES, checks=_role(asked, LRO), step="end")
    asked.as_(LRO).get("/groups", 403)


def test_nobody_answers_for_themselves(asked: World) -> None:
    page = asked.as_(SPOC).get(ROLES)
    assert _role(asked, SPOC) not in str(page)
    assert _role(asked, SPOC) in str(asked.as_(FIM).get(ROLES))


def test_a_point_of_contact_answers_for_their_own_agency_alone(asked: World) -> None:
    assert _role(asked, COUNTY) not in str(asked.as_(CITY_SPOC).get(ROLES))
    call = text("select agencies.answer_role(:c, true)")
    visitor = asked.as_(CITY_SPOC)
    with asked.app.app_context():
        enter_as_holder(visitor.token, read_only=False)
        assert db.session.scalar(call, {"c": _role(asked, COUNTY)}) == "unseen"


def test_the_progress_is_told_to_information_managers_alone(asked: World) -> None:
    asked.as_(ADM).get("/recertification", 403)
    visitor = asked.as_(COUNTY_SPOC)
    with asked.app.app_context():
        enter_as_holder(visitor.token, read_only=True)
        call = "select count(*) from agencies.recertification r, agencies.round_progress(r.id)"
        assert db.session.scalar(text(call)) == 0


def test_my_work_shows_what_waits(asked: World) -> None:
    assert "3 shares to confirm" in asked.as_(LRO).get("/").get_text()
    assert "1 role to confirm" in asked.as_(COUNTY_SPOC).get("/").get_text()


def test_the_information_manager_sees_how_far_it_has_come(asked: World) -> None:
    asked.as_(COUNTY_SPOC).post(ROLES, checks=_role(asked, COUNTY), step="confirm")
    table = asked.as_(FIM).get("/recertification").find("table")
    assert table is not None
    lines = [" ".join(row.get_text(" ").split()) for row in table.select("tbody tr")]
    county = next(one for one in lines if one.startswith("Ncc-Ts") and "Roles" in one)
    assert county.endswith("Roles 2 1 0 1")


def test_the_answers_are_kept_with_who_gave_them(asked: World) -> None:
    asked.as_(LRO).post(SHARES, checks=_check(asked, "share sorrel HMRC"), step="confirm")
    _end_round(asked)
    kept = answer(asked, "select answered_by_id from agencies.share_check where share_id = :s",
                  s=ident("share sorrel HMRC"))  # fmt: skip
    assert kept == ident(f"membership {LRO}")


def test_after_the_day_no_answer_is_taken(asked: World) -> None:
    with asked.owner.begin() as owner:
        owner.execute(text(ENDS[-1]))
    assert "No share waits" in asked.as_(LRO).get(SHARES).get_text()


def test_one_round_at_a_time(asked: World) -> None:
    assert not asked.as_(FIM).get("/recertification").select("main form")
