"""What goes wrong before a command can begin: one plain line that says what to do."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

import pytest

from portal.cli.program import sentence
from portal.core.server import Role
from portal.core.settings import environment_of, read
from tests.cli.conftest import Installation


def test_a_taken_port_is_said_before_any_long_step(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        monkeypatch.delenv("PORTAL_DATABASE_URL")
        monkeypatch.setenv("PORTAL_DATA", str(tmp_path / "var"))
        assert f"Port {port} is taken" in installation.run("demo").line
        assert not (tmp_path / "var").exists()


def test_a_wrong_address_of_the_database_is_one_line(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(
        "PORTAL_OWNER_DATABASE_URL", f"postgresql://portal_owner@/portal?host={tmp_path}"
    )
    assert "No database answers" in installation.run("audit", "verify").line
    monkeypatch.setenv("PORTAL_OWNER_DATABASE_URL", "sqlite:///portal.db")
    assert "postgresql://" in installation.run("audit", "verify").line
    monkeypatch.delenv("PORTAL_OWNER_DATABASE_URL")
    assert "PORTAL_OWNER_DATABASE_URL" in installation.run("audit", "verify").line


def test_a_data_folder_that_is_a_file_is_one_line(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "var").write_text("a file")
    monkeypatch.delenv("PORTAL_DATABASE_URL")
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path / "var"))
    assert "cannot be started" in installation.run("migrate").line
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path / "elsewhere"))
    assert "set the portal up first" in installation.run("audit", "verify").line


def test_a_setting_of_the_wrong_shape_is_named(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "eighty")
    assert "PORT is 'eighty'" in installation.run("demo").line


def test_every_weak_setting_is_named_at_once(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_SECRET", "short")
    monkeypatch.setenv("PORTAL_ORIGIN", "http://portal.example")
    monkeypatch.setenv("PORTAL_DEMONSTRATION", "1")
    line = installation.run("serve").line
    for name in ("PORTAL_SECRET", "PORTAL_ORIGIN", "PORTAL_OWNER_DATABASE_URL"):
        assert name in line


@pytest.mark.parametrize("bind", ["8000", "nonsense:port", "127.0.0.1:70000"])
def test_a_bind_of_the_wrong_shape_is_refused(installation: Installation, bind: str) -> None:
    assert "--bind" in installation.run("serve", "--bind", bind).line


def test_serving_from_an_unguarded_table_is_refused(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_OWNER_DATABASE_URL")
    monkeypatch.setattr("portal.cli.gate.examine", lambda *_: [])
    with installation.owner.begin() as connection:
        connection.exec_driver_sql("alter table groups.nominal disable row level security")
    line = installation.run("serve", "--bind", "127.0.0.1:1024").line
    assert line == "groups.nominal is open to the web role: run portal migrate."


def test_a_full_disk_is_a_sentence() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert sentence(full) == "The disk is full: free some space, then try again."


def test_a_database_with_real_records_is_no_demonstration(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "agencies.csv"
    file.write_text("Code,Name,Kind\nREAL,A real force,police force\n")
    assert installation.run("load", "agencies", str(file)).code == 0
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path))
    for words in (["demo", "--no-serve"], ["demo", "--no-serve", "--reset"]):
        said = installation.run(*words)
        assert said.code == 1
        assert "not the demonstration's" in said.err
    with installation.owner.connect() as connection:
        kept = connection.exec_driver_sql("select code from agencies.agency").scalars().all()
    assert kept == ["REAL"]


def test_interrupting_is_no_trace(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("portal.cli.audit.verify", stop)
    said = installation.run("audit", "verify")
    assert (said.code, said.err.strip()) == (130, "portal: Stopped.")


def test_the_web_server_is_told_no_owner(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_ADMIN_DATABASE_URL", installation.url(Role.ADMIN))
    told = environment_of(read(), {"PORTAL_DATABASE_URL": "web"})
    assert told["PORTAL_DATABASE_URL"] == "web"
    assert "PORTAL_OWNER_DATABASE_URL" not in told
    assert "PORTAL_ADMIN_DATABASE_URL" not in told
