"""Measure the portal against its floor: ratios only, from one run, by turns.

Run it with ``make bench``, or ``python -m benchmarks.run --json``.

W1 is the list of groups with three filters, by review date; W2 is one group: its overview, its 12
people and its 8 actions; W3 is a search for a name, posted.  Each is asked of the portal and of the
floor (floor.py) in one process, over a Unix socket, each on a connection of its own; both must give
the same bytes and the same entry on the chain before anything is timed.  S is 34 groups and 255
nominals, M is 7,000 and 50,000.  It fails when a ratio, of wall time or of processor time (this
process and its database process together), is above the bar with its margin.  Never for a time:
machines differ.

W8 is in decisions.py: statements alone, without a page.

Not in it: gunicorn, gzip, many people at once, a network.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # make bench starts the file itself
    sys.path[0] = str(Path(__file__).parents[1])

from benchmarks.decisions import Decided, NotSeen, decide
from benchmarks.learning import NotLearnt
from benchmarks.partnership import ALL, FEW, QUARTER, Place, Viewer, fill
from benchmarks.private import private_cluster
from benchmarks.sides import Differ, Side, Spent, by_turns, check, open_floor, open_portal
from benchmarks.workloads import WORKLOADS, Workload

GOOD = 3.0
"""The bar of the design: no more than three times the floor."""
BARS = {"W3": 4.0}
"""Where the design allows more, or less."""
MARGIN = 1.5
"""A busy machine moves a ratio by up to a half from one run to the next."""
SIZES = {"S": 34, "M": 7000}


@dataclass(frozen=True)
class Result:
    """The portal beside its floor."""

    workload: str
    size: str
    viewer: str
    rounds: int
    portal: Spent
    floor: Spent

    @property
    def wall(self) -> float:
        """Ratio of the medians of wall time."""
        return self.portal.wall[0] / self.floor.wall[0]

    @property
    def processor(self) -> float:
        """Ratio of the medians of processor time, the database's included."""
        return self.portal.processor[0] / self.floor.processor[0]

    @property
    def within(self) -> bool:
        """Whether both ratios are below the bar with its margin.

        Others on the machine stretch some rounds of one side and not of the other, so a ratio is
        above only when that of the medians and that of the least times both are.
        """
        pairs = ((self.portal.wall, self.floor.wall), (self.portal.processor, self.floor.processor))
        bar = BARS.get(self.workload[:2], GOOD) * MARGIN
        return all(min(one[0] / other[0], one[1] / other[1]) <= bar for one, other in pairs)


def race(workload: Workload, viewer: Viewer, places: Sequence[Place], rounds: int) -> list[Result]:
    """One workload for one viewer in each size, all sides by turns."""
    sides: list[Side] = []
    try:
        for place in places:
            portal = open_portal(place, viewer, workload)
            sides.append(portal)
            floor = open_floor(place, viewer, workload, portal)
            sides.append(floor)
            check(place, portal, floor)
        spent = by_turns(sides, rounds)
    finally:
        for side in sides:
            side.close()
    return [
        Result(workload.name, place.name, viewer.name, rounds, *spent[2 * at : 2 * at + 2])
        for at, place in enumerate(places)
    ]


def measure(rounds: int, sizes: Mapping[str, int]) -> tuple[list[Result], Decided]:
    """Every workload for every viewer, and the decisions in the greatest size."""
    found: list[Result] = []
    with private_cluster() as cluster:
        places = [fill(cluster, name, groups) for name, groups in sizes.items()]
        for place in places:
            _say(f"{place.name}: {place.groups} groups, filled in {place.seconds:.0f} s")
        for workload in WORKLOADS.values():
            for viewer, wanted in ((FEW, places), (QUARTER, places[-1:]), (ALL, places[-1:])):
                found += race(workload, viewer, wanted, rounds)
                _say("\n".join(line(one) for one in found[-len(wanted) :]))
        decided = decide(places[-1], rounds)
        _say(str(decided))
    return found, decided


def growth(found: Sequence[Result]) -> dict[str, float]:
    """The portal in the greatest size against the least, for whoever sees the same in both."""
    grown = {}
    for name in {one.workload for one in found}:
        same = [one for one in found if one.workload == name and one.viewer == FEW.name]
        grown[name] = same[-1].portal.processor[0] / same[0].portal.processor[0]
    return grown


_HEAD = (
    f"{'workload':<34}{'size':<5}{'viewer sees':<13}{'wall':>6}{'cpu':>6}   "
    f"{'portal wall ms':<24}{'floor wall ms':<22}{'portal cpu, web':<18}floor cpu, web"
)


def line(one: Result) -> str:
    """One result for a reader."""

    def three(timing: tuple[float, float, float]) -> str:
        return "{:.1f} ({:.1f} to {:.1f})".format(*timing)

    return (
        f"{one.workload:<34}{one.size:<5}{one.viewer:<13}{one.wall:>6.2f}{one.processor:>6.2f}   "
        f"{three(one.portal.wall):<24}{three(one.floor.wall):<22}"
        f"{f'{one.portal.processor[0]:.1f}, {one.portal.web[0]:.1f}':<18}"
        f"{one.floor.processor[0]:.1f}, {one.floor.web[0]:.1f}"
    )


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")


def main() -> int:
    """Measure, print, and say whether every ratio is within the bar."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("--rounds", type=int, default=15)
    words.add_argument("--groups", type=int, default=SIZES["M"], help="groups of the size M")
    words.add_argument("--json", action="store_true")
    given = words.parse_args()
    try:
        found, decided = measure(given.rounds, {**SIZES, "M": given.groups})
    except NotSeen as problem:
        _say(str(problem))
        return 1
    except (Differ, NotLearnt) as problem:
        _say(
            "The portal and its floor do not do the same, so nothing was compared: let"
            f" benchmarks/workloads.py read and record what the page does now.\n{problem}"
        )
        return 2
    bar = GOOD * MARGIN
    above = [one for one in found if not one.within]
    if given.json:
        figures = {"bar": bar, "results": [_figures(one) for one in found], "growth": growth(found)}
        figures["W8"] = asdict(decided)
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    else:
        grown = ", ".join(f"{name} {ratio:.2f}" for name, ratio in growth(found).items())
        table = "\n".join([_HEAD, *(line(one) for one in found)])
        sys.stdout.write(f"{table}\n{decided}\nGrowth from S to M for the same sight: {grown}\n")
    for one in above:
        _say(f"Above the bar beside its floor: {one.workload}, {one.size}, sees {one.viewer}.")
    if decided.ratio > bar:
        _say(f"Above {bar} times the same by hand: the decisions of a page.")
    return 1 if above or decided.ratio > bar else 0


def _figures(one: Result) -> dict[str, Any]:
    ratios = {"wall_ratio": one.wall, "processor_ratio": one.processor, "within": one.within}
    return {**asdict(one), **ratios}


if __name__ == "__main__":
    sys.exit(main())
