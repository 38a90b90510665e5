"""The folder of the embedded server's socket, which only the server's account may enter."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from psycopg import pq

from portal.core.errors import SetUpFailed
from portal.core.server.cluster import Cluster
from portal.core.server.process_file import ProcessFile

_LONGEST = 85
"""Bytes of a folder's path that leave room for the socket's own name."""


def socket_folder(cluster: Cluster) -> Path:
    """An empty folder beside the cluster, or a private one elsewhere when that path is too long."""
    _forget(cluster)
    socket = cluster.data / "socket"
    if len(os.fsencode(socket)) <= _LONGEST:
        socket.mkdir(mode=0o700, exist_ok=True)
    else:
        # Its random name is told to others by the server's process file.
        socket = Path(tempfile.mkdtemp(prefix="portal-", dir=_short_parent()))
    socket.chmod(0o700)
    if cluster.account.changes:
        os.chown(socket, cluster.account.uid, cluster.account.gid)
    return socket


def ping(socket: Path) -> int:
    """Whether a server answers there, without signing in."""
    return pq.PGconn.ping(f"host='{socket}' port=5432 dbname=postgres connect_timeout=5".encode())


def _forget(cluster: Cluster) -> None:
    """Clear away the socket of a server that was killed: its lock file may name anyone now."""
    last = ProcessFile(cluster.folder).socket
    for folder in {cluster.data / "socket", *([last] if last else [])}:
        with suppress(FileNotFoundError):
            if folder.lstat().st_uid == cluster.account.uid:
                for left in folder.glob(".s.PGSQL.*"):
                    left.unlink()
                if folder.parent != cluster.data:
                    folder.rmdir()


def _short_parent() -> str:
    for parent in (tempfile.gettempdir(), "/tmp", "/dev/shm"):  # noqa: S108 - mkdtemp is private
        fits = len(os.fsencode(parent)) <= _LONGEST - len("/portal-12345678")
        if fits and os.access(parent, os.W_OK | os.X_OK):
            return parent
    raise SetUpFailed(
        "The path of PORTAL_DATA is too long for a socket and no temporary folder can be written:"
        " move the data to a shorter path."
    )
