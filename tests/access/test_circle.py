"""Who else is there: for those who run a group, and for those who sit on a board."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from portal.access.entry import enter_as_holder
from portal.agencies.models import Person
from portal.boards.models import Seat
from portal.core import clock
from portal.core.db import db
from tests.asking import amend, asked_as
from tests.cast import SEATS, ident
from tests.conftest import World

MEMBER = "member.noceg@nottingham-city.example"


def _circle(world: World, email: str) -> int:
    with world.app.app_context():
        enter_as_holder(world.as_(email).token, read_only=True)
        rows = db.session.execute(select(func.access.circle(ident("sorrel"))))
        return len(rows.all())


@pytest.mark.parametrize("email", ["officer@county-ts.example", "officer@hmrc.example", MEMBER])
def test_a_recipient_is_told_nobody_of_the_circle(still_world: World, email: str) -> None:
    assert _circle(still_world, email) == 0


def test_the_lead_officer_is_told_the_whole_circle(still_world: World) -> None:
    assert _circle(still_world, "lro@nottspol.example") > 3


def test_a_seat_that_ended_hides_the_people_of_the_board(world: World) -> None:
    amend(world, Seat, Seat.board_id == ident("NOCEG"), agency_id=ident("NCITY"))
    county = "member.county@nottinghamshire.example"
    amend(world, Seat, Seat.id == ident(f"seat {MEMBER}"), agency_id=ident("NCOUNTY"),
          membership_id=ident(f"membership {county}"))  # fmt: skip
    chair = ident("person chair.noceg@nottingham-city.example")
    assert chair in asked_as(world, county, Person.id)
    amend(world, Seat, Seat.id == ident(f"seat {MEMBER}"), ended_at=clock.now())
    assert chair not in asked_as(world, county, Person.id)
    assert MEMBER in SEATS
