"""What the web process must ask of its own connection before it serves anybody."""

from __future__ import annotations

from psycopg import Connection

GUARDED = (
    "access.given",
    'groups."group"',
    "groups.nominal",
    "groups.partner_summary",
    "groups.involvement",
    "groups.decision",
    "scoring.grading",
    "plans.action",
)
_ACTIVE = (
    "select table_name from unnest(%s::text[]) table_name where row_security_active(table_name)"
)
_OWNED = """
select count(*) from pg_shdepend
 where refclassid = 'pg_authid'::regclass and refobjid = current_user::regrole and deptype = 'o'
   and dbid in (0, (select oid from pg_database where datname = current_database()))
"""
_ABOVE = "select rolsuper, rolbypassrls from pg_roles where rolname = current_user"
_OTHERS = """
select rolname from pg_roles
 where rolname <> current_user and pg_has_role(current_user, oid, 'member')
"""


def active(db: Connection) -> set[str]:
    """The guarded tables whose policies bind this connection."""
    return {row[0] for row in db.execute(_ACTIVE, (list(GUARDED),))}


def objections(db: Connection) -> list[str]:
    """Why this connection may not serve pages; none, if it may."""
    found = []
    if unbound := len(GUARDED) - len(active(db)):
        found.append(f"not bound on {unbound} tables")
    owned = db.execute(_OWNED).fetchone()
    if owned and owned[0]:
        found.append("owns something")
    above = db.execute(_ABOVE).fetchone()
    if above is None or any(above):
        found.append("superuser or bypasses")
    elif others := [row[0] for row in db.execute(_OTHERS)]:
        found.append(f"may become {', '.join(others)}")
    return found
