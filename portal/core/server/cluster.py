"""The folder that holds the embedded server's data: made once, known again, never mistaken."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from portal.core.errors import SetUpFailed
from portal.core.server.account import Account, becoming, name_of
from portal.core.server.address import SET_UP, Role
from portal.core.server.binaries import programs

ENVIRONMENT = {"LC_ALL": "C", "PATH": os.defpath}
"""All that the server's programs hear of ours: order, messages and time are the cluster's own."""

_ROOM = 200 * 1024 * 1024
_LOGS_KEPT = 30


@dataclass(frozen=True)
class Cluster:
    """One cluster, beside the marker that says which one belongs here."""

    data: Path
    account: Account
    version: int

    @property
    def folder(self) -> Path:
        """Where PostgreSQL keeps everything."""
        return self.data / "database"

    @property
    def log(self) -> Path:
        """The folder of the server's own log."""
        return self.folder / "pg_log"

    @property
    def _marker(self) -> Path:
        return self.data / "database.id"

    def ready(self, *, create: bool, durable: bool) -> None:
        """Make the cluster where that is asked for.  Refuses any that is not the one we made."""
        if not (self.folder / "PG_VERSION").is_file():
            self._may_be_made(create=create)
            self._make(durable=durable)
        owner = self.folder.stat().st_uid
        if owner != self.account.uid:
            raise SetUpFailed(
                f"{self.folder} belongs to the account {name_of(owner)}: start the portal as the"
                " account that made it."
            )
        found = (self.folder / "PG_VERSION").read_text().strip()
        if found != str(self.version):
            raise SetUpFailed(
                f"{self.folder} was made by PostgreSQL {found}, and this is {self.version}: restore"
                f" a backup into an empty folder, or install the version that made it."
            )
        self._recognise()

    def admit(self) -> None:
        """Let our own account in as each role, over the socket, and nobody else."""
        self._write(
            "pg_hba.conf", "local all all peer map=portal\nlocal replication all peer map=portal\n"
        )
        client = self.account.client.replace('"', '""')
        self._write("pg_ident.conf", "".join(f'portal "{client}" {role.value}\n' for role in Role))

    def open_log(self) -> Path:
        """The file for what the server says before its own log opens; old logs go."""
        self.log.mkdir(mode=0o700, exist_ok=True)
        self._hand_over(self.log)
        written = sorted(self.log.glob("portal-*.log"))
        for old in written[:-_LOGS_KEPT]:
            old.unlink()
        return self._write("pg_log/start.log", "")

    def _may_be_made(self, *, create: bool) -> None:
        if self._marker.exists():
            raise SetUpFailed(
                f"The database that belongs in {self.data} is missing: bring back its folder or"
                f" restore a backup; to begin with an empty one, remove {self._marker.name} there."
            )
        if not create:
            raise SetUpFailed(
                f"There is no database in {self.data}: set the portal up first ({SET_UP}), or"
                " correct PORTAL_DATA."
            )
        if self.folder.is_dir() and any(self.folder.iterdir()):
            raise SetUpFailed(
                f"{self.folder} holds something that is not a database: move it away, or correct"
                " PORTAL_DATA."
            )
        if shutil.disk_usage(self.data).free < _ROOM:
            raise SetUpFailed(
                f"The disk that holds {self.data} is full: free at least {_ROOM // 2**20} MB."
            )

    def _make(self, *, durable: bool) -> None:
        # Made beside its place and renamed, so that half a cluster is never taken for a whole one.
        unfinished = self.data / "database.new"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        unfinished.mkdir(mode=0o700)
        self._hand_over(unfinished)
        initdb = programs(self.version) / "initdb"
        command = [str(initdb), "--pgdata", str(unfinished), "--username", Role.ADMIN.value]
        command += ["--auth=peer", "--encoding=UTF8", "--locale=C", "--data-checksums"]
        if self.version >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not durable:
            command.append("--no-sync")
        made = subprocess.run(  # noqa: S603 - our own program, and no word of it from outside
            command,
            env=ENVIRONMENT,
            cwd=self.data,
            umask=0o077,
            capture_output=True,
            text=True,
            preexec_fn=becoming(self.account, [initdb, unfinished]),
            check=False,
        )
        if made.returncode:
            said = [line for line in made.stderr.splitlines() if "error" in line.lower()]
            raise SetUpFailed(
                f"The database could not be made in {self.data}:"
                f" {said[-1] if said else 'initdb stopped'}."
            )
        if self.folder.is_dir():
            self.folder.rmdir()
        unfinished.rename(self.folder)

    def _recognise(self) -> None:
        """Compare the cluster's own number with the marker; write the marker the first time."""
        control = (self.folder / "global" / "pg_control").read_bytes()
        identifier = str(int.from_bytes(control[:8], "little"))
        if not self._marker.exists():
            self._mark(identifier)
        elif self._marker.read_text().strip() != identifier:
            raise SetUpFailed(
                f"The database in {self.data} is not the one that was made there: bring back the"
                f" right one, or remove {self._marker.name} there to accept this one."
            )

    def _mark(self, identifier: str) -> None:
        # Whole or not there: half a number would refuse the right cluster after a power cut.
        unfinished = self._marker.with_suffix(".id.new")
        with unfinished.open("w") as file:
            os.chmod(file.fileno(), 0o600)
            file.write(identifier)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self._marker)
        folder = os.open(self.data, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def _write(self, name: str, content: str) -> Path:
        path = self.folder / name
        path.write_text(content)
        path.chmod(0o600)
        self._hand_over(path)
        return path

    def _hand_over(self, path: Path) -> None:
        if self.account.changes:
            os.chown(path, self.account.uid, self.account.gid)
