"""A board's meeting, made through its own page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from portal.core import clock
from tests.cast import ident
from tests.client import Visitor
from tests.conftest import World

SECRETARY = "secretary.noceg@nottingham-city.example"
CHAIR = "chair.noceg@nottingham-city.example"
MEMBER = "member.noceg@nottingham-city.example"
COUNTY = "member.county@nottinghamshire.example"
BOARD = f"/boards/{ident('NOCEG')}"
NEW = f"{BOARD}/meetings/new"
STREAM = f"/work-streams/{ident('stream NOCEG')}"


def ticked(page: BeautifulSoup) -> list[str]:
    """The items of the agenda that a page offers."""
    return [str(box["value"]) for box in page.select("input[name=items][checked]")]


def day_fields(day: date, name: str = "held_on") -> dict[str, list[str]]:
    """A day as its three boxes send it."""
    return {name: [str(day.day), str(day.month), str(day.year)]}


def soon() -> date:
    """A week from today."""
    return clock.today() + timedelta(days=7)


Maker = Callable[..., str]


def make(secretary: Visitor, day: date | None = None, **fields: Any) -> str:
    """Make a meeting with everything ticked; its address."""
    page = secretary.get(NEW)
    sent = {"place": "Loxley House", "items": ticked(page), **day_fields(day or soon()), **fields}
    secretary.send(NEW, page, **sent)
    return str(secretary.answer.headers["Location"])


@pytest.fixture
def secretary(world: World) -> Visitor:
    """The City board's secretary."""
    return world.as_(SECRETARY)
