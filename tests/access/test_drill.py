"""The revocation drill: every channel through which a loan can be read closes at the next request.

Each page is a channel: of each it is said here who reads a lent group there, or why nobody does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.boards.models import AgendaItem, Meeting
from portal.core import clock
from portal.core.server import Address
from portal.core.settings import Settings
from portal.groups.models import Share
from tests.asking import amend, put
from tests.cast import SENSITIVE, canary, ident
from tests.client import Visitor
from tests.conftest import World
from tests.house.pages import doors, portal
from tests.plans.actions import add_actions

CITY, MEMBER = "officer@city-ts.example", "member.noceg@nottingham-city.example"
SECRETARY, COUNTY = "secretary.noceg@nottingham-city.example", "officer@county-ts.example"
SORREL = f"/groups/{ident('sorrel')}"
MEETING = ident("a meeting of the drill")
NAME = canary("name sorrel")


@dataclass(frozen=True)
class Channel:
    """Where a lent group can be read, by whom, and a word of it that they meet there."""

    path: str
    who: str
    word: str
    sent: dict[str, str] = field(default_factory=dict)
    """What is posted; a channel that only reads posts nothing."""


CHANNELS = {
    "home.my_work": Channel("/", CITY, NAME),
    "groups.list_groups": Channel("/groups", CITY, NAME),
    "groups.show_group": Channel(SORREL, CITY, canary("narrative sorrel")),
    "groups.show_people": Channel(f"{SORREL}/people", CITY, canary("surname sorrel")),
    "groups.show_decisions": Channel(f"{SORREL}/decisions", CITY, canary("decision sorrel")),
    "scoring.show_scores": Channel(f"{SORREL}/scores", CITY, NAME),
    "plans.show_plan": Channel(f"{SORREL}/plan", CITY, canary("step common")),
    "plans.log_action": Channel(f"{SORREL}/actions/new", CITY, NAME),
    "plans.show_action": Channel(f"/actions/{ident('action own')}", COUNTY, canary("step own")),
    "plans.update_action": Channel(
        f"/actions/{ident('action own')}/update", COUNTY, canary("step own")
    ),
    "search.search": Channel(
        "/search", CITY, SORREL, {"words": canary("narrative sorrel")}
    ),
    "boards.show_board": Channel(f"/boards/{ident('NOCEG')}", MEMBER, NAME),
    "boards.show_meeting": Channel(f"/meetings/{MEETING}", MEMBER, NAME),
    "boards.make_meeting": Channel(f"/boards/{ident('NOCEG')}/meetings/new", SECRETARY, NAME),
}  # fmt: skip
UNLENT = {
    "audit.show_log": "the record names references to those alone whose agency owns them or acted",
    "boards.list_boards": "boards, and no group",
    "boards.report_stream": "a board's own work, and no group",
    "boards.show_stream": "a board's own work, and no group",
    "groups.edit_summary": "for those who run the group",
    "groups.revoke_share": "for those who run the group",
    "groups.share_group": "for those who run the group",
    "groups.show_history": "for those who run the group",
    "groups.show_sharing": "for those who run the group",
    "groups.write_decision": "for those who run the group",
    "home.show_policy": "rules, and no group",
    "profiles.publish_totals": "counts of all groups, for the police",
    "profiles.show_statistics": "counts of all groups, for the police",
    "profiles.show_totals": "totals as they were published",
}
"""Pages on which no loan can be read, each with the reason."""


@pytest.fixture(scope="module")
def drill(server: Address, settings: Settings) -> Iterator[World]:
    """A world in which Sorrel is lent whole to City Trading Standards, and in part to others."""
    made = World(server, settings)
    made.app.config["WTF_CSRF_ENABLED"] = False
    now = clock.now()
    put(
        made,
        Share(
            id=uuid4(), group_id=ident("sorrel"), agency_id=ident("CITY-TS"), view=3,
            purpose="disruption", gateway_id=ident("gateway"), agreement_id=ident("agreement"),
            given_at=now - timedelta(minutes=1), until=now + timedelta(days=9),
            given_by_id=ident("membership lro@nottspol.example"), marking=SENSITIVE,
        ),
        Meeting(
            id=MEETING, board_id=ident("NOCEG"), held_on=clock.today(), place="Loxley House",
            made_at=now, made_by_id=ident(f"membership {SECRETARY}"),
        ),
    )  # fmt: skip
    put(
        made,
        AgendaItem(
            id=uuid4(), meeting_id=MEETING, board_id=ident("NOCEG"), position=1, words="",
            reason="review_due", group_id=ident("sorrel"),
        ),
    )  # fmt: skip
    add_actions(made, 2)
    yield made
    made.close()


def _answer(visitor: Visitor, channel: Channel) -> str:
    if channel.sent:
        return visitor.browser.post(channel.path, data=channel.sent).get_data(as_text=True)
    return visitor.browser.get(channel.path).get_data(as_text=True)


def test_every_page_is_a_channel_or_says_why_not() -> None:
    pages = {
        name
        for name, (_, methods, door) in doors(portal()).items()
        if "GET" in methods and door.needs is not None
    }
    assert pages == set(CHANNELS) | set(UNLENT), "say who reads a lent group there, or why nobody"
    assert not set(CHANNELS) & set(UNLENT)


def test_revoking_closes_every_channel_of_open_sign_ins_at_once(drill: World) -> None:
    people = {one.who: drill.as_(one.who) for one in CHANNELS.values()}
    before = {
        name: one.word in _answer(people[one.who], one) for name, one in CHANNELS.items()
    }  # fmt: skip
    assert before == dict.fromkeys(CHANNELS, True)
    amend(drill, Share, Share.group_id == ident("sorrel"), revoked_at=clock.now())
    # A form in flight shows what was typed, and that is no word of the group.
    after = {
        name: [word for word in (one.word, NAME) if word in _answer(people[one.who], one)]
        for name, one in CHANNELS.items()
    }
    assert after == {name: [] for name in CHANNELS}
