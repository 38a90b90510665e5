"""What the roles of pages and of sign-in can do in the database: what they must, and no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from portal.access.sight import full_name
from portal.core.db import Base
from portal.core.server import Role
from tests.asking import connected
from tests.conftest import World

TABLES = [full_name(one) for one in Base.metadata.sorted_tables]

REFUSED = {
    "give itself a group": "insert into access.given select * from access.given",
    "lengthen a grant": "update access.given set valid_until = null",
    "raise a view": "update access.given set view = 3",
    "write on the trail": "insert into audit.entry select * from audit.entry",
    "alter the trail": "update audit.entry set event = 'group.seen'",
    "cut the trail": "delete from audit.entry",
    "unname a record": "delete from audit.subject",
    "put an entry in another's name": "select audit.put('x', 'x', null, null, '{}', '[]', '')",
    "verify the chain": "select audit.first_altered()",
    "read password hashes": "select password_hash from agencies.credential",
    "read sign-ins": "select token_hash from access.sign_in",
    "write a sign-in": "update access.sign_in set ended_at = null",
    "read failed attempts": "select email_hash from access.sign_in_attempt",
    "take a role": "insert into agencies.duty select * from agencies.duty",
    "read roles": "select role from agencies.duty",
    "raise a ceiling": "update agencies.membership set ceiling = 9",
    "enable a person": "update agencies.person set disabled_at = null",
    "activate an agency": "update agencies.agency set state = 'active'",
    "take a seat": "insert into boards.seat select * from boards.seat",
    "take another group over": "update groups.\"group\" set lead_agency_id = lead_agency_id",
    "move an action": "update plans.action set group_id = group_id",
    "change whose action it is": "update plans.action set owner_agency_id = owner_agency_id",
    "change a past decision": "update groups.log_entry set text = ''",
    "change a score": "update scoring.assessment set score = 1",
    "widen a share": "update groups.share set view = 3",
    "lengthen a share": "update groups.share set until = now() + interval '9 years'",
    "lower a marking": "update groups.partner_summary set marking = 1",
    "rewrite a count": "update profiles.monthly_count set groups = 1",
    "forget a form": "delete from access.sent_form",
    "be the owner": "set role portal_owner",
    "be the door": "set role portal_door",
    "be the starter": "set role postgres",
    "be another session": "set session authorization portal_owner",
    "bypass the policies": "alter role portal_web bypassrls",
    "make a role": "create role portal_other login",
    "make a table": "create table public.mine (id int)",
    "make a table in a room": "create table groups.mine (id int)",
    "make a passing table": "create temp table mine (id int)",
    "make a view": "create view public.mine as select 1",
    "make a function": "create function public.mine() returns int language sql return 1",
    "make a schema": "create schema mine",
    "open a table": "alter table groups.\"group\" disable row level security",
    "drop a policy": "drop policy may_select on groups.\"group\"",
    "add a policy": "create policy mine on groups.\"group\" using (true)",
    "redefine who is asking": "create or replace function access.agency() returns uuid "
    "language sql return null::uuid",
    "hand on what it holds": "grant select on access.sign_in to public",
    "switch triggers off": "set session_replication_role = replica",
    "read the secrets of roles": "select rolpassword from pg_authid",
    "read other people's statistics": "select stavalues1 from pg_statistic",
    "read the server's files": "select pg_read_file('postgresql.conf')",
    "write the server's files": "copy (select 1) to '/tmp/portal-mine'",
    "run a program": "copy (select 1) to program 'true'",
    "read the server's log": "select pg_ls_logdir()",
    "load a library": "load 'plpgsql_check'",
    "change the server": "set log_min_messages = 'panic'",
    "block everyone": "lock table groups.\"group\" in access exclusive mode",
    "find an account": "select access.find_account('lro@nottspol.example')",
    "count a failure": "select access.count_failure('\\x00')",
    "forget failures": "select access.forget_failures('\\x00')",
    "open a sign-in": "select access.open_sign_in(gen_random_uuid(), '\\x00', gen_random_uuid(), "
    "null, '1 day', '1 day', '')",
    "find a sign-in": "select access.find_sign_in('\\x00')",
    "end a sign-in": "select access.close_sign_in('\\x00', '')",
}  # fmt: skip


@pytest.fixture(scope="module")
def web(still_world: World) -> Iterator[Connection]:
    """A connection as the role of the pages."""
    with connected(still_world, Role.WEB) as connection:
        yield connection


@pytest.fixture(scope="module")
def door(still_world: World) -> Iterator[Connection]:
    """A connection as the role of sign-in."""
    with connected(still_world, Role.DOOR) as connection:
        yield connection


@pytest.mark.parametrize("deed", REFUSED)
def test_the_web_role_cannot(web: Connection, deed: str) -> None:
    with web.begin(), pytest.raises(DBAPIError) as refusal:
        web.execute(text(REFUSED[deed]))
    state = getattr(refusal.value.orig, "sqlstate", "")
    assert state == "42501", f"{deed}: {state} {refusal.value.orig}"


@pytest.mark.parametrize("table", TABLES)
def test_neither_role_empties_or_deletes_from_a_table(
    web: Connection, door: Connection, table: str
) -> None:
    for connection in (web, door):
        for statement in (f"truncate {table} cascade", f"delete from {table}"):  # noqa: S608 - ours
            with connection.begin(), pytest.raises(DBAPIError) as refusal:
                connection.execute(text(statement))
            assert getattr(refusal.value.orig, "sqlstate", "") == "42501"


def test_row_security_cannot_be_switched_off_to_see_more(web: Connection) -> None:
    with web.begin():
        web.execute(text("set local row_security = off"))
        with pytest.raises(DBAPIError, match="affected by row-level security"):
            web.execute(text('select * from groups."group"'))


@pytest.mark.parametrize("table", TABLES)
def test_the_door_reads_no_table(door: Connection, table: str) -> None:
    with door.begin(), pytest.raises(DBAPIError) as refusal:
        door.execute(text(f"select 1 from {table}"))  # noqa: S608 - ours
    assert getattr(refusal.value.orig, "sqlstate", "") == "42501"


@pytest.mark.parametrize(
    "call",
    [
        "access.enter('\\x00')", "access.preview('\\x00', gen_random_uuid(), gen_random_uuid())",
        "access.touch('1 day')", "audit.append('[]', '')",
        "audit.put('x', 'x', null, null, '{}', '[]', '')", "audit.first_altered()",
    ],
)  # fmt: skip
def test_the_door_calls_only_its_own_functions(door: Connection, call: str) -> None:
    with door.begin(), pytest.raises(DBAPIError) as refusal:
        door.execute(text(f"select {call}"))
    assert getattr(refusal.value.orig, "sqlstate", "") == "42501"


def test_the_door_makes_nothing_and_becomes_nobody(door: Connection) -> None:
    for statement in (
        "set role portal_web", "set role portal_owner", "create temp table mine (id int)",
        "create table public.mine (id int)", "select rolpassword from pg_authid",
    ):  # fmt: skip
        with door.begin(), pytest.raises(DBAPIError) as refusal:
            door.execute(text(statement))
        assert getattr(refusal.value.orig, "sqlstate", "") == "42501"


def test_statistics_show_the_web_role_no_value_of_a_guarded_table(
    still_world: World, web: Connection
) -> None:
    with still_world.owner.begin() as owner:
        owner.execute(text("analyze"))
    with web.begin():
        seen = web.execute(
            text("select schemaname, tablename from pg_stats where schemaname = any(:rooms)"),
            {"rooms": sorted({one.schema or "" for one in Base.metadata.sorted_tables})},
        ).all()
    assert seen == []


def test_every_table_of_the_code_is_tried_here(still_world: World) -> None:
    there = {
        f"{schema}.{name}"
        for schema in {one.schema for one in Base.metadata.sorted_tables}
        for name in inspect(still_world.owner).get_table_names(schema=schema)
    }
    assert there == {one.replace('"', "") for one in TABLES}
