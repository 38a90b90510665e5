"""Show what works when row security binds the owner too, and what works when it does not.

Run it with ``python -m benchmarks.forced_or_enabled``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from psycopg import Connection, Error

from benchmarks.private import Cluster, private_cluster
from benchmarks.sight_forms import build
from benchmarks.start_gate import GUARDED, active, objections
from portal.core.server import drop_database, make_database

HERE = Path(__file__).parent
WAYS = ("enabled", "forced", "forced_written")
GROUPS = 700
_POLICIES = """
select schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check,
       relrowsecurity, relforcerowsecurity
  from pg_policies join pg_class on oid = format('%I.%I', schemaname, tablename)::regclass
"""
COUNTS = tuple(f"select count(*) from {table}" for table in GUARDED)  # noqa: S608 - our own names


def number(db: Connection, statement: str) -> int:
    """The one number that a statement gives."""
    row = db.execute(statement.encode()).fetchone()
    return int(row[0]) if row else 0


def arrange(cluster: Cluster, way: str) -> None:
    """A copy of the nation, with its owner bound or not, and an empty database to restore into."""
    make_database(cluster.address, way, "nation")
    make_database(cluster.address, f"{way}_restored")
    with cluster.connect("portal_owner", way, autocommit=True) as db:
        for table in GUARDED if way != "enabled" else ():
            db.execute(f"alter table {table} force row level security".encode())
            if way == "forced_written":
                db.execute(
                    f"create policy owner_may_all on {table} to portal_owner"
                    " using (true) with check (true)".encode()
                )


def migration(cluster: Cluster, way: str) -> str:
    """The owner changes every row, then counts another table."""
    with cluster.connect("portal_owner", way) as db:
        changed = db.execute('update groups."group" set version = version + 1').rowcount
        counted = number(db, "select count(*) from groups.decision")
    return f"{changed} of {GROUPS} changed; {counted} of {GROUPS * 6} counted"


def forgotten(cluster: Cluster, way: str) -> str:
    """A migration makes a guarded table, forgets any policy for the owner, and changes its rows."""
    with cluster.connect("portal_owner", way, autocommit=True) as db:
        db.execute('create table groups.alias as select number from groups."group"')
        db.execute("alter table groups.alias enable row level security")
        if way != "enabled":
            db.execute("alter table groups.alias force row level security")
        changed = db.execute("update groups.alias set number = -number").rowcount
        db.execute("drop table groups.alias")
    return f"{changed} changed, no error"


def dump(cluster: Cluster, way: str, *more: str) -> str:
    """The owner dumps; where that works, restores into an empty database, and compares."""
    with tempfile.TemporaryDirectory() as folder:
        made = cluster.tool(
            "pg_dump", "-U", "portal_owner", "-Fc", "-f", f"{folder}/dump", *more, way
        )
        if made.returncode:
            return made.stderr.strip().splitlines()[0].partition("error: ")[2]
        back = cluster.tool(
            "pg_restore", "-U", "portal_owner", "-d", f"{way}_restored", f"{folder}/dump"
        )
    same = []
    for statement in (*COUNTS, _POLICIES):
        both = []
        for name in (way, f"{way}_restored"):
            with cluster.connect("postgres", name) as db:
                both.append(sorted(db.execute(statement.encode()).fetchall(), key=str))
        same.append(both[0] == both[1])
    said = "no error" if not back.returncode else "restore complains"
    return f"{said}; rows of {sum(same[:-1])} of {len(GUARDED)} tables; policies {same[-1]}"


def dump_bound(cluster: Cluster, way: str) -> str:
    """The same, told to dump what the owner may see."""
    drop_database(cluster.address, f"{way}_restored")
    make_database(cluster.address, f"{way}_restored")
    return dump(cluster, way, "--enable-row-security")


def definer(cluster: Cluster, way: str) -> str:
    """The web role asks a function of the owner who was given one group."""
    with cluster.connect("portal_web", way) as db:
        told = number(db, "select access.explain(id) from sample")
    return f"{told} grants told"


def explained(cluster: Cluster, way: str) -> str:
    """Whether a plan that the owner asks for shows the policy that binds the web role."""
    with cluster.connect("portal_owner", way) as db:
        plan = " ".join(row[0] for row in db.execute('explain select * from groups."group"'))
    if "recipient_id" in plan:
        return "shows the web role's policy"
    return "shows no rows at all" if "One-Time Filter: false" in plan else "shows no policy"


def web(cluster: Cluster, way: str) -> str:
    """The web role as it should be: bound, and blind until it has entered."""
    with cluster.connect("portal_web", way) as db:
        seen = number(db, 'select count(*) from groups."group"')
        return f"bound on {len(active(db))} of {len(GUARDED)}; sees {seen}; {gate(db)}"


def swapped(cluster: Cluster, way: str) -> str:
    """The web process was given the owner's connection string."""
    with cluster.connect("portal_owner", way) as db:
        seen = number(db, 'select count(*) from groups."group"')
        return f"bound on {len(active(db))} of {len(GUARDED)}; sees {seen}; {gate(db)}"


def gate(db: Connection) -> str:
    """What the start gate says."""
    return f"gate: {', '.join(objections(db)) or 'opens'}"


def spoilt(spoil: str, mend: str) -> Callable[[Cluster, str], str]:
    """What the gate says to the web role after somebody has done something foolish."""

    def tried(cluster: Cluster, way: str) -> str:
        with cluster.connect("postgres", way, autocommit=True) as db:
            db.execute(spoil.encode())
            try:
                with cluster.connect("portal_web", way) as visitor:
                    return gate(visitor)
            finally:
                db.execute(mend.encode())

    return tried


SITUATIONS: dict[str, Callable[[Cluster, str], str]] = {
    "migration with data": migration,
    "owner's policy forgotten": forgotten,
    "pg_dump, restore": dump,
    "the same, --enable-row-security": dump_bound,
    "definer function": definer,
    "owner's explain": explained,
    "web role": web,
    "owner's string in the web": swapped,
    "web role is in the owner's": spoilt(
        "grant portal_owner to portal_web", "revoke portal_owner from portal_web"
    ),
    "the same, without inheriting": spoilt(
        "grant portal_owner to portal_web with inherit false",
        "revoke portal_owner from portal_web",
    ),
    "web role may bypass": spoilt(
        "alter role portal_web bypassrls", "alter role portal_web nobypassrls"
    ),
    "one table left open": spoilt(
        "alter table plans.action disable row level security",
        "alter table plans.action enable row level security",
    ),
}


def main() -> None:
    """Build, try, print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    outcomes: dict[str, dict[str, str]] = {name: {} for name in SITUATIONS}
    with private_cluster() as cluster:
        build(cluster, GROUPS)
        with cluster.connect("portal_owner", "nation", autocommit=True) as db:
            db.execute((HERE / "forced.sql").read_bytes())
        for way in WAYS:
            arrange(cluster, way)
            for name, tried in SITUATIONS.items():
                try:
                    outcomes[name][way] = tried(cluster, way)
                except Error as refusal:
                    outcomes[name][way] = str(refusal).splitlines()[0]
    if asked.json:
        sys.stdout.write(json.dumps(outcomes, indent=1) + "\n")
        return
    for name, ways in outcomes.items():
        sys.stdout.write(
            f"{name}\n" + "".join(f"    {way:<16}{said}\n" for way, said in ways.items())
        )


if __name__ == "__main__":
    main()
