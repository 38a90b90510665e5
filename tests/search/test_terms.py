"""Asked without the portal, the table of terms shows a word to whoever may read where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from portal.core.db import db
from portal.core.server import Address
from portal.core.settings import Settings
from portal.search.models import Term
from tests.asking import asked_as
from tests.cast import GROUPS, canary
from tests.conftest import World
from tests.search.test_sight import SEARCHERS, Sight, read_sight, words_of


@pytest.fixture(scope="module")
def sight(server: Address, settings: Settings) -> Iterator[Sight]:
    """One world for them all."""
    world = World(server, settings)
    yield read_sight(world)
    world.close()


@pytest.mark.parametrize("email", SEARCHERS)
def test_no_word_is_met_of_a_text_that_is_out_of_sight(sight: Sight, email: str) -> None:
    met = asked_as(sight.world, email, Term.word)
    kept = {canary(f"{what} {name}") for what in ("step", "success", "update")
            for name in ("own", "common", "kept")}  # fmt: skip
    kept |= {canary(f"{what} {name}") for what in ("premises", "street", "use", "named", "aim")
             for name in GROUPS}  # fmt: skip
    # Of a plan, or of a link, a term says no more than that the plan or the summary is open; the
    # action, or the link itself, is looked up.
    hidden = {word for word, is_seen in words_of(sight.seen[email]) if not is_seen} - kept
    assert hidden & met == set()


def test_nobody_meets_no_word(still_world: World) -> None:
    with still_world.app.app_context():
        assert db.session.scalars(select(Term.word)).all() == []
