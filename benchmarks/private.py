"""A PostgreSQL of our own for as long as a measurement lasts."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from portal.core.server import Address, Embedded, Role, make_roles
from portal.core.server.binaries import programs


@dataclass(frozen=True)
class Cluster:
    """A server that ends with the measurement."""

    address: Address

    def connect(self, role: str, database: str, *, autocommit: bool = False) -> psycopg.Connection:
        """A connection of one role.  Only the portal's own are admitted; others are put on."""
        door = Role(role) if role in set(Role) else Role.ADMIN
        db = psycopg.connect(
            host=self._socket, user=door.value, dbname=database, autocommit=autocommit
        )
        if door != role:
            db.execute(f"set session authorization {role}".encode())
        return db

    def tool(self, name: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of the server's own tools, and give back what it said."""
        return subprocess.run(  # noqa: S603 - the words are written in this folder
            [programs() / name, "-h", self._socket, *words],
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def _socket(self) -> str:
        return str(self.address.url(Role.ADMIN).query["host"])


@contextmanager
def private_cluster() -> Iterator[Cluster]:
    """Start a server in a temporary folder, and take everything away afterwards."""
    with tempfile.TemporaryDirectory() as home, Embedded(Path(home, "data")) as address:
        make_roles(address)
        yield Cluster(address)
