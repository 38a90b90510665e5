"""A summary whose narrative moved on: both who lead and who approve are told, partners are not."""

from __future__ import annotations

import pytest

from tests.cast import canary, ident
from tests.conftest import World

LRO, SRO = "lro@nottspol.example", "sro@nottspol.example"
COORDINATOR, LENA = "coordinator@nottspol.example", "officer@county-ts.example"
GROUP = f"/groups/{ident('sorrel')}"
SAID = "The restricted narrative changed after this summary was written"
WAITS = "Partner summaries to read again"


def rewrite(world: World) -> None:
    """Change the narrative."""
    world.as_(LRO).post(f"{GROUP}/narrative", text="They moved to Arnold.")


def test_the_lead_and_the_approvers_are_told_until_somebody_confirms(world: World) -> None:
    told = (LRO, SRO, COORDINATOR)
    for email in told:
        assert WAITS not in world.as_(email).get("/").get_text()
    rewrite(world)
    for email in told:
        assert SAID in world.as_(email).get(GROUP).get_text(), email
        assert WAITS in world.as_(email).get("/").get_text(), email
    world.as_(SRO).post(f"{GROUP}/summary-holds")
    for email in told:
        assert SAID not in world.as_(email).get(GROUP).get_text(), email
        assert WAITS not in world.as_(email).get("/").get_text(), email


@pytest.mark.parametrize("email", [LENA, "analyst@nottspol.example"])
def test_nobody_else_is_told(world: World, email: str) -> None:
    before = world.as_(email).get(GROUP).select("h2")
    rewrite(world)
    page = world.as_(email).get(GROUP)
    assert SAID not in page.get_text()
    assert page.select("h2") == before


def test_changing_the_summary_beside_the_narrative_confirms_it(world: World) -> None:
    rewrite(world)
    world.as_(LRO).post(f"{GROUP}/partner-summary", text="New words")
    assert SAID not in world.as_(LRO).get(GROUP).get_text()


def test_the_earlier_texts_of_both_are_kept_for_the_circle(world: World) -> None:
    rewrite(world)
    world.as_(COORDINATOR).post(f"{GROUP}/partner-summary", text="New words")
    page = world.as_("analyst@nottspol.example").get(f"{GROUP}/texts").get_text()
    assert canary("narrative sorrel") in page
    assert canary("summary sorrel") in page
    world.as_(LENA).get(f"{GROUP}/texts", 403)


def test_a_second_writer_of_the_narrative_gets_both_texts(world: World) -> None:
    first, second = world.as_(LRO), world.as_(COORDINATOR)
    old = second.get(f"{GROUP}/narrative")
    first.post(f"{GROUP}/narrative", text="First words")
    page = second.send(f"{GROUP}/narrative", old, 409, text="Second words")
    assert "First words" in page.get_text()
    assert "Second words" in str(page)
