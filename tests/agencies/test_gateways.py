"""The register of gateways: it changes by a proposal that a second person approves."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.access.viewer import Role
from portal.agencies.models import Duty, Gateway
from portal.core.db import session as current
from tests.cast import canary, ident
from tests.client import words
from tests.conftest import World
from tests.web.filled import POWER

INFORMATION = "information@nottspol.example"
SPOC = "spoc@nottspol.example"
CHANGE = f"/gateways/{ident('gateway')}/change"


def second_manager(world: World) -> None:
    with Session(world.owner) as session:
        session.add(Duty(membership_id=ident(f"membership {SPOC}"), role=Role.FIM.value))
        session.commit()


def entry(world: World, code: str, version: int) -> Gateway:
    with Session(world.owner, expire_on_commit=False) as session:
        return session.scalars(
            select(Gateway).where(Gateway.code == code, Gateway.version == version)
        ).one()


def test_a_change_takes_the_old_entrys_place_once_another_approves(world: World) -> None:
    second_manager(world)
    fields: dict[str, Any] = {"code": "CDA115", **POWER}
    world.as_(INFORMATION).post(CHANGE, **fields)
    made = entry(world, "CDA115", 2)
    assert made.state == "proposed"
    world.as_(SPOC).post(f"/gateways/{made.id}/answer", answer="approve")
    assert entry(world, "CDA115", 2).state == "in_use"
    assert entry(world, "CDA115", 1).state == "retired"


def test_nobody_approves_what_they_proposed(world: World) -> None:
    fields: dict[str, Any] = {"code": "CDA115", **POWER}
    manager = world.as_(INFORMATION)
    manager.post(CHANGE, **fields)
    manager.get(f"/gateways/{entry(world, 'CDA115', 2).id}/answer", 403)


def test_the_second_person_reads_before_and_after(world: World) -> None:
    second_manager(world)
    fields: dict[str, Any] = {"code": "CDA115", **POWER}
    world.as_(INFORMATION).post(CHANGE, **fields)
    page = world.as_(SPOC).get(f"/gateways/{entry(world, 'CDA115', 2).id}/answer")
    table = " ".join(page.select("table")[0].get_text(" ").split())
    assert f"Name {canary('gateway name')} A power" in table


def test_a_declined_proposal_changes_nothing(world: World) -> None:
    path = f"/gateways/{ident('gateway proposed')}/answer"
    world.as_(INFORMATION).post(path, answer="decline")
    assert entry(world, "PROPOSED", 1).state == "declined"
    said = words(str(world.as_(INFORMATION).post(path, 422, answer="approve")))
    assert "answered already" in said


def test_a_proposed_gateway_is_not_offered_for_a_share(still_world: World) -> None:
    page = still_world.as_("lro@nottspol.example").get(f"/groups/{ident('sorrel')}/share")
    assert not page.select(f'input[value="{ident("gateway proposed")}"]')


def test_the_database_lets_no_page_put_an_entry_into_use_alone(world: World) -> None:
    visitor = world.as_(INFORMATION)
    with world.app.test_request_context():
        enter_as_holder(visitor.token, read_only=False)
        with pytest.raises(IntegrityError) as refused:
            current().execute(
                update(Gateway).where(Gateway.id == ident("gateway")).values(state="in_use")
            )
    assert "by a proposal that a second person approves" in str(refused.value)
