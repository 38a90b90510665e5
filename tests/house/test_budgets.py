"""How often each page asks the database: a list at most four times, a record's page at most ten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.boards.models import Meeting
from portal.core import clock
from portal.core.server import Address
from portal.core.settings import Settings
from tests.asking import put
from tests.boards.test_budgets import MEETING, _fill
from tests.cast import ident
from tests.conftest import World
from tests.house.pages import doors, portal
from tests.plans.actions import add_actions
from tests.statements import statements
from tests.web.filled import COORDINATOR, FORMS, LRO, MEMBER, SORREL

AUDITOR = "auditor@nottspol.example"
LIST, RECORD = 4, 10
PAGES = {
    "groups.list_groups": ("/groups", LRO, LIST),
    "boards.list_boards": ("/boards", MEMBER, LIST),
    "audit.show_log": ("/record", AUDITOR, RECORD),
    "home.my_work": ("/", LRO, RECORD),
    "home.show_policy": ("/help/who-may-see-what", MEMBER, LIST),
    "groups.show_group": (SORREL, LRO, RECORD),
    "groups.show_people": (f"{SORREL}/people", LRO, RECORD),
    "groups.show_sharing": (f"{SORREL}/sharing", LRO, RECORD),
    "groups.show_decisions": (f"{SORREL}/decisions", LRO, RECORD),
    "groups.show_history": (f"{SORREL}/history", LRO, RECORD),
    "plans.show_plan": (f"{SORREL}/plan", LRO, RECORD),
    "plans.show_action": (f"/actions/{ident('action own')}", LRO, RECORD),
    "scoring.show_scores": (f"{SORREL}/scores", LRO, RECORD),
    "boards.show_board": (f"/boards/{ident('NOCEG')}", MEMBER, RECORD),
    "boards.show_meeting": (f"/meetings/{MEETING}", MEMBER, RECORD),
    "boards.show_stream": (f"/work-streams/{ident('stream NOCEG')}", MEMBER, RECORD),
    "profiles.show_statistics": ("/statistics", COORDINATOR, RECORD),
    "profiles.show_totals": ("/totals", COORDINATOR, RECORD),
    **{name: (form.path, form.sender, RECORD) for name, form in FORMS.items()},
}
"""Each page with who asks for it, and how many statements it may take."""
CHROME = ("access.enter", "audit.append", "access.touch", "set transaction", "show ", "pg_catalog")


@pytest.fixture(scope="module")
def counts(server: Address, settings: Settings) -> Iterator[dict[str, list[list[str]]]]:
    """What every page asks, with a row of each kind and then with fifty."""
    world = World(server, settings)
    meeting = Meeting(
        id=MEETING, board_id=ident("NOCEG"), held_on=clock.today(), place="Loxley House",
        made_at=clock.now(), made_by_id=ident(f"membership {MEMBER}"),
    )  # fmt: skip
    put(world, meeting)
    visitors = {email: world.as_(email) for _, email, _ in PAGES.values()}
    found: dict[str, list[list[str]]] = {name: [] for name in PAGES}
    for turn in range(2):
        for name, (path, email, _) in PAGES.items():
            with statements(world) as sent:
                visitors[email].get(path)
            found[name].append([one for one in sent if not _is_chrome(one)])
        if turn == 0:
            add_actions(world, 50)
            _fill(world.owner)
    yield found
    world.close()


def _is_chrome(statement: str) -> bool:
    return any(word in statement.lower() for word in CHROME)


def test_every_page_has_its_budget() -> None:
    pages = {
        name
        for name, (_, methods, door) in doors(portal()).items()
        if "GET" in methods and door.needs is not None
    }
    assert pages == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_budget_for_one_row_and_for_fifty(
    counts: dict[str, list[list[str]]], name: str
) -> None:
    few, many = counts[name]
    assert len(few) == len(many), many
    assert len(many) <= PAGES[name][2], many
