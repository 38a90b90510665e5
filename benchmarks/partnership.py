"""An invented partnership in the portal's real tables, and the portal on top of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from hashlib import md5
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy import URL

from benchmarks.private import Cluster
from portal import factory
from portal.cli import migrating
from portal.core.server import Address, Role, engine, make_database
from portal.core.settings import Settings

HERE = Path(__file__).parent
ORIGIN = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Viewer:
    """One of the people of partnership.sql: their secret, and how much they see."""

    name: str
    token: str


FEW = Viewer("first 34", "visitor-5")
QUARTER = Viewer("a quarter", "visitor-2")
ALL = Viewer("everything", "visitor-6")


def ident(kind: str, number: int) -> UUID:
    """The id that partnership.sql gives to a thing."""
    return UUID(md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest())


@dataclass(frozen=True)
class Place:
    """A database of one size, and how the web role reaches it."""

    name: str
    groups: int
    address: Address
    cluster: Cluster
    seconds: float
    """How long it took to fill."""

    def portal(self) -> Flask:
        """The portal as it is served, on this database."""
        settings = Settings(
            secret="benchmark 0123456789 abcdefghijklmnop",  # noqa: S106 - guards nothing
            demonstration=True,
            origin=ORIGIN,
        )
        return factory.create_app(settings, self.address)


def _at(url: URL, name: str) -> URL:
    return url.set(database=name)


def fill(cluster: Cluster, name: str, groups: int) -> Place:
    """Migrate an empty database to the newest schema, fill it, and gather its statistics."""
    begun = time.perf_counter()
    make_database(cluster.address, name)
    address = replace(
        cluster.address, urls={role: _at(url, name) for role, url in cluster.address.urls.items()}
    )
    owner = engine(address.url(Role.OWNER))
    migrating.upgrade(owner)
    owner.dispose()
    with cluster.connect(Role.OWNER, name, autocommit=True) as db:
        db.execute("select set_config('bench.groups', %s, false)", (str(groups),))
        db.execute((HERE / "partnership.sql").read_bytes())
    with cluster.connect(Role.ADMIN, name, autocommit=True) as db:
        db.execute("vacuum analyze")
        db.execute("checkpoint")
    return Place(name, groups, address, cluster, time.perf_counter() - begun)
