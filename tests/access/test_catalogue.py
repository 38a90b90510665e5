"""What stands in the database is what the code declares of it, table by table."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, inspect

from portal.access.catalogue import drift, unguarded
from portal.access.sight import every_guarded, full_name
from portal.core.db import Base, db
from portal.factory import ROOMS
from tests.conftest import World

WEB, DOOR = "portal_web", "portal_door"
TABLES = {full_name(one).replace('"', "") for one in Base.metadata.sorted_tables}
ROOMS_SCHEMAS = sorted({name.partition(".")[0] for name in TABLES})

# With ids that nobody chooses, a taken key tells a stranger nothing; the rest give their reason.
KEYS = {
    "agencies.agency.uq_agency_code": "the codes of agencies are no secret of the partnership",
    "agencies.person.uq_person_email": "only commands add people",
    "agencies.agreement.uq_agreement_reference": "only commands add agreements",
    "agencies.gateway.uq_gateway_code": "reference data; names nobody",
    "boards.board.uq_board_code": "the codes of boards are no secret, and only commands add one",
    "boards.meeting.uq_meeting_board_id_held_on": "the board sees all of its meetings",
    "boards.seat.uq_seat_live": "only commands give seats",
    "groups.group.uq_group_reference": "random",
    "profiles.published_total.uq_published_total_published_at_measure_area": "readers see it all",
    "scoring.review.uq_review_open": "the web role adds no review",
}
PUBLIC_COLUMNS = {"owner_agency_id", "agency_id"}
DEFINERS = {
    "access.enter(digest bytea)": WEB,
    "access.preview(digest bytea, only_group uuid, recipient uuid)": WEB,
    "access.touch(idle interval)": WEB,
    "audit.append(entries jsonb, request text)": WEB,
    "audit.put(event text, verb text, membership uuid, agency uuid, facts jsonb, "
    "subjects jsonb, request text)": "",
    "access.circle(only_group uuid)": WEB,
    "agencies.keep_receiver()": "",
    "groups.keep_grant()": "",
    "groups.keep_review_date()": "",
    "access.find_account(asked_email text)": DOOR,
    "access.may_try(email bytea)": DOOR,
    "access.count_failure(email bytea)": DOOR,
    "access.forget_failures(email bytea)": DOOR,
    "access.open_sign_in(new_id uuid, digest bytea, person uuid, membership uuid, "
    "idle interval, longest interval, request text)": DOOR,
    "access.find_sign_in(digest bytea)": DOOR,
    "access.close_sign_in(digest bytea, request text)": DOOR,
}
"""Every function that runs past the policies, and the one role that may call it."""
PLAIN = {
    "access.membership()", "access.person()", "access.agency()", "access.recipients()",
    "access.fellows()", "access.roles()", "access.ceiling()", "access.fence()", "access.leave()",
}  # fmt: skip
"""Functions of the caller's own power that the web role may call."""


@pytest.fixture(scope="module")
def owner(still_world: World) -> Iterator[Connection]:
    """A connection as the owner, for reading the catalogue."""
    with still_world.owner.connect() as connection:
        yield connection


def test_the_policies_that_stand_are_those_of_the_code(world: World) -> None:
    with world.owner.connect() as connection:
        only_there, only_here = drift(connection)
    assert (only_there, only_here) == (set(), set()), "regenerate: portal policies --ddl"


def test_a_policy_altered_by_hand_is_noticed(world: World) -> None:
    with world.owner.connect() as connection:
        connection.exec_driver_sql(
            'alter policy may_select on groups."group" using (true)'
        )  # what a tired administrator might do
        only_there, only_here = drift(connection)
    assert {row[1] for row in only_there} == {row[1] for row in only_here} == {"group"}


