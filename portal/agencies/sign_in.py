"""Who somebody is: e-mail and password today.

Single sign-on, passkeys and one-time codes have their place here when they come.  Sign-in has a
database role of its own, which can find one account, count failures and open or close a sign-in,
and reads nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, Engine, Interval, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from portal.access.entry import token_hash

DEMONSTRATION_PASSWORD = "partnership demonstration 2015"  # noqa: S105 - the README prints it
"""Everybody's in the demonstration, and accepted nowhere else."""

Door = Engine
"""The connections of the role that signs people in."""
_hasher = PasswordHasher()
_two_at_a_time = threading.BoundedSemaphore(2)
"""A password takes 64 MB and a tenth of a second: more than two at once would starve the pages."""
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))
"""Compared when there is no such account, so that its absence takes as long."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """For how long a sign-in holds: without a page, and in any case."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Choice:
    """An agency that a person may act for."""

    membership_id: UUID
    agency: str


@dataclass(frozen=True, slots=True)
class Account:
    """Whose sign-in it is, and the agencies that they may act for."""

    person_id: UUID
    membership_id: UUID | None
    remaining: timedelta | None
    """What is left of the sign-in that they hold; none before they have one."""
    choices: tuple[Choice, ...]


def hash_password(password: str) -> str:
    """Argon2id, with its parameters in the hash."""
    return _hasher.hash(password)


def fold_email(email: str) -> str:
    """An e-mail address as it is kept and asked for."""
    return email.strip().casefold()


def check(door: Door, email: str, password: str, *, demonstration: bool = False) -> Account | None:
    """The account that this e-mail and password open; None for every failure alike.

    The demonstration's password, which everybody can read, opens one in the demonstration alone.
    """
    email = fold_email(email)
    mark = hashlib.sha256(email.encode()).digest()
    with door.begin() as connection:
        found: dict[str, Any] | None = connection.scalar(
            select(func.access.find_account(email, type_=JSONB()))
        )
        is_open = connection.scalar(select(func.access.may_try(mark)))
    fits = _fits(found["password_hash"] if found else _NOBODY, password)
    fits = fits and (demonstration or password != DEMONSTRATION_PASSWORD)
    with door.begin() as connection:
        if found and fits and is_open and found["memberships"]:
            connection.execute(select(func.access.forget_failures(mark)))
            return _account(found)
        connection.execute(select(func.access.count_failure(mark)))
    return None


def _fits(password_hash: str, password: str) -> bool:
    with _two_at_a_time:
        try:
            return _hasher.verify(password_hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def _account(found: dict[str, Any]) -> Account:
    return Account(
        UUID(found["person_id"]),
        UUID(found["membership_id"]) if found.get("membership_id") else None,
        timedelta(seconds=float(found["remaining"])) if "remaining" in found else None,
        tuple(Choice(UUID(one["id"]), one["agency"]) for one in found["memberships"]),
    )


def opened(
    door: Door, person_id: UUID, membership_id: UUID | None, lasting: Lasting, request_id: str
) -> str:
    """Open a sign-in; gives the secret for the visitor's cookie, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    with door.begin() as connection:
        connection.execute(
            select(
                func.access.open_sign_in(
                    uuid4(),
                    token_hash(token),
                    person_id,
                    membership_id,
                    literal(lasting.idle, Interval()),
                    literal(lasting.longest, Interval()),
                    request_id,
                )
            )
        )
    return token


def holder(door: Door, token: str) -> Account | None:
    """Whose sign-in this secret opens, whether or not they have chosen an agency."""
    with door.begin() as connection:
        found = connection.scalar(
            select(func.access.find_sign_in(token_hash(token), type_=JSONB()))
        )
    return _account(found) if found else None


def closed(door: Door, token: str, request_id: str) -> None:
    """End the sign-in at the server; harmless when it has ended."""
    with door.begin() as connection:
        _close(connection, token, request_id)


def _close(connection: Connection, token: str, request_id: str) -> None:
    connection.execute(select(func.access.close_sign_in(token_hash(token), request_id)))
