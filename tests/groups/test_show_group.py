"""A group's overview, as those see it who hold more or less of it."""

from __future__ import annotations

from tests.cast import canary, ident
from tests.client import words
from tests.conftest import World

SORREL = f"/groups/{ident('sorrel')}"


def test_a_partner_reads_the_summary_and_no_narrative(still_world: World) -> None:
    page = words(str(still_world.as_("officer@county-ts.example").get(SORREL)))
    assert canary("summary sorrel") in page
    assert canary("narrative sorrel") not in page


def test_a_headline_holder_reads_no_summary(still_world: World) -> None:
    page = str(still_world.as_("officer@hmrc.example").get(SORREL))
    assert canary("summary sorrel") not in page


def test_a_group_that_was_not_shared_is_not_found(still_world: World) -> None:
    still_world.as_("officer@county-ts.example").get(f"/groups/{ident('juniper')}", 404)
