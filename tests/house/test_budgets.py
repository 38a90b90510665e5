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
from tests.lending import CIRCLE, PARTNER_SUMMARY, add_lending
from tests.path import REPORT, TRIGGERS, later, rows
from tests.plans.actions import add_actions
from tests.statements import statements
from tests.web.filled import (
    COORDINATOR,
    FORMS,
    INFORMATION,
    LRO,
    MEMBER,
    OTHER_LRO,
    SORREL,
)

HMRC = "officer@hmrc.example"
AUDITOR = "auditor@nottspol.example"
FIM = "information@nottspol.example"
COUNTY_TS = f"/agencies/{ident('NCC-TS')}"
LIST, RECORD = 4, 10
PAGES = {
    "groups.list_groups": ("/groups", LRO, LIST),
    "boards.list_boards": ("/boards", MEMBER, LIST),
    "audit.show_log": ("/record", AUDITOR, RECORD),
    "home.my_work": ("/", LRO, RECORD),
    "home.show_more": ("/more", COORDINATOR, LIST),
    "home.show_policy": ("/help/who-may-see-what", MEMBER, LIST),
    "groups.show_group": (SORREL, LRO, RECORD),
    "groups.show_people": (f"{SORREL}/people", LRO, RECORD),
    "groups.show_sharing": (f"{SORREL}/sharing", LRO, RECORD),
    "groups.show_copies": (f"{SORREL}/copies", LRO, RECORD),
    "groups.list_requests": ("/groups/requests", HMRC, LIST),
    "groups.show_decisions": (f"{SORREL}/decisions", LRO, RECORD),
    "groups.show_history": (f"{SORREL}/history", LRO, RECORD),
    "groups.show_officers": (f"{SORREL}/officers", LRO, RECORD),
    "groups.show_status": (f"{SORREL}/status", LRO, RECORD),
    "groups.show_links": (f"{SORREL}/links", LRO, RECORD),
    "groups.show_texts": (f"{SORREL}/texts", LRO, RECORD),
    "groups.show_nominal": (f"/groups/nominals/{ident('nominal sorrel')}", LRO, RECORD),
    "groups.state_part": (f"/groups/nominals/{ident('nominal sorrel')}/state", LRO, RECORD),
    "groups.combine": (f"/groups/nominals/{ident('nominal sorrel')}/combine", LRO, RECORD),
    "groups.edit_statement": (f"/groups/statements/{ident('part sorrel')}/edit", LRO, RECORD),
    "groups.show_intelligence": (f"{SORREL}/intelligence", LRO, RECORD),
    "groups.list_triggers": ("/groups/triggers", COORDINATOR, LIST),
    "groups.show_trigger": (f"{TRIGGERS}/{ident('trigger fresh')}", COORDINATOR, RECORD),
    "groups.list_reports": ("/groups/spotting-reports", COORDINATOR, LIST),
    "groups.show_report": (REPORT, COORDINATOR, RECORD),
    "groups.list_training": ("/groups/training", COORDINATOR, LIST),
    "groups.list_teams": ("/groups/teams", COORDINATOR, LIST),
    "groups.list_officers": ("/groups/officer-lists", COORDINATOR, LIST),
    "groups.show_explanation": (f"{SORREL}/who-sees-it", LRO, RECORD),
    "groups.list_glass": ("/groups/break-glass", "information@nottspol.example", LIST),
    "agencies.show_handling": ("/help/markings-and-handling", MEMBER, LIST),
    "plans.show_plan": (f"{SORREL}/plan", LRO, RECORD),
    "plans.show_action": (f"/actions/{ident('action own')}", LRO, RECORD),
    "scoring.show_scores": (f"{SORREL}/scores", LRO, RECORD),
    "boards.show_board": (f"/boards/{ident('NOCEG')}", MEMBER, RECORD),
    "boards.show_meeting": (f"/meetings/{MEETING}", MEMBER, RECORD),
    "boards.show_stream": (f"/work-streams/{ident('stream NOCEG')}", MEMBER, RECORD),
    "agencies.list_views": ("/views", MEMBER, LIST),
    "agencies.show_view": (f"/views/{PARTNER_SUMMARY}", MEMBER, RECORD),
    "agencies.list_circles": ("/sharing-circles", COORDINATOR, LIST),
    "agencies.show_circle": (f"/sharing-circles/{CIRCLE}", COORDINATOR, RECORD),
    "agencies.list_agencies": ("/agencies", LRO, LIST),
    "agencies.show_agency": (COUNTY_TS, LRO, RECORD),
    "agencies.show_members": (f"{COUNTY_TS}/people", FIM, RECORD),
    "profiles.show_statistics": ("/statistics", COORDINATOR, RECORD),
    "profiles.show_totals": ("/totals", COORDINATOR, RECORD),
    "agencies.list_agreements": ("/agreements", INFORMATION, LIST),
    "agencies.show_agreement": (f"/agreements/{ident('agreement')}", INFORMATION, RECORD),
    "agencies.list_gateways": ("/gateways", INFORMATION, LIST),
    "agencies.show_gateway": (f"/gateways/{ident('gateway proposed')}", INFORMATION, RECORD),
    "groups.list_renewals": ("/groups/agreements-to-renew", INFORMATION, LIST),
    "groups.list_consents": ("/groups/onward-release", OTHER_LRO, LIST),
    "groups.show_consent": (f"/groups/onward-release/{ident('consent given')}", OTHER_LRO, RECORD),
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
    add_lending(world)
    put(world, meeting, *rows())
    put(world, *later())
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
