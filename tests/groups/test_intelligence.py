"""The intelligence queue: reference numbers, who reviewed them, never a word of their text."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core import clock
from portal.groups.models import IntelligenceItem
from tests.asking import asked_as, put
from tests.cast import canary, ident
from tests.conftest import World

LRO, ANALYST = "lro@nottspol.example", "analyst@nottspol.example"
SORREL = f"/groups/{ident('sorrel')}"
QUEUE = f"{SORREL}/intelligence"
ON = ["1", "6", "2026"]


def an_item(name: str, group: str = "sorrel", days: int = 9) -> IntelligenceItem:
    """An item that was received so many days ago."""
    return IntelligenceItem(
        id=ident(f"item {name}"), group_id=ident(group), reference=f"NP/{name.upper()}",
        received_on=clock.today() - timedelta(days=days), added_at=clock.now(),
        added_by_id=ident(f"membership {LRO}"), outcome="", marking=2,
    )  # fmt: skip


def test_an_analyst_adds_a_reference_number_and_the_lead_officer_reviews_it(world: World) -> None:
    world.as_(ANALYST).post(f"{QUEUE}/new", reference="np/ir/2026-0412", received_on=ON)
    with Session(world.owner) as session:
        item = session.scalars(select(IntelligenceItem)).one()
    assert item.reference == "NP/IR/2026-0412"
    visitor = world.as_(LRO)
    visitor.post(f"/groups/intelligence/{item.id}/review", outcome="action_raised")
    page = " ".join(visitor.get(QUEUE).get_text(" ").split())
    assert "0 items not reviewed" in page
    assert "Action raised" in page
    assert canary(f"name {LRO}") in page


@pytest.mark.parametrize(
    "text",
    ["He was seen near the shop on Friday", "NP 2026 0412", "SMITH", "NP/IR/2026-0412: a van",
     "NP/" + "1" * 40, "A" * 199],
)  # fmt: skip
def test_whatever_could_be_text_is_refused_and_nothing_of_it_is_kept(
    world: World, text: str
) -> None:
    page = world.as_(LRO).post(f"{QUEUE}/new", 422, reference=text, received_on=ON)
    assert "The portal never holds the text itself" in page.get_text()
    assert asked_as(world, LRO, IntelligenceItem.id) == set()


def test_the_database_holds_no_text_either(world: World) -> None:
    item = an_item("x")
    item.reference = "HE WAS SEEN"
    with pytest.raises(IntegrityError):
        put(world, item)


def test_an_unread_item_ages_in_sight_of_the_lead_officer(world: World) -> None:
    put(world, an_item("OLD", days=23), an_item("NEW", days=2))
    work = " ".join(world.as_(LRO).get("/").get_text(" ").split())
    assert "Intelligence to review" in work
    assert "2 items, the oldest received 23 days ago" in work
    page = " ".join(world.as_(LRO).get(QUEUE).get_text(" ").split())
    assert "Waiting for 23 days" in page
    assert page.index("NP/OLD") < page.index("NP/NEW")


def test_nobody_else_is_told_of_it_on_their_work(world: World) -> None:
    put(world, an_item("OLD"))
    for email in (ANALYST, "other-lro@nottspol.example", "officer@county-ts.example"):
        assert "Intelligence to review" not in world.as_(email).get("/").get_text()


@pytest.mark.parametrize("email", ["officer@county-ts.example", "officer@hmrc.example"])
def test_a_recipient_of_a_share_sees_no_queue(world: World, email: str) -> None:
    put(world, an_item("OLD"))
    world.as_(email).get(QUEUE, 403)
    assert asked_as(world, email, IntelligenceItem.id) == set()


@pytest.mark.parametrize("email", [ANALYST, "coordinator@nottspol.example"])
def test_the_lead_officer_alone_reviews(world: World, email: str) -> None:
    put(world, an_item("OLD"))
    world.as_(email).get(f"/groups/intelligence/{ident('item OLD')}/review", 403)


def test_an_item_is_reviewed_once(world: World) -> None:
    put(world, an_item("OLD"))
    here = f"/groups/intelligence/{ident('item OLD')}/review"
    visitor = world.as_(LRO)
    visitor.post(here, outcome="noted")
    assert "reviewed already" in visitor.post(here, 422, outcome="passed_on").get_text()


def test_one_number_stands_in_a_queue_once(world: World) -> None:
    put(world, an_item("OLD"))
    page = world.as_(LRO).post(f"{QUEUE}/new", 422, reference="NP/OLD", received_on=ON)
    assert "in the queue of this group already" in page.get_text()
    again = an_item("OLD", "juniper")
    again.id = uuid4()
    put(world, again)
