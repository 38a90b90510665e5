"""A lead view that was lent: the group's own record, and nothing of who else works on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.access.viewer import View
from portal.agencies.models import Duty
from tests.asking import put
from tests.cast import canary, ident
from tests.client import Visitor
from tests.conftest import World
from tests.groups.lending import share_by_two
from tests.plans.actions import NEW, typed

LRO = "lro@nottspol.example"
BORROWER = "officer@city-ts.example"
SORREL = f"/groups/{ident('sorrel')}"


@pytest.fixture(scope="module")
def lent(server: object, settings: object) -> Iterator[World]:
    """Sorrel, lent at the lead view to City Trading Standards by its lead officer."""
    made = World(server, settings)  # type: ignore[arg-type]
    share_by_two(made, view=str(View.FULL.value))
    yield made
    made.close()


@pytest.fixture
def borrower(lent: World) -> Visitor:
    """An officer of the agency that it was lent to."""
    return lent.as_(BORROWER)


def test_they_read_the_working_record(borrower: Visitor) -> None:
    assert canary("narrative sorrel") in str(borrower.get(SORREL))
    assert canary("surname sorrel") in str(borrower.get(f"{SORREL}/people"))
    assert canary("decision sorrel") in str(borrower.get(f"{SORREL}/decisions"))


@pytest.mark.parametrize("name", ["own", "kept"])
def test_an_action_kept_between_two_agencies_is_not_theirs(borrower: Visitor, name: str) -> None:
    """Whoever logged it chose "the lead agency and my own only"."""
    assert canary(f"step {name}") not in str(borrower.get(f"{SORREL}/plan"))
    borrower.get(f"/actions/{ident(f'action {name}')}", 404)


def test_what_every_partner_may_read_is_theirs(borrower: Visitor) -> None:
    assert canary("step common") in str(borrower.get(f"{SORREL}/plan"))
    borrower.get(f"/actions/{ident('action common')}")


@pytest.mark.parametrize("page", ["sharing", "history"])
def test_who_else_holds_the_group_is_for_those_who_run_it(borrower: Visitor, page: str) -> None:
    borrower.get(f"{SORREL}/{page}", 403)
    links = [str(one["href"]) for one in borrower.get(SORREL).select("main a[href]")]
    assert not [href for href in links if href.endswith(page)]


def test_no_page_of_the_group_names_another_recipient(lent: World, borrower: Visitor) -> None:
    lent.as_("officer@county-ts.example").post(
        NEW, **typed(lent, owner=str(lent.cast["officer@county-ts.example"].membership_id))
    )
    for path in ("", "/people", "/scores", "/plan", "/decisions"):
        text = str(borrower.get(f"{SORREL}{path}"))
        for other in ("agency NCC-TS", "agency HMRC", "board NOCEG"):
            assert canary(other) not in text, (path, other)


def test_an_auditor_of_the_borrower_reads_no_other_agencys_acts(world: World) -> None:
    share_by_two(world, view=str(View.FULL.value))
    put(world, Duty(membership_id=ident(f"membership {BORROWER}"), role="AUD"))
    world.as_("officer@county-ts.example").get(SORREL)
    text = str(world.as_(BORROWER).get("/record"))
    assert "Shared a group" not in text
    assert canary("name officer@county-ts.example") not in text
