"""Sharing several groups at once, and taking several shares back: all or none."""

from __future__ import annotations

from bs4 import BeautifulSoup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.groups.models import Share
from tests.cast import canary, ident
from tests.client import Visitor, words
from tests.conftest import World
from tests.groups.lending import ANALYST, CITY_TS, COORDINATOR, COUNTY_TS, live_share, terms

SEVERAL, REVOKE = "/groups/share-several", "/groups/revoke-several"
BOTH = [str(ident("sorrel")), str(ident("juniper"))]


def check(visitor: Visitor, status: int = 200, **other: str) -> BeautifulSoup:
    return visitor.post(SEVERAL, status, groups=BOTH, step="check", **terms(**other))


def save(visitor: Visitor, page: BeautifulSoup, status: int = 303) -> BeautifulSoup:
    return visitor.send(SEVERAL, page, status, groups=BOTH, step="share")


def shares(world: World) -> int:
    with Session(world.owner) as session:
        return session.scalar(select(func.count()).select_from(Share)) or 0


def test_the_readers_of_each_group_are_listed_before_saving(world: World) -> None:
    before = shares(world)
    page = check(world.as_(COORDINATOR))
    rows = {words(str(row.th)): words(str(row)) for row in page.select("tbody tr")}
    assert len(rows) == 2
    sorrel = next(said for said in rows.values() if canary("name sorrel") in said)
    juniper = next(said for said in rows.values() if canary("name juniper") in said)
    assert canary("agency CITY-TS") in sorrel
    assert canary("agency HMRC") in sorrel
    assert "Nobody" in juniper
    assert shares(world) == before


def test_all_of_them_are_shared(world: World) -> None:
    coordinator = world.as_(COORDINATOR)
    save(coordinator, check(coordinator))
    for name in ("sorrel", "juniper"):
        world.as_(CITY_TS).get(f"/groups/{ident(name)}")


def test_one_refusal_undoes_the_whole_batch_and_names_it(world: World) -> None:
    coordinator = world.as_(COORDINATOR)
    page = check(coordinator)
    live_share(world, "juniper")
    before = shares(world)
    said = words(str(save(coordinator, page, 422)))
    assert canary("name juniper") in said
    assert "already sees this group" in said
    assert "Nothing was shared" in said
    assert shares(world) == before
    world.as_(CITY_TS).get(f"/groups/{ident('sorrel')}", 404)


def test_only_groups_that_one_may_share_are_offered(still_world: World) -> None:
    page = still_world.as_(COUNTY_TS).get(SEVERAL)
    assert [box["value"] for box in page.select('input[name="groups"]')] == [str(ident("bracken"))]
    assert "no groups that you may share" in words(str(still_world.as_(ANALYST).get(SEVERAL)))


def test_who_is_removed_is_listed_before_anything_is_revoked(world: World) -> None:
    chosen = [str(ident("share sorrel NCC-TS")), str(ident("share sorrel HMRC"))]
    coordinator = world.as_(COORDINATOR)
    page = coordinator.post(REVOKE, 200, shares=chosen, step="check")
    assert canary("agency NCC-TS") in str(page)
    assert canary("agency HMRC") in str(page)
    world.as_(COUNTY_TS).get(f"/groups/{ident('sorrel')}")
    coordinator.send(REVOKE, page, 303, shares=chosen, step="revoke")
    world.as_(COUNTY_TS).get(f"/groups/{ident('sorrel')}", 404)


def test_a_share_of_others_cannot_be_chosen(world: World) -> None:
    officer = world.as_(COUNTY_TS)
    officer.send(
        REVOKE, officer.get("/groups/requests/new"), 422,
        shares=[str(ident("share sorrel HMRC"))], step="revoke",
    )  # fmt: skip
