"""Mapping: one person's to do, one transaction, and what it leaves behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.access.models import Given
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Group, Share, Trigger
from tests.asking import asked_as, put
from tests.cast import PEOPLE, ident
from tests.conftest import World
from tests.groups.proposing import (
    CHAIR,
    COORDINATOR,
    PROPOSER,
    SCORER,
    a_trigger,
    moved,
    written,
)
from tests.web.filled import day

LRO = "lro@nottspol.example"
AS: dict[str, Any] = {"lead": str(ident("NOTTSPOL")), "kind": "organised_crime_group",
      "operation_name": "Larch", "summary": "Look out for vans",
      "reason": "The definition is met"}  # fmt: skip
SHARED: dict[str, Any] = {"recipient": str(ident("NCC-TS")), "view": "2", "purpose": "disruption",
          "gateway": str(ident("gateway")), "agreement": str(ident("agreement")),
          "last_day": day(60)}  # fmt: skip


def mapped(world: World, **more: Any) -> UUID:
    """A group that the scorer has just mapped."""
    put(world, a_trigger("ripe", "sent_to_ocgm"))
    visitor = world.as_(SCORER)
    visitor.post(f"/groups/triggers/{ident('trigger ripe')}/map", **{**AS, **more})
    return UUID(str(visitor.answer.headers["Location"]).rpartition("/")[2])


def call(lead: str, trigger: str = "ripe") -> Any:
    """The function that maps, as a statement."""
    return select(
        func.groups.map_trigger(
            ident(f"trigger {trigger}"), ident(lead), "OCG-0000-0001", "other", "X", "", "", "why"
        )
    )


def test_the_scorer_maps_a_trigger_that_scrutiny_sent(world: World) -> None:
    here = written(world)
    moved(world, here, "sent_to_ocgm")
    visitor = world.as_(SCORER)
    visitor.post(f"{here}/map", **AS)
    group = visitor.answer.headers["Location"]
    page = " ".join(visitor.get(group).get_text(" ").split())
    assert "Active" in page
    assert "Larch" in page
    assert "None yet" in page
    for part in ("/officers", "/status", "/scores", "/plan", "/people", "/decisions", "/sharing"):
        visitor.get(f"{group}{part}")


def test_what_the_test_answered_stays_with_the_group(world: World) -> None:
    here = written(world)
    moved(world, here, "sent_to_ocgm")
    scorer = world.as_(SCORER)
    scorer.post(f"{here}/map", **AS)
    group = str(scorer.answer.headers["Location"])
    assert world.as_(COORDINATOR).get(f"{group}/status").select(f'a[href="{here}"]')
    assert "Definition test: met" in world.as_(PROPOSER).get(here).get_text(" ")


@pytest.mark.parametrize("email", sorted(set(PEOPLE) - {SCORER}))
def test_nobody_but_the_scorer_maps_by_the_page_or_by_the_function(
    world: World, email: str
) -> None:
    put(world, a_trigger("ripe", "sent_to_ocgm"))
    here = f"/groups/triggers/{ident('trigger ripe')}/map"
    assert world.as_(email).browser.get(here).status_code in {403, 404}
    with world.app.app_context():
        enter_as_holder(world.as_(email).token, read_only=False)
        with pytest.raises(DBAPIError):
            db.session.execute(call("NOTTSPOL"))


def test_nobody_maps_who_has_not_entered(world: World) -> None:
    put(world, a_trigger("ripe", "sent_to_ocgm"))
    with world.app.app_context(), pytest.raises(DBAPIError):
        db.session.execute(call("NOTTSPOL"))


@pytest.mark.parametrize("state", ["draft", "submitted", "at_scrutiny", "not_mapped", "ended"])
def test_only_a_trigger_that_was_sent_is_mapped(world: World, state: str) -> None:
    put(world, a_trigger("ripe", state))
    with world.app.app_context():
        enter_as_holder(world.as_(SCORER).token, read_only=False)
        with pytest.raises(DBAPIError):
            db.session.execute(call("NOTTSPOL"))


def test_a_scorer_does_not_map_what_they_proposed(world: World) -> None:
    put(world, a_trigger("ripe", "sent_to_ocgm", SCORER))
    with world.app.app_context():
        enter_as_holder(world.as_(SCORER).token, read_only=False)
        with pytest.raises(DBAPIError):
            db.session.execute(call("NOTTSPOL"))


def test_a_mapped_group_is_given_to_those_who_run_groups_and_to_nobody_else(world: World) -> None:
    group = mapped(world)
    for email in (COORDINATOR, CHAIR, SCORER):
        world.as_(email).get(f"/groups/{group}/people")
    for email in (LRO, PROPOSER, "officer@hmrc.example", "chair.noceg@nottingham-city.example"):
        world.as_(email).get(f"/groups/{group}", 404)
        assert group not in asked_as(world, email, Group.id)


def test_a_partner_can_lead_from_the_first_moment(world: World) -> None:
    group = mapped(world, lead=str(ident("NCC-TS")))
    world.as_(PROPOSER).get(f"/groups/{group}/people")
    assert "Ncc-Ts" in world.as_(COORDINATOR).get(f"/groups/{group}").get_text()


def test_a_lead_officer_is_asked_for_at_once(world: World) -> None:
    group = mapped(world)
    work = world.as_(COORDINATOR).get("/")
    assert work.select(f'a[href="/groups/{group}/officers"]')
    assert "Groups without a lead officer" in work.get_text()


def test_a_share_chosen_at_mapping_holds_from_the_first_moment(world: World) -> None:
    group = mapped(world, **SHARED)
    page = world.as_(PROPOSER).get(f"/groups/{group}").get_text(" ")
    assert "Look out for vans" in page
    with Session(world.owner) as session:
        share, made = session.execute(
            select(Share, Given.valid_from)
            .join(Given, Given.share_id == Share.id)
            .where(Share.group_id == group)
        ).one()
        first = session.scalars(select(func.min(Given.valid_from)).where(Given.group_id == group))
        assert share.given_by_id == ident(f"membership {SCORER}")
        assert made == first.one(), "the share and the group are of one transaction"


def test_a_share_that_no_agreement_bears_leaves_no_group_behind(world: World) -> None:
    put(world, a_trigger("ripe", "sent_to_ocgm"))
    late = day(360 * 2)
    page = world.as_(SCORER).post(
        f"/groups/triggers/{ident('trigger ripe')}/map", 422, **{**AS, **SHARED, "last_day": late}
    )
    assert "12 months at most" in page.get_text()
    with Session(world.owner) as session:
        assert len(session.scalars(select(Group)).all()) == 4
        trigger = session.get_one(Trigger, ident("trigger ripe"))
        assert trigger.state == "sent_to_ocgm"


def test_the_scorer_shares_no_group_that_was_mapped_before(world: World) -> None:
    group = mapped(world)
    world.as_(SCORER).get(f"/groups/{group}/share", 403)
    with world.app.app_context():
        enter_as_holder(world.as_(SCORER).token, read_only=False)
        db.session.add(
            Share(
                id=uuid4(), group_id=group, agency_id=ident("HMRC"), view=1, purpose="disruption",
                gateway_id=ident("gateway"), agreement_id=ident("agreement"),
                given_at=clock.now(), until=clock.now() + timedelta(days=9),
                given_by_id=ident(f"membership {SCORER}"), marking=2,
            )
        )  # fmt: skip
        with pytest.raises(DBAPIError):
            db.session.flush()


def test_mapping_twice_with_one_form_maps_one_group(world: World) -> None:
    put(world, a_trigger("ripe", "sent_to_ocgm"))
    visitor, here = world.as_(SCORER), f"/groups/triggers/{ident('trigger ripe')}/map"
    form = visitor.get(here)
    for _ in range(2):
        visitor.send(here, form, **AS)
    with Session(world.owner) as session:
        assert len(session.scalars(select(Group)).all()) == 5
