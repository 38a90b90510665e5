"""``portal check``, ``audit verify`` and ``policies``: each fault is found and named."""

from __future__ import annotations

from sqlalchemy import Engine

from portal.cli.load.layouts import Kind
from tests.cli.conftest import Installation


def _do(owner: Engine, statement: str) -> None:
    with owner.begin() as connection:
        connection.exec_driver_sql(statement)


def _wrong(installation: Installation) -> str:
    said = installation.run("check", "--json")
    assert said.code == 1
    assert said.figures["ok"] is False
    return " ".join(line for one in said.figures["checks"] for line in one["wrong"])


# The test server runs without fsync, which is the one thing that check rightly finds wrong with it.
_HASTY = "The server's fsync is off: set it to on."


def test_a_whole_installation_has_no_other_fault(installation: Installation) -> None:
    assert _wrong(installation) == _HASTY


def test_a_policy_that_was_widened_is_named(installation: Installation) -> None:
    _do(installation.owner, "alter policy may_select on groups.nominal using (true)")
    assert "may_select of groups.nominal" in _wrong(installation)
    said = installation.run("policies", "--diff")
    assert said.code == 1
    assert "database only: groups.nominal may_select" in said.out


def test_a_table_without_row_security_is_named(installation: Installation) -> None:
    _do(installation.owner, "alter table groups.working_record disable row level security")
    assert "groups.working_record is not guarded" in _wrong(installation)


def test_an_altered_entry_is_named(installation: Installation) -> None:
    installation.load(Kind.AGENCIES, Kind.GROUPS)
    whole = installation.run("audit", "verify", "--json")
    assert (whole.code, whole.figures["entries"]) == (0, 2)
    head = whole.figures["head"]
    assert installation.run("audit", "verify", "--head", head).code == 0
    _do(installation.owner, "update audit.entry set request_id = 'another' where seq = 2")
    said = installation.run("audit", "verify", "--json")
    assert (said.code, said.figures["first_altered"]) == (1, 2)
    assert "Entry 2 of the record was altered" in _wrong(installation)


def test_a_head_that_was_cut_off_is_missed(installation: Installation) -> None:
    installation.load(Kind.AGENCIES, Kind.GROUPS)
    head = installation.run("audit", "verify", "--json").figures["head"]
    _do(installation.owner, "delete from audit.subject where entry_seq = 2")
    _do(installation.owner, "delete from audit.entry where seq = 2")
    assert installation.run("audit", "verify").code == 0
    assert installation.run("audit", "verify", "--head", head).code == 1


def test_an_older_schema_asks_for_the_migration(installation: Installation) -> None:
    _do(installation.owner, "update alembic_version set version_num = '0000'")
    assert "run portal migrate" in _wrong(installation)
    assert "run portal migrate" in installation.run("audit", "verify").line


def test_the_policy_is_printed_as_sql(installation: Installation) -> None:
    said = installation.run("policies", "--ddl")
    assert said.code == 0
    assert 'create policy may_select on groups."group"' in said.out
    assert installation.run("policies", "--diff").code == 0
    assert installation.run("policies").code == 2
