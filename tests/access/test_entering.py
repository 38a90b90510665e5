"""Whatever ends a person's standing is felt at the next request of a sign-in that is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.access.entry import token_hash
from portal.access.models import SignIn
from portal.agencies.models import Agency, Membership, Person
from portal.core import clock
from portal.core.errors import NotAdmitted
from portal.groups.models import Group
from tests.asking import amend, asked
from tests.cast import ident
from tests.client import Visitor
from tests.conftest import World

LENA = "officer@county-ts.example"
SORREL = f"/groups/{ident('sorrel')}"
_ago = timedelta(seconds=1)
_hers = Membership.id == ident(f"membership {LENA}")

Ending = Callable[[World, Visitor], None]
ENDINGS: dict[str, Ending] = {
    "membership ended": lambda world, _: amend(world, Membership, _hers, ended_at=clock.now()),
    "person disabled": lambda world, _: amend(
        world, Person, Person.id == ident(f"person {LENA}"), disabled_at=clock.now()
    ),
    "vetting ended yesterday": lambda world, _: amend(
        world, Membership, _hers, vetting_until=clock.today() - timedelta(days=1)
    ),
    "idle too long": lambda world, her: amend(
        world, SignIn, SignIn.token_hash == token_hash(her.token), idle_until=clock.now() - _ago
    ),
    "twelve hours over": lambda world, her: amend(
        world, SignIn, SignIn.token_hash == token_hash(her.token), ends_at=clock.now() - _ago
    ),
    "signed out elsewhere": lambda world, her: amend(
        world, SignIn, SignIn.token_hash == token_hash(her.token), ended_at=clock.now()
    ),
    "agency not chosen": lambda world, her: amend(
        world, SignIn, SignIn.token_hash == token_hash(her.token), membership_id=None
    ),
    "somebody else's membership": lambda world, her: amend(
        world,
        SignIn,
        SignIn.token_hash == token_hash(her.token),
        person_id=ident("person lro@nottspol.example"),
    ),
} | {
    f"agency {state}": lambda world, _, state=state: amend(
        world, Agency, Agency.id == ident("NCC-TS"), state=state
    )
    for state in ("suspended", "left", "invited")
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_ends_the_next_request_and_the_next_transaction(world: World, ending: str) -> None:
    lena = world.as_(LENA)
    lena.get(SORREL)
    assert ident("sorrel") in asked(world, lena.token, Group.id)
    ENDINGS[ending](world, lena)
    lena.get(SORREL, 303)
    assert lena.answer.headers["Location"].startswith("/sign-in")
    with pytest.raises(NotAdmitted):
        asked(world, lena.token, Group.id)


@pytest.mark.parametrize("last_day", [0, 1, None])
def test_vetting_holds_to_the_end_of_its_last_day(world: World, last_day: int | None) -> None:
    until = None if last_day is None else clock.today() + timedelta(days=last_day)
    amend(world, Membership, _hers, vetting_until=until)
    world.as_(LENA).get(SORREL)


def test_what_ends_one_person_leaves_a_fellow_board_member_signed_in(world: World) -> None:
    fellow = world.as_("member.noceg@nottingham-city.example")
    amend(
        world,
        Membership,
        Membership.id == ident("membership chair.noceg@nottingham-city.example"),
        ended_at=clock.now(),
    )
    fellow.get(SORREL)


@pytest.mark.parametrize("token", ["forged", "", "x" * 43, "é" * 20, "x" * 5000, "a\x00b"])
def test_a_secret_that_was_never_given_lets_nobody_in(still_world: World, token: str) -> None:
    with pytest.raises(NotAdmitted):
        asked(still_world, token, Group.id)


@pytest.mark.parametrize("cookie", ["forged", "", "x" * 43, "x" * 3000, "%00", "'--"])
def test_a_forged_cookie_is_answered_like_none(still_world: World, cookie: str) -> None:
    forger = still_world.nobody()
    forger.browser.set_cookie(still_world.app.config["PORTAL_COOKIE"], cookie)
    forger.get(SORREL, 303)
    nobody = still_world.nobody()
    nobody.get(SORREL, 303)
    assert forger.answer.headers["Location"] == nobody.answer.headers["Location"]
    assert forger.answer.data == nobody.answer.data


def test_the_hash_of_a_secret_is_not_the_secret(still_world: World) -> None:
    lena = still_world.as_(LENA)
    with pytest.raises(NotAdmitted):
        asked(still_world, token_hash(lena.token).hex(), Group.id)


def test_a_lapsed_sign_in_learns_nothing_of_what_exists(world: World) -> None:
    lena = world.as_(LENA)
    amend(world, Membership, _hers, ended_at=clock.now())
    lena.get(SORREL, 303)
    of_hers = lena.answer.data.replace(str(ident("sorrel")).encode(), b"")
    lena.get(f"/groups/{ident('no such group')}", 303)
    assert lena.answer.data.replace(str(ident("no such group")).encode(), b"") == of_hers
