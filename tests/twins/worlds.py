"""A pair of worlds: the same cast in each, and more in the second than the person may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import factory
from portal.access.guard import COOKIE
from portal.cli import migrating
from portal.core.db import Base, db
from portal.core.server import Address, Role, drop_database, engine, make_database
from portal.core.settings import Settings
from tests.access.oracle import Looker
from tests.access.partnerships import Partnership
from tests.cast import Cast, build
from tests.client import opened
from tests.conftest import Named
from tests.twins import frozen

TEMPLATE = "portal_twins"
_READ = (
    "agencies.agency", "agencies.membership", "agencies.duty", "access.duty_recipient",
    "access.given", "boards.seat", "groups.share", "groups.group",
    "access.denial", "access.view_version", "agencies.sharing_circle",
    "agencies.sharing_circle_member",
)  # fmt: skip
"""What tells who sees which group."""


def make_template(server: Address) -> None:
    """Make the database that every twin is copied from, at the frozen instant."""
    make_database(server, TEMPLATE)
    admin = engine(server.url(Role.ADMIN, TEMPLATE), pool=1)
    frozen.freeze(admin)
    admin.dispose()
    owner = engine(server.url(Role.OWNER, TEMPLATE))
    with frozen.still(), frozen.chance("template"):
        migrating.upgrade(owner)
        factory.declare()
        build(owner)
    owner.dispose()


@dataclass(frozen=True)
class Answer:
    """Every byte that came back."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Twin:
    """One of the two worlds."""

    def __init__(self, server: Address, settings: Settings, label: str) -> None:
        self.server, self.label = server, label
        self.name = f"portal_twin_{uuid4().hex[:12]}"
        address = Named(server, self.name)
        self.owner = engine(server.url(Role.OWNER, self.name), pool=1)
        self.admin = engine(server.url(Role.ADMIN, self.name), pool=1)
        self.app = factory.create_app(settings, address)
        self.app.config["WTF_CSRF_ENABLED"] = False  # posts are sent without their page
        self.browsers: dict[str, FlaskClient] = {}
        self.is_there = False

    def begin(self) -> None:
        """Stand as the template stands."""
        self.end()
        make_database(self.server, self.name, template=TEMPLATE)
        self.is_there = True
        self.cast = Cast.read(self.owner)

    def end(self) -> None:
        """Leave nothing behind."""
        with self.app.app_context():
            for one in db.engines.values():
                one.dispose()
        self.app.extensions["portal.door"].dispose()
        self.owner.dispose()
        self.admin.dispose()
        self.browsers.clear()
        if self.is_there:
            drop_database(self.server, self.name)
            self.is_there = False

    def sign_in(self, email: str) -> None:
        """Let somebody in anew."""
        token = opened(self.owner, self.cast[email])
        browser = self.browsers.setdefault(email, self.app.test_client())
        browser.set_cookie(self.app.config[COOKIE], token)

    def ask(self, email: str, method: str, path: str, data: dict[str, Any]) -> Answer:
        """What somebody is answered."""
        if email not in self.browsers:
            self.sign_in(email)
        got = self.browsers[email].open(path, method=method, data=data or None)
        return Answer(got.status, tuple(got.headers.items()), got.get_data())

    def write(self, change: Callable[[Session], None]) -> None:
        """Change rows as their owner."""
        with Session(self.owner) as session:
            change(session)
            session.commit()

    def rows(self) -> Partnership:
        """Who holds what, as it stands."""
        found = Partnership()
        with self.owner.connect() as connection:
            for name in _READ:
                table = Base.metadata.tables[name]
                found.rows[name] = [dict(row._mapping) for row in connection.execute(select(table))]
        return found


class Pair:
    """The two worlds, and the one who looks at both."""

    def __init__(self, server: Address, settings: Settings) -> None:
        self.plain, self.more = Twin(server, settings, "A"), Twin(server, settings, "B")

    def begin(self, email: str) -> None:
        """Two worlds that are the same, and one person in both."""
        self.email, self.turn, self.at = email, 0, frozen.BEGINNING
        frozen.set_clock(self.at)
        for twin in self.both:
            twin.begin()
            with frozen.chance("sign-in"):
                twin.sign_in(email)
        self.look_again()

    @property
    def both(self) -> tuple[Twin, Twin]:
        """The plain one first."""
        return self.plain, self.more

    def look_again(self) -> None:
        """Work out anew what the person may see: by the slow reading, in the plain world."""
        rows = self.plain.rows()
        member = self.plain.cast[self.email].membership_id
        self.looker = Looker(
            rows, next(row for row in rows.all("agencies.membership") if row["id"] == member)
        )
        groups = [row["id"] for row in rows.all("groups.group")]
        self.views: dict[UUID, int] = {one: self.looker.view(one) for one in groups}
        self.runs: set[UUID] = {one for one in groups if self.looker.runs(one)}

    def pass_time(self, to: datetime) -> None:
        """Put every clock forward, and let the person in anew."""
        self.at = to
        frozen.set_clock(to)
        for twin in self.both:
            frozen.move(twin.admin, to)
            with frozen.chance(f"sign-in {to}"):
                twin.browsers.clear()
                twin.sign_in(self.email)

    def end(self) -> None:
        """Leave nothing behind."""
        for twin in self.both:
            twin.end()
