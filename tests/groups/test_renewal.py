"""Renewing a share: a decision, recorded, that asks everything anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.agencies.models import Agreement
from portal.audit.models import Entry
from portal.core import clock
from portal.groups.models import Share
from portal.groups.rules import latest_share_end
from tests.cast import ident
from tests.client import words
from tests.conftest import World
from tests.groups.lending import (
    ANALYST,
    CITY_TS,
    COUNTY_SHARE,
    COUNTY_TS,
    LRO,
    SHARING,
    SORREL,
    SRO,
    approve,
    live_share,
    newest,
)

RENEW = f"{COUNTY_SHARE}/renew"
LATER = clock.today() + timedelta(days=300)


def renew(world: World, status: int = 303, **other: str) -> str:
    answers = {"last_day": LATER.isoformat(), "reason": "The landlords' cases go on."} | other
    return words(str(world.as_(LRO).post(RENEW, status, **answers)))


def test_a_renewal_is_a_new_share_in_place_of_the_old(world: World) -> None:
    renew(world)
    found = newest(world)
    assert found.renewed_from_id == ident("share sorrel NCC-TS")
    assert (found.renewal_reason, found.until) == (
        "The landlords' cases go on.",
        clock.end_of(LATER),
    )
    with Session(world.owner) as session:
        live = session.scalars(
            select(Given.share_id).where(
                Given.recipient_id == ident("NCC-TS"),
                Given.group_id == ident("sorrel"),
                Given.revoked_at.is_(None),
            )
        ).all()
    assert live == [found.id]
    world.as_(COUNTY_TS).get(SORREL)
    assert "Renewed" in str(world.as_(LRO).get(SHARING))


def test_it_is_on_the_record(world: World) -> None:
    renew(world)
    with Session(world.owner) as session:
        found = session.scalars(select(Entry.facts).where(Entry.event == "share.renewed")).one()
    assert found["until"] == LATER.isoformat()


def test_it_needs_a_reason_and_a_later_day_within_twelve_months(still_world: World) -> None:
    assert "Enter why it is renewed" in renew(still_world, 422, reason="")
    soon = clock.today() + timedelta(days=2)
    assert "a day after the one on which it ends now" in renew(
        still_world, 422, last_day=soon.isoformat()
    )
    beyond = latest_share_end(clock.today()) + timedelta(days=1)
    assert "12 months at most" in renew(still_world, 422, last_day=beyond.isoformat())


def test_the_agreement_is_asked_again(world: World) -> None:
    with Session(world.owner) as session:
        session.execute(update(Agreement).values(ends_on=clock.today() + timedelta(days=200)))
        session.commit()
    assert "ends on" in renew(world, 422)


def test_the_old_share_holds_until_the_renewal_is_approved(world: World) -> None:
    old = live_share(
        world, view=3, needs_approval="It opens the lead view.",
        approved_by_id=ident(f"membership {SRO}"), approved_at=clock.now(),
    )  # fmt: skip
    path = f"/groups/shares/{old}/renew"
    world.as_(LRO).post(path, last_day=LATER.isoformat(), reason="Still needed.")
    new = newest(world)
    assert new.state == "awaiting"
    world.as_(CITY_TS).get(SORREL)
    approve(world, f"/groups/shares/{new.id}/approve")
    with Session(world.owner) as session:
        assert session.get_one(Share, old).revoked_at is not None
    world.as_(CITY_TS).get(SORREL)


def test_a_second_renewal_waits_for_the_first(world: World) -> None:
    old = live_share(
        world, view=3, needs_approval="It opens the lead view.",
        approved_by_id=ident(f"membership {SRO}"), approved_at=clock.now(),
    )  # fmt: skip
    path, lro = f"/groups/shares/{old}/renew", world.as_(LRO)
    lro.post(path, last_day=LATER.isoformat(), reason="Still needed.")
    page = lro.post(path, 422, last_day=LATER.isoformat(), reason="Again.")
    assert "waits for approval" in words(str(page))


def test_an_ended_share_is_not_renewed(world: World) -> None:
    lro = world.as_(LRO)
    page = lro.get(RENEW)
    lro.post(f"{COUNTY_SHARE}/revoke")
    sent = {"last_day": LATER.isoformat(), "reason": "Late."}
    assert "This share has ended" in words(str(lro.send(RENEW, page, 422, **sent)))


@pytest.mark.parametrize("email", [ANALYST, SRO, COUNTY_TS])
def test_others_may_not_renew(still_world: World, email: str) -> None:
    still_world.as_(email).get(RENEW, 403)


def test_shares_that_end_within_thirty_days_stand_on_the_work(world: World) -> None:
    soon = clock.end_of(clock.today() + timedelta(days=29))
    near = live_share(world, until=soon)
    page = world.as_(LRO).get("/")
    assert "Shares that end within 30 days (1)" in words(str(page))
    assert page.select(f'a[href="/groups/shares/{near}/renew"]')
    assert not world.as_(ANALYST).get("/").select('a[href$="/renew"]')
