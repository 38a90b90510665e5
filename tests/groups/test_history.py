"""The history of a group: who did what, in the sight of its own circle."""

from __future__ import annotations

from bs4 import BeautifulSoup

from tests.cast import canary, ident
from tests.conftest import World
from tests.groups.test_register import statements

LRO = "lro@nottspol.example"
PARTNER = "officer@county-ts.example"
SORREL = f"/groups/{ident('sorrel')}"
HISTORY = f"{SORREL}/history"


def lines(page: BeautifulSoup) -> list[str]:
    """The lines of a history, newest first, without their times."""
    return [
        " | ".join(" ".join(td.get_text(" ").split()) for td in row.select("td"))
        for row in page.select("tbody tr")
    ]


def test_the_lead_officer_sees_that_a_partner_opened_the_group(world: World) -> None:
    world.as_(PARTNER).get(SORREL)
    (line,) = lines(world.as_(LRO).get(HISTORY))
    assert line.startswith("Opened the overview of a group | ")
    assert canary(f"name {PARTNER}") in line
    assert canary("agency NCC-TS") in line
    assert line.endswith("Consulted")


def test_reading_the_history_is_in_the_history(world: World) -> None:
    visitor = world.as_(LRO)
    visitor.get(HISTORY)
    assert lines(visitor.get(HISTORY))[0].startswith("Opened the history of a group")


def test_what_was_done_with_another_group_is_not_in_it(world: World) -> None:
    world.as_("other-lro@nottspol.example").get(f"/groups/{ident('hawthorn')}")
    assert lines(world.as_(LRO).get(HISTORY)) == []


def test_an_entry_that_names_many_parts_is_one_line(world: World) -> None:
    world.as_(LRO).get(f"{SORREL}/people")
    found = lines(world.as_(LRO).get(HISTORY))
    assert [line.split(" | ")[0] for line in found] == ["Opened the people of a group"]


def test_the_history_shows_the_newest_fifty_with_no_more_questions(world: World) -> None:
    visitor = world.as_(LRO)
    visitor.get(SORREL)
    few = statements(lambda: visitor.get(HISTORY))
    for _ in range(55):
        visitor.get(SORREL)
    many = statements(lambda: visitor.get(HISTORY))
    assert many == few <= 10
    assert len(lines(visitor.get(HISTORY))) == 50


def test_the_history_can_be_narrowed_to_what_was_altered(world: World) -> None:
    visitor = world.as_(LRO)
    visitor.post(f"{SORREL}/decisions/new", kind="concern", text="A van.")
    visitor.get(SORREL)
    found = lines(visitor.get(f"{HISTORY}?kind=altered&kind=disclosed"))
    assert [line.split(" | ")[0] for line in found] == ["Wrote in the lead officer's log"]


def test_a_kind_that_is_not_on_offer_is_named_and_left_aside(world: World) -> None:
    visitor = world.as_(LRO)
    visitor.get(SORREL)
    page = visitor.get(f"{HISTORY}?kind=%00", 422)
    assert "choose from the list" in page.get_text()
    assert len(lines(page)) == 1
