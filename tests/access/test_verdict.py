"""Why somebody sees a group or does not: the written order against the database's real answer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, event, given, settings
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import JSONB

from portal.access.entry import enter_as_holder
from portal.access.models import Acceptance
from portal.access.policy import ORDER, Step, refusals
from portal.agencies.models import Membership
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Share
from tests.access.partnerships import Partnership, ids, overseer, partnerships
from tests.access.test_oracle import EXAMPLES, load, opened, seen_by
from tests.asking import amend, put
from tests.cast import SENSITIVE, ident
from tests.conftest import World

LRO = "lro@nottspol.example"
OFFICER = "officer@county-ts.example"
CITY = "officer@city-ts.example"
SORREL = ident("sorrel")


def asked(world: World, token: str, group_id: UUID, who: UUID) -> dict[Step, bool] | None:
    with world.app.app_context():
        enter_as_holder(token, read_only=True)
        told = db.session.scalar(select(func.access.verdict(group_id, who, type_=JSONB())))
    return None if told is None else {step: told[step.name.lower()] for step in Step}


@given(made=partnerships())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_order_says_what_the_database_does(still_world: World, made: Partnership) -> None:
    members = list(made.all("agencies.membership"))
    asker = overseer(made)
    with still_world.owner.begin() as connection:
        load(connection, made)
        tokens = [opened(connection, one) for one in members]
        asking = opened(connection, asker)
    for member, token in zip(members, tokens, strict=True):
        found = seen_by(still_world, token, {"groups.group": set()}, {})
        seen = set() if found is None else found[0]["groups.group"]
        for group_id in ids(made.all("groups.group")):
            passed = asked(still_world, asking, group_id, member["id"])
            assert passed is not None
            refused = refusals(passed)
            event(f"first refusal: {refused[0].name if refused else 'none'}")
            assert (refused == ()) == (group_id in seen), (refused, passed)


def test_denial_stands_before_every_grant() -> None:
    assert ORDER.index(Step.ACCOUNT) < ORDER.index(Step.DENIAL) < ORDER.index(Step.GRANT)
    everything = dict.fromkeys(Step, True)
    assert refusals(everything) == ()
    assert refusals(everything | {Step.DENIAL: False})[0] is Step.DENIAL


def test_each_step_can_be_what_refuses(world: World) -> None:
    token = world.as_(LRO).token

    def first(email: str) -> Step | None:
        passed = asked(world, token, SORREL, ident(f"membership {email}"))
        assert passed is not None
        return next(iter(refusals(passed)), None)

    assert first(OFFICER) is None
    assert first(CITY) is Step.GRANT
    assert first("pcc@opcc.example") is Step.AGREEMENT
    now, share_id = clock.now(), uuid4()
    share = Share(
        id=share_id, group_id=SORREL, agency_id=ident("CITY-TS"), view=2, purpose="disruption",
        gateway_id=ident("gateway"), agreement_id=ident("agreement"), given_at=now,
        until=now + timedelta(days=9), given_by_id=ident(f"membership {LRO}"), marking=SENSITIVE,
        conditions="Read it alone",
    )  # fmt: skip
    put(world, share)
    assert first(CITY) is Step.CONDITIONS
    member = ident(f"membership {CITY}")
    put(world, Acceptance(share_id=share_id, membership_id=member, accepted_at=now))
    assert first(CITY) is None
    amend(world, Membership, Membership.id == member, ceiling=1)
    assert first(CITY) is Step.CEILING
    amend(world, Membership, Membership.id == member, ended_at=now)
    assert first(CITY) is Step.ACCOUNT


@pytest.mark.parametrize("email", [OFFICER, "sro@nottspol.example", "other-lro@nottspol.example"])
def test_who_may_not_share_is_told_nothing(still_world: World, email: str) -> None:
    who = ident(f"membership {OFFICER}")
    assert asked(still_world, still_world.as_(email).token, SORREL, who) is None
