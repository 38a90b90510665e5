"""What a row names is looked up through the policies: hidden and absent are refused alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from portal.access.entry import enter_as_holder, preview
from portal.agencies.models import Membership
from portal.boards.models import AgendaItem, Meeting, StreamReport
from portal.core import clock
from portal.core.db import Base, db
from portal.core.errors import NotAllowed
from portal.groups.models import Share
from tests.asking import amend, put
from tests.cast import SENSITIVE, ident
from tests.conftest import World

SECRETARY = "secretary.noceg@nottingham-city.example"
LRO, PARTNER_LRO = "lro@nottspol.example", "officer@county-ts.example"


def _answer(world: World, email: str, row: Base) -> str:
    """The state with which the database answers somebody who adds a row."""
    with world.app.app_context():
        enter_as_holder(world.as_(email).token, read_only=False)
        db.session.add(row)
        try:
            db.session.flush()
        except DBAPIError as problem:
            return str(getattr(problem.orig, "sqlstate", ""))
        finally:
            db.session.rollback()
    return "added"


def _meeting(world: World, board: str) -> UUID:
    made = uuid4()
    put(
        world,
        Meeting(
            id=made, board_id=ident(board), held_on=clock.today() + timedelta(days=5), place="Room",
            made_at=clock.now(), made_by_id=ident(f"membership {SECRETARY}"),
        ),
    )  # fmt: skip
    return made


def _item(meeting: UUID, **about: UUID) -> AgendaItem:
    return AgendaItem(
        meeting_id=meeting, board_id=ident("NOCEG"), position=1, reason="review_due", words="",
        **about,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["group", "action", "stream"])
def test_an_agenda_item_tells_nothing_of_a_hidden_record(world: World, kind: str) -> None:
    hidden = {
        "group": ident("juniper"), "action": ident("action hidden"), "stream": ident("stream SNBPG")
    }[kind]  # fmt: skip
    meeting = _meeting(world, "NOCEG")
    told = [
        _answer(world, SECRETARY, _item(meeting, **{f"{kind}_id": one}))
        for one in (hidden, uuid4())
    ]
    assert told == ["42501", "42501"]
    seen = {"group": ident("sorrel"), "action": ident("action common"),
            "stream": ident("stream NOCEG")}[kind]  # fmt: skip
    assert _answer(world, SECRETARY, _item(meeting, **{f"{kind}_id": seen})) == "added"


def test_an_agenda_item_goes_into_a_meeting_of_its_own_board(world: World) -> None:
    elsewhere = _meeting(world, "SNBPG")
    assert _answer(world, SECRETARY, _item(elsewhere)) == "42501"
    assert _answer(world, SECRETARY, _item(uuid4())) == "42501"


@pytest.mark.parametrize(("stream", "told"), [("NOCEG", "added"), ("SNBPG", "42501")])
def test_a_report_is_on_a_stream_of_its_own_board(world: World, stream: str, told: str) -> None:
    report = StreamReport(
        stream_id=ident(f"stream {stream}"), board_id=ident("NOCEG"), progress="green", note="x",
        written_at=clock.now(), written_by_id=ident(f"membership {SECRETARY}"),
    )  # fmt: skip
    assert _answer(world, SECRETARY, report) == told


@pytest.mark.parametrize("changed", ["gateway_id", "agreement_id", "agency_id"])
def test_a_share_names_only_what_its_giver_sees(world: World, changed: str) -> None:
    fields: dict[str, Any] = {
        "group_id": ident("bracken"), "agency_id": ident("CITY-TS"), "view": 2,
        "purpose": "disruption", "gateway_id": ident("gateway"),
        "agreement_id": ident("agreement"), "given_at": clock.now(),
        "until": clock.now() + timedelta(days=9), "marking": SENSITIVE,
        "given_by_id": ident(f"membership {PARTNER_LRO}"),
    }  # fmt: skip
    assert _answer(world, PARTNER_LRO, Share(id=uuid4(), **fields)) == "added"
    fields[changed] = uuid4()
    assert _answer(world, PARTNER_LRO, Share(id=uuid4(), **fields)) == "42501"


def test_nobody_previews_a_group_above_their_own_ceiling(world: World) -> None:
    amend(world, Membership, Membership.id == ident(f"membership {LRO}"), ceiling=SENSITIVE - 1)
    with world.app.app_context():
        enter_as_holder(world.as_(LRO).token, read_only=True)
        with pytest.raises(NotAllowed), preview(ident("sorrel"), ident("NCC-TS")):
            pass
