"""Who reads what of a plan and of its actions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.access.models import Given
from portal.audit.models import Entry
from portal.core import clock
from portal.groups.models import Share
from portal.plans.views import preview
from tests.cast import canary, ident
from tests.conftest import World
from tests.plans.actions import LRO, NEW, OFFICER, PLAN, add_actions, page_of, read, statements

HMRC = "officer@hmrc.example"
MEMBER = "member.noceg@nottingham-city.example"


def test_a_partner_reads_their_own_actions_and_those_for_partners(still_world: World) -> None:
    page = str(still_world.as_(OFFICER).get(PLAN))
    assert canary("step own") in page
    assert canary("step common") in page
    assert canary("step kept") not in page


def test_the_lead_officer_reads_every_action(still_world: World) -> None:
    page = str(still_world.as_(LRO).get(PLAN))
    assert all(canary(f"step {name}") in page for name in ("own", "common", "kept"))


def test_a_board_member_reads_what_is_for_partners_and_may_not_update_it(
    still_world: World,
) -> None:
    page = str(still_world.as_(MEMBER).get(PLAN))
    assert canary("step common") in page
    assert canary("step own") not in page
    assert "Update this action" not in str(still_world.as_(MEMBER).get(page_of("common")))
    still_world.as_(MEMBER).get(f"{page_of('common')}/update", 403)


def test_every_strand_stands_in_the_plan_with_or_without_actions(still_world: World) -> None:
    page = still_world.as_(OFFICER).get(PLAN)
    assert [one.get_text() for one in page.select("h3")] == [
        "Pursue", "Prevent", "Protect", "Prepare",
    ]  # fmt: skip
    assert read(page).count("No action in your view.") == 3


def test_the_owner_is_named_only_to_those_who_may_know_them(still_world: World) -> None:
    name = canary(f"name {LRO}")
    assert name in str(still_world.as_(LRO).get(PLAN))
    assert name not in str(still_world.as_(OFFICER).get(PLAN))
    assert name not in str(still_world.as_(MEMBER).get(PLAN))


def test_whoever_holds_the_headline_is_refused_the_plan(still_world: World) -> None:
    still_world.as_(HMRC).get(PLAN, 403)


@pytest.mark.parametrize("path", [f"/groups/{ident('juniper')}/plan", page_of("hidden")])
def test_the_plan_of_a_group_that_was_not_shared_is_not_found(
    still_world: World, path: str
) -> None:
    still_world.as_(OFFICER).get(path, 404)


def test_another_partners_action_is_found_only_when_it_is_for_partners(still_world: World) -> None:
    still_world.as_(OFFICER).get(page_of("kept"), 404)
    still_world.as_(OFFICER).get(f"{page_of('kept')}/update", 404)
    page = str(still_world.as_(OFFICER).get(page_of("common")))
    assert canary("update common") in page
    assert "Update this action" not in page


def test_an_action_shows_its_facts_and_what_happened(still_world: World) -> None:
    page = read(still_world.as_(OFFICER).get(page_of("own")))
    assert canary("success own") in page
    assert canary("update own") in page
    assert "2 days overdue" in page


def test_after_a_revoke_an_officers_own_action_is_not_found(world: World) -> None:
    officer = world.as_(OFFICER)
    officer.get(page_of("own"))
    with Session(world.owner) as session:
        share = session.get_one(Share, ident("share sorrel NCC-TS"))
        share.revoked_at = clock.now()
        session.commit()
    for path in (page_of("own"), f"{page_of('own')}/update", PLAN, NEW):
        officer.get(path, 404)


def test_after_the_last_day_of_a_share_the_plan_is_not_found(world: World) -> None:
    with Session(world.owner) as session:
        now = clock.now()
        session.execute(
            update(Given)
            .where(Given.share_id == ident("share sorrel NCC-TS"))
            .values(valid_until=now - timedelta(seconds=1))
        )
        session.commit()
    world.as_(OFFICER).get(PLAN, 404)


def test_reading_a_plan_and_an_action_is_on_the_record(world: World) -> None:
    officer = world.as_(OFFICER)
    officer.get(PLAN)
    officer.get(page_of("own"))
    with Session(world.owner) as session:
        events = session.scalars(select(Entry.event).order_by(Entry.seq.desc()).limit(2)).all()
    assert events == ["action.seen", "plan.seen"]


def test_the_preview_of_a_plan_is_the_list_of_the_page(still_world: World) -> None:
    officer = still_world.as_(OFFICER)
    shown = officer.get(PLAN)
    with still_world.app.test_request_context():
        enter_as_holder(officer.token, read_only=True)
        drawn = preview(ident("sorrel"))
    assert all(str(part.select_one("h3")) in drawn for part in shown.select("section"))
    assert canary("step own") in drawn
    assert canary("step kept") not in drawn


def test_the_preview_for_a_headline_holder_is_empty(still_world: World) -> None:
    with still_world.app.test_request_context():
        enter_as_holder(still_world.as_(HMRC).token, read_only=True)
        assert preview(ident("sorrel")) == ""


def test_a_plan_asks_as_little_for_fifty_actions_as_for_two(world: World) -> None:
    officer = world.as_(OFFICER)
    with statements(world) as few:
        officer.get(PLAN)
    add_actions(world, 50)
    with statements(world) as many:
        page = officer.get(PLAN)
    assert len(page.select("tbody tr")) == 52
    assert len(few) == len(many) <= 4
