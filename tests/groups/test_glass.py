"""Break-glass: one asks, another approves, the owner is told, and it ends by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.models import Given, Glass
from portal.audit.models import Entry
from portal.core import clock
from tests.asking import amend
from tests.cast import canary, ident
from tests.conftest import World

OPERATOR = "operator@portal.example"
MANAGER = "information@nottspol.example"
SCRUTINY = "scrutiny@nottspol.example"
LRO = "lro@nottspol.example"
SORREL = f"/groups/{ident('sorrel')}"
ASKED = f"/groups/break-glass/{ident('glass sorrel')}"


def approved(world: World, by: str = MANAGER) -> None:
    world.as_(by).post(f"{ASKED}/answer", 303, answer="yes")


def test_the_operator_reads_no_content_until_it_is_approved(world: World) -> None:
    visitor = world.as_(OPERATOR)
    visitor.get(SORREL, 404)
    approved(world)
    assert canary("narrative sorrel") in visitor.get(SORREL).get_text()
    visitor.get(f"{SORREL}/sharing", 403)
    visitor.get(f"/groups/{ident('juniper')}", 404)


@pytest.mark.parametrize("by", [MANAGER, SCRUTINY])
def test_an_information_manager_or_scrutiny_of_the_owner_answers(world: World, by: str) -> None:
    approved(world, by)
    world.as_(OPERATOR).get(SORREL)


@pytest.mark.parametrize("email", [OPERATOR, LRO, "officer@county-ts.example"])
def test_nobody_else_answers(still_world: World, email: str) -> None:
    assert still_world.as_(email).browser.get(f"{ASKED}/answer").status_code in (403, 404)


def test_nobody_approves_their_own(world: World) -> None:
    reference = f"OCG-{canary('reference sorrel')[2:6].upper()}-TEST"
    visitor = world.as_(MANAGER)
    visitor.post("/groups/break-glass/new", 303, reference=reference, reason="Now", hours="1")
    with Session(world.owner) as session:
        mine = session.scalars(
            select(Glass.id).where(Glass.asked_by_id == ident(f"membership {MANAGER}"))
        ).one()
    visitor.get(f"/groups/break-glass/{mine}/answer", 403)
    world.as_(SCRUTINY).post(f"/groups/break-glass/{mine}/answer", 303, answer="yes")
    visitor.get(SORREL)


def test_it_ends_by_itself_within_a_day(world: World) -> None:
    approved(world)
    with Session(world.owner) as session:
        given = session.scalars(select(Given).where(Given.via == "GLASS")).one()
    assert given.valid_until is not None
    assert given.valid_until - given.valid_from == timedelta(hours=2)
    visitor = world.as_(OPERATOR)
    visitor.get(SORREL)
    past = clock.now() - timedelta(minutes=1)
    amend(
        world, Given, Given.via == "GLASS", valid_from=past - timedelta(hours=2), valid_until=past
    )
    visitor.get(SORREL, 404)


@pytest.mark.parametrize("email", [OPERATOR, MANAGER, LRO])
def test_asker_answerer_and_lead_may_end_it_early(world: World, email: str) -> None:
    approved(world)
    visitor = world.as_(OPERATOR)
    visitor.get(SORREL)
    world.as_(email).post(f"{ASKED}/end", 303)
    visitor.get(SORREL, 404)


@pytest.mark.parametrize("email", [LRO, "coordinator@nottspol.example", MANAGER])
def test_the_owner_is_told_at_once(world: World, email: str) -> None:
    visitor = world.as_(email)
    approved(world)
    said = visitor.get("/").get_text()
    assert "Break-glass" in said
    assert canary(f"name {OPERATOR}") in said


def test_the_sharing_page_tells_of_it_and_who_sees_it_names_it(world: World) -> None:
    approved(world)
    visitor = world.as_(LRO)
    said = visitor.get(f"{SORREL}/sharing").get_text()
    assert canary("glass reason") in said
    assert canary(f"name {MANAGER}") in said
    assert "Break-glass" in visitor.get(f"{SORREL}/who-sees-it").get_text()


def test_a_reference_of_no_group_is_answered_by_nobody_and_says_nothing(world: World) -> None:
    visitor = world.as_(OPERATOR)
    told = []
    for reference in ("OCG-NONE-TEST", f"OCG-{canary('reference juniper')[2:6].upper()}-TEST"):
        visitor.post("/groups/break-glass/new", 303, reference=reference, reason="x", hours="1")
        page = visitor.get("/groups/break-glass")
        told.append(next(
            row.get_text().replace(reference, "") for row in page.select("tbody tr")
            if reference in row.get_text()
        ))  # fmt: skip
    assert told[0] == told[1]


def test_declined_it_opens_nothing(world: World) -> None:
    world.as_(MANAGER).post(f"{ASKED}/answer", 303, answer="no")
    world.as_(OPERATOR).get(SORREL, 404)
    said = world.as_(MANAGER).post(f"{ASKED}/answer", 422, answer="yes").get_text()
    assert "answered already" in said


def test_every_reading_is_on_the_record(world: World) -> None:
    approved(world)
    world.as_(OPERATOR).get(f"{SORREL}/people")
    with Session(world.owner) as session:
        last = session.scalars(select(Entry).order_by(Entry.seq.desc()).limit(2)).all()
    assert [one.event for one in last] == ["people.seen", "break-glass.approved"]
    assert last[0].membership_id == ident(f"membership {OPERATOR}")
