"""What must be true before the portal serves, or says that it is well."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, func, literal, select
from sqlalchemy.exc import DBAPIError, OperationalError

from portal import factory
from portal.access.catalogue import drift, unguarded
from portal.access.sight import every_guarded, full_name
from portal.audit.chain import verify
from portal.cli import migrating
from portal.core.db import Base
from portal.core.server import Address, Role, engine, examine


def closed_reasons(address: Address) -> list[str]:
    """Every reason not to serve from this database, as the web role finds them."""
    return [*server_faults(address), *schema_faults(address)]


def server_faults(address: Address) -> list[str]:
    """What is wrong with the server and the roles."""
    return examine(address, address.url(Role.WEB).database or "portal")


def schema_faults(address: Address) -> list[str]:
    """What is wrong with the schema that the web role finds."""
    web = engine(address.url(Role.WEB), pool=1)
    try:
        with web.connect() as connection:
            return _schema(connection) or _open_tables(connection)
    except OperationalError:
        return []  # nothing answers, and the server's own faults say so
    except DBAPIError:
        return ["The database lacks tables that this version needs: run portal migrate."]
    finally:
        web.dispose()


def differences(owner: Engine) -> Iterator[str]:
    """Where the live database differs from the code, as only its owner can find."""
    factory.declare()
    with owner.connect() as connection:
        if missing := sorted(_columns_of_code() - _columns(connection)):
            yield from (f"The column {name} is missing: run portal migrate." for name in missing)
            return  # policies that speak of it cannot be compared
        for name in unguarded(connection):
            yield f"{name} is not guarded: run portal migrate."
        only_live, only_code = drift(connection)
        for row in sorted(only_live - only_code):
            yield f"The policy {row[2]} of {row[0]}.{row[1]} is not the code's: run portal migrate."
        for row in sorted(only_code - only_live):
            yield f"The policy {row[2]} of {row[0]}.{row[1]} is missing: run portal migrate."


def chain_faults(owner: Engine) -> Iterator[str]:
    """What is wrong with the record."""
    with owner.connect() as connection:
        altered = verify(connection).first_altered
    if altered is not None:
        yield f"Entry {altered} of the record was altered: see portal audit verify."


def _columns(owner: Connection) -> set[str]:
    found = owner.exec_driver_sql(
        "select table_schema || '.' || table_name || '.' || column_name"
        " from information_schema.columns"
    )
    return {name for (name,) in found}


def _columns_of_code() -> set[str]:
    return {
        f"{table.schema}.{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
    }


def _schema(web: Connection) -> list[str]:
    found = migrating.revision(web)
    if found == migrating.newest():
        return []
    return [
        f"The database is at schema {found or '(none)'} and this version needs"
        f" {migrating.newest()}: run portal migrate."
    ]


def _open_tables(web: Connection) -> list[str]:
    """Tables on which row-level security does not hold the web role."""
    factory.declare()
    names = [full_name(one.table) for one in every_guarded()]
    return [
        f"{name} is open to the web role: run portal migrate."
        for name in names
        if not web.scalar(select(func.row_security_active(literal(name))))
    ]
