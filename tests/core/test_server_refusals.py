"""Whatever keeps the database away is one sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from portal.core.errors import SetUpFailed
from portal.core.server import Embedded, Role, examine, make_roles, named
from portal.core.server import binaries as binaries_module
from portal.core.server import cluster as cluster_module
from portal.core.server.connections import connect

IS_ROOT = os.geteuid() == 0


class Refusal(Protocol):
    """Why the server of a folder does not start."""

    def __call__(self, data: Path, *, create: bool) -> str:
        """The sentence."""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A data folder with a cluster at rest, which each test leaves whole."""
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    server = Embedded(folder)
    server.start(create=True, durable=False)
    server.stop()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def refusal() -> Refusal:
    """Why the server of a folder does not start."""

    def ask(data: Path, *, create: bool) -> str:
        server = Embedded(data)
        try:
            with pytest.raises(SetUpFailed) as refused:
                server.start(create=create, durable=False)
        finally:
            server.stop()
        return str(refused.value)

    return ask


def test_an_absent_or_empty_folder_is_refused_unless_asked_for(
    tmp_path: Path, refusal: Refusal
) -> None:
    assert refusal(tmp_path / "absent", create=False).startswith("There is no folder ")
    assert not (tmp_path / "absent").exists()
    (tmp_path / "empty").mkdir()
    assert refusal(tmp_path / "empty", create=False).startswith("There is no database in ")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path, refusal: Refusal) -> None:
    (tmp_path / "database").mkdir()
    (tmp_path / "database" / "holiday.jpg").touch()
    assert "holds something that is not a database" in refusal(tmp_path, create=True)
    assert (tmp_path / "database" / "holiday.jpg").exists()


def test_a_file_in_the_way_is_a_sentence(tmp_path: Path, refusal: Refusal) -> None:
    (tmp_path / "file").touch()
    assert "cannot be started" in refusal(tmp_path / "file" / "data", create=True)
    assert "cannot be started" in refusal(tmp_path / "file", create=True)


def test_a_missing_database_is_not_replaced_by_an_empty_one(data: Path, refusal: Refusal) -> None:
    (data / "database").rename(data / "away")
    try:
        assert refusal(data, create=True).startswith("The database that belongs in ")
    finally:
        (data / "away").rename(data / "database")


def test_another_cluster_in_its_place_is_refused(data: Path, refusal: Refusal) -> None:
    marker = data / "database.id"
    right = marker.read_text()
    marker.write_text("1234567890")
    try:
        assert "is not the one that was made there" in refusal(data, create=True)
    finally:
        marker.write_text(right)


def test_a_cluster_of_another_version_is_refused(data: Path, refusal: Refusal) -> None:
    version = data / "database" / "PG_VERSION"
    version.write_text("15\n")
    try:
        assert "was made by PostgreSQL 15, and this is 18" in refusal(data, create=False)
    finally:
        version.write_text("18\n")


@pytest.mark.skipif(not IS_ROOT, reason="only root can give a folder away")
def test_a_cluster_of_another_account_is_refused(data: Path, refusal: Refusal) -> None:
    owner = (data / "database").stat().st_uid
    os.chown(data / "database", 1, -1)
    try:
        assert "belongs to the account daemon" in refusal(data, create=False)
    finally:
        os.chown(data / "database", owner, -1)


def test_a_full_disk_is_said_before_anything_is_made(
    tmp_path: Path, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "_ROOM", 2**62)
    assert refusal(tmp_path, create=True).startswith(f"The disk that holds {tmp_path} is full")
    assert not (tmp_path / "database").exists()


def test_a_server_that_does_not_start_points_to_its_log(data: Path, refusal: Refusal) -> None:
    settings = data / "database" / "postgresql.conf"
    right = settings.read_text()
    settings.write_text(right + "\nno_such_setting = on\n")
    try:
        log = data / "database" / "pg_log"
        said = refusal(data, create=False)
        assert said == f"The database did not start: read the newest file in {log}."
        assert "no_such_setting" in (log / "start.log").read_text()
    finally:
        settings.write_text(right)


