"""Asking the database as the pages do, and changing it behind their back as its owner may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.core.db import Base, db
from portal.core.server import Role, engine
from tests.conftest import World


def asked(world: World, token: str, column: Any) -> set[Any]:
    """Every value of a column that the holder of this secret reads, as the web role."""
    with world.app.app_context():
        enter_as_holder(token, read_only=True)
        return set(db.session.scalars(select(column)))


def asked_as(world: World, email: str, column: Any) -> set[Any]:
    """The same, for a member of the cast who has just signed in."""
    return asked(world, world.as_(email).token, column)


def amend(world: World, model: type[Base], *where: Any, **values: Any) -> None:
    """Change rows as the owner, as an administrator or another sign-in would meanwhile."""
    with Session(world.owner) as session:
        done: Any = session.execute(update(model).where(*where).values(**values))
        assert done.rowcount, f"no row of {model.__name__} was there to change"
        session.commit()


def put(world: World, *rows: Base) -> None:
    """Add rows as the owner."""
    with Session(world.owner) as session:
        session.add_all(rows)
        session.commit()


@contextmanager
def connected(world: World, role: Role) -> Iterator[Connection]:
    """A bare connection as one of the database's roles, nobody having entered."""
    pool = engine(world.server.url(role, world.name), pool=1)
    try:
        with pool.connect() as connection:
            yield connection
    finally:
        pool.dispose()
