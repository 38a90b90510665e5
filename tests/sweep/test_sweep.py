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
    if "GET" in methods and door.needs is not None
}
_COUNTED = {"Content-Length"}
NEVER = {
    "agencies.person.email": "no page shows an address; signing in asks for one's own",
    "agencies.credential.password_hash": "the door alone reads it",
    "agencies.gateway.note": "for whoever keeps the list of gateways",
    "boards.meeting.made_at": "kept for the record",
}
"""Fields that nobody is shown, each with the reason."""
SELDOM = {
    "agencies.agency.contact": "shown with a group, as its lead agency's",
    "groups.grading.band_moved_on": "shown on the agenda of a board that holds the group",
    "groups.grading.review_month": "shown to partners; the lead reads the day",
    "groups.share.until": "a share that was revoked ended on the day of that",
}
"""Fields that are shown of some rows alone, each with the reason."""


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
    world.app.config["WTF_CSRF_ENABLED"] = False
    visitors = {email: world.as_(email) for email in PEOPLE} | {NOBODY: world.nobody()}
    marks = marks_of(whole(world.owner))
    found = Swept(Partnership(), marks, {})
    ids = {
        table: [key_of(table, row) for row in rows]
        for table, rows in whole(world.owner).rows.items()
    }
    for email, visitor in visitors.items():
        for answer in _answers(visitor, ids):
            found.asked[email] = found.asked.get(email, 0) + 1
            for mark in met(_whole(answer), marks):
                if not _says_nothing(mark, answer[0]):
                    found.met[email].setdefault(mark, answer[0])
    found.rows = whole(world.owner)
    members = {row["id"]: row for row in found.rows.all("agencies.membership")}
    found.readers = {
        email: Reader(Looker(found.rows, members[ident(f"membership {email}")])) for email in PEOPLE
    }
    yield found
    world.close()


def _says_nothing(mark: str, asked: str) -> bool:
    """What they asked with tells them nothing; nor does the number of entries on the record."""
    is_count = asked.startswith("GET /record") and mark.isdigit() and len(mark) < 4
    return mark in asked or is_count


def _answers(visitor: Visitor, ids: dict[str, list[UUID]]) -> Iterator[Answer]:
    yield from walk(visitor, PAGES, ids)
    yield from send(visitor, PAGES, ids)


def _whole(answer: Answer) -> str:
    """All that was answered: headers, cookies, body."""
    _, response, text = answer
    headers = [f"{name}: {value}" for name, value in response.headers if name not in _COUNTED]
    return "\n".join([*headers, text])


def test_nobody_meets_a_field_that_the_policy_does_not_open_to_them(swept: Swept) -> None:
    leaks = []
    for email, found in swept.met.items():
        reader = swept.readers.get(email)
        for mark, where in found.items():
            fields = swept.marks[mark]
            if reader is None or not any(reader.may_read(one) for one in fields):
                leaks.append(f"{email} met {mark} of {_named(fields)} at {where}")
    assert leaks == [], "\n".join(leaks)


def test_every_field_is_met_by_somebody_so_that_the_sweep_can_fail(swept: Swept) -> None:
    met_by_any = {
        one for found in swept.met.values() for mark in found for one in swept.marks[mark]
    }
    columns = {_column(one) for one in met_by_any}
    unmet = {
        _column(one)
        for one in set().union(*swept.marks.values()) - met_by_any
        if one.column != "id" and not (_column(one) in SELDOM and _column(one) in columns)
    }
    assert unmet == set(NEVER)


def _column(one: Field) -> str:
    return f"{one.table}.{one.column}"


def _named(fields: set[Field]) -> str:
    return ", ".join(sorted({_column(one) for one in fields}))


def test_everybody_was_asked_for_much(swept: Swept) -> None:
    assert min(swept.asked.values()) > 60, swept.asked
