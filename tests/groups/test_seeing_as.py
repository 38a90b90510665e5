"""Seeing a group as somebody else: their own bytes, beneath a bar; read only, and on the record."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.models import Given, SignIn
from portal.audit.models import Entry
from portal.core import clock
from portal.groups.models import Share
from tests.asking import amend, put
from tests.cast import PEOPLE, SENSITIVE, ident
from tests.client import Visitor
from tests.conftest import World

LRO = "lro@nottspol.example"
OFFICER = "officer@county-ts.example"
SORREL = f"/groups/{ident('sorrel')}"
PAGES = ("", "/people", "/scores", "/plan", "/sharing", "/decisions", "/history", "/who-sees-it",
         "/share", "/partner-summary", "/actions/new", "/decisions/new", "/as", "/verdict",
         "/denials/new")  # fmt: skip
BAR = re.compile(rb'    <section class="portal-mode".*?</section>\n', re.DOTALL)
ONCE = (
    re.compile(rb'name="csrf_token"[^>]*value="[^"]+"'), re.compile(rb'nonce="[^"]+"'),
    re.compile(rb'name="key"[^>]*value="[^"]+"'), re.compile(rb"<code[^>]*>[0-9a-f]{12}</code>"),
    re.compile(rb"\b[0-9a-f]{12}\b"), re.compile(rb", on [0-9]+ \w+ [0-9]{4} at [^<]+</p>"),
)  # fmt: skip
"""What differs between any two answers: tokens, keys, the request's mark, the minute."""


def begin(visitor: Visitor, **whom: str) -> None:
    visitor.post(f"{SORREL}/as", 303, **whom)


def drawn(visitor: Visitor, path: str) -> tuple[int, bytes]:
    answer = visitor.browser.get(path)
    text = BAR.sub(b"", answer.data)
    for one in ONCE:
        text = one.sub(b"", text)
    return answer.status_code, text


def looked(world: World, **whom: str) -> Visitor:
    visitor = world.as_(LRO)
    begin(visitor, **whom)
    return visitor


@pytest.mark.parametrize(
    "email",
    [OFFICER, "officer@hmrc.example", "sro@nottspol.example", "analyst@nottspol.example",
     "coordinator@nottspol.example", "scrutiny@nottspol.example", "scorer@emsou.example",
     "member.noceg@nottingham-city.example", "other-lro@nottspol.example"],
)  # fmt: skip
def test_every_page_is_that_of_the_person_byte_for_byte(world: World, email: str) -> None:
    # What is looked at comes on the history, which has a test of its own.
    real = {page: drawn(world.as_(email), SORREL + page) for page in PAGES if page != "/history"}
    visitor = looked(world, email=email)
    assert {page: drawn(visitor, SORREL + page) for page in real} == real
    assert real[""][0] == (404 if email == "other-lro@nottspol.example" else 200)


def test_the_history_is_theirs_too(world: World) -> None:
    world.as_(LRO).post(f"{SORREL}/decisions/new", 303, kind="decision", text="Wait")
    path = f"{SORREL}/history?kind=altered"
    real = drawn(world.as_("sro@nottspol.example"), path)
    assert b"Wrote in the lead officer" in real[1]
    assert drawn(looked(world, email="sro@nottspol.example"), path) == real


@pytest.mark.parametrize("page", PAGES)
def test_an_agency_is_any_of_its_practitioners(world: World, page: str) -> None:
    status, real = drawn(world.as_(OFFICER), SORREL + page)
    name = re.search(rb"Acting as <strong>([^<]+)</strong>", real)
    assert name is not None
    wanted = real.replace(name[1], b"Partner practitioner", 1)
    wanted = wanted.replace(b"Printed by " + name[1], b"Printed by Partner practitioner")
    seen = drawn(looked(world, recipient=str(ident("NCC-TS"))), SORREL + page)
    if status == 200 and page != "/actions/new":
        assert seen == (status, wanted)
    assert seen[0] == status


