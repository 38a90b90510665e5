"""What plans put on My work."""

from __future__ import annotations

from bs4 import BeautifulSoup

from tests.cast import canary
from tests.conftest import World
from tests.plans.actions import (
    LRO,
    NEW,
    OFFICER,
    add_actions,
    page_of,
    read,
    statements,
    typed,
)  # fmt: skip


def part(page: BeautifulSoup, title: str) -> str:
    """The words of one part of My work, empty when it is not there."""
    for section in page.select("section.portal-section"):
        heading = section.select_one("h2")
        if heading and heading.get_text().startswith(title):
            return read(section)
    return ""


def test_an_officer_finds_the_open_actions_of_their_agency(still_world: World) -> None:
    page = still_world.as_(OFFICER).get("/")
    waiting = part(page, "Actions waiting")
    assert waiting.startswith("Actions waiting (1)")
    assert canary("step own") in waiting
    assert "2 days overdue" in waiting
    assert canary("step common") not in waiting
    assert page.select(f'a[href="{page_of("own")}"]')


def test_what_is_done_waits_no_longer(world: World) -> None:
    officer = world.as_(OFFICER)
    officer.post(f"{page_of('own')}/update", state="done", text="Camera fitted")
    waiting = part(officer.get("/"), "Actions waiting")
    assert canary("step own") not in waiting
    assert "No open action" in waiting


def test_ones_own_actions_come_before_a_colleagues(world: World) -> None:
    add_actions(world, 3, email="sro@nottspol.example")
    waiting = part(world.as_("sro@nottspol.example").get("/"), "Actions waiting")
    assert waiting.index("Step 1 of many") < waiting.index(canary("step common"))


def test_the_lead_officer_finds_what_partners_did(world: World) -> None:
    officer = world.as_(OFFICER)
    officer.post(NEW, **typed(world))
    officer.post(f"{page_of('own')}/update", state="blocked", text="Words")
    did = part(world.as_(LRO).get("/"), "What partners did")
    assert "Fit a camera" in did
    assert "logged this action" in did
    assert did.index("blocked") < did.index("Fit a camera")
    assert canary("step common") not in did


def test_another_lead_officer_finds_nothing_of_it(still_world: World) -> None:
    did = part(still_world.as_("other-lro@nottspol.example").get("/"), "What partners did")
    assert "No other agency" in did
    assert canary("step own") not in did


def test_the_coordinator_finds_what_was_done_on_any_group(still_world: World) -> None:
    did = part(still_world.as_("coordinator@nottspol.example").get("/"), "What partners did")
    assert canary("step own") in did


def test_those_who_read_no_groups_have_neither_part(still_world: World) -> None:
    for email in ("operator@portal.example", "auditor@nottspol.example", "pcc@opcc.example"):
        page = still_world.as_(email).get("/")
        assert part(page, "Actions waiting") == part(page, "What partners did") == ""


def test_a_long_list_shows_its_first_ten_and_says_how_many(world: World) -> None:
    with statements(world) as few:
        world.as_(OFFICER).get("/")
    add_actions(world, 50)
    with statements(world) as many:
        waiting = part(world.as_(OFFICER).get("/"), "Actions waiting")
    assert waiting.startswith("Actions waiting (51)")
    assert "These are the first 10 of 51." in waiting
    ours = [[one for one in asked if "FROM plans." in one] for asked in (few, many)]
    assert len(few) == len(many)
    assert len(ours[0]) == len(ours[1]) == 2
