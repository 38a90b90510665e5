"""Show what the last numbered page of the register costs beside the first.

Run it with ``python -m benchmarks.numbered_pages``.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from statistics import median

from benchmarks.private import Cluster, private_cluster
from benchmarks.questions import COUNT, PAGE, PLAIN
from benchmarks.sight_forms import WARM, Timing, Viewer, ask, build, entered, table, viewers

_FIRST = 'select * from groups."group" g where {after} order by g.review_on, g.id limit 50'
_BY_KEY = (
    'select g.review_on, g.id from groups."group" g order by g.review_on, g.id'
    " limit 1 offset %(skip)s"
)


@dataclass(frozen=True)
class Way:
    """One way to read one page."""

    name: str
    statement: str
    skip: int


def ways(last: int) -> list[Way]:
    """The first, middle and last page by number, the last by key, and the count beside them."""
    numbered = PAGE.format(inner=_FIRST.format(after="true") + " offset %(skip)s", seen="")
    joined = PLAIN.format(sight="true", seen="") + " offset %(skip)s"
    after = "(g.review_on, g.id) > (%(on)s, %(id)s)"
    by_key = PAGE.format(inner=_FIRST.format(after=after), seen="")
    end = last * 50 - 50
    return [
        Way("page 1", numbered, 0),
        Way(f"page {last // 2}", numbered, end // 100 * 50),
        Way(f"page {last}", numbered, end),
        Way(f"page {last}, by key", by_key, end),
        Way("page 1, joined first", joined, 0),
        Way(f"page {last}, joined first", joined, end),
        Way("count", COUNT, 0),
    ]


def compare(cluster: Cluster, viewer: Viewer, rounds: int) -> list[Timing]:
    """Read the pages by turns; refuse a page by key that is not the page by number."""
    wanted = ways(-(-viewer.sees // 50))
    took: dict[str, list[float]] = {way.name: [] for way in wanted}
    with entered(cluster, "array", viewer) as db:
        before = db.execute(_BY_KEY.encode(), {"skip": wanted[3].skip - 1}).fetchone()
        if before is None:
            raise SystemExit(f"{viewer.name} has only one page.")
        for _ in range(rounds + WARM):
            answers = {}
            for way in wanted:
                values = {"skip": way.skip, "on": before[0], "id": before[1]}
                spent, answers[way.name] = ask(db, (way.statement,), values)
                took[way.name].append(spent)
            if answers[wanted[2].name] != answers[wanted[3].name]:
                raise SystemExit("The page by key is not the page by number.")
    counted = {name: spent[WARM:] for name, spent in took.items()}
    floor = median(counted["page 1"])
    return [
        Timing("register", viewer.name, name, median(s), min(s), max(s), median(s) / floor)
        for name, s in counted.items()
    ]


def main() -> None:
    """Build, read, print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--groups", type=int, default=7000)
    words.add_argument("--rounds", type=int, default=25)
    words.add_argument("--json", action="store_true")
    given = words.parse_args()
    with private_cluster() as cluster:
        build(cluster, given.groups)
        with cluster.connect("portal_owner", "nation") as owner:
            people = viewers(owner, given.groups)[1:]
        timings = [timing for viewer in people for timing in compare(cluster, viewer, given.rounds)]
    if given.json:
        sys.stdout.write(json.dumps([timing.__dict__ for timing in timings], indent=1) + "\n")
        return
    sys.stdout.write(f"{given.groups} groups; ratio to page 1\n{table(timings)}\n")


if __name__ == "__main__":
    main()