def test_every_table_is_guarded_or_closed_or_open_with_a_reason() -> None:
    guarded = {full_name(one.table).replace('"', "") for one in every_guarded()}
    closed = {
        full_name(Base.metadata.tables[str(model.__table__)]).replace('"', ""): reason
        for room in ROOMS
        for model, reason in room.closed.items()
    }
    assert guarded | set(closed) == TABLES, "declare the table in its room's scope.py"
    assert not guarded & set(closed)
    assert all(len(reason) > 10 for reason in closed.values())


def test_no_model_is_guarded_twice() -> None:
    declared = [one.model for room in ROOMS for one in room.rows]
    assert len(declared) == len(set(declared))


def test_row_security_is_on_for_every_table(still_world: World, owner: Connection) -> None:
    assert unguarded(owner) == ["public.alembic_version"] or unguarded(owner) == []
    with still_world.app.app_context(), db.engines[None].connect() as web:
        for one in every_guarded():
            active = web.exec_driver_sql(
                "select row_security_active(%s::regclass)", (full_name(one.table),)
            ).scalar()
            assert active is True, one.model


def test_a_closed_table_has_no_policy(owner: Connection) -> None:
    rows = owner.exec_driver_sql("select distinct schemaname || '.' || tablename from pg_policies")
    assert {name for (name,) in rows} == {
        full_name(one.table).replace('"', "") for one in every_guarded()
    }


def test_every_policy_is_for_the_web_role_alone(owner: Connection) -> None:
    rows = owner.exec_driver_sql("select distinct roles::text from pg_policies").all()
    assert rows == [("{portal_web}",)]


def test_the_web_role_holds_the_declared_privileges_and_no_other(owner: Connection) -> None:
    # The pages refuse to start on another schema than theirs, so they read its number.
    wanted = {("public.alembic_version", "SELECT", "")}
    for one in every_guarded():
        name = full_name(one.table).replace('"', "")
        wanted.add((name, "SELECT", ""))
        if one.add is not None:
            wanted.add((name, "INSERT", ""))
        wanted |= {(name, "UPDATE", column) for column in one.change_columns}
    tables = owner.exec_driver_sql(
        "select table_schema || '.' || table_name, privilege_type, '' "
        "from information_schema.role_table_grants where grantee = 'portal_web'"
    )
    held = {tuple(row) for row in tables}
    whole = {row[:2] for row in held}
    columns = owner.exec_driver_sql(
        "select table_schema || '.' || table_name, privilege_type, column_name "
        "from information_schema.role_column_grants where grantee = 'portal_web'"
    )
    held |= {tuple(row) for row in columns if tuple(row)[:2] not in whole}
    assert held == wanted


def test_nobody_else_holds_any_privilege_on_a_table(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select distinct grantee from information_schema.role_table_grants "
        "where table_schema = any(%s)", (ROOMS_SCHEMAS,)
    )  # fmt: skip
    assert {name for (name,) in rows} <= {"portal_owner", WEB}


def _functions(owner: Connection, *, definers: bool) -> dict[str, tuple[str, str]]:
    rows = owner.exec_driver_sql(
        "select n.nspname || '.' || p.proname || '(' "
        "|| pg_get_function_identity_arguments(p.oid) || ')', p.prosecdef, "
        "coalesce(array_to_string(p.proconfig, ' '), ''), coalesce((select string_agg("
        "coalesce(r.rolname, 'public'), ' ' order by 1) from aclexplode(coalesce(p.proacl, "
        "acldefault('f', p.proowner))) a left join pg_roles r on r.oid = a.grantee "
        "where a.privilege_type = 'EXECUTE' and a.grantee <> p.proowner), '') "
        "from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        "where n.nspname not in ('pg_catalog', 'information_schema')"
    )
    return {name: (config, callers) for name, kind, config, callers in rows if kind is definers}


def test_what_runs_past_the_policies_is_a_short_list_with_one_caller_each(
    owner: Connection,
) -> None:
    found = _functions(owner, definers=True)
    assert {name: callers for name, (_, callers) in found.items()} == DEFINERS
    for name, (config, _) in found.items():
        assert config == 'search_path=""', f"{name} must fix its search_path"


