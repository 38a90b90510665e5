"""The owner's session, which row-level security does not hold: for commands alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

RECORDED = "recorded"
"""Set in the session's ``info`` by whoever puts on the record what the session did."""


@contextmanager
def system_session(owner: Engine, why: str) -> Iterator[Session]:
    """A session that sees every row, kept only if what it did was recorded.

    ``why`` stands on the record beside each entry that the session writes.  No record, no change:
    a session that records nothing is rolled back.
    """
    with Session(owner) as session:
        session.info["why"] = why
        yield session
        if session.info.get(RECORDED):
            session.commit()
