"""How a transaction enters: the visitor's secret is checked where the rows are.

``access.enter`` looks the secret up, checks that person, membership, agency and vetting are in
good standing by the database's clock, and sets who is asking for this transaction alone.  The web
role cannot name a viewer, only show a secret; sign-in, which makes secrets, has a role of its own.
What this does not do: stop SQL of an attacker's making from changing its own settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Interval,
    LargeBinary,
    Uuid,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from portal.access.viewer import Viewer
from portal.core.db import PortalSession, db, session
from portal.core.errors import NotAdmitted, NotAllowed

_ENTER = select(func.access.enter(bindparam("digest", type_=LargeBinary()), type_=JSONB()))


def token_hash(token: str) -> bytes:
    """What the database keeps of a visitor's secret."""
    return hashlib.sha256(token.encode()).digest()


def enter_as_holder(token: str, *, read_only: bool) -> None:
    """Let this request's session enter as whoever holds the secret, in each transaction."""
    digest = token_hash(token)

    def entry(connection: Connection) -> Any:
        entered = connection.scalar(_ENTER, {"digest": digest})
        if entered is None:
            raise NotAdmitted
        return entered

    session().enter_by(entry, read_only=read_only)
    session().info["token_hash"] = digest


def current_viewer() -> Viewer:
    """Who is asking in this session; ``NotAdmitted`` when nobody is."""
    current = session()
    if "viewer" not in current.info:
        if "entry" not in current.info:
            raise NotAdmitted
        current.connection()
        current.info["viewer"] = Viewer.of(current.info["entered"])
    viewer: Viewer = current.info["viewer"]
    return viewer


@contextmanager
def preview(group_id: UUID, recipient_id: UUID) -> Iterator[None]:
    """See one group as a recipient would, inside this transaction, which is then thrown away.

    What the asker has flushed (a share not yet saved) counts.  The database refuses unless the
    asker may share the group; it fences the sight to that group.  Afterwards the asker's session
    holds nothing of it.
    """
    asking = session()
    asking.flush()
    connection = asking.connection()
    told = connection.scalar(
        select(
            func.access.preview(asking.info["token_hash"], group_id, recipient_id, type_=JSONB())
        )
    )
    if told is None:
        raise NotAllowed
    seeing = PortalSession(db, bind=connection, join_transaction_mode="create_savepoint")
    seeing.info["viewer"] = Viewer.of(told)
    seeing.info["preview"] = True
    registry = db.session.registry
    registry.set(seeing)
    try:
        yield
    finally:
        registry.set(asking)
        seeing.close()
        asking.rollback()
        asking.expunge_all()


def look_as(group_id: UUID, recipient_id: UUID, lasting: timedelta) -> None:
    """From the next request on, for a while, read one group as this recipient reads it."""
    if not db.session.scalar(
        select(func.access.look_as(group_id, recipient_id, literal(lasting, Interval())))
    ):
        raise NotAllowed


def open_room(present: Sequence[UUID], lasting: timedelta) -> None:
    """From the next request on, for a while, read only what these memberships all may read."""
    members = literal(list(present), ARRAY(Uuid()))
    db.session.execute(select(func.access.open_room(members, literal(lasting, Interval()))))


def see_as_oneself() -> None:
    """From the next request on, read as oneself."""
    db.session.execute(select(func.access.as_oneself()))


def return_to_oneself() -> None:
    """The same, when a page that only reads is asked for: its transaction is ended first."""
    current = session()
    current.rollback()
    current.allow_writing()
    see_as_oneself()
