"""A revoke against reads of the same group: none that begins after it finds anything."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from portal.core import clock
from portal.groups.models import Share
from tests.asking import amend, put
from tests.cast import SENSITIVE, canary, ident
from tests.conftest import World

ROUNDS = 1000
READS = 3
PATH = f"/groups/{ident('hawthorn')}"
WORD = canary("summary hawthorn")


def _give(world: World) -> UUID:
    made, now = uuid4(), clock.now()
    put(
        world,
        Share(
            id=made, group_id=ident("hawthorn"), agency_id=ident("CITY-TS"), view=2,
            purpose="disruption", gateway_id=ident("gateway"), agreement_id=ident("agreement"),
            given_at=now - timedelta(minutes=1), until=now + timedelta(days=9),
            given_by_id=ident("membership other-lro@nottspol.example"), marking=SENSITIVE,
        ),
    )  # fmt: skip
    return made


def _read(browser: FlaskClient, together: Barrier, number: int) -> list[tuple[float, bool]]:
    """Some reads, each with when it began and whether it found the group."""
    together.wait()
    found = []
    for turn in range(READS):
        began = time.monotonic()
        if (number + turn) % 2:
            answer = browser.get(PATH)
        else:
            answer = browser.post("/search", data={"words": WORD})
        # The words that were asked for stand in the box; a hit is a link.
        found.append((began, f'href="{PATH}"'.encode() in answer.data or b"<td" in answer.data
                      or (answer.status_code == 200 and bool((number + turn) % 2))))  # fmt: skip
    return found


def _revoke(world: World, share: UUID, together: Barrier, number: int) -> float:
    """When the revoke was committed."""
    together.wait()
    time.sleep(number % 25 / 1000)
    amend(world, Share, Share.id == share, revoked_at=clock.now())
    return time.monotonic()


def test_no_read_that_begins_after_the_revoke_finds_anything(world: World) -> None:
    world.app.config["WTF_CSRF_ENABLED"] = False
    browser = world.as_("officer@city-ts.example").browser
    before = after = 0
    with ThreadPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            share, together = _give(world), Barrier(2)
            reading = pool.submit(_read, browser, together, number)
            ended = pool.submit(_revoke, world, share, together, number).result(timeout=30)
            for began, found in reading.result(timeout=30):
                assert not (began > ended and found), f"round {number}"
                before += found
                after += began > ended
    assert before > ROUNDS / 20, "the reads must now and then be first"
    assert after > ROUNDS / 20, "and the revoke now and then"
