"""Sharing a group, as its lead officer does it and as the recipient meets it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup

from portal.core import clock
from tests.cast import canary, ident
from tests.client import Visitor, words
from tests.conftest import World

LRO = "lro@nottspol.example"
OTHER_LRO = "other-lro@nottspol.example"
CITY_TS = "officer@city-ts.example"
SORREL = f"/groups/{ident('sorrel')}"
SHARE = f"{SORREL}/share"
SHARING = f"{SORREL}/sharing"


def terms(**other: str) -> dict[str, str]:
    day = clock.today() + timedelta(days=60)
    answers = {
        "recipient": str(ident("CITY-TS")),
        "view": "2",
        "purpose": "disruption",
        "gateway": str(ident("gateway")),
        "agreement": str(ident("agreement")),
        "last_day": f"{day.day} {day:%B %Y}",
    }
    return answers | other


def check(visitor: Visitor, status: int = 200, **other: str) -> BeautifulSoup:
    return visitor.post(SHARE, status, **terms(**other), step="check")


def share(visitor: Visitor, **other: str) -> BeautifulSoup:
    return visitor.send(SHARE, check(visitor, **other), 303, step="share")


def test_a_shared_group_can_be_opened_by_its_recipient(world: World) -> None:
    officer = world.as_(CITY_TS)
    officer.get(SORREL, 404)
    share(world.as_(LRO))
    assert canary("summary sorrel") in words(str(officer.get(SORREL)))
