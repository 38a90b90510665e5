"""Histories of the two worlds: made by chance, played, and cut short when they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from portal.core.server import Address
from portal.core.settings import Settings
from tests.cast import ident
from tests.sweep.marks import key_of
from tests.twins import duties, frozen, records, sharing
from tests.twins.looks import PERSONS, Look, looks
from tests.twins.steps import Scene, hidden, shared
from tests.twins.worlds import Answer, Pair

AT_A_TIME = 40
"""How many interleavings one pair of databases lives through."""
_TIMES = (timedelta(minutes=7), timedelta(hours=3), timedelta(days=3), timedelta(days=45))
REGISTERED = (records, sharing, duties)
"""The modules whose steps are known; a new one is named here."""


@dataclass(frozen=True)
class Event:
    """One thing of a history: a step or a look, with the seed of all its chance."""

    kind: str
    name: str
    seed: int
    look: Look | None = None

    def __str__(self) -> str:
        """As the report names it."""
        return f"{self.kind}: {self.look or self.name} (seed {self.seed})"


@dataclass(frozen=True)
class Difference:
    """Where the two worlds could be told apart."""

    email: str
    events: Sequence[Event]
    plain: Answer
    more: Answer

    def __str__(self) -> str:
        """The history, and the first bytes that differ."""
        told = "\n  ".join(str(one) for one in self.events)
        return f"{self.email} can tell the worlds apart:\n  {told}\n{self.first()}"

    def first(self) -> str:
        """The first thing that differs."""
        if self.plain.status != self.more.status:
            return f"A answers {self.plain.status}, B {self.more.status}"
        for one, other in zip(self.plain.headers, self.more.headers, strict=False):
            if one != other and one[0] != "Content-Length":
                return f"A sends {one}, B {other}"
        a, b = self.plain.body.decode(), self.more.body.decode()
        at = next((n for n, pair in enumerate(zip(a, b, strict=False)) if len(set(pair)) > 1), -1)
        return f"A: …{a[max(0, at - 80) : at + 80]}…\nB: …{b[max(0, at - 80) : at + 80]}…"


class Driver:
    """Plays histories on one pair of databases."""

    def __init__(self, server: Address, settings: Settings) -> None:
        self.pair = Pair(server, settings)
        self.known: list[Look] = []

    def run(self, first: int, count: int) -> Difference | None:
        """Play so many interleavings; gives the shortest history of the first difference."""
        for seed in range(first, first + count, AT_A_TIME):
            rest = min(AT_A_TIME, first + count - seed)
            email = PERSONS[(seed // AT_A_TIME) % len(PERSONS)]
            with frozen.still():
                found = self.play(email, self.history(email, seed, rest))
                if found:
                    return self.shortest(found)
        return None

    def history(self, email: str, seed: int, count: int) -> list[Event]:
        """So many interleavings, each of a few steps with looks between and after them."""
        chance = Random(f"{email} {seed}")  # noqa: S311 - it must come out the same again
        with frozen.chance("history"):
            self._know(email)
        made: list[Event] = []
        for _ in range(count):
            for _ in range(chance.randint(1, 3)):
                made.append(self._step(chance))
                if chance.random() < 0.3:
                    made.append(self._look(chance))
            made += [self._look(chance) for _ in range(chance.randint(2, 4))]
        return made

    def _know(self, email: str) -> None:
        if not self.known:
            self.pair.begin(email)
            ids: dict[str, Sequence[UUID]] = {
                table: [*(key_of(table, row) for row in rows), ident("nothing at all")]
                for table, rows in _everything(self.pair).items()
            }
            self.known = looks(ids)

    def _step(self, chance: Random) -> Event:
        seed = chance.getrandbits(32)
        draw = chance.random()
        if draw < 0.75:
            return Event("hidden", chance.choice(sorted(hidden)), seed)
        if draw < 0.9:
            return Event("shared", chance.choice(sorted(shared)), seed)
        return Event("time", "passes", seed)

    def _look(self, chance: Random) -> Event:
        return Event("look", "", chance.getrandbits(32), chance.choice(self.known))

    def play(self, email: str, events: Sequence[Event]) -> Difference | None:
        """Play a history from the beginning, up to the first difference."""
        self.pair.begin(email)
        for place, event in enumerate(events):
            if event.look is not None:
                answers = [self._ask(twin, event) for twin in self.pair.both]
                if answers[0] != answers[1]:
                    return Difference(email, events[: place + 1], *answers)
            else:
                self._do(event)
        return None

    def _ask(self, twin: Any, event: Event) -> Answer:
        assert event.look is not None
        with frozen.chance(f"look {event.seed}"):
            answer: Answer = twin.ask(
                self.pair.email, event.look.method, event.look.path, event.look.data
            )
        return answer

    def _do(self, event: Event) -> None:
        if event.kind == "time":
            self.pair.pass_time(self.pair.at + _TIMES[event.seed % len(_TIMES)])
        for twin in self.pair.both if event.kind == "shared" else (self.pair.more,):
            act = (shared if event.kind == "shared" else hidden).get(event.name)
            if act is not None:
                chance = Random(event.seed)  # noqa: S311 - it must come out the same again
                with frozen.chance(f"step {event.seed}"):
                    act(Scene(self.pair, chance), twin)
        if event.kind != "hidden":
            self.pair.look_again()

    def shortest(self, found: Difference) -> Difference:
        """The same difference with as few steps as will show it."""
        size = len(found.events) // 2
        while size:
            start = 0
            while start < len(found.events) - 1:
                fewer = [*found.events[:start], *found.events[start + size : -1], found.events[-1]]
                still = self.play(found.email, fewer) if len(fewer) < len(found.events) else None
                if still:
                    found = still
                else:
                    start += size
            size //= 2
        return found

    def close(self) -> None:
        """Leave nothing behind."""
        self.pair.end()


def _everything(pair: Pair) -> dict[str, list[dict[str, Any]]]:
    from tests.matrix.standings import whole  # noqa: PLC0415 - it reads every table, once

    return whole(pair.plain.owner).rows