def test_absent_programs_are_a_sentence(
    tmp_path: Path, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries_module, "_FOLDERS", {18: "nowhere"})
    assert refusal(tmp_path, create=True).startswith("The embedded PostgreSQL 18 is not installed")


def test_a_separate_server_that_does_not_answer_is_a_sentence() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
        (said,) = examine(named({Role.WEB: f"postgresql://portal_web@127.0.0.1:{port}/portal"}))
    assert said == (
        f"No database answers at 127.0.0.1, port {port}: start it, or correct its address in the"
        " settings."
    )


def test_a_separate_server_that_does_not_exist_is_a_sentence() -> None:
    address = named(
        {
            Role.WEB: "postgresql://portal_web@absent.invalid/portal?sslmode=verify-full",
            Role.OWNER: "postgresql://portal_owner@/portal?host=/nowhere",
        }
    )
    (said,) = examine(address)
    assert said.startswith("There is no machine called absent.invalid")
    with pytest.raises(SetUpFailed, match="No database answers in /nowhere"):
        connect(address.url(Role.OWNER))


def test_a_role_without_an_address_is_named_by_its_setting() -> None:
    with pytest.raises(SetUpFailed, match="Set PORTAL_ADMIN_DATABASE_URL to the address"):
        make_roles(named({}))
    with pytest.raises(SetUpFailed, match="Set PORTAL_DATABASE_URL to the address"):
        named({Role.WEB: ""}).url(Role.WEB)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("nonsense", "Write PORTAL_DATABASE_URL as"),
        ("postgresql://portal_web@host:port/x", "Write PORTAL_DATABASE_URL as"),
        ("sqlite:///portal.db", "must begin with postgresql://"),
        ("postgresql+asyncpg://portal_web@localhost/x", "must begin with postgresql://"),
        (
            "postgresql://portal_owner@localhost/x",
            "must sign in as portal_web, not as portal_owner",
        ),
        ("postgresql://localhost/x", "must sign in as portal_web"),
        ("postgresql://portal_web@/x", "names no host"),
        ("postgresql://portal_web@/x?service=one", "not a service file"),
        ("postgresql://portal_web@10.0.0.5/x", "add sslmode=verify-full"),
        ("postgresql://portal_web@db.example/x?sslmode=require", "add sslmode=verify-full"),
        ("postgresql://portal_web@localhost/x?hostaddr=10.0.0.5", "add sslmode=verify-full"),
        ("postgresql://portal_web@/x?host=/run,db.example", "add sslmode=verify-full"),
        ("postgresql://portal_web@/x?host=/run&host=db.example:5433", "add sslmode=verify-full"),
        ("postgresql://portal_web@127.0.0.1.example/x", "add sslmode=verify-full"),
    ],
)
def test_an_address_that_will_not_do_is_refused(written: str, sentence: str) -> None:
    with pytest.raises(SetUpFailed) as refused:
        named({Role.WEB: written})
    assert sentence in str(refused.value)
    assert written not in str(refused.value)


@pytest.mark.parametrize(
    "written",
    [
        "postgresql://portal_web:p%40ss@localhost/ours",
        "postgres://portal_web@127.0.0.1:5433/ours",
        "postgresql+psycopg://portal_web@[::1]/ours",
        "postgresql://portal_web@/ours?host=/run/postgresql",
        "postgresql://portal_web@db.example/ours?sslmode=verify-full&sslrootcert=system",
    ],
)
def test_an_address_here_or_one_that_is_proved_is_taken(written: str) -> None:
    address = named({Role.WEB: written})
    url = address.url(Role.WEB)
    assert url.drivername == "postgresql+psycopg"
    assert (url.database, address.url(Role.WEB, "other").database) == ("ours", "other")
    assert "p@ss" not in repr(address)
