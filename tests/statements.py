"""Counting what the portal asks of its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from portal.core.db import db
from tests.conftest import World


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """The statements that the web role sends meanwhile."""
    sent: list[str] = []
    with world.app.app_context():
        engine = db.engine

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
