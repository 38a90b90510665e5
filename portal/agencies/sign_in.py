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
from sqlalchemy import Boolean, Connection, Engine, Interval, Text, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from portal.access.entry import token_hash
from portal.agencies.projections.people import Invited

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


SHORTEST = 15
_COMMON = {
    "password", "passw0rd", "letmein", "welcome", "qwerty", "qwertyuiop", "iloveyou", "abc",
    "admin", "administrator", "changeme", "secret", "monkey", "dragon", "football", "liverpool",
    "nottingham", "police", "portal", "partnership", "summer", "winter", "spring", "autumn",
}  # fmt: skip
"""Words that make no password, however often and with whatever digits they are written."""


def weakness(password: str, email: str) -> str:
    """What is wrong with a new password, as a sentence; empty when nothing is."""
    if len(password) < SHORTEST:
        return (
            f"The password has {len(password)} characters: choose one of {SHORTEST} or more, such"
            " as three words that have nothing to do with each other."
        )
    if password.casefold() == DEMONSTRATION_PASSWORD:
        return "That password is the demonstration's: choose another."
    letters = "".join(sign for sign in password.casefold() if sign.isalpha())
    if len(set(password)) < 6 or any(not letters.replace(word, "") for word in _COMMON):
        return "That password is easily guessed: choose three unrelated words."
    if email.partition("@")[0].casefold() in password.casefold():
        return "That password holds the e-mail address: choose another."
    return ""


def invited(door: Door, secret: str) -> Invited | None:
    """Whom a link invites; None when it was used, has ended or never was."""
    with door.begin() as connection:
        found = connection.scalar(
            select(func.access.find_invitation(token_hash(secret), type_=JSONB()))
        )
    return Invited(**found) if found else None


def joined(
    door: Door, secret: str, who: Invited, passwords: tuple[str, str], request_id: str
) -> str:
    """Make whoever holds the link a member, once; gives what is wrong, or nothing."""
    password, again = passwords
    problem = _known(door, who, password) if who.is_known else _new(who, password, again)
    if problem:
        return problem
    hashed = None if who.is_known else hash_password(password)
    with door.begin() as connection:
        done = connection.scalar(
            select(
                func.access.accept_invitation(
                    token_hash(secret), literal(hashed, Text()), request_id, type_=Boolean()
                )
            )
        )
    return "" if done else "This link does not work any more. Ask for a new one"


def _known(door: Door, who: Invited, password: str) -> str:
    mark = hashlib.sha256(who.email.encode()).digest()
    with door.begin() as connection:
        found = connection.scalar(select(func.access.find_account(who.email, type_=JSONB())))
        is_open = connection.scalar(select(func.access.may_try(mark)))
    if is_open and _fits(found["password_hash"] if found else _NOBODY, password) and found:
        return ""
    with door.begin() as connection:
        connection.scalar(select(func.access.count_failure(mark)))
    return "Enter the password that you sign in with. What you entered did not match"


def _new(who: Invited, password: str, again: str) -> str:
    if password != again:
        return "The two passwords differ. Enter the same one twice"
    return weakness(password, who.email)
