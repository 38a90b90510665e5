"""The embedded server's process: one for each data folder, ending when its starter ends.

Guaranteed: two starters agree on one server, only our account is admitted, and a process that is
not this server is never signalled.  Not guaranteed: a server joined here outlives its starter.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from psycopg import pq
from psycopg.sql import SQL, Identifier

from portal.core.errors import SetUpFailed
from portal.core.server.account import becoming, server_account
from portal.core.server.address import SET_UP, Address, Role, embedded
from portal.core.server.binaries import NEWEST, programs
from portal.core.server.cluster import ENVIRONMENT, Cluster
from portal.core.server.connections import connect
from portal.core.server.locks import held, locked
from portal.core.server.process_file import ProcessFile
from portal.core.server.sockets import ping, socket_folder

_RECOVERY = 300.0
"""Seconds for which a server may read its log before it answers."""
_DYING = 60.0
"""Seconds for which an earlier server may take to end."""
_FULL = 32 * 1024 * 1024

_SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "timezone": "Europe/London",
    "log_timezone": "UTC",
    "logging_collector": "on",
    "log_directory": "pg_log",
    "log_filename": "portal-%Y-%m-%d_%H%M%S.log",
    "log_rotation_size": "10MB",
    # The log keeps a constraint's name, and never a value or a statement.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
_HASTY = {"fsync": "off"}  # a killed server still loses nothing; a power cut may lose all


class Embedded:
    """Our own server, in the data folder."""

    def __init__(self, data: Path, *, version: int = NEWEST) -> None:
        self.data = data.absolute()
        self.version = version
        self._process: subprocess.Popen[bytes] | None = None
        self._starter: int | None = None
        self._socket: Path | None = None

    def __enter__(self) -> Address:
        return self.start(create=True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, *, create: bool, durable: bool = True) -> Address:
        """Join the server of this folder, or start it.

        Makes the cluster only where ``create`` says so.  ``durable=False`` is for tests.  Call it
        from the main thread, or the server will not end with this process.
        """
        account = server_account()
        try:
            self._open_data(create=create)
            cluster = Cluster(self.data, account, self.version)
            with held(self.data / "database.lock", _RECOVERY):
                return self._join_or_start(cluster, create=create, durable=durable)
        except subprocess.SubprocessError:
            raise SetUpFailed(
                "The database may not run as root, and root may not become another account here:"
                " start the portal as an ordinary account."
            ) from None
        except OSError as problem:
            raise SetUpFailed(
                f"The database in {self.data} cannot be started ({problem}): check that the folder"
                " can be written and belongs to this account."
            ) from None

    def stop(self) -> None:
        """End the server if it was this process that started it."""
        process, self._process = self._process, None
        # A forked child holds a copy of this object, and no claim to the server.
        if process is None or self._starter != os.getpid():
            return
        for number, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
            if process.poll() is None:
                process.send_signal(number)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(patience)
        if self._socket is not None and self._socket.parent != self.data:
            shutil.rmtree(self._socket, ignore_errors=True)

    def _open_data(self, *, create: bool) -> None:
        if self.data.is_dir():
            return
        if not create:
            raise SetUpFailed(
                f"There is no folder {self.data}: set the portal up first ({SET_UP}), or"
                " correct PORTAL_DATA."
            )
        # As root the server is another account, which must pass through to its own folder.
        self.data.mkdir(mode=0o700 if os.geteuid() else 0o711, parents=True)

    def _join_or_start(self, cluster: Cluster, *, create: bool, durable: bool) -> Address:
        if self._process is not None:
            self._process.poll()  # else our own dead server would pass for a live one
        running = (self.data / "database.running").open("a")
        with running:
            os.chmod(running.fileno(), 0o600)
            until = time.monotonic() + _DYING
            while not locked(running.fileno()):
                if joined := self._join(cluster):
                    return joined
                if time.monotonic() > until:
                    raise SetUpFailed(
                        f"An earlier server of {cluster.folder} neither answers nor ends: end its"
                        f" process {ProcessFile(cluster.folder).number}, then try again."
                    )
                time.sleep(0.05)
            cluster.ready(create=create, durable=durable)
            if ProcessFile(cluster.folder).lives() and (joined := self._join(cluster)):
                return joined
            return self._start(cluster, running.fileno(), durable=durable)

    def _join(self, cluster: Cluster) -> Address | None:
        """The server that is there, if it answers; one that recovers is waited for."""
        until = time.monotonic() + _RECOVERY
        while (socket := ProcessFile(cluster.folder).socket) is not None:
            address = embedded(socket)
            answer = ping(socket)
            if answer == pq.Ping.OK:
                connect(address.url(Role.ADMIN, "postgres")).close()
                return address
            if answer != pq.Ping.REJECT or time.monotonic() > until:
                return None
            time.sleep(0.05)
        return None

    def _start(self, cluster: Cluster, running: int, *, durable: bool) -> Address:
        if ProcessFile(cluster.folder).lives():
            raise SetUpFailed(
                f"A server of {cluster.folder} runs and does not answer: end its"
                f" process {ProcessFile(cluster.folder).number}, then try again."
            )
        if self._process is not None:
            self._process.wait(_DYING)  # it has let go of the lock: only its number is left
        socket = self._socket = socket_folder(cluster)
        ProcessFile(cluster.folder).remove()
        cluster.admit()
        settings = _SETTINGS | {"unix_socket_directories": str(socket)}
        settings |= {} if durable else _HASTY
        postgres = programs(self.version) / "postgres"
        become = becoming(cluster.account, [postgres, cluster.folder, socket])
        command = [str(postgres), "-D", str(cluster.folder)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with cluster.open_log().open("a") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program and settings
                command,
                env=ENVIRONMENT,
                cwd=cluster.folder,
                umask=0o077,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # the terminal's Ctrl-C is for us, and we stop it in order
                pass_fds=[running],  # the server and its children hold the lock until the last ends
                preexec_fn=become,  # noqa: PLW1509 - it loads nothing and takes no lock
            )
        self._starter = os.getpid()
        return self._wait_for(cluster, socket)

    def _wait_for(self, cluster: Cluster, socket: Path) -> Address:
        process = self._process
        until = time.monotonic() + _RECOVERY
        pause = 0.005
        while process is not None and process.poll() is None and time.monotonic() < until:
            if ping(socket) == pq.Ping.OK:
                address = embedded(socket)
                _close_to_others(address)
                return address
            time.sleep(pause)
            pause = min(pause * 1.5, 0.2)
        self.stop()
        if shutil.disk_usage(self.data).free < _FULL:
            raise SetUpFailed(f"The disk that holds {self.data} is full: free some of it.")
        raise SetUpFailed(f"The database did not start: read the newest file in {cluster.log}.")


def _close_to_others(address: Address) -> None:
    """Keep our own roles out of the databases that every cluster is made with."""
    with connect(address.url(Role.ADMIN, "postgres")) as admin:
        for name in ("postgres", "template1"):
            row = admin.execute("select datacl from pg_database where datname = %s", [name])
            if row.fetchone() == (None,):
                admin.execute(SQL("revoke all on database {} from public").format(Identifier(name)))
