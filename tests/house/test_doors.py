"""Every page came through the door, says what it needs, and stands in the list of routes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from portal.access.policy import HELD, POLICY, Right, Standing
from portal.access.sight import every_guarded
from tests.house.pages import doors, golden, portal

ROOT = Path(__file__).parents[2]
ROUTES = Path(__file__).with_name("routes.txt")
# A page that takes posts needs more than one of these.
SIGHT = {right for right in Right if right.value.endswith((".see", ".list"))}


@pytest.fixture(scope="module")
def app() -> Flask:
    """The portal, put together."""
    return portal()


def test_every_endpoint_came_through_the_door(app: Flask) -> None:
    found = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    assert found == set(doors(app)), "use bp.page(needs=...) or bp.public(because=...)"


def test_the_list_of_routes_is_current(app: Flask) -> None:
    assert ROUTES.read_text("utf-8") == golden(app), (
        "decide whether the change is meant, then: "
        "python -m tests.house.pages > tests/house/routes.txt"
    )


def test_a_page_that_takes_posts_says_what_a_second_copy_means_and_needs_more_than_sight(
    app: Flask,
) -> None:
    for endpoint, (_, methods, door) in doors(app).items():
        if door.needs is None:
            continue
        assert ("POST" in methods) == (door.twice is not None), endpoint
        assert not ("POST" in methods and door.needs in SIGHT), f"{endpoint} writes by sight alone"


def test_what_is_public_gives_its_reason(app: Flask) -> None:
    for endpoint, (_, _, door) in doors(app).items():
        if door.needs is None:
            assert len(door.because) > 15, endpoint


def test_addresses_are_nouns_with_hyphens_and_at_most_one_id(app: Flask) -> None:
    for endpoint, (rule, _, door) in doors(app).items():
        assert re.fullmatch(r"(/([a-z0-9]+(-[a-z0-9]+)*|<uuid:[a-z]+_id>))+|/", rule), endpoint
        assert rule.count("<") == (1 if door.on is not None else 0), endpoint


def test_every_id_in_an_address_is_of_a_guarded_table(app: Flask) -> None:
    guarded = {one.model for one in every_guarded()}
    for endpoint, (_, _, door) in doors(app).items():
        assert door.on is None or door.on in guarded, endpoint


def test_whoever_may_do_something_to_a_row_may_see_it(app: Flask) -> None:
    for endpoint, (_, _, door) in doors(app).items():
        if door.on is None or door.needs is None:
            continue
        guard = next(one for one in every_guarded() if one.model is door.on)
        assert POLICY[door.needs] & set(guard.means), f"{endpoint}: nobody could ever open it"


def _source(*but: str) -> str:
    return "\n".join(
        path.read_text("utf-8")
        for path in sorted((ROOT / "portal").rglob("*.py"))
        if str(path.relative_to(ROOT)) not in but
    )


def test_every_right_is_in_the_policy_and_asked_for_somewhere() -> None:
    assert set(POLICY) == set(Right)
    text = _source("portal/access/policy.py")
    unused = [right.name for right in Right if not re.search(rf"Right\.{right.name}\b", text)]
    assert unused == [], "take the right out, or use it"


def test_every_standing_opens_something_and_means_something() -> None:
    opened = set().union(*POLICY.values())
    assert opened == set(Standing)
    meant = set(HELD) | {standing for one in every_guarded() for standing in one.means}
    assert meant == set(Standing)


def test_every_clause_that_a_table_gives_is_of_a_standing_that_opens_something() -> None:
    for one in every_guarded():
        assert one.means, one.model
        assert POLICY[one.see] & set(one.means), f"{one.model} could never be seen"
        assert bool(one.change) == bool(one.change_columns), one.model
