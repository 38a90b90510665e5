"""What a server must be like before the portal will serve from it."""

from __future__ import annotations

import logging

from portal.core.errors import SetUpFailed
from portal.core.server.address import SET_UP, Address, Role
from portal.core.server.connections import Connection, connect

log = logging.getLogger(__name__)

_OLDEST = 150000
_PORTABLE = ("C", "POSIX", "C.UTF-8", "C.utf8")
_MUST_BE = {
    "TimeZone": ("Europe/London",),
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply"),
}

_BASE = """
    select pg_encoding_to_char(encoding), datlocprovider = 'b' or datcollate = any(%s)
      from pg_database where datname = current_database()
"""
_ROLE = """
    select r.rolsuper, r.rolbypassrls, r.rolcreatedb or r.rolcreaterole or r.rolreplication,
           exists (select from pg_auth_members m where m.member = r.oid),
           exists (select from pg_shdepend d where d.refclassid = 'pg_authid'::regclass
                      and d.refobjid = r.oid and d.deptype = 'o'),
           has_database_privilege(r.oid, current_database(), 'temporary')
           or has_database_privilege(r.oid, current_database(), 'create')
      from pg_roles r where r.rolname = %s
"""
_POWERS = (
    ("is a superuser", "alter role {0} nosuperuser"),
    ("may bypass row security", "alter role {0} nobypassrls"),
    ("may make roles, databases or copies", "alter role {0} nocreatedb nocreaterole noreplication"),
    ("is a member of another role", "revoke that role from {0}"),
    ("owns something", "reassign owned by {0} to portal_owner"),
    ("may make tables here", "revoke create, temporary on this database from public and {0}"),
)


def examine(address: Address, database: str = "portal") -> list[str]:
    """What is wrong with the server, a sentence each; nothing is wrong if there is none."""
    try:
        with connect(address.url(Role.WEB, database)) as web:
            version = web.info.server_version
            if version < _OLDEST:
                return [f"The database is PostgreSQL {version // 10000}: move it to 15 or later."]
            return [*_server(web), *_who(web), *_role(web, Role.WEB), *_role(web, Role.DOOR)]
    except SetUpFailed as problem:
        return [str(problem)]


def _server(web: Connection) -> list[str]:
    wrong = []
    encoding, portable = web.execute(_BASE, [list(_PORTABLE)]).fetchone() or ("", False)
    if encoding != "UTF8":
        wrong.append(f"The database's encoding is {encoding}: make it again as UTF8.")
    if not portable:
        wrong.append("The database's order depends on its machine: make it again with C.UTF-8.")
    for name, accepted in _MUST_BE.items():
        found = _setting(web, name)
        if found not in accepted:
            wrong.append(f"The server's {name} is {found}: set it to {accepted[0]}.")
    if _setting(web, "data_checksums") != "on":
        log.warning("server.checksums_off")
    return wrong


def _setting(web: Connection, name: str) -> str:
    row = web.execute("select current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""


def _who(web: Connection) -> list[str]:
    row = web.execute("select session_user, current_user").fetchone()
    if row == (Role.WEB, Role.WEB):
        return []
    return [f"The pages reach the database as {row[0] if row else ''}: it must be {Role.WEB}."]


def _role(web: Connection, role: Role) -> list[str]:
    row = web.execute(_ROLE, [role.value]).fetchone()
    if row is None:
        return [f"The database has no role {role}: make the roles first ({SET_UP})."]
    return [
        f"The role {role} {power}: {remedy.format(role)}."
        for held, (power, remedy) in zip(row, _POWERS, strict=True)
        if held
    ]
