"""What waits on My work for those who sit on a board."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from portal.boards.models import Meeting, StreamReport
from portal.core import clock
from tests.boards.conftest import COUNTY, MEMBER, NEW, SECRETARY, STREAM, make
from tests.cast import canary, ident
from tests.client import Visitor
from tests.conftest import World

REPORT = f"{STREAM}/report"


def _held(world: World, days_ago: int) -> None:
    """A meeting of the City board that was held so many days ago."""
    with Session(world.owner) as session:
        session.add(
            Meeting(
                id=uuid4(),
                board_id=ident("NOCEG"),
                held_on=clock.today() - timedelta(days=days_ago),
                place="Loxley House",
                made_at=clock.now(),
                made_by_id=ident(f"membership {SECRETARY}"),
            )
        )
        session.commit()


def _reported(world: World, days_ago: int) -> None:
    """A report on the City board's work stream, so many days ago."""
    with Session(world.owner) as session:
        session.add(
            StreamReport(
                id=uuid4(),
                stream_id=ident("stream NOCEG"),
                board_id=ident("NOCEG"),
                progress="green",
                note="Words",
                written_at=clock.now() - timedelta(days=days_ago),
                written_by_id=ident(f"membership {MEMBER}"),
            )
        )
        session.commit()


def test_a_member_finds_the_next_agenda(world: World, secretary: Visitor) -> None:
    agenda = make(secretary)
    make(secretary, clock.today() + timedelta(days=40))
    assert agenda in str(world.as_(MEMBER).get("/"))


def test_the_secretary_is_led_to_make_the_next_meeting(still_world: World) -> None:
    assert NEW in str(still_world.as_(SECRETARY).get("/"))
    assert NEW not in str(still_world.as_(MEMBER).get("/"))


def test_a_stream_that_was_never_reported_waits(still_world: World) -> None:
    assert REPORT in str(still_world.as_(MEMBER).get("/"))


def test_a_stream_that_was_reported_since_the_last_meeting_does_not_wait(world: World) -> None:
    _held(world, 10)
    _reported(world, 3)
    assert REPORT not in str(world.as_(MEMBER).get("/"))


def test_a_stream_that_was_reported_before_the_last_meeting_waits_again(world: World) -> None:
    _held(world, 10)
    _reported(world, 20)
    assert REPORT in str(world.as_(MEMBER).get("/"))


def test_a_member_of_the_other_board_has_their_own_streams_alone(still_world: World) -> None:
    page = str(still_world.as_(COUNTY).get("/"))
    assert canary("stream title SNBPG") in page
    assert canary("stream title NOCEG") not in page


@pytest.mark.parametrize(
    "email", ["lro@nottspol.example", "officer@county-ts.example", "pcc@opcc.example"]
)
def test_those_on_no_board_have_no_board_work(still_world: World, email: str) -> None:
    page = still_world.as_(email).get("/").get_text(" ")
    assert "Next meetings" not in page
    assert "Work streams" not in page
