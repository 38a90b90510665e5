"""In a room, pages show what all present may see: no more, and of groups no less."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import reduce
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.models import SignIn
from portal.agencies.models import Membership
from portal.audit.models import Entry
from portal.core import clock
from tests.access.oracle import Looker, Seen
from tests.access.partnerships import Partnership, partnerships
from tests.access.test_oracle import EXAMPLES, load, opened, seen_by
from tests.asking import amend
from tests.cast import ident
from tests.conftest import World

WHOLE = {
    "groups.group", "groups.grading", "groups.partner_summary", "groups.working_record",
    "groups.involvement", "groups.log_entry", "scoring.assessment", "scoring.review",
    "boards.board",
}  # fmt: skip
"""Where the room shows exactly what is common.  A nominal, an action or a share that they all see,
but each by another path, may be left out: the room errs towards showing less."""
CHAIR = "chair.noceg@nottingham-city.example"
SCRUTINY = "scrutiny@nottspol.example"
COORDINATOR = "coordinator@nottspol.example"
OFFICER = "officer@county-ts.example"
SORREL = f"/groups/{ident('sorrel')}"


def _common(lookers: Iterable[Looker]) -> Seen:
    each = [one.sees() if one.is_admitted else {} for one in lookers]
    tables = each[0]
    return {
        name: reduce(set.intersection, (one.get(name, set[UUID]()) for one in each))
        for name in tables
    }


@given(made=partnerships(), size=st.integers(2, 3))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_room_shows_what_all_present_may_see(
    still_world: World, made: Partnership, size: int
) -> None:
    members = made.all("agencies.membership")[:size]
    lookers = [Looker(made, one) for one in members]
    with still_world.owner.begin() as connection:
        load(connection, made)
        token = opened(
            connection,
            members[0],
            room=[one["id"] for one in members],
            room_until=clock.now() + timedelta(hours=1),
        )
    common = _common(lookers)
    found = seen_by(still_world, token, lookers[0].sees(), {})
    if found is None:
        assert not lookers[0].is_admitted
        return
    for name, ids in found[0].items():
        assert ids <= common.get(name, set()), name
    for name in WHOLE & set(common):
        assert found[0][name] == common[name], name


def test_the_chair_names_who_is_there_and_every_page_says_so(world: World) -> None:
    visitor = world.as_(SCRUTINY)
    assert "Restricted narrative" in visitor.get(SORREL).get_text()
    visitor.post("/boardroom", 303, others=OFFICER, hours="2")
    page = visitor.get(SORREL)
    bar = "".join(one.get_text() for one in page.select(".portal-mode"))
    assert "Boardroom mode" in bar
    assert bar.count("Pat ") == 2
    assert "Restricted narrative" not in page.get_text()
    assert "Partner summary" in page.get_text()
    visitor.get(f"{SORREL}/people", 403)
    visitor.get(f"/groups/{ident('juniper')}", 404)
    assert visitor.get("/").select(".portal-mode")


def test_nothing_can_be_changed_and_the_button_ends_it(world: World) -> None:
    visitor = world.as_(COORDINATOR)
    form = visitor.get(f"{SORREL}/partner-summary")
    visitor.post("/boardroom", 303, others=SCRUTINY, hours="1")
    visitor.send(f"{SORREL}/partner-summary", form, 422, text="Changed")
    token = visitor.get(SORREL).select(".portal-mode input[name=csrf_token]")[0]["value"]
    assert visitor.browser.post("/own-view", data={"csrf_token": token}).status_code == 303
    assert visitor.get(SORREL).select(".portal-mode") == []


def test_it_ends_by_time(world: World) -> None:
    visitor = world.as_(SCRUTINY)
    visitor.post("/boardroom", 303, others=OFFICER, hours="1")
    amend(world, SignIn, SignIn.room.is_not(None), room_until=clock.now())
    assert "Restricted narrative" in visitor.get(SORREL).get_text()


def test_somebody_without_good_standing_empties_the_room(world: World) -> None:
    visitor = world.as_(SCRUTINY)
    visitor.post("/boardroom", 303, others=OFFICER, hours="1")
    yesterday = clock.today() - timedelta(days=1)
    amend(
        world, Membership, Membership.id == ident(f"membership {OFFICER}"), vetting_until=yesterday
    )
    visitor.get(SORREL, 404)


def test_the_chair_of_a_board_picks_from_its_seats(world: World) -> None:
    visitor = world.as_(CHAIR)
    page = visitor.get("/boardroom")
    offered = [box["value"] for box in page.select("input[name=people]")]
    member = str(ident("membership member.noceg@nottingham-city.example"))
    assert member in offered
    visitor.post("/boardroom", 303, people=[member], hours="4")
    assert visitor.get(f"/boards/{ident('NOCEG')}").select(".portal-mode")


def test_who_was_there_is_on_the_record(world: World) -> None:
    visitor = world.as_(SCRUTINY)
    visitor.post("/boardroom", 303, others=OFFICER, hours="1")
    with Session(world.owner) as session:
        last = session.scalars(select(Entry).order_by(Entry.seq.desc()).limit(1)).one()
    assert (last.event, last.facts) == ("room.opened", {"people": 2})


@pytest.mark.parametrize("email", [OFFICER, "lro@nottspol.example", "operator@portal.example"])
def test_only_those_who_chair_or_minute_may_begin_it(still_world: World, email: str) -> None:
    still_world.as_(email).get("/boardroom", 403)


def test_a_room_with_nobody_else_is_refused(world: World) -> None:
    said = world.as_(SCRUTINY).post("/boardroom", 422, hours="1")
    assert "Choose at least one other person" in said.get_text()


def test_somebody_out_of_sight_cannot_be_named(world: World) -> None:
    said = world.as_(CHAIR).post("/boardroom", 422, others=OFFICER, hours="1")
    assert "You can see nobody with the address" in said.get_text()
