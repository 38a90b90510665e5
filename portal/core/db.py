"""The database as the house uses it: the base of all models, and a session with one viewer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    Engine,
    MetaData,
    SmallInteger,
    Text,
    Uuid,
    event,
)  # fmt: skip
from sqlalchemy.orm import DeclarativeBase, SessionTransaction

Entry = Callable[[Connection], object]


class Base(DeclarativeBase):
    """The base of every model.  Constraints are always named; ids are random and made here."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        uuid.UUID: Uuid(),
        str: Text(),
        datetime: DateTime(timezone=True),
        date: Date(),
        int: SmallInteger(),
    }


class PortalSession(FlaskSession):
    """A session that belongs to one viewer for life; each of its transactions enters as them."""

    def enter_by(self, entry: Entry, *, read_only: bool) -> None:
        """Say how every transaction of this session enters, before its first query."""
        if "entry" in self.info:
            raise RuntimeError("this session already has its viewer")
        if self.in_transaction():
            raise RuntimeError("enter before the first query")
        self.info["entry"] = entry
        self.info["read_only"] = read_only

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        """The connection that this session was given, where it was given one: a preview's."""
        if isinstance(self.bind, Connection):
            return self.bind
        found: Engine | Connection = super().get_bind(*args, **kwargs)
        return found

    def allow_writing(self) -> None:
        """From the next transaction on, this session may write; its viewer stays the same."""
        if self.in_transaction():
            raise RuntimeError("end the transaction that only reads first")
        self.info["read_only"] = False


@event.listens_for(PortalSession, "after_begin")
def _enter(session: PortalSession, transaction: SessionTransaction, connection: Connection) -> None:
    """Tell the database who is asking, before anything is asked."""
    if transaction.nested or "entry" not in session.info:
        return
    # Said with the BEGIN itself, which the driver sends before the first statement.
    driver: Any = connection.connection.driver_connection
    driver.read_only = session.info["read_only"]
    session.info["entered"] = session.info["entry"](connection)


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"class_": PortalSession},
    disable_autonaming=True,
)


def session() -> PortalSession:
    """The session of this request."""
    current: Any = db.session()
    assert isinstance(current, PortalSession)  # noqa: S101 - tells the type checker
    return current
