"""Time and chance, held still: the portal's clock, the database's, and every random byte.

The database's own ``now()`` and ``clock_timestamp()`` are replaced, in the twins' databases alone,
by the one instant that stands in a table, so that policies, triggers, functions and defaults all
read it without a word of theirs being changed.  (The planner puts a function in SQL in the place of
the call.)  ``current_date`` stays what it is: only vetting is held against it.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from unittest import mock

from itsdangerous.timed import TimestampSigner
from sqlalchemy import Engine, text

from portal.core import clock

BEGINNING = datetime(2031, 3, 4, 10, tzinfo=UTC)
_INSTANT = """
create table public.frozen (at timestamptz not null);
insert into public.frozen values ('{at}');
create function public.frozen_at() returns timestamptz language plpgsql stable security definer
  set search_path = '' as 'begin return (select at from public.frozen); end';
create or replace function pg_catalog.now() returns timestamptz
  language sql stable as 'select public.frozen_at()';
create or replace function pg_catalog.clock_timestamp() returns timestamptz
  language sql volatile as 'select public.frozen_at()';
"""


def freeze(admin: Engine) -> None:
    """Hold the clock of this database still, and that of whatever is copied from it."""
    with admin.begin() as connection:
        for statement in filter(None, map(str.strip, _split(_INSTANT))):
            connection.execute(text(statement.format(at=BEGINNING.isoformat())))


def _split(script: str) -> list[str]:
    """The statements of a script: here each ends its line."""
    return script.split(";\n")


def move(admin: Engine, to: datetime) -> None:
    """Put the database's clock forward."""
    with admin.begin() as connection:
        connection.execute(text("update public.frozen set at = :at"), {"at": to})


class _Frozen(datetime):
    """What ``portal.core.clock`` knows as datetime: it never moves by itself."""

    at = BEGINNING
    combine = staticmethod(datetime.combine)  # type: ignore[assignment]  # plain days stay plain

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain one
        return cls.at.astimezone(tz or UTC)


@contextmanager
def still() -> Iterator[None]:
    """Run with the portal's clock and the stamps of its cookies at the frozen instant."""
    _Frozen.at = BEGINNING
    stamp = lambda _: int(_Frozen.at.timestamp())  # noqa: E731 - one line, used once
    with (
        mock.patch.object(clock, "datetime", _Frozen),
        mock.patch.object(TimestampSigner, "get_timestamp", stamp),
    ):
        yield


def set_clock(to: datetime) -> None:
    """Put the portal's clock forward."""
    _Frozen.at = to


@contextmanager
def chance(seed: str) -> Iterator[None]:
    """Run with random bytes that follow from the seed alone."""
    count = 0

    def drawn(length: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_128(f"{seed} {count}".encode()).digest(length)

    with mock.patch.object(os, "urandom", drawn), mock.patch.object(random, "_urandom", drawn):
        yield
