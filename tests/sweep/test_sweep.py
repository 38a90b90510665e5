"""No page, header or cookie shows anybody a word of a field that is not theirs to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from portal.core.server import Address
from portal.core.settings import Settings
from tests.access.oracle import Looker
from tests.access.partnerships import Partnership
from tests.cast import PEOPLE, ident
from tests.client import Visitor
from tests.conftest import World
from tests.house.pages import doors, portal
from tests.matrix.standings import whole
from tests.sweep.crawl import Answer, send, walk
from tests.sweep.entitlement import Reader
from tests.sweep.marks import Field, Marks, key_of, marks_of, met
from tests.sweep.planting import plant

NOBODY = "nobody"
PAGES = {
    name: (rule, door)
    for name, (rule, methods, door) in doors(portal()).items()
    if "GET" in methods
}
NEVER = {
    ("agencies.person", "email"): "no page shows an address; signing in asks for one's own",
    ("agencies.credential", "password_hash"): "the door alone reads it",
}
"""Fields that nobody is shown, each with the reason."""


@dataclass
class Swept:
    """What everybody met, where first, and what there was to meet."""

    rows: Partnership
    marks: Marks
    readers: dict[str, Reader]
    met: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    asked: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def swept(server: Address, settings: Settings) -> Iterator[Swept]:
    """The whole portal, walked through by everybody."""
    world = World(server, settings)
    plant(world)
    world.app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    visitors = {email: world.as_(email) for email in PEOPLE} | {NOBODY: world.nobody()}
    marks = marks_of(whole(world.owner))
    found = Swept(Partnership(), marks, {})
    ids = {
        table: [key_of(table, row) for row in rows]
        for table, rows in whole(world.owner).rows.items()
    }
    for email, visitor in visitors.items():
        number = 0
        for number, answer in enumerate(_answers(visitor, ids), 1):
            for mark in met(_whole(answer), marks):
                found.met[email].setdefault(mark, answer[0])
        found.asked[email] = number
    found.rows = whole(world.owner)
    members = {row["id"]: row for row in found.rows.all("agencies.membership")}
    found.readers = {
        email: Reader(Looker(found.rows, members[ident(f"membership {email}")])) for email in PEOPLE
    }
    yield found
    world.close()


def _answers(visitor: Visitor, ids: dict[str, list[UUID]]) -> Iterator[Answer]:
    yield from walk(visitor, PAGES, ids)
    yield from send(visitor, PAGES, ids)


def _whole(answer: Answer) -> str:
    """All that was answered: headers, cookies, body."""
    _, response, text = answer
    return f"{response.headers}\n{text}"


def test_nobody_meets_a_field_that_the_policy_does_not_open_to_them(swept: Swept) -> None:
    leaks = []
    for email, found in swept.met.items():
        reader = swept.readers.get(email)
        for mark, where in found.items():
            fields = swept.marks[mark]
            if reader is None or not any(reader.may_read(one) for one in fields):
                leaks.append(f"{email} met {mark} of {_named(fields)} at {where}")
    assert leaks == []


def test_every_field_is_met_by_somebody_so_that_the_sweep_can_fail(swept: Swept) -> None:
    met_by_any = set().union(*swept.met.values())
    unmet = {
        f"{one.table}.{one.column}"
        for mark, fields in swept.marks.items()
        for one in fields
        if not fields_met(swept.marks, met_by_any, one) and (one.table, one.column) not in NEVER
    }
    assert unmet == set()


def fields_met(marks: Marks, met_by_any: set[str], wanted: Field) -> bool:
    """Whether any mark of the field was met."""
    return any(wanted in marks[mark] for mark in met_by_any)


def _named(fields: set[Field]) -> str:
    return ", ".join(sorted(f"{one.table}.{one.column}" for one in fields))


def test_everybody_was_asked_for_much(swept: Swept) -> None:
    assert min(swept.asked.values()) > 60, swept.asked
