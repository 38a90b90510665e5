"""Where a server is, for each of the roles that may speak to it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from portal.core.errors import SetUpFailed

_DRIVER = "postgresql+psycopg"
_SPELLINGS = {"postgres", "postgresql", _DRIVER}
_ORDINARY = "portal"

SET_UP = "make demo or portal migrate"
"""The command that makes what is missing, as refusals name it."""


class Role(StrEnum):
    """Who the database takes us for."""

    OWNER = "portal_owner"
    """Owns every schema, table and function: migrations and commands."""
    WEB = "portal_web"
    """Owns nothing: pages, the API and jobs."""
    DOOR = "portal_door"
    """Owns nothing and reads nothing: sign-in."""
    ADMIN = "postgres"
    """Makes roles and databases, and nothing else."""


SETTING: Mapping[Role, str] = {
    Role.OWNER: "PORTAL_OWNER_DATABASE_URL",
    Role.WEB: "PORTAL_DATABASE_URL",
    Role.DOOR: "PORTAL_DOOR_DATABASE_URL",
    Role.ADMIN: "PORTAL_ADMIN_DATABASE_URL",
}
"""The setting that names a separate server to each role."""


@dataclass(frozen=True)
class Address:
    """Where a server is."""

    urls: Mapping[Role, URL]

    def url(self, role: Role, database: str = _ORDINARY) -> URL:
        """The way in for one role.  A database named in a setting stands for the ordinary one."""
        found = self.urls.get(role)
        if found is None:
            raise SetUpFailed(
                f"Set {SETTING[role]} to the address at which {role} signs in to the database."
            )
        if database == _ORDINARY and found.database:
            return found
        return found.set(database=database)


def embedded(socket: Path) -> Address:
    """The server that listens in this folder and admits our account as every role."""
    return Address(
        {
            role: URL.create(_DRIVER, username=role.value, port=5432, query={"host": str(socket)})
            for role in Role
        }
    )


def named(urls: Mapping[Role, str]) -> Address:
    """A separate server.  Refuses another role's address, and a network that is not proved."""
    return Address({role: _checked(role, text) for role, text in urls.items() if text})


def _checked(role: Role, text: str) -> URL:
    setting = SETTING[role]
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SetUpFailed(
            f"Write {setting} as postgresql://{role}:password@host/database."
        ) from None
    if url.drivername not in _SPELLINGS:
        raise SetUpFailed(f"{setting} must begin with postgresql://: no other database will do.")
    if role is not Role.ADMIN and url.username != role:
        raise SetUpFailed(f"{setting} must sign in as {role}, not as {url.username or 'no one'}.")
    if "service" in url.query:
        raise SetUpFailed(f"{setting} must name the host itself, not a service file.")
    hosts = _hosts(url)
    if not hosts:
        raise SetUpFailed(
            f"{setting} names no host: give one, or a socket folder as ?host=/run/postgresql."
        )
    if not all(_stays_here(host) for host in hosts) and url.query.get("sslmode") != "verify-full":
        raise SetUpFailed(
            f"{setting} crosses a network: add sslmode=verify-full, so that the server is proved."
        )
    return url.set(drivername=_DRIVER)


def _hosts(url: URL) -> list[str]:
    written: list[str] = [url.host] if url.host else []
    for key in ("host", "hostaddr"):
        value = url.query.get(key, ())
        written += [value] if isinstance(value, str) else value
    # A host in a list may carry its port, and "[::1]" its brackets.
    return [host.strip() for one in written for host in one.split(",") if host.strip()]


def _stays_here(host: str) -> bool:
    if host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
