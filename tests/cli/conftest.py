"""An installation of its own for each test of a command: migrated, and with nothing in it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from portal.cli import migrating
from portal.cli.demonstration import FILES, files_folder
from portal.cli.load.layouts import Kind
from portal.cli.program import run
from portal.core.server import Address, Role, drop_database, engine, make_database

GOOD_PASSWORD = "lantern gravel otter"
_URLS = {
    Role.WEB: "PORTAL_DATABASE_URL",
    Role.OWNER: "PORTAL_OWNER_DATABASE_URL",
    Role.DOOR: "PORTAL_DOOR_DATABASE_URL",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def figures(self) -> Any:
        """The object of ``--json``."""
        return json.loads(self.out)

    @property
    def line(self) -> str:
        """The one plain line of a failure."""
        lines = self.err.strip().splitlines()
        assert self.code == 1, self
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0].removeprefix("portal: ")


@dataclass(frozen=True)
class Installation:
    """A database that the environment names, and the commands run on it."""

    owner: Engine
    address: Address
    name: str
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> Answer:
        """Run a command as the shell would."""
        self.capsys.readouterr()
        code = run(arguments)
        said = self.capsys.readouterr()
        return Answer(code, said.out, said.err)

    def load(self, *kinds: Kind) -> None:
        """Load the sample's files of these kinds."""
        for kind in kinds:
            assert self.run("load", kind.value, str(sample_file(kind))).code == 0

    def add(self, email: str, name: str, agency: str, role: str, *more: str) -> Answer:
        """Add a person, with a password that is good enough."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO(f"{GOOD_PASSWORD}\n"))
            return self.run(
                "person", "add", "--email", email, "--name", name, "--agency", agency,
                "--role", role, "--password-stdin", *more,
            )  # fmt: skip

    def url(self, role: Role) -> str:
        """How a setting names this database to a role."""
        return self.address.url(role, self.name).render_as_string(hide_password=False)


def sample_file(kind: Kind) -> Path:
    """The sample's file of this kind."""
    return files_folder() / FILES[kind]


@pytest.fixture(scope="session")
def empty_template(server: Address) -> Iterator[str]:
    """A database with the schema and nothing in it."""
    name = f"portal_empty_{uuid4().hex[:8]}"
    make_database(server, name)
    owner = engine(server.url(Role.OWNER, name), pool=1)
    migrating.upgrade(owner)
    owner.dispose()
    yield name
    drop_database(server, name)


@pytest.fixture
def installation(
    server: Address,
    empty_template: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Installation]:
    """An empty installation on the real server."""
    name = f"portal_cli_{uuid4().hex[:8]}"
    make_database(server, name, template=empty_template)
    owner = engine(server.url(Role.OWNER, name), pool=2)
    made = Installation(owner, server, name, capsys)
    for role, setting in _URLS.items():
        monkeypatch.setenv(setting, made.url(role))
    monkeypatch.setenv("PORTAL_ORIGIN", "https://portal.example")
    monkeypatch.setenv("PORTAL_SECRET", "".join(chr(65 + n) for n in range(26)) + "0123456789")
    yield made
    owner.dispose()
    drop_database(server, name)


def entries(owner: Engine) -> Sequence[tuple[str, str, dict[str, Any]]]:
    """What the record holds: event, reason and facts of each entry."""
    with owner.connect() as connection:
        rows = connection.exec_driver_sql(
            "select event, request_id, facts from audit.entry order by seq"
        )
        return [(event, why, facts) for event, why, facts in rows]