def test_everything_else_that_may_be_called_tells_who_is_asking(owner: Connection) -> None:
    found = _functions(owner, definers=False)
    assert {name for name, (_, callers) in found.items() if callers} == PLAIN
    assert {callers for _, callers in found.values()} == {"", WEB}


def test_no_sequence_tells_how_many_there_are(owner: Connection) -> None:
    assert owner.exec_driver_sql("select 1 from pg_sequences").all() == []


def test_no_column_has_a_default_of_the_server(still_world: World) -> None:
    look = inspect(still_world.owner)
    found = [
        f"{name}.{column['name']}"
        for name in TABLES
        for column in look.get_columns(name.partition(".")[2], schema=name.partition(".")[0])
        if column["default"] is not None or column.get("identity") or column.get("computed")
    ]
    assert found == []


def test_a_unique_key_tells_a_stranger_nothing(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select n.nspname || '.' || t.relname || '.' || i.relname, array_agg(a.attname::text), "
        "bool_and(a.atttypid = 'uuid'::regtype) from pg_index x "
        "join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid "
        "join pg_namespace n on n.oid = t.relnamespace "
        "join pg_attribute a on a.attrelid = t.oid and a.attnum = any(x.indkey) "
        "where x.indisunique and not x.indisprimary and n.nspname = any(%s) group by 1",
        (ROOMS_SCHEMAS,),
    ).all()
    guarded = {full_name(one.table).replace('"', "") for one in every_guarded()}
    telling = {
        name
        for name, columns, _ in rows
        if name.rpartition(".")[0] in guarded and not PUBLIC_COLUMNS & set(columns)
    }
    assert telling == set(KEYS), "give the key an agency or a random reference, or a reason here"


def test_there_is_no_view_that_would_read_as_its_owner(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where c.relkind in ('v', 'm', 'f') and n.nspname not in "
        "('pg_catalog', 'information_schema')"
    )
    assert rows.all() == []


def test_the_roles_of_pages_and_sign_in_have_no_power(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select rolname, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole "
        "or rolreplication, exists (select from pg_auth_members m where m.member = r.oid), "
        "exists (select from pg_class c where c.relowner = r.oid) "
        "from pg_roles r where rolname in ('portal_web', 'portal_door') order by 1"
    )
    assert rows.all() == [(DOOR, False, False, False), (WEB, False, False, False)]


def _references(owner: Connection) -> dict[str, set[str]]:
    """Which tables the policies of each table look at."""
    rows = owner.exec_driver_sql(
        "select distinct p.polrelid::regclass::text, d.refobjid::regclass::text "
        "from pg_policy p join pg_depend d on d.classid = 'pg_policy'::regclass "
        "and d.objid = p.oid and d.refclassid = 'pg_class'::regclass"
    )
    found: dict[str, set[str]] = {}
    for table, other in rows:
        found.setdefault(table, set()).add(other)
    return found


def test_no_policy_looks_at_its_own_table_from_another_row(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select schemaname || '.' || tablename, tablename, schemaname, "
        "coalesce(qual, '') || coalesce(with_check, '') from pg_policies"
    )
    for name, table, schema, clause in rows:
        quoted = f'{schema}."{table}"' if table == "group" else name
        looked_at = re.findall(r"(?:FROM|JOIN)\s+([a-z_.\"]+)", clause)
        assert quoted not in looked_at, f"{name} looks at itself"


def test_policies_do_not_look_at_each_other_in_a_circle(owner: Connection) -> None:
    looks = _references(owner)
    assert len(looks) > 10, "the catalogue was not read as this test expects"

    def walk(table: str, path: tuple[str, ...]) -> None:
        assert table not in path, f"a circle: {' looks at '.join((*path, table))}"
        for other in looks.get(table, set()) - {table}:
            walk(other, (*path, table))

    for table in looks:
        walk(table, ())
