"""Every failure to sign in is one answer, and is counted whether or not the account exists."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.access.models import SignInAttempt
from portal.agencies.models import Agency, Credential, Membership, Person
from portal.agencies.sign_in import fold_email
from portal.core import clock
from tests.access.conftest import PASSWORD
from tests.asking import amend
from tests.cast import ident
from tests.conftest import World

HMRC = "officer@hmrc.example"
UNKNOWN = "nobody@hmrc.example"
Spoiling = Callable[[World], None]


def _locked(world: World) -> None:
    for _ in range(10):
        tried(world, HMRC, "wrong")


def tried(world: World, email: str, password: str = PASSWORD) -> tuple[int, str, dict[str, str]]:
    """The whole of what a visitor can learn from one try, without what differs every time."""
    visitor = world.nobody()
    page = visitor.get("/sign-in")
    token = page.select_one("input[name=csrf_token]")
    assert token is not None
    sent = {"csrf_token": token["value"], "email": email, "password": password}
    answer = visitor.browser.post("/sign-in", data=sent)
    body = answer.get_data(as_text=True).replace(email, "EMAIL")
    body = re.sub(r'nonce="[^"]*"', "", body)
    body = re.sub(r'(name="csrf_token"[^>]*value=)"[^"]*"', r"\1", body)
    body = re.sub(r"\b[0-9a-f]{12}\b", "MARK", body)
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    headers = {n: re.sub(r"'nonce-[^']*'|portal_form=[^;]*", "", v) for n, v in headers.items()}
    return answer.status_code, body, headers


SPOILED: dict[str, Spoiling] = {
    "person disabled": lambda world: amend(
        world, Person, Person.email == HMRC, disabled_at=clock.now()
    ),
    "agency suspended": lambda world: amend(
        world, Agency, Agency.code == "HMRC", state="suspended"
    ),
    "vetting lapsed": lambda world: amend(
        world,
        Membership,
        Membership.id == ident(f"membership {HMRC}"),
        vetting_until=clock.today() - timedelta(days=1),
    ),
    "membership ended": lambda world: amend(
        world, Membership, Membership.id == ident(f"membership {HMRC}"), ended_at=clock.now()
    ),
    "locked": _locked,
    "kept hash is damaged": lambda world: amend(
        world, Credential, Credential.person_id == ident(f"person {HMRC}"), password_hash="x"
    ),
}


@pytest.mark.parametrize("spoiled", SPOILED)
def test_the_right_password_of_a_spoiled_account_is_answered_like_an_unknown_one(
    door_world: World, spoiled: str
) -> None:
    unknown = tried(door_world, UNKNOWN)
    assert unknown[0] == 422
    SPOILED[spoiled](door_world)
    assert tried(door_world, HMRC) == unknown


def test_a_wrong_password_is_answered_like_an_unknown_address(door_world: World) -> None:
    assert tried(door_world, HMRC, "wrong") == tried(door_world, UNKNOWN, "wrong")


@pytest.mark.parametrize("email", [HMRC, UNKNOWN])
def test_ten_failures_lock_an_address_whether_or_not_it_is_known(
    door_world: World, email: str
) -> None:
    answers = [tried(door_world, email, "wrong") for _ in range(11)]
    assert all(one == answers[0] for one in answers)
    with door_world.owner.connect() as owner:
        found = owner.execute(SignInAttempt.__table__.select()).all()
    assert [row.failures for row in found] == [10]  # trying a closed address keeps it no longer
    assert tried(door_world, HMRC)[0] == (422 if email == HMRC else 303)


def test_nine_failures_do_not_lock_and_a_success_forgets_them(door_world: World) -> None:
    for _ in range(2):
        for _ in range(9):
            tried(door_world, HMRC, "wrong")
        assert tried(door_world, HMRC)[0] == 303


def test_a_lock_ends_a_quarter_of_an_hour_after_the_last_failure(door_world: World) -> None:
    _locked(door_world)
    assert tried(door_world, HMRC)[0] == 422
    amend(door_world, SignInAttempt, last_at=clock.now() - timedelta(minutes=15, seconds=1))
    assert tried(door_world, HMRC)[0] == 303


def test_ways_of_writing_one_address_count_together(door_world: World) -> None:
    ways = (HMRC, HMRC.upper(), f" {HMRC} ", HMRC.title(), f"\t{HMRC}", f"{HMRC}\n")
    for one in (*ways, *ways):
        tried(door_world, one, "wrong")
    assert tried(door_world, HMRC)[0] == 422
    with door_world.owner.connect() as owner:
        assert len(owner.execute(SignInAttempt.__table__.select()).all()) == 1


def test_a_locked_address_locks_nobody_else_and_no_open_sign_in(door_world: World) -> None:
    open_one = door_world.as_(HMRC)
    _locked(door_world)
    open_one.get(f"/groups/{ident('sorrel')}")
    assert tried(door_world, "officer@county-ts.example")[0] == 303


def test_an_address_is_folded_in_one_way_only() -> None:
    assert fold_email(" Officer@HMRC.example\n") == HMRC


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", ""), (HMRC, ""), ("", PASSWORD), ("a\x00b@hmrc.example", PASSWORD),
        (HMRC, "a\x00b"), ("x" * 100_000 + "@hmrc.example", PASSWORD), (HMRC, "x" * 100_000),
        ("' or 1=1 --@hmrc.example", PASSWORD), ("%ed%a0%80@hmrc.example", PASSWORD),
        ("\u043efficer@hmrc.example", PASSWORD),
    ],
)  # fmt: skip
def test_anything_else_typed_is_a_clear_refusal(
    door_world: World, email: str, password: str
) -> None:
    visitor = door_world.nobody()
    token = visitor.get("/sign-in").select_one("input[name=csrf_token]")
    assert token is not None
    sent = {"csrf_token": token["value"], "email": email, "password": password}
    answer = visitor.browser.post("/sign-in", data=sent)
    assert answer.status_code == 422
    assert not any("sign_in=" in one for one in answer.headers.getlist("Set-Cookie"))
