"""Odd requests to every page: page numbers, other methods, the same post twice; and reading."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.access.guard import COOKIE
from portal.access.models import Denial, Glass
from portal.boards.models import Meeting
from portal.core.db import Base
from portal.core.server import Address
from portal.core.settings import Settings
from portal.groups.models import LogEntry
from portal.plans.models import Action
from portal.profiles.models import PublishedTotal
from tests.asking import put
from tests.cast import ident
from tests.client import hidden_fields
from tests.conftest import World
from tests.house.pages import doors, portal
from tests.matrix.standings import whole
from tests.path import later, rows
from tests.web.filled import COORDINATOR, FORMS, LRO, MEMBER, SORREL

NUMBERED = {
    "/groups": LRO, f"{SORREL}/people": LRO, f"{SORREL}/sharing": LRO,
    f"{SORREL}/decisions": LRO, "/record": "auditor@nottspol.example",
    f"/boards/{ident('NOCEG')}": MEMBER, f"/work-streams/{ident('stream NOCEG')}": MEMBER,
}  # fmt: skip
MADE: dict[str, type[Base]] = {
    "plans.log_action": Action, "boards.make_meeting": Meeting, "groups.write_decision": LogEntry,
    "profiles.publish_totals": PublishedTotal, "groups.give_denial": Denial,
    "groups.ask_glass": Glass,
}  # fmt: skip
"""What each form with a one-use key makes; sharing, in two steps, is tried in its own room."""
READ = {
    **NUMBERED, "/": LRO, SORREL: LRO, f"{SORREL}/plan": LRO, f"{SORREL}/scores": LRO,
    f"{SORREL}/history": LRO, f"{SORREL}/who-sees-it": LRO, "/statistics": LRO,
    "/totals": COORDINATOR,
    f"/actions/{ident('action own')}": LRO, "/boards": MEMBER, "/help/who-may-see-what": MEMBER,
    **{form.path: form.sender for form in FORMS.values()},
}  # fmt: skip


@pytest.fixture(scope="module")
def room(server: Address, settings: Settings) -> Iterator[World]:
    """One world for those that change nothing."""
    made = World(server, settings)
    put(made, *rows())
    put(made, *later())
    yield made
    made.close()


@pytest.mark.parametrize("path", NUMBERED)
def test_a_page_that_there_is_not_is_not_found(room: World, path: str) -> None:
    visitor = room.as_(NUMBERED[path])
    for number in ("1000000", "99999999999999999999", "abc", "-1", "0", "1.0", "%00", "²"):
        visitor.get(f"{path}?page={number}", 404)
    visitor.get(f"{path}?page=1&page=2")


@pytest.mark.parametrize("path", READ)
def test_other_methods_do_no_more_than_reading(room: World, path: str) -> None:
    browser = room.as_(READ[path]).browser
    browser.get(path)  # the first answer brings the form's cookie
    read, head = browser.get(path), browser.head(path)
    assert (head.status_code, head.get_data()) == (read.status_code, b"")
    assert set(head.headers.keys()) == set(read.headers.keys())
    assert browser.options(path).get_data() == b""
    tokens = hidden_fields_of(read.get_data(as_text=True))
    for method in ("PUT", "DELETE", "PATCH"):
        headers = {"X-CSRFToken": tokens.get("csrf_token", "")}
        answer = browser.open(path, method=method, headers=headers)
        assert answer.status_code in {400, 405}, method


def hidden_fields_of(text: str) -> dict[str, str]:
    """What the page's forms send along."""
    page = BeautifulSoup(text, "html5lib")
    return {
        str(one["name"]): str(one.get("value", "")) for one in page.select("[name][type=hidden]")
    }


def test_reading_everything_changes_nothing(world: World) -> None:
    before = _business(world)
    for email in (LRO, COORDINATOR, MEMBER, "secretary.noceg@nottingham-city.example"):
        browser = world.as_(email).browser
        for rule, methods, door in doors(portal()).values():
            if "GET" in methods and door.on is None:
                browser.get(rule)
        for path in READ:
            browser.get(path)
    assert _business(world) == before


def test_every_page_is_among_those_that_were_read() -> None:
    def pattern(path: str) -> str:
        parts = path.split("/")
        return "/".join(
            "ID" if part.count("-") == 4 or part.startswith("<") else part for part in parts
        )

    wanted = {pattern(rule) for rule, methods, door in doors(portal()).values()
              if "GET" in methods and door.on is not None}  # fmt: skip
    missing = wanted - {pattern(path) for path in READ}
    assert missing == {"/meetings/ID"}, "the cast has no meeting; the boards' own tests read one"


def _business(world: World) -> dict[str, Any]:
    return {
        table: rows
        for table, rows in whole(world.owner).rows.items()
        if not table.startswith("audit.") and table != "access.sign_in"
    }


def _made(world: World, model: type[Base]) -> int:
    with Session(world.owner) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_every_form_with_a_key_is_tried_twice() -> None:
    keyed = {name for name, (_, _, door) in doors(portal()).items() if door.twice and
             door.twice.name == "REPLAY"}  # fmt: skip
    assert keyed == {*MADE, "groups.share_group"}


@pytest.mark.parametrize("name", MADE)
def test_a_form_sent_twice_at_the_same_moment_has_one_effect(world: World, name: str) -> None:
    form, model = FORMS[name], MADE[name]
    visitor = world.as_(form.sender)
    page = visitor.get(form.path)
    data = hidden_fields(page) | form.fields
    cookies = {
        one: found.value
        for one in (world.app.config[COOKIE], world.app.config["SESSION_COOKIE_NAME"])
        if (found := visitor.browser.get_cookie(one)) is not None
    }

    def post(_: int) -> tuple[int, str | None]:
        browser = world.app.test_client()
        for key, value in cookies.items():
            browser.set_cookie(key, value)
        answer = browser.post(form.path, data=data)
        return answer.status_code, answer.headers.get("Location")

    before = _made(world, model)
    with ThreadPoolExecutor(3) as pool:
        answers = set(pool.map(post, range(3)))
    answers.add(post(0))
    assert {code for code, _ in answers} == {303}, answers
    assert len(answers) == 1, answers
    assert _made(world, model) == before + (12 if model is PublishedTotal else 1)
