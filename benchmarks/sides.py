"""The two sides of a comparison: how each is asked, checked against the other, and timed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from statistics import median
from typing import Any, Protocol

from flask import Flask
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from benchmarks.floor import Floor, Page
from benchmarks.learning import plain
from benchmarks.partnership import ORIGIN, Place, Viewer
from benchmarks.workloads import Workload
from portal.access.guard import COOKIE
from portal.core.db import db
from portal.core.server import Role

WARM = 12
"""Rounds not counted: the driver prepares at the sixth use, the server settles five later."""
Timing = tuple[float, float, float]
"""Median, least and most."""
_TRAIL = """
select e.event, e.verb, e.membership_id, e.agency_id, e.facts,
       (select array_agg(format('%s %s %s %s', s.kind, s.record_id, s.group_id, s.owner_agency_id)
                         order by s.position) from audit.subject s where s.entry_seq = e.seq)
  from audit.entry e order by e.seq
"""


class Differ(Exception):
    """The two sides do not do the same, so that comparing them would mean nothing."""


@dataclass(frozen=True)
class Spent:
    """What one side took for a workload, in milliseconds."""

    wall: Timing
    processor: Timing
    """Of this process and of its database process."""
    web: Timing
    """Of this process alone."""


class Backends(Protocol):
    """Tells which processes of the database serve a side."""

    def __call__(self) -> Sequence[int]: ...


@dataclass
class Side:
    """The portal or its floor, asked as one viewer."""

    name: str
    app: Flask
    asked: list[dict[str, Any]]
    """A request for each page."""
    backends: Backends
    close: Callable[[], None]
    samples: list[tuple[float, float, float]] = field(default_factory=list)

    def answers(self) -> list[str]:
        """Every page, in turn."""
        return [_ask(self.app, environ) for environ in self.asked]

    def sample(self) -> None:
        """Ask for every page once, and keep what it took."""
        database = self._database()
        web, begun = time.process_time(), time.perf_counter()
        self.answers()
        wall, web = time.perf_counter() - begun, time.process_time() - web
        self.samples.append((wall, web, self._database() - database))

    def _database(self) -> float:
        """Processor seconds of the database processes that serve this side (Linux)."""
        return sum(time.clock_gettime((~pid << 3) | 2) for pid in self.backends())


def _ask(app: Flask, environ: Mapping[str, Any]) -> str:
    status = ""

    def start(line: str, *_: object) -> Callable[[bytes], None]:
        nonlocal status
        status = line
        return lambda _: None

    body = BytesIO(environ.get("benchmark.body", b""))
    answer = app.wsgi_app({**environ, "wsgi.input": body}, start)
    text = b"".join(answer).decode()
    getattr(answer, "close", bool)()
    if not status.startswith("200"):
        raise Differ(f"{environ['PATH_INFO']} answers {status}.")
    return text


def _requests(workload: Workload, cookies: Mapping[str, str]) -> list[dict[str, Any]]:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return [_request(page, cookie) for page in workload.pages]


def _request(page: Page, cookie: str) -> dict[str, Any]:
    made = EnvironBuilder(
        page.path,
        base_url=ORIGIN,
        headers=[("Cookie", cookie)],
        method="POST" if page.sent else "GET",
        data=dict(page.sent) if page.sent else None,
    ).get_environ()
    return made | {"benchmark.body": made["wsgi.input"].read()}


def open_portal(place: Place, viewer: Viewer, workload: Workload) -> Side:
    """The portal, with the cookies of somebody who has been there before."""
    app = place.portal()
    # A form is sent here without the page that it stands on.
    app.config["WTF_CSRF_ENABLED"] = False
    secret = f"{app.config[COOKIE]}={viewer.token}"
    first = app.test_client(use_cookies=False).get(
        workload.pages[0].path, base_url=ORIGIN, headers={"Cookie": secret}
    )
    found = re.match("([^=]+)=([^;]+)", first.headers.get("Set-Cookie", ""))
    if not found:
        raise Differ(f"The portal answers {first.status} and keeps no session.")
    cookies: dict[str, str] = {app.config[COOKIE]: viewer.token, str(found[1]): str(found[2])}
    with app.app_context():
        engine = db.engine
    engine.dispose()
    pids: list[int] = []

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        pids.append(connection.info.backend_pid)

    def close() -> None:
        engine.dispose()
        app.extensions["portal.door"].dispose()

    side = Side("portal", app, _requests(workload, cookies), lambda: pids, close)
    side.answers()
    return side


def open_floor(place: Place, viewer: Viewer, workload: Workload, portal: Side) -> Side:
    """The floor, which learns each page from the portal's answer."""
    floor = Floor(place, viewer, workload.pages)
    for page, html in zip(workload.pages, portal.answers(), strict=True):
        floor.learn(page, html)
    asked = _requests(workload, {"token": "t" * 91, COOKIE: viewer.token})
    return Side("floor", floor.app, asked, lambda: [floor.backend], floor.close)


def check(place: Place, portal: Side, floor: Side) -> None:
    """Refuse unless both give the same bytes and leave the same on the record."""
    given, trails = [], []
    for side in (portal, floor):
        before = len(_trail(place))
        given.append([plain(text) for text in side.answers()])
        trails.append(_trail(place)[before:])
    for one, other in zip(*given, strict=True):
        if one != other:
            at = next(
                n for n, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1
            )
            raise Differ(f"Portal: …{one[at - 40 : at + 80]}…\nFloor: …{other[at - 40 : at + 80]}…")
    if trails[0] != trails[1]:
        raise Differ(f"On the record:\nportal {trails[0]}\nfloor  {trails[1]}")


def _trail(place: Place) -> list[tuple[Any, ...]]:
    with place.cluster.connect(Role.OWNER, place.name) as owner:
        return owner.execute(_TRAIL.encode()).fetchall()


def by_turns(sides: Sequence[Side], rounds: int) -> list[Spent]:
    """What each side took: A, B, A, B, round after round."""
    for turn in range(rounds + WARM):
        for side in sides:
            side.sample()
            if turn < WARM:
                side.samples.clear()
    return [_spent(side.samples) for side in sides]


def _spent(samples: Sequence[tuple[float, float, float]]) -> Spent:
    return Spent(
        wall=_timing([wall for wall, _, _ in samples]),
        processor=_timing([web + database for _, web, database in samples]),
        web=_timing([web for _, web, _ in samples]),
    )


def _timing(seconds: Sequence[float]) -> Timing:
    return median(seconds) * 1000, min(seconds) * 1000, max(seconds) * 1000
