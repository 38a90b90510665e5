"""Functions that read past the policies tell of a group what its grants open, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from portal.access.entry import enter_as_holder, preview
from portal.access.models import Acceptance, Denial, Given, SignIn
from portal.agencies.models import Agency
from portal.core import clock
from portal.core.db import db
from portal.groups.models import LentPerson, Nominal, Share
from tests.asking import amend, put
from tests.cast import SENSITIVE, ident
from tests.conftest import World

SORREL, PARENT = ident("sorrel"), ident("NCC-TS")
LRO, SRO, COORDINATOR = (
    "lro@nottspol.example", "sro@nottspol.example", "coordinator@nottspol.example",
)  # fmt: skip
LENA, HMRC = "officer@county-ts.example", "officer@hmrc.example"
TO_LENA = ident("share sorrel NCC-TS")
ASKED = {
    "access.circle(%s)": LRO,
    "access.explain(%s)": LRO,
    f"groups.cascade_adds(%s, '{PARENT}')": LRO,
    "groups.consents_missing(%s, 2047::smallint, null)": LRO,
    "groups.stopped(%s)": LRO,
    "groups.candidates(%s, 'deputy')": COORDINATOR,
    "groups.holders(%s)": LENA,
    "groups.lent_people(%s)": LENA,
}
"""Each function that tells of a group, with one whom it tells something."""


def _fill(world: World) -> None:
    """What each function needs in order to have something to tell."""
    amend(world, Agency, Agency.id == ident("CITY-TS"), parent_id=PARENT)
    amend(world, Nominal, Nominal.id == ident("nominal sorrel"), owner_agency_id=ident("HMRC"))
    amend(world, Share, Share.id == TO_LENA, shows_holders=True)
    put(
        world,
        LentPerson(
            id=uuid4(), share_id=TO_LENA, group_id=SORREL, nominal_id=ident("nominal sorrel"),
            step=1, reason="x", words="", given_at=clock.now(),
            given_by_id=ident(f"membership {LRO}"), marking=SENSITIVE,
        ),
    )  # fmt: skip
    amend(world, Given, Given.share_id == ident("share sorrel HMRC"), valid_until=clock.now())


def _told(function: str) -> list[object]:
    return list(
        db.session.connection().exec_driver_sql(f"select * from {function}", (SORREL,))  # noqa: S608
    )


def told(world: World, function: str, email: str, *, room: Iterable[str] = ()) -> list[object]:
    """What it tells a member of the cast who has just signed in, perhaps with others."""
    me = ident(f"membership {email}")
    token = world.as_(email).token
    present = [me, *(ident(f"membership {one}") for one in room)]
    if len(present) > 1:
        amend(
            world, SignIn, SignIn.membership_id == me, room=present,
            room_until=clock.now() + timedelta(hours=1),
        )  # fmt: skip
    with world.app.app_context():
        enter_as_holder(token, read_only=True)
        return _told(function)


def _shut(world: World, email: str) -> None:
    put(
        world,
        Denial(
            id=uuid4(), group_id=SORREL, membership_id=ident(f"membership {email}"), reason="x",
            starts_at=clock.now() - timedelta(hours=1), given_by_id=ident(f"membership {LRO}"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("function", ASKED)
def test_a_denial_beats_what_a_function_would_tell(world: World, function: str) -> None:
    _fill(world)
    assert told(world, function, ASKED[function])
    _shut(world, ASKED[function])
    assert told(world, function, ASKED[function]) == []


@pytest.mark.parametrize("function", ASKED)
def test_a_room_is_told_nothing_that_one_of_them_would_not_be(world: World, function: str) -> None:
    _fill(world)
    other = HMRC if ASKED[function] != HMRC else LENA
    assert told(world, function, ASKED[function], room=[other]) == []


@pytest.mark.parametrize("function", ["access.circle(%s)", "access.explain(%s)"])
def test_a_room_of_those_who_run_a_group_is_told_who_else_does(world: World, function: str) -> None:
    assert told(world, function, LRO, room=[SRO])
    _shut(world, SRO)
    assert told(world, function, LRO, room=[SRO]) == []


@pytest.mark.parametrize("function", ASKED)
def test_as_a_recipient_of_another_group_one_is_told_nothing(world: World, function: str) -> None:
    _fill(world)
    with world.app.app_context():
        enter_as_holder(world.as_("other-lro@nottspol.example").token, read_only=True)
        with preview(ident("juniper"), ident(f"membership {ASKED[function]}")):
            assert _told(function) == []


def test_a_function_counts_as_held_exactly_what_the_policies_do(world: World) -> None:
    """The helper is the policy said again: the two agree for everybody, in a room and shut out."""
    _fill(world)
    amend(world, Given, Given.share_id == TO_LENA, needs_acceptance=True)
    _compare(world, LENA)
    put(world, Acceptance(share_id=TO_LENA, membership_id=ident(f"membership {LENA}"),
                          accepted_at=clock.now()))  # fmt: skip
    for email in (LRO, SRO, COORDINATOR, LENA, HMRC, "member.noceg@nottingham-city.example"):
        _compare(world, email)
    _compare(world, LRO, room=[SRO])
    _compare(world, LRO, room=[LENA])
    _shut(world, LRO)
    _compare(world, LRO)
    _compare(world, SRO, room=[LRO])


def _compare(world: World, email: str, *, room: Iterable[str] = ()) -> None:
    me = ident(f"membership {email}")
    token = world.as_(email).token
    if room:
        amend(
            world, SignIn, SignIn.membership_id == me,
            room=[me, *(ident(f"membership {one}") for one in room)],
            room_until=clock.now() + timedelta(hours=1),
        )  # fmt: skip
    with world.owner.begin() as connection:
        connection.exec_driver_sql("grant execute on function access.held(uuid) to portal_web")
    with world.app.app_context():
        enter_as_holder(token, read_only=True)
        by_policy = set(db.session.scalars(select(Given.id).where(Given.group_id == SORREL)))
        by_function: set[UUID] = set(
            db.session.connection().exec_driver_sql(
                "select id from access.held(%s)", (SORREL,)
            ).scalars()
        )  # fmt: skip
        assert by_policy == by_function, (email, room)


def test_a_former_lead_officer_does_not_run_the_group(world: World) -> None:
    """They read it for a time; who else reads it, and in a room its shares, are not theirs."""
    put(
        world,
        Given(
            id=uuid4(), group_id=SORREL, from_agency_id=ident("NOTTSPOL"), share_id=None,
            recipient_id=ident("membership other-lro@nottspol.example"), view=3, sections=2047,
            via="FORMER", valid_from=clock.now() - timedelta(days=1), needs_acceptance=False,
            valid_until=clock.now() + timedelta(days=1),
        ),
    )  # fmt: skip
    former = "other-lro@nottspol.example"
    for function in ("access.circle(%s)", "access.explain(%s)"):
        assert told(world, function, former) == []
        assert told(world, function, LRO, room=[former]) == []


def test_no_other_function_asks_of_a_grant_whether_the_viewer_holds_it(still_world: World) -> None:
    """Whoever writes the next one calls access.held, which knows of denials, rooms and fences."""
    with still_world.owner.connect() as connection:
        found = connection.exec_driver_sql(
            "select n.nspname || '.' || p.proname from pg_proc p "
            "join pg_namespace n on n.oid = p.pronamespace "
            "where p.prosecdef and pg_get_functiondef(p.oid) ~ 'access\\.given\\M' "
            "and pg_get_functiondef(p.oid) ~ 'access\\.(recipients|grantees)\\(\\)'"
        ).scalars()
        assert set(found) == {"access.held"}
