"""What the roles may not do, who is admitted, and what the gate says of a server."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from portal.core.errors import SetUpFailed
from portal.core.server import (
    Address,
    Embedded,
    Role,
    drop_database,
    engine,
    examine,
    make_database,
    make_roles,
    named,
)
from portal.core.server.connections import connect

IS_ROOT = os.geteuid() == 0
DAEMON, NOBODY = 1, 65534

SomeoneElse = Callable[[int, Callable[[], object]], str]


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """The data folder of one server for this file."""
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[Address]:
    """A server with its roles and its database.  Durable, since the gate asks for that."""
    server = Embedded(data)
    found = server.start(create=True)
    make_roles(found)
    make_database(found)
    yield found
    server.stop()


@pytest.fixture
def as_account() -> SomeoneElse:
    """Do something as another account of this machine; what came of it, as a word."""

    def run(uid: int, what: Callable[[], object]) -> str:
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)

        def child() -> None:
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
            try:
                sender.send(str(what()))
            except Exception as problem:
                sender.send(str(problem))

        process = context.Process(target=child)
        process.start()
        word = str(receiver.recv()) if receiver.poll(20) else "silence"
        process.join()
        return word

    return run


@pytest.mark.parametrize("role", [Role.OWNER, Role.WEB, Role.DOOR])
def test_no_role_of_ours_has_any_power_over_the_server(address: Address, role: Role) -> None:
    with connect(address.url(role)) as ours:
        for statement in (
            "create role other",
            "create database other",
            "set role postgres",
            "copy (select 1) to program 'true'",
            "select pg_read_file('PG_VERSION')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ours.execute(statement)


@pytest.mark.parametrize("role", [Role.WEB, Role.DOOR])
def test_pages_and_door_make_nothing_and_become_nobody(address: Address, role: Role) -> None:
    with connect(address.url(role)) as ours:
        for statement in (
            "create table one ()",
            "create temporary table one ()",
            "create schema one",
            "set role portal_owner",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ours.execute(statement)
    with pytest.raises(SetUpFailed, match="may not enter the database postgres"):
        connect(address.url(role, "postgres"))


def test_each_role_has_its_own_patience(address: Address) -> None:
    names = ["jit", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]
    found = {}
    for role in (Role.WEB, Role.DOOR, Role.OWNER):
        with connect(address.url(role)) as ours:
            found[role] = [ours.execute(f"show {name}").fetchone() for name in names]
    assert found[Role.WEB] == found[Role.DOOR] == [("off",), ("2s",), ("2s",), ("30s",)]
    assert found[Role.OWNER][2] == ("4s",)


def test_the_gate_lets_our_own_server_pass(address: Address) -> None:
    assert examine(address) == []


def test_making_again_takes_away_what_a_role_must_not_have(address: Address) -> None:
    with connect(address.url(Role.ADMIN, "postgres")) as admin:
        admin.execute("alter role portal_web superuser bypassrls createdb")
    assert examine(address) == [
        "The role portal_web is a superuser: alter role portal_web nosuperuser.",
        "The role portal_web may bypass row security: alter role portal_web nobypassrls.",
        "The role portal_web may make roles, databases or copies:"
        " alter role portal_web nocreatedb nocreaterole noreplication.",
        "The role portal_web may make tables here:"
        " revoke create, temporary on this database from public and portal_web.",
    ]
    make_roles(address)
    make_database(address)
    assert examine(address) == []


def test_the_gate_names_what_is_wrong_with_a_role(address: Address) -> None:
    make_database(address, "wrong")
    with connect(address.url(Role.ADMIN, "wrong")) as admin:
        admin.execute("create table owned ()")
        admin.execute("alter table owned owner to portal_door")
        admin.execute("grant pg_read_all_data to portal_web")
        admin.execute("grant temporary on database wrong to public")
        admin.execute("alter database wrong set timezone = 'UTC'")
    try:
        assert examine(address, "wrong") == [
            "The server's TimeZone is UTC: set it to Europe/London.",
            "The role portal_web is a member of another role: revoke that role from portal_web.",
            "The role portal_web may make tables here:"
            " revoke create, temporary on this database from public and portal_web.",
            "The role portal_door owns something: reassign owned by portal_door to portal_owner.",
            "The role portal_door may make tables here:"
            " revoke create, temporary on this database from public and portal_door.",
        ]
    finally:
        with connect(address.url(Role.ADMIN, "wrong")) as admin:
            admin.execute("revoke pg_read_all_data from portal_web")
        drop_database(address, "wrong")


def test_the_gate_says_when_there_is_no_database(address: Address) -> None:
    (sentence,) = examine(address, "absent")
    assert sentence.startswith("There is no database called absent at ")


def test_a_copy_has_the_content_the_settings_and_the_privileges(address: Address) -> None:
    make_database(address, "original")
    with connect(address.url(Role.OWNER, "original")) as owner:
        owner.execute("create table kept ()")
    make_database(address, "copy", template="original")
    with pytest.raises(SetUpFailed, match="There is a database called copy already"):
        make_database(address, "copy", template="original")
    with connect(address.url(Role.OWNER, "copy")) as owner:
        assert owner.execute("select * from kept").fetchall() == []
        assert examine(address, "copy") == []
        drop_database(address, "copy")  # somebody is connected, and that does not save it
    drop_database(address, "original")
    drop_database(address, "original")


def test_a_connection_lost_while_idle_is_replaced_once(address: Address) -> None:
    pool = engine(address.url(Role.WEB))
    with pool.connect() as first:
        number = first.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
    with connect(address.url(Role.ADMIN)) as admin:
        admin.execute("select pg_terminate_backend(%s, 5000)", [number])
    with pool.connect() as again:
        assert again.exec_driver_sql("select 1").scalar() == 1
    pool.dispose()


def test_waiting_for_a_connection_ends_after_two_seconds(address: Address) -> None:
    pool = engine(address.url(Role.WEB), pool=1)
    began = time.monotonic()
    with pool.connect(), pytest.raises(PoolTimeout):
        pool.connect()
    assert 1.9 < time.monotonic() - began < 3
    pool.dispose()


@pytest.mark.skipif(not IS_ROOT, reason="only root can be somebody else")
def test_another_account_is_refused_at_the_folder_and_by_the_server(
    address: Address, data: Path, as_account: SomeoneElse
) -> None:
    def enter() -> object:
        return connect(address.url(Role.ADMIN, "postgres"))

    assert as_account(DAEMON, enter).startswith("This account may not enter")
    data.chmod(0o711)
    (data / "socket").chmod(0o711)
    (data / "socket" / ".s.PGSQL.5432").chmod(0o777)
    try:
        assert "does not admit this account" in as_account(DAEMON, enter)
        assert "does not admit this account" in as_account(NOBODY, enter)
    finally:
        (data / "socket").chmod(0o700)


@pytest.mark.skipif(not IS_ROOT, reason="only root can be somebody else")
def test_an_ordinary_account_runs_its_own_server_and_no_other(
    address: Address, data: Path, as_account: SomeoneElse
) -> None:
    home = Path(tempfile.mkdtemp(prefix="portal-test-"))
    os.chown(home, DAEMON, DAEMON)

    def run() -> str:
        server = Embedded(home / "data")
        try:
            found = server.start(create=True, durable=False)
            make_roles(found)
            make_database(found)
            return " ".join(examine(found))
        finally:
            server.stop()

    try:
        said = as_account(DAEMON, run)
        if "Permission denied" in said:
            pytest.skip("the programs lie below a folder that is closed to that account")
        assert said == "The server's fsync is off: set it to on."
        with pytest.raises(SetUpFailed, match="belongs to the account daemon"):
            Embedded(home / "data").start(create=True)
        assert "cannot be started" in as_account(DAEMON, lambda: Embedded(data).start(create=True))
    finally:
        shutil.rmtree(home)


def test_a_separate_server_of_an_older_version_is_set_up_by_a_keeper_who_is_no_superuser() -> None:
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    server = Embedded(folder, version=16)
    try:
        own = server.start(create=True, durable=False).url(Role.ADMIN, "postgres")
        with connect(own) as admin:
            admin.execute("create role keeper login createdb createrole password 'secret'")
            admin.execute("grant connect on database postgres to keeper")
            (folder / "database" / "pg_hba.conf").write_text("local all all scram-sha-256\n")
            admin.execute("select pg_reload_conf()")
        time.sleep(0.2)  # the server reads its files when it comes to it
        socket = own.query["host"]
        users = {role: role.value for role in Role} | {Role.ADMIN: "keeper"}
        separate = named(
            {
                role: f"postgresql://{user}:secret@/portal?host={socket}"
                for role, user in users.items()
            }
        )
        make_roles(separate)
        make_database(separate)
        make_roles(separate)
        make_database(separate)
        assert examine(separate) == ["The server's fsync is off: set it to on."]
        drop_database(separate, "portal")
        wrong = named({Role.WEB: f"postgresql://portal_web:wrong@/portal?host={socket}"})
        (sentence,) = examine(wrong)
        assert sentence.endswith(
            "does not take the password of portal_web: correct it in the settings."
        )
    finally:
        server.stop()
        shutil.rmtree(folder)
