"""What the code declares of its tables, as SQL; and where the live database differs from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, literal_column, select, table
from sqlalchemy.schema import CreateIndex, CreateTable

from portal.access.sight import DIALECT, Guarded, every_guarded, full_name
from portal.core.db import Base

_POLICIES = (
    "schemaname, tablename, policyname, permissive, cmd, roles::text, coalesce(qual, ''), "
    "coalesce(with_check, '')"
)


def tables_ddl() -> Iterator[str]:
    """Every table of the code with its indexes, parents first."""
    late: list[str] = []
    for one in Base.metadata.sorted_tables:
        yield f"{str(CreateTable(one).compile(dialect=DIALECT)).strip()};"
        late.extend(
            f"{str(CreateIndex(index).compile(dialect=DIALECT)).strip()};"
            for index in sorted(one.indexes, key=lambda index: str(index.name))
        )
    yield from late


def policies_ddl(rows: Iterable[Guarded]) -> Iterator[str]:
    """Row-level security on every table of the code, then the policies and privileges."""
    for one in Base.metadata.sorted_tables:
        yield f"alter table {full_name(one)} enable row level security;"
    for guard in rows:
        yield from (f"{policy};" for policy in guard.policies())
        yield from (f"{privilege};" for privilege in guard.privileges())


def live_policies(owner: Connection) -> set[tuple[str, ...]]:
    """The policies that stand in the database, as it prints them itself."""
    source = table("pg_policies", schema="pg_catalog")
    statement: Select[Any] = select(literal_column(_POLICIES)).select_from(source)
    rows = owner.execute(statement)
    return {tuple(str(value) for value in row) for row in rows}


def drift(owner: Connection) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """(only in the database, only in the code).

    The code's policies are built for real, read back and rolled away, because the database
    prints expressions its own way.  It takes exclusive locks: for commands, never for a page.
    """
    standing = live_policies(owner)
    point = owner.begin_nested()
    try:
        for schema, name, policy in sorted({row[:3] for row in standing}):
            owner.exec_driver_sql(f'drop policy {policy} on {schema}."{name}"')
        for guard in every_guarded():
            for statement in guard.policies():
                owner.exec_driver_sql(statement.replace("%", "%%"))
        wanted = live_policies(owner)
    finally:
        point.rollback()
    return standing - wanted, wanted - standing


def unguarded(owner: Connection) -> list[str]:
    """Tables of ours on which row-level security is off for the web role."""
    found = owner.exec_driver_sql(
        "select format('%%I.%%I', n.nspname, c.relname) from pg_class c "
        "join pg_namespace n on n.oid = c.relnamespace "
        "where c.relkind in ('r', 'p') and not c.relrowsecurity and n.nspname not in "
        "('pg_catalog', 'information_schema', 'public') order by 1"
    )
    return [str(name) for (name,) in found]
