"""A search takes every path that a page takes, and every bar: people lent, denials, rooms."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from portal.access.models import Acceptance, Denial, SignIn
from portal.core import clock
from portal.groups.models import Combination, Involvement, LentPerson, LogEntry, Premises
from portal.search.models import Term
from tests import links
from tests.asking import amend, asked_as, put
from tests.cast import SENSITIVE, canary, ident
from tests.conftest import World
from tests.search.test_search import LRO, OFFICER, found
from tests.search.test_sight import count

SORREL, PERSON = ident("sorrel"), ident("nominal sorrel")
SHARE = ident("share sorrel NCC-TS")
HMRC = "officer@hmrc.example"


def _lend(world: World, *steps: int) -> None:
    for step in steps:
        put(
            world,
            LentPerson(
                id=uuid4(), share_id=SHARE, group_id=SORREL, nominal_id=PERSON, step=step,
                reason="x", words="", given_at=clock.now(),
                given_by_id=ident(f"membership {LRO}"), marking=SENSITIVE,
            ),
        )  # fmt: skip


def _shut_out(world: World, **whom: UUID) -> None:
    put(
        world,
        Denial(
            id=uuid4(), group_id=SORREL, reason="x", starts_at=clock.now() - timedelta(hours=1),
            given_by_id=ident(f"membership {LRO}"), **whom,
        ),
    )  # fmt: skip


def _entry(world: World, audience: str) -> str:
    made = uuid4()
    put(
        world,
        LogEntry(
            id=made, group_id=SORREL, kind="decision", audience=audience,
            text=f"Ziggurat{audience}", written_at=clock.now(),
            written_by_id=ident(f"membership {LRO}"), marking=SENSITIVE,
        ),
    )  # fmt: skip
    return f"ziggurat{audience}"


def test_a_person_who_was_lent_is_found_by_name_from_the_identity_on(world: World) -> None:
    officer, name = world.as_(OFFICER), canary("surname sorrel")
    _lend(world, 1)
    assert found(officer, name) == []
    _lend(world, 2)
    ((title, text),) = found(officer, name)
    assert title.startswith("Person lent to you")
    assert canary("nominal sorrel") not in text
    assert (
        found(officer, canary("nominal sorrel")) == found(officer, canary("address sorrel")) == []
    )
    assert found(world.as_(HMRC), name) == [], "it was lent with another's share"
    amend(world, LentPerson, LentPerson.step == 2, revoked_at=clock.now())
    assert found(officer, name) == []


@pytest.mark.parametrize("whom", [{"agency_id": ident("NCC-TS")},
                                  {"membership_id": ident(f"membership {OFFICER}")}])  # fmt: skip
def test_whoever_is_shut_out_finds_nothing_of_the_group(
    world: World, whom: dict[str, UUID]
) -> None:
    _lend(world, 1, 2)
    officer = world.as_(OFFICER)
    words = [canary("summary sorrel"), canary("surname sorrel"), canary("step own")]
    assert all(found(officer, word) for word in words)
    _shut_out(world, **whom)
    assert not any(found(officer, word) for word in words)
    assert SORREL not in asked_as(world, OFFICER, Term.group_id)


def test_a_room_meets_what_all_present_may_read(world: World) -> None:
    token = world.as_(LRO).token
    assert count(world, token, canary("narrative sorrel")) == 1
    amend(world, SignIn, SignIn.membership_id == ident(f"membership {LRO}"),
          room=[ident(f"membership {one}") for one in (LRO, OFFICER)],
          room_until=clock.now() + timedelta(hours=1))  # fmt: skip
    assert count(world, token, canary("summary sorrel")) == 1
    assert count(world, token, canary("narrative sorrel")) == 0
    assert count(world, token, canary("surname sorrel")) == 0


def test_whoever_sees_as_another_meets_what_that_one_may_read(world: World) -> None:
    token = world.as_(LRO).token
    amend(world, SignIn, SignIn.membership_id == ident(f"membership {LRO}"),
          looks_as_id=ident(f"membership {OFFICER}"), looks_at_id=SORREL,
          looks_until=clock.now() + timedelta(hours=1))  # fmt: skip
    assert count(world, token, canary("summary sorrel")) == 1
    assert count(world, token, canary("narrative sorrel")) == 0
    assert count(world, token, canary("summary bracken")) == 0, "the officer holds it elsewhere"


def test_conditions_close_a_search_until_they_are_accepted(world: World) -> None:
    with world.owner.begin() as owner:
        owner.exec_driver_sql("update access.given set needs_acceptance = true where via = 'SHARE'")
    officer = world.as_(OFFICER)
    assert found(officer, canary("summary sorrel")) == []
    put(world, Acceptance(share_id=SHARE, membership_id=ident(f"membership {OFFICER}"),
                          accepted_at=clock.now()))  # fmt: skip
    assert len(found(officer, canary("summary sorrel"))) == 1


@pytest.mark.parametrize(
    ("audience", "finders"),
    [("lead", {LRO}), ("circle", {LRO, "analyst@nottspol.example"}),
     ("partners", {LRO, "analyst@nottspol.example", OFFICER})],
)  # fmt: skip
def test_an_entry_of_the_log_is_found_by_whom_it_is_kept_to(
    world: World, audience: str, finders: set[str]
) -> None:
    word = _entry(world, audience)
    everybody = (LRO, "analyst@nottspol.example", OFFICER, HMRC)
    assert {one for one in everybody if found(world.as_(one), word)} == finders


def test_a_link_is_found_by_partners_where_it_is_meant_for_them(world: World) -> None:
    officer, word = world.as_(OFFICER), canary("premises sorrel")
    assert found(officer, word) == []
    amend(world, Premises, Premises.id == links.of(SORREL, "premises"), for_partners=True)
    assert len(found(officer, word)) == 1
    assert found(world.as_(HMRC), word) == []


def test_a_declined_statement_finds_nobody_and_another_agencys_still_does(world: World) -> None:
    lro, name = world.as_(LRO), canary("surname sorrel")
    put(world, Involvement(id=uuid4(), group_id=SORREL, nominal_id=PERSON, role="peripheral",
                           agency_id=ident("NCC-TS"), state="proposed",
                           marking=SENSITIVE))  # fmt: skip
    assert len(found(lro, name)) == 1, "two statements are one person"
    amend(world, Involvement, Involvement.id == ident("part sorrel"), state="declined")
    assert len(found(lro, name)) == 1
    amend(world, Involvement, Involvement.nominal_id == PERSON, state="declined")
    assert found(lro, name) == []


def test_two_held_to_be_one_are_found_by_either_name(world: World) -> None:
    other = ident("nominal hawthorn")
    put(world, Involvement(id=uuid4(), group_id=SORREL, nominal_id=other, role="peripheral",
                           marking=SENSITIVE),
        Combination(id=uuid4(), kept_id=PERSON, merged_id=other, agency_id=ident("NOTTSPOL"),
                    reason="One man", made_at=clock.now(),
                    made_by_id=ident(f"membership {LRO}"), marking=SENSITIVE))  # fmt: skip
    for name in ("surname sorrel", "surname hawthorn"):
        assert len(found(world.as_(LRO), canary(name))) == 1
