"""The twins themselves: a few interleavings, and the proof that they can be told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from portal.core import clock
from portal.core.server import Address
from portal.core.settings import Settings
from tests.twins import frozen
from tests.twins.driver import Driver
from tests.twins.steps import hidden, shared
from tests.twins.worlds import make_template


@pytest.fixture(scope="module")
def driver(server: Address, settings: Settings) -> Iterator[Driver]:
    """A pair of worlds."""
    make_template(server)
    made = Driver(server, settings)
    yield made
    made.close()


def test_nothing_tells_the_worlds_apart(driver: Driver) -> None:
    found = driver.run(0, 110)
    assert found is None, str(found)


def test_both_clocks_stand_still_and_move_together(driver: Driver) -> None:
    with frozen.still():
        driver.pair.begin("officer@county-ts.example")
        with driver.pair.more.owner.connect() as owner:
            read = "select now(), clock_timestamp(), now() at time zone 'UTC'"
            assert owner.execute(text(read)).one()[:2] == (clock.now(), clock.now())


def test_a_leak_is_found_and_cut_down_to_what_shows_it(driver: Driver) -> None:
    with frozen.still():
        driver.pair.begin("officer@hmrc.example")
        events = driver.history("officer@hmrc.example", 7, 30)
        opened = 'alter policy may_select on groups."group" using (true)'
        begin = driver.pair.begin

        def leaking(email: str) -> None:
            begin(email)
            for twin in driver.pair.both:
                with twin.owner.begin() as owner:
                    owner.execute(text(opened))

        driver.pair.begin = leaking  # type: ignore[method-assign]  # the leak
        try:
            found = driver.play("officer@hmrc.example", events)
            assert found is not None
            short = driver.shortest(found)
        finally:
            driver.pair.begin = begin  # type: ignore[method-assign]  # mended
    assert len(short.events) == 2, str(short)
    assert short.events[0].name == "map_a_group"


def test_there_are_steps_of_every_kind() -> None:
    assert len(hidden) >= 12
    assert len(shared) >= 3
