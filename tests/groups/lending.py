"""What the tests of waiting, standing and ended shares have in common."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from bs4 import BeautifulSoup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core import clock
from portal.groups.models import Share
from tests.cast import SENSITIVE, ident
from tests.client import Visitor
from tests.conftest import World

LRO = "lro@nottspol.example"
SRO = "sro@nottspol.example"
OTHER_LRO = "other-lro@nottspol.example"
COORDINATOR = "coordinator@nottspol.example"
ANALYST = "analyst@nottspol.example"
INFORMATION = "information@nottspol.example"
CITY_TS = "officer@city-ts.example"
COUNTY_TS = "officer@county-ts.example"
HMRC = "officer@hmrc.example"
MEMBER = "member.noceg@nottingham-city.example"
SORREL = f"/groups/{ident('sorrel')}"
SHARE = f"{SORREL}/share"
SHARING = f"{SORREL}/sharing"
COUNTY_SHARE = f"/groups/shares/{ident('share sorrel NCC-TS')}"
LAST_DAY = clock.today() + timedelta(days=60)


def terms(**other: str) -> dict[str, str]:
    """The answers of the share form: Sorrel to City Trading Standards at partner summary."""
    answers = {
        "recipient": str(ident("CITY-TS")),
        "view": "2",
        "purpose": "disruption",
        "gateway": str(ident("gateway")),
        "agreement": str(ident("agreement")),
        "last_day": LAST_DAY.isoformat(),
    }
    return answers | other


def share(visitor: Visitor, path: str = SHARE, **other: str) -> None:
    """Share a group through its form."""
    page = visitor.post(path, 200, **terms(**other), step="check")
    visitor.send(path, page, 303, step="share")


def newest(world: World) -> Share:
    """The share that was proposed last."""
    with Session(world.owner) as session:
        found = session.scalars(select(Share).order_by(Share.given_at.desc()).limit(1)).one()
        session.expunge(found)
        return found


def proposed(world: World) -> str:
    """The page on which a second person answers the lead view, as the lead officer proposed it."""
    share(world.as_(LRO), view="3")
    return f"/groups/shares/{newest(world).id}/approve"


def live_share(world: World, group: str = "sorrel", to: str = "CITY-TS", **other: Any) -> UUID:
    """A live share as the owner of the database writes it."""
    values: dict[str, Any] = {
        "id": uuid4(), "group_id": ident(group), "agency_id": ident(to), "view": 2,
        "purpose": "disruption", "gateway_id": ident("gateway"),
        "agreement_id": ident("agreement"), "given_at": func.now(),
        "until": clock.end_of(LAST_DAY), "given_by_id": ident(f"membership {LRO}"),
        "marking": SENSITIVE,
    }  # fmt: skip
    with Session(world.owner) as session:
        session.add(Share(**(values | other)))
        session.commit()
    written: UUID = (values | other)["id"]
    return written


def share_by_two(world: World, **other: str) -> None:
    """Share Sorrel as its lead officer, and approve it as its senior officer."""
    share(world.as_(LRO), **other)
    approve(world, f"/groups/shares/{newest(world).id}/approve")


def approve(world: World, path: str, email: str = SRO) -> None:
    """Look at a waiting share and approve it."""
    visitor = world.as_(email)
    visitor.send(path, look(visitor, path), 303, answer="approve", step="answer")


def look(visitor: Visitor, path: str) -> BeautifulSoup:
    """The page of a waiting share with what the recipient will see."""
    return visitor.post(path, 200, step="show")
