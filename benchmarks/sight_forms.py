"""Compare the two forms of the root policy with each other and with statements written by hand.

Run it with ``python -m benchmarks.sight_forms``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from uuid import UUID

from psycopg import Connection

from benchmarks.private import Cluster, private_cluster
from benchmarks.questions import QUESTIONS, Question
from portal.core.server import make_database

HERE = Path(__file__).parent
WARM = 12
"""Rounds not counted: the driver prepares at the sixth use, the server settles five later."""
WAYS = ("by_hand", "array", "rows", "rows_plain")
ROLES = {
    "by_hand": "portal_owner",
    "array": "portal_web",
    "rows": "web_rows",
    "rows_plain": "web_rows",
}


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks, and a group of theirs."""

    name: str
    mine: list[UUID]
    sees: int
    key: UUID


@dataclass(frozen=True)
class Timing:
    """How long one way of asking took, in milliseconds."""

    question: str
    viewer: str
    way: str
    median: float
    low: float
    high: float
    ratio: float
    """Of the median to that of the statement written by hand."""


# Three kinds: an agency's own people, those who also sit on a board, the mapping team.
_PEOPLE = """
with mine (mine) as (
    select array[a.id, m.id, d.id]
      from agencies.agency a
      join agencies.membership m on m.agency_id = a.id and m.number %% 5 = 0
      join access.duty_recipient d on d.agency_id = a.id and d.role = 'LEAD'),
pool (kind, mine) as (
    select 'agency', mine from mine
    union all select 'board', mine || b.id from mine, agencies.board b
    union all select 'nation', mine || d.id
      from mine join access.duty_recipient d on d.role = 'MAPPING' and d.agency_id = mine[1]),
live as not materialized (
    select recipient_id, group_id, view from access.given
     where revoked_at is null and (valid_until is null or valid_until > now()))
select mine, seen.n, (select group_id from live
                       where recipient_id = any(mine) and view = 3 order by group_id limit 1)
  from pool cross join lateral (
       select count(distinct group_id) as n from live where recipient_id = any(mine)) seen
 where kind = %(kind)s
 order by abs(seen.n - %(wanted)s), mine limit 1
"""


def build(cluster: Cluster, groups: int) -> None:
    """Make the nation, its policies and its statistics."""
    make_database(cluster.address, "nation")
    with cluster.connect("portal_owner", "nation", autocommit=True) as db:
        db.execute("select set_config('nation.groups', %s, false)", (str(groups),))
        db.execute((HERE / "nation.sql").read_bytes())
        db.execute((HERE / "nation_rows.sql").read_bytes())
    with cluster.connect("postgres", "nation", autocommit=True) as db:
        db.execute((HERE / "sight.sql").read_bytes())
        db.execute("vacuum analyze")


def viewers(owner: Connection, groups: int) -> list[Viewer]:
    """One who sees little, one who sees some, one who sees everything."""
    wanted = (("0.5 %", "agency", 200), ("5 %", "board", 20), ("100 %", "nation", 1))
    found = []
    for name, kind, share in wanted:
        row = owner.execute(_PEOPLE, {"kind": kind, "wanted": groups // share}).fetchone()
        if row is None:
            raise SystemExit(f"Nobody sees about {name}: make more groups.")
        found.append(Viewer(name, *row))
    return found


def entered(cluster: Cluster, way: str, viewer: Viewer) -> Connection:
    """A connection that stays in one transaction, as one viewer."""
    db = cluster.connect(ROLES[way], "nation")
    for limit in ("transaction_timeout", "idle_in_transaction_session_timeout", "jit"):
        db.execute("select set_config(%s, '0', false)", (limit,))
    db.commit()
    mine = "{" + ",".join(str(one) for one in viewer.mine) + "}"
    db.execute("select set_config('portal.recipients', %s, true)", (mine,))
    return db


def ask(
    db: Connection, statements: Iterable[str], values: Mapping[str, object]
) -> tuple[float, list[object]]:
    """Milliseconds, and what came back."""
    begun = time.perf_counter()
    rows = [db.execute(one.encode(), values).fetchall() for one in statements]
    return (time.perf_counter() - begun) * 1000, [sorted(part, key=str) for part in rows]


def compare(cluster: Cluster, question: Question, viewer: Viewer, rounds: int) -> list[Timing]:
    """Ask the same in every way by turns; refuse to compare different answers."""
    asked = {way: getattr(question, way) for way in WAYS if getattr(question, way)}
    values = {"key": viewer.key}
    doors = {way: entered(cluster, way, viewer) for way in asked}
    took: dict[str, list[float]] = {way: [] for way in asked}
    try:
        for _ in range(rounds + WARM):
            answers = []
            for way, statements in asked.items():
                spent, answer = ask(doors[way], statements, values)
                took[way].append(spent)
                answers.append(answer)
            if any(answer != answers[0] for answer in answers):
                raise SystemExit(f"{question.name}: the ways of asking give different answers.")
    finally:
        for db in doors.values():
            db.close()
    took = {way: spent[WARM:] for way, spent in took.items()}
    floor = median(took["by_hand"])
    return [
        Timing(
            question.name,
            viewer.name,
            way,
            median(spent),
            min(spent),
            max(spent),
            median(spent) / floor,
        )
        for way, spent in took.items()
    ]


def table(timings: Iterable[Timing]) -> str:
    """The timings for a reader."""
    lines = [
        f"{'question':<26}{'sees':<7}{'way':<26}{'median ms':>10}{'min':>9}{'max':>9}{'ratio':>8}"
    ]
    lines += [
        f"{t.question:<26}{t.viewer:<7}{t.way:<26}{t.median:>10.2f}{t.low:>9.2f}{t.high:>9.2f}{t.ratio:>8.2f}"
        for t in timings
    ]
    return "\n".join(lines)


def main() -> None:
    """Build, ask, print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--groups", type=int, default=7000)
    words.add_argument("--rounds", type=int, default=25)
    words.add_argument("--json", action="store_true")
    given = words.parse_args()
    with private_cluster() as cluster:
        build(cluster, given.groups)
        with cluster.connect("portal_owner", "nation") as owner:
            people = viewers(owner, given.groups)
        timings = [
            timing
            for question in QUESTIONS
            for viewer in people
            for timing in compare(cluster, question, viewer, given.rounds)
        ]
    if given.json:
        sys.stdout.write(json.dumps([asdict(timing) for timing in timings], indent=1) + "\n")
        return
    shape = ", ".join(f"{viewer.name} is {viewer.sees}" for viewer in people)
    sys.stdout.write(
        f"{given.groups} groups; {shape}; {given.rounds} rounds by turns\n{table(timings)}\n"
    )


if __name__ == "__main__":
    main()
