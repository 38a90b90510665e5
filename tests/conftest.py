"""One real server for the run, one template database, a clone of it for each test that writes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal import factory
from portal.cli import migrating
from portal.core.db import db
from portal.core.server import (
    Address,
    Embedded,
    Role,
    drop_database,
    engine,
    make_database,
    make_roles,
)
from portal.core.settings import Settings
from tests.cast import Cast, build
from tests.chromium import browser
from tests.client import Visitor

__all__ = ["browser"]
DATA = "PORTAL_TEST_DATA"
_TEMPLATE = "portal_template"
_server: Embedded | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Start the server in the process that leads the run; its workers join it."""
    global _server  # noqa: PLW0603 - one server for the run
    if hasattr(config, "workerinput") or DATA in os.environ:
        return
    _server = start_server()
    address = _server.start(create=False)
    make_database(address, _TEMPLATE)
    owner = engine(address.url(Role.OWNER, _TEMPLATE))
    migrating.upgrade(owner)
    factory.declare()
    build(owner)
    owner.dispose()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that this process started."""
    if _server is not None:
        stop_server(_server)


def start_server() -> Embedded:
    """A server of this run's own, in a new folder that the environment then names."""
    data = Path(tempfile.mkdtemp(prefix="portal-tests-", dir=_open_folder()))
    data.chmod(0o711)
    os.environ[DATA] = str(data)
    started = Embedded(data)
    make_roles(started.start(create=True, durable=False))
    return started


def stop_server(started: Embedded) -> None:
    """Stop it, and leave nothing of it behind."""
    started.stop()
    shutil.rmtree(os.environ.pop(DATA), ignore_errors=True)


def _open_folder() -> str:
    """A folder that the server's account can pass through, even under a private TMPDIR."""
    return "/tmp" if os.geteuid() == 0 else tempfile.gettempdir()  # noqa: S108 - see above


@pytest.fixture(scope="session")
def server() -> Address:
    """The running server."""
    return Embedded(Path(os.environ[DATA])).start(create=False)


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of every test: those of the demonstration, so that every switch is on."""
    return Settings(secret="x" * 20 + "0123456789abcdefghij", demonstration=True,
                    origin="http://127.0.0.1:8000")  # fmt: skip


class Lodging:
    """A name for a database, and the portal on top of it: kept when the database is dropped.

    The next test's database takes the name, so that templates and statements are compiled once.
    """

    idle: ClassVar[dict[Settings, list[Lodging]]] = {}

    def __init__(self, server: Address, settings: Settings) -> None:
        self.name = f"portal_{uuid4().hex[:12]}"
        self.address = Named(server, self.name)
        make_database(server, self.name, template=_TEMPLATE)
        self.owner: Engine = engine(server.url(Role.OWNER, self.name), pool=2)
        self.app: Flask = factory.create_app(settings, self.address)
        self.config = dict(self.app.config)
        self.extensions = dict(self.app.extensions)

    @classmethod
    def taken(cls, server: Address, settings: Settings) -> Lodging:
        """One that is idle, with a fresh copy of the template in it; else a new one."""
        waiting = cls.idle.setdefault(settings, [])
        if not waiting:
            return cls(server, settings)
        lodging = waiting.pop()
        make_database(server, lodging.name, template=_TEMPLATE)
        return lodging

    def left(self, server: Address, settings: Settings, *, again: bool) -> None:
        """Close every connection, drop the database, undo what a test set."""
        with self.app.app_context():
            for one in db.engines.values():
                one.dispose()
        self.app.extensions["portal.door"].dispose()
        self.owner.dispose()
        drop_database(server, self.name)
        self.app.config.clear()
        self.app.config.update(self.config)
        self.app.extensions.clear()
        self.app.extensions.update(self.extensions)
        if again:
            self.idle[settings].append(self)


class World:
    """A database of its own with the cast in it, and the portal on top."""

    def __init__(self, server: Address, settings: Settings, *, own_app: bool = False) -> None:
        """With ``own_app`` the portal is made for this test alone, which may add pages to it."""
        self.lodging = Lodging(server, settings) if own_app else Lodging.taken(server, settings)
        self.is_shared = not own_app
        self.settings = settings
        self.server = server
        self.name = self.lodging.name
        self.address = self.lodging.address
        self.owner = self.lodging.owner
        self.app = self.lodging.app
        self.cast = Cast.read(self.owner)

    def as_(self, email: str) -> Visitor:
        """A visitor who has signed in as this member of the cast."""
        return Visitor(self.app, self.owner, self.cast[email])

    def nobody(self) -> Visitor:
        """A visitor who has not signed in."""
        return Visitor(self.app, self.owner, None)

    def close(self) -> None:
        """Give the lodging back."""
        self.lodging.left(self.server, self.settings, again=self.is_shared)


class Named(Address):
    """The server, with another database as the one to use."""

    def __init__(self, server: Address, name: str) -> None:
        object.__setattr__(self, "_server", server)
        object.__setattr__(self, "_name", name)

    def url(self, role: Role, database: str | None = None) -> object:  # type: ignore[override]
        return self._server.url(role, database or self._name)  # type: ignore[attr-defined]


@pytest.fixture
def world(server: Address, settings: Settings) -> Iterator[World]:
    """A database of its own for a test that writes."""
    made = World(server, settings)
    yield made
    made.close()


@pytest.fixture(scope="module")
def still_world(server: Address, settings: Settings) -> Iterator[World]:
    """One database for all tests of a module that only read; consulting is no writing."""
    made = World(server, settings)
    yield made
    made.close()
