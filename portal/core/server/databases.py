"""Roles and databases, made the same way on the embedded server and on a separate one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors
from psycopg.sql import SQL, Composed, Identifier, Literal

from portal.core.errors import SetUpFailed
from portal.core.server.address import SETTING, Address, Role
from portal.core.server.connections import Connection, connect

_OURS = (Role.OWNER, Role.WEB, Role.DOOR)
_MAINTENANCE = "postgres"

_GUEST = {
    "jit": "off",
    "statement_timeout": "2s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "30s",
}
_SETTINGS = {Role.OWNER: {"lock_timeout": "4s"}, Role.WEB: _GUEST, Role.DOOR: _GUEST}
_SINCE_17 = {"transaction_timeout": "30s"}

_FLAGS = """
    select rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication
      from pg_roles where rolname = %s
"""
_POWERLESS = (True, False, False, False, False, False)
# Named as the system names it; the collation's own name is spelt in several ways.
_HAS_C_UTF8 = "select 1 from pg_collation where collcollate in ('C.UTF-8', 'C.utf8') limit 1"


def make_roles(address: Address) -> None:
    """Make the three roles, or take from them what they must not have.  Safe to repeat."""
    with _admin(address, "make the database's roles") as admin:
        for role in _OURS:
            _make_role(admin, address, role)
            settings = dict(_SETTINGS[role])
            if role is not Role.OWNER and admin.info.server_version >= 170000:
                settings |= _SINCE_17
            for name, value in settings.items():
                admin.execute(
                    SQL("alter role {} set {} = {}").format(
                        Identifier(role), Identifier(name), Literal(value)
                    )
                )


def make_database(address: Address, name: str = "portal", template: str | None = None) -> None:
    """Make a database that does not depend on the machine, or a copy of ``template``.

    One that is there already keeps its content, unless a copy was asked for: that is refused.
    """
    with _admin(address, f"make the database {name}") as admin:
        there = admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if there and template is not None:
            raise SetUpFailed(f"There is a database called {name} already: choose another name.")
        if not there:
            _become_owner(admin)
            admin.execute(_creation(admin, name, template))
        # A copy takes neither its template's settings nor its privileges with it.
        database = Identifier(name)
        admin.execute(SQL("alter database {} set timezone = 'Europe/London'").format(database))
        admin.execute(SQL("revoke all on database {} from public").format(database))
        for role in _OURS:
            admin.execute(
                SQL("grant connect on database {} to {}").format(database, Identifier(role))
            )


def drop_database(address: Address, name: str) -> None:
    """Remove a database, and whoever is in it."""
    with _admin(address, f"remove the database {name}") as admin:
        admin.execute(SQL("drop database if exists {} with (force)").format(Identifier(name)))


@contextmanager
def _admin(address: Address, purpose: str) -> Iterator[Connection]:
    """A connection that may make things, whose refusals are sentences."""
    url = address.url(Role.ADMIN, _MAINTENANCE)
    try:
        with connect(url) as admin:
            yield admin
    except errors.InsufficientPrivilege:
        raise SetUpFailed(
            f"{url.username} may not {purpose}: {SETTING[Role.ADMIN]} must name a role that may"
            " make roles and databases."
        ) from None
    except errors.ObjectInUse:
        raise SetUpFailed(
            f"The portal could not {purpose}, because somebody is connected: end the other"
            " connections, then try again."
        ) from None
    except errors.DiskFull:
        raise SetUpFailed(f"The portal could not {purpose}: the database's disk is full.") from None
    except errors.Error as problem:
        said = problem.diag.message_primary or type(problem).__name__
        raise SetUpFailed(f"The portal could not {purpose}: {said}.") from None


def _make_role(admin: Connection, address: Address, role: Role) -> None:
    name = Identifier(role)
    found = admin.execute(_FLAGS, [role.value]).fetchone()
    if found is None:
        admin.execute(SQL("create role {} login").format(name))
        if password := address.urls[role].password if role in address.urls else None:
            sealed = admin.pgconn.encrypt_password(password.encode(), role.encode())
            admin.execute(SQL("alter role {} password {}").format(name, Literal(sealed.decode())))
    elif found != _POWERLESS:
        admin.execute(
            SQL(
                "alter role {} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication"
            ).format(name)
        )


def _become_owner(admin: Connection) -> None:
    """Give away a database only as one who could be its new owner: a superuser always could."""
    # Since 16 the maker of a role may hand it on, and still not act as it.
    able = "set" if admin.info.server_version >= 160000 else "member"
    row = admin.execute("select pg_has_role(%s, %s)", [Role.OWNER.value, able]).fetchone()
    if row != (True,):
        admin.execute(SQL("grant {} to current_user").format(Identifier(Role.OWNER)))


def _creation(admin: Connection, name: str, template: str | None) -> Composed:
    start = SQL("create database {} owner {} template {} ").format(
        Identifier(name), Identifier(Role.OWNER), Identifier(template or "template0")
    )
    if template is not None:
        return start + SQL("strategy wal_log")
    start += SQL("encoding 'UTF8' ")
    if admin.info.server_version >= 170000:
        return start + SQL("locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'")
    known = admin.execute(_HAS_C_UTF8).fetchone()
    return start + SQL("locale_provider libc locale {}").format(
        Literal("C.UTF-8" if known else "C")
    )
