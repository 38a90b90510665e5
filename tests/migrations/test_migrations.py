"""Migrations go up, down and up again, and leave what the models say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from portal.access.catalogue import drift
from portal.cli import migrating
from portal.core.db import Base
from portal.core.server import Address, Role, drop_database, engine, make_database
from tests.cast import build

ROOT = Path(__file__).parents[2]
SCHEMAS = {table.schema for table in Base.metadata.sorted_tables}
_CATALOGUE = (
    "select n.nspname, c.relname, c.relkind::text, c.relrowsecurity, "
    "coalesce(c.relacl, acldefault('r', c.relowner))::text "
    "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    "where n.nspname not like 'pg\\_%%' and n.nspname <> 'information_schema' order by 1, 2",
    "select schemaname, tablename, policyname, cmd, qual, with_check from pg_policies "
    "order by 1, 2, 3",
    "select n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), p.prosrc, "
    "p.prosecdef, p.proacl::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
    "where n.nspname not like 'pg\\_%%' and n.nspname <> 'information_schema' order by 1, 2, 3",
    "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint "
    "where connamespace <> 'pg_catalog'::regnamespace and contype <> 'n' order by 1, 2",
)


@pytest.fixture
def empty(server: Address) -> Iterator[Engine]:
    """A database with nothing in it, as its owner."""
    name = f"portal_{uuid4().hex[:12]}"
    make_database(server, name)
    owner = engine(server.url(Role.OWNER, name), pool=1)
    yield owner
    owner.dispose()
    drop_database(server, name)


def whole(owner: Engine) -> list[object]:
    with owner.connect() as connection:
        return [connection.exec_driver_sql(question).all() for question in _CATALOGUE]


def test_up_down_up_gives_the_same_house_and_down_gives_none(empty: Engine) -> None:
    migrating.upgrade(empty)
    first = whole(empty)
    build(empty)
    migrating.downgrade(empty, "base")
    with empty.connect() as connection:
        left = connection.exec_driver_sql(
            "select nspname from pg_namespace where nspname = any(%s)",
            (sorted(filter(None, SCHEMAS)),),
        ).all()
        assert left == []
        assert migrating.revision(connection) == ""
    migrating.upgrade(empty)
    assert whole(empty) == first


def test_one_step_down_gives_the_house_before(empty: Engine) -> None:
    migrating.upgrade(empty, "0001")
    first = whole(empty)
    migrating.upgrade(empty)
    build(empty)
    migrating.downgrade(empty, "0001")
    assert whole(empty) == first


def test_running_again_changes_nothing(empty: Engine) -> None:
    migrating.upgrade(empty)
    first = whole(empty)
    migrating.upgrade(empty)
    assert whole(empty) == first
    with empty.connect() as connection:
        assert migrating.revision(connection) == migrating.newest()


def test_the_migrated_schema_is_that_of_the_models(empty: Engine) -> None:
    migrating.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, _: kind != "schema" or name in SCHEMAS,
                "compare_type": True,
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, Base.metadata) == []
        assert drift(connection) == (set(), set())


def test_the_head_file_names_the_newest_migration() -> None:
    assert (ROOT / "migrations/HEAD").read_text("utf-8").strip() == migrating.newest()


def test_every_constraint_has_a_name_of_ours(empty: Engine) -> None:
    migrating.upgrade(empty)
    with empty.connect() as connection:
        names = connection.exec_driver_sql(
            "select conname from pg_constraint c join pg_namespace n on n.oid = c.connamespace "
            "where n.nspname = any(%s) and contype in ('c', 'f', 'u', 'p')",
            (sorted(filter(None, SCHEMAS)),),
        )
        strange = [name for (name,) in names if name[:3] not in {"ck_", "fk_", "uq_", "pk_"}]
    assert strange == []