def test_a_board_is_any_of_its_members(world: World) -> None:
    for page in ("", "/plan", "/people"):
        status, real = drawn(world.as_("member.noceg@nottingham-city.example"), SORREL + page)
        seen = drawn(looked(world, recipient=str(ident("NOCEG"))), SORREL + page)
        main = re.compile(rb"<h1.*</main>", re.DOTALL)
        assert seen[0] == status
        if status == 200:
            body = main.search(real)
            assert body is not None
            assert body[0][:400] in seen[1]


def test_nothing_can_be_changed_meanwhile(world: World) -> None:
    visitor = world.as_(LRO)
    page = visitor.get(f"{SORREL}/decisions/new")
    begin(visitor, email="sro@nottspol.example")
    said = visitor.send(f"{SORREL}/decisions/new", page, 422, kind="decision", text="x")
    assert "nothing can be changed" in said.get_text()


def test_it_says_so_on_every_page_and_ends_by_the_button(world: World) -> None:
    visitor = looked(world, email=OFFICER)
    page = visitor.get(SORREL)
    (mode,) = page.select(".portal-mode")
    assert "You are seeing this group as Pat" in mode.get_text()
    (box,) = mode.select("input[name=csrf_token]")
    token = box["value"]
    visitor.browser.post("/own-view", data={"csrf_token": token})
    assert visitor.get(f"{SORREL}/decisions").select(".portal-mode") == []


def test_it_ends_by_leaving_the_group(world: World) -> None:
    visitor = looked(world, email=OFFICER)
    for path in ("/groups", f"/groups/{ident('juniper')}", f"/actions/{ident('action own')}"):
        begin(visitor, email=OFFICER) if path != "/groups" else None
        answer = visitor.browser.get(path)
        if path.startswith("/actions"):
            assert answer.status_code == 200  # a page of the same group
        else:
            assert (answer.status_code, answer.headers["Location"]) == (303, path)
            assert visitor.get(SORREL).select(".portal-mode") == []


def test_it_ends_by_time(world: World) -> None:
    visitor = looked(world, email=OFFICER)
    amend(world, SignIn, SignIn.looks_as_id.is_not(None), looks_until=clock.now())
    assert visitor.get(f"{SORREL}/decisions").select(".portal-mode") == []


def test_it_ends_when_they_may_no_longer_share(world: World) -> None:
    visitor = looked(world, email=OFFICER)
    amend(world, Given, Given.via == "LRO", revoked_at=clock.now())
    assert visitor.browser.get(SORREL).status_code == 404


@pytest.mark.parametrize(
    "email",
    [OFFICER, "sro@nottspol.example", "analyst@nottspol.example", "operator@portal.example",
     "other-lro@nottspol.example"],
)  # fmt: skip
def test_who_may_not_share_the_group_sees_it_as_nobody(still_world: World, email: str) -> None:
    answer = still_world.as_(email).browser.get(f"{SORREL}/as")
    assert answer.status_code in (403, 404)


def test_it_is_on_the_record_under_the_lookers_own_name(world: World) -> None:
    visitor = looked(world, email=OFFICER)
    visitor.get(f"{SORREL}/plan")
    with Session(world.owner) as session:
        last = session.scalars(select(Entry).order_by(Entry.seq.desc()).limit(1)).one()
    assert last.event == "page.seen-as"
    assert last.membership_id == ident(f"membership {LRO}")
    assert last.facts["page"] == "plan.seen"
    assert last.facts["recipient_id"] == str(ident(f"membership {OFFICER}"))


def test_a_share_to_the_person_alone_counts(world: World) -> None:
    now = clock.now()
    email = "officer@city-ts.example"
    put(
        world,
        Share(
            group_id=ident("sorrel"), membership_id=ident(f"membership {email}"), view=2,
            purpose="disruption", gateway_id=ident("gateway"), agreement_id=ident("agreement"),
            given_at=now, until=now + timedelta(days=9), marking=SENSITIVE,
            given_by_id=ident(f"membership {LRO}"),
        ),
    )  # fmt: skip
    assert drawn(looked(world, email=email), SORREL)[0] == 200
    assert drawn(looked(world, recipient=str(ident("CITY-TS"))), SORREL)[0] == 404
    assert email in PEOPLE
