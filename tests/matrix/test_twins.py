"""What is hidden and what is not there: the same answer, by the same work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from portal.core.server import Address
from portal.core.settings import Settings
from tests.cast import ident
from tests.conftest import World
from tests.house.pages import doors, portal
from tests.statements import statements

HIDDEN = {
    "groups.group": ("juniper", "officer@city-ts.example"),
    "groups.partner_summary": ("juniper", "lro@nottspol.example"),
    "groups.share": ("share hawthorn CITY-TS", "officer@city-ts.example"),
    "access.denial": ("denial hawthorn", "lro@nottspol.example"),
    "access.glass": ("glass sorrel", "officer@city-ts.example"),
    "plans.action": ("action kept", "officer@county-ts.example"),
    "agencies.agency": ("PORTAL", "officer@county-ts.example"),
    "agencies.membership": (
        "membership officer@county-ts.example",
        "secretary.noceg@nottingham-city.example",
    ),
    "agencies.invitation": ("invitation", "officer@city-ts.example"),
    "agencies.agency_change": ("change", "officer@county-ts.example"),
    "boards.board": ("SNBPG", "secretary.noceg@nottingham-city.example"),
    "boards.meeting": ("meeting SNBPG", "secretary.noceg@nottingham-city.example"),
    "boards.work_stream": ("stream SNBPG", "member.noceg@nottingham-city.example"),
}
"""For each table that some page is about: a row, and somebody who must not know of it."""
PAGES = {
    name: (rule, f"{door.on.__table__.schema}.{door.on.__table__.name}", door.twice)  # type: ignore[attr-defined]  # a Table
    for name, (rule, _, door) in doors(portal()).items()
    if door.on is not None
}


@pytest.fixture(scope="module")
def room(server: Address, settings: Settings) -> Iterator[World]:
    """One world for them all."""
    made = World(server, settings)
    made.app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    yield made
    made.close()


@pytest.mark.parametrize("endpoint", sorted(PAGES))
def test_hidden_and_absent_are_told_apart_by_nothing(room: World, endpoint: str) -> None:
    rule, table, twice = PAGES[endpoint]
    name, email = HIDDEN[table]
    browser = room.as_(email).browser

    def seen(which: UUID, method: str) -> tuple[int, list[tuple[str, str]], str, list[str]]:
        path = re.sub(r"<uuid:[^>]+>", str(which), rule)
        with statements(room) as sent:
            answer = browser.open(path, method=method)
        headers = sorted(answer.headers.items())
        return (
            answer.status_code,
            [(one, _plain(value)) for one, value in headers],
            _plain(answer.get_data(as_text=True).replace(str(which), "ID")),
            sent,
        )

    seen(uuid4(), "GET")
    for method in ("GET", "HEAD", "POST") if twice else ("GET", "HEAD"):
        hidden, absent = seen(ident(name), method), seen(uuid4(), method)
        assert hidden[0] == 404
        assert hidden == absent


def _plain(text: str) -> str:
    """The text without what is random in every answer."""
    text = re.sub(r'nonce="[^"]*"|\'nonce-[^\']*\'', "NONCE", text)
    text = re.sub(r'name="csrf_token"[^>]*', "TOKEN", text)
    text = re.sub(r"portal_form=[^;]*", "COOKIE", text)
    text = re.sub(r"\d{1,2}:\d\d(am|pm)|midday|midnight", "TIME", text)
    return re.sub(r"\b[0-9a-f]{12}\b", "MARK", text)
