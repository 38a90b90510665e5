"""Signing in: who gets in, what it leaves behind, and how it ends."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.access.entry import token_hash
from portal.access.guard import COOKIE
from portal.access.models import SignIn
from portal.agencies.models import Duty, Membership
from portal.agencies.sign_in import hash_password
from portal.audit.models import Entry
from portal.core import clock
from portal.core.settings import Settings
from portal.factory import create_app
from tests.access.conftest import PASSWORD
from tests.asking import amend, put
from tests.cast import SENSITIVE, ident
from tests.client import Visitor
from tests.conftest import World

HMRC = "officer@hmrc.example"
SORREL = f"/groups/{ident('sorrel')}"


def sign_in(visitor: Visitor, email: str = HMRC, *, onward: str = "") -> TestResponse:
    path = f"/sign-in?next={quote(onward, safe='')}" if onward else "/sign-in"
    visitor.post(path, email=email, password=PASSWORD)
    return visitor.answer


def sign_out(visitor: Visitor) -> None:
    token = visitor.get(SORREL).select_one('form[action="/sign-out"] input[name=csrf_token]')
    assert token is not None
    visitor.answer = visitor.browser.post("/sign-out", data={"csrf_token": token["value"]})
    assert visitor.answer.status_code == 303


def cookie(world: World, visitor: Visitor) -> str:
    kept = visitor.browser.get_cookie(world.app.config[COOKIE])
    return kept.value if kept else ""


def rows(world: World) -> list[SignIn]:
    with Session(world.owner, expire_on_commit=False) as session:
        return list(session.scalars(select(SignIn).order_by(SignIn.opened_at)))


def test_a_password_is_kept_as_argon2id_of_at_least_the_recommended_cost() -> None:
    kept = hash_password("a password")
    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$", kept)
    assert found
    memory, passes = (int(part) for part in found.groups())
    assert memory * passes >= 19456 * 2


def test_the_right_password_opens_my_work(door_world: World) -> None:
    visitor = door_world.nobody()
    answer = sign_in(visitor)
    assert answer.headers["Location"] == "/"
    visitor.get(SORREL)


def test_only_the_hash_of_the_secret_is_kept(door_world: World) -> None:
    visitor = door_world.nobody()
    sign_in(visitor)
    token = cookie(door_world, visitor)
    assert len(token) >= 43
    (row,) = rows(door_world)
    assert row.token_hash == token_hash(token)
    assert token.encode() not in row.token_hash


def test_the_sign_in_lasts_half_an_hour_idle_and_twelve_in_any_case(door_world: World) -> None:
    visitor = door_world.nobody()
    sign_in(visitor)
    (row,) = rows(door_world)
    assert row.idle_until - row.opened_at == timedelta(minutes=30)
    assert row.ends_at - row.opened_at == timedelta(hours=12)


def test_a_page_keeps_the_sign_in_alive_and_never_past_twelve_hours(door_world: World) -> None:
    visitor = door_world.nobody()
    sign_in(visitor)
    soon = clock.now() + timedelta(minutes=1)
    amend(door_world, SignIn, idle_until=soon)
    visitor.get(SORREL)
    (row,) = rows(door_world)
    assert row.idle_until > soon + timedelta(minutes=28)
    amend(door_world, SignIn, ends_at=clock.now() - timedelta(seconds=1))
    visitor.get(SORREL, 303)


def test_a_public_page_does_not_keep_the_sign_in_alive(door_world: World) -> None:
    visitor = door_world.nobody()
    sign_in(visitor)
    soon = clock.now() + timedelta(minutes=1)
    amend(door_world, SignIn, idle_until=soon)
    visitor.browser.get("/health")
    assert rows(door_world)[0].idle_until == soon


def test_the_cookie_is_kept_from_scripts_and_other_sites(door_world: World) -> None:
    answer = sign_in(door_world.nobody())
    told = [one for one in answer.headers.getlist("Set-Cookie") if "portal_sign_in=" in one]
    assert len(told) == 1
    parts = {part.strip() for part in told[0].split(";")[1:]}
    assert parts == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_behind_https_every_cookie_is_bound_to_the_host(door_world: World) -> None:
    safe = Settings(secret="x" * 20 + "0123456789abcdefghij", origin="https://portal.example")
    app = create_app(safe, door_world.address)
    visitor = Visitor(app, door_world.owner, None)
    home: dict[str, Any] = {"base_url": "https://portal.example"}
    page = visitor.get("/sign-in", **home)
    token = page.select_one("input[name=csrf_token]")
    assert token is not None
    sent = {"csrf_token": token["value"], "email": HMRC, "password": PASSWORD}
    answer = visitor.browser.post("/sign-in", data=sent, **home)
    assert answer.status_code == 303
    told = answer.headers.getlist("Set-Cookie")
    assert any(one.startswith("__Host-portal_sign_in=") for one in told)
    for one in told:
        assert one.startswith("__Host-"), one
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(one.split("; "))
    app.extensions["portal.door"].dispose()


def test_signing_in_again_gives_another_secret_and_ends_the_first(door_world: World) -> None:
    visitor = door_world.nobody()
    sign_in(visitor)
    first = cookie(door_world, visitor)
    sign_in(visitor)
    assert cookie(door_world, visitor) != first
    thief = door_world.nobody()
    thief.browser.set_cookie(door_world.app.config[COOKIE], first)
    thief.get(SORREL, 303)
    visitor.get(SORREL)


def test_a_secret_planted_before_sign_in_is_not_taken_over(door_world: World) -> None:
    visitor = door_world.nobody()
    visitor.browser.set_cookie(door_world.app.config[COOKIE], "planted")
    sign_in(visitor)
    assert cookie(door_world, visitor) not in {"planted", ""}


def test_signing_out_ends_it_at_the_server(door_world: World) -> None:
    visitor = door_world.nobody()
    sign_in(visitor)
    token = cookie(door_world, visitor)
    sign_out(visitor)
    assert visitor.answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert cookie(door_world, visitor) == ""
    visitor.browser.set_cookie(door_world.app.config[COOKIE], token)
    visitor.get(SORREL, 303)
    assert rows(door_world)[0].ended_at is not None


def test_signing_out_is_no_link(door_world: World) -> None:
    visitor = door_world.nobody()
    sign_in(visitor)
    assert visitor.browser.get("/sign-out").status_code == 405
    visitor.get(SORREL)


ELSEWHERE = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil",
    "/\t/evil.example", "/\r\nX: y", "javascript:alert(1)", "http:/\\evil.example", "evil.example",
    "https:evil.example", " //evil.example", "/\x00", "//", "/%09/evil.example",
]  # fmt: skip


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_signing_in_leads_nowhere_but_here(door_world: World, onward: str) -> None:
    answer = sign_in(door_world.nobody(), onward=onward)
    assert answer.headers["Location"] in {"/", "/%09/evil.example", "/%00"}


def test_signing_in_leads_to_the_page_that_was_asked_for(door_world: World) -> None:
    visitor = door_world.nobody()
    visitor.get(f"{SORREL}?page=1", 303)
    visitor.post(visitor.answer.headers["Location"], email=HMRC, password=PASSWORD)
    assert visitor.answer.headers["Location"] == f"{SORREL}?page=1"


def works_for_two(world: World) -> None:
    membership = uuid4()
    put(
        world,
        Membership(
            id=membership, person_id=ident(f"person {HMRC}"), agency_id=ident("CITY-TS"),
            ceiling=SENSITIVE, started_at=clock.now(),
        ),
    )  # fmt: skip
    put(world, Duty(membership_id=membership, role="PRA"))


def test_a_person_of_two_agencies_chooses_and_is_nobody_until_then(door_world: World) -> None:
    works_for_two(door_world)
    visitor = door_world.nobody()
    answer = sign_in(visitor)
    assert answer.headers["Location"].startswith("/choose-agency")
    visitor.get(SORREL, 303)
    page = visitor.get("/choose-agency")
    choices = {str(one["value"]) for one in page.select("input[name=membership]")}
    assert len(choices) == 2
    visitor.send("/choose-agency", page, membership=str(ident(f"membership {HMRC}")))
    assert "Hmrc" in str(visitor.get(SORREL))


def test_changing_the_agency_is_another_sign_in_and_the_old_secret_is_dead(
    door_world: World,
) -> None:
    works_for_two(door_world)
    visitor = door_world.nobody()
    sign_in(visitor)
    visitor.post("/choose-agency", membership=str(ident(f"membership {HMRC}")))
    old = cookie(door_world, visitor)
    page = visitor.get("/choose-agency")
    (other,) = (
        str(one["value"])
        for one in page.select("input[name=membership]")
        if one["value"] != str(ident(f"membership {HMRC}"))
    )
    visitor.send("/choose-agency", page, membership=other)
    visitor.get(SORREL, 404)
    thief = door_world.nobody()
    thief.browser.set_cookie(door_world.app.config[COOKIE], old)
    thief.get(SORREL, 303)


def test_changing_the_agency_does_not_lengthen_the_twelve_hours(door_world: World) -> None:
    works_for_two(door_world)
    visitor = door_world.nobody()
    sign_in(visitor)
    end = clock.now() + timedelta(hours=1)
    amend(door_world, SignIn, ends_at=end)
    visitor.post("/choose-agency", membership=str(ident(f"membership {HMRC}")))
    assert rows(door_world)[-1].ends_at <= end + timedelta(minutes=1)


def test_nobody_chooses_an_agency_they_do_not_work_for(door_world: World) -> None:
    works_for_two(door_world)
    visitor = door_world.nobody()
    sign_in(visitor)
    visitor.post("/choose-agency", 422, membership=str(ident("membership lro@nottspol.example")))
    visitor.post("/choose-agency", 422, membership="no id at all")


def test_signing_in_out_and_failing_are_on_the_record(door_world: World) -> None:
    visitor = door_world.nobody()
    visitor.post("/sign-in", 422, email=HMRC, password="wrong")
    sign_in(visitor)
    sign_out(visitor)
    with Session(door_world.owner) as session:
        events = list(session.scalars(select(Entry.event).order_by(Entry.seq)))
    assert [one for one in events if one.startswith("sign-in")] == [
        "sign-in.failed", "sign-in.opened", "sign-in.closed",
    ]  # fmt: skip
