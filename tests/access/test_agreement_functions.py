"""What the functions about agreements answer to those who have no business with them: nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from portal.access.entry import enter_as_holder
from portal.core.db import session
from tests.cast import ident
from tests.conftest import World

OTHER_LRO = "other-lro@nottspol.example"
CITY_TS = "officer@city-ts.example"
HMRC = "officer@hmrc.example"
COVERS = "select agencies.agreement_covers(:one, :lender, :taker)"
MISSING = "select count(*) from groups.consents_missing(:one, 2047::smallint, null)"
STOPPED = "select count(*) from groups.stopped(:one)"


def asks(world: World, email: str, statement: str, **values: Any) -> Any:
    visitor = world.as_(email)
    with world.app.test_request_context():
        enter_as_holder(visitor.token, read_only=True)
        return session().execute(text(statement), values).scalar()


@pytest.mark.parametrize(("email", "answer"), [("spoc@nottspol.example", True), (HMRC, False)])
def test_whether_an_agreement_covers_a_pair_is_told_to_its_parties_alone(
    still_world: World, email: str, *, answer: bool
) -> None:
    pair = {"lender": ident("NCC-TS"), "taker": ident("NOTTSPOL")}
    found = asks(still_world, email, COVERS, one=ident("agreement theirs"), **pair)
    assert found is answer


@pytest.mark.parametrize(("email", "owners"), [(OTHER_LRO, 1), (CITY_TS, 0), (HMRC, 0)])
def test_whose_material_is_in_a_group_is_told_to_those_who_may_share_it(
    still_world: World, email: str, owners: int
) -> None:
    assert asks(still_world, email, MISSING, one=ident("juniper")) == owners


@pytest.mark.parametrize(
    ("email", "shares"), [("lro@nottspol.example", 3), ("officer@county-ts.example", 0)]
)
def test_which_shares_have_stopped_is_told_to_those_who_run_the_group(
    world: World, email: str, shares: int
) -> None:
    with world.owner.begin() as owner:
        owner.execute(
            text("update agencies.agreement set state = 'ended' where id = :one"),
            {"one": ident("agreement")},
        )
    assert asks(world, email, STOPPED, one=ident("sorrel")) == shares
