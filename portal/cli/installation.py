"""The installation that a command works on: its server, its database, its owner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from portal.cli import migrating
from portal.core.errors import SetUpFailed
from portal.core.server import (
    Address,
    Embedded,
    Role,
    engine,
    make_database,
    make_roles,
    named,
)  # fmt: skip
from portal.core.server.connections import connect
from portal.core.settings import Settings


@contextmanager
def reached(settings: Settings, *, create: bool = False) -> Iterator[Address]:
    """The database server: our own, started or joined here, or the one that the settings name."""
    if not settings.is_embedded:
        yield named(
            {
                Role.WEB: settings.database_url,
                Role.OWNER: settings.owner_database_url,
                Role.DOOR: settings.door_database_url,
                Role.ADMIN: settings.admin_database_url,
            }
        )
        return
    server = Embedded(settings.data)
    address = server.start(create=create)
    try:
        yield address
    finally:
        server.stop()


@contextmanager
def owner_engine(address: Address) -> Iterator[Engine]:
    """The owner's way in, tried once, so that a refusal is a sentence."""
    url = address.url(Role.OWNER)
    connect(url).close()
    made = engine(url, pool=2)
    try:
        yield made
    finally:
        made.dispose()


@contextmanager
def as_owner(settings: Settings) -> Iterator[Engine]:
    """The owner's way into a database whose schema is the one that this code knows."""
    with reached(settings) as address, owner_engine(address) as owner:
        refuse_other_schema(owner)
        yield owner


def refuse_other_schema(owner: Engine) -> None:
    """Go no further on a schema that is older or newer than the code."""
    with owner.connect() as connection:
        found = migrating.revision(connection)
    wanted = migrating.newest()
    if found == wanted:
        return
    if found > wanted:
        raise SetUpFailed(
            f"The database is at schema {found}, newer than this version's {wanted}: install the"
            " version that made it."
        )
    raise SetUpFailed(
        f"The database is at schema {found or '(none)'} and this version needs {wanted}: run"
        " portal migrate."
    )


def prepare(settings: Settings, address: Address) -> None:
    """Make roles and database where we may, then run every migration that is missing.

    On a server of its own keeper's, who gave us no account for that, both must be there already.
    """
    if settings.is_embedded or settings.admin_database_url:
        make_roles(address)
        make_database(address, address.url(Role.OWNER).database or "portal")
    with owner_engine(address) as owner:
        with owner.connect() as connection:
            found = migrating.revision(connection)
        if found > migrating.newest():
            refuse_other_schema(owner)
        migrating.upgrade(owner)
