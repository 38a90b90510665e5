"""What the person asks for: every page about every row, there or not, and words to search for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from portal.access.guard import Twice
from tests.cast import GROUPS, PEOPLE, canary, ident
from tests.house.pages import doors, portal
from tests.sweep.crawl import LISTS, paths
from tests.twins.steps import Scene, hidden, shared, step
from tests.twins.worlds import Twin
from tests.web.filled import FORMS

WORDS = (
    "sorrel", "pat", "disruption", "camera ladder", "drugs", "op", "fraud", "test",
    *(canary(f"{what} {name}") for name in GROUPS for what in ("summary", "narrative", "surname")),
    *(canary(f"step {name}") for name in ("own", "common", "kept", "hidden")),
)  # fmt: skip
"""Words in sight, out of sight, and both."""


@dataclass(frozen=True)
class Look:
    """One request."""

    method: str
    path: str
    data: dict[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """As the report of a difference names it."""
        return f"{self.method} {self.path} {self.data or ''}".rstrip()


@cache
def _rules() -> tuple[tuple[str, Any], ...]:
    return tuple(
        (rule, door)
        for rule, methods, door in doors(portal()).values()
        if "GET" in methods and door.needs is not None
    )


def looks(ids: dict[str, Sequence[UUID]]) -> list[Look]:
    """All that can be asked, in an order that stays."""
    return sorted(set(_looks(ids)), key=str)


def _looks(ids: dict[str, Sequence[UUID]]) -> Iterator[Look]:
    for rule, door in _rules():
        for path in paths(rule, door, ids):
            yield Look("GET", path)
            yield Look("HEAD", path)
            if door.twice is not None and door.twice is not Twice.HARMLESS:
                yield Look("POST", path, {"key": str(ident("a form")), "version": "1"})
            for query in LISTS.get(path, ()):
                yield Look("GET", f"{path}?{query}")
    for words in WORDS:
        yield Look("POST", "/search", {"words": words})
        yield Look("POST", "/search", {"words": words, "number": "2"})


@step(hidden)
def somebody_else_looks(scene: Scene, twin: Twin) -> None:
    """Somebody else opens a page, or searches: that is on the record.

    Whoever runs a group reads who looked at it, and whoever audits an agency what it looked at.
    """
    if scene.pair.runs:
        return
    email = scene.somebody_else()
    path = scene.chance.choice(["/", "/groups", "/boards", "/record", f"/groups/{ident('sorrel')}"])
    if scene.chance.random() < 0.5:
        twin.ask(email, "GET", path, {})
    else:
        twin.ask(email, "POST", "/search", {"words": scene.chance.choice(WORDS)})
    # Their sign-in ends long before the next look, as far as any clock tells.
    twin.browsers.pop(email, None)


@step(shared)
def the_person_sends_a_form(scene: Scene, twin: Twin) -> None:
    """One of the person's own forms, sent as it should be."""
    name = scene.pick(sorted(name for name, one in FORMS.items() if one.sender == scene.pair.email))
    if name:
        form = FORMS[name]
        sent = {"key": str(scene.new_id()), "version": "1", **form.fields, **form.step}
        twin.ask(scene.pair.email, "POST", form.path, sent)


PERSONS = (
    "officer@county-ts.example", "officer@city-ts.example", "officer@hmrc.example",
    "member.noceg@nottingham-city.example", "secretary.noceg@nottingham-city.example",
    "member.county@nottinghamshire.example", "lro@nottspol.example", "analyst@nottspol.example",
    "sro@nottspol.example", "spoc@nottspol.example", "pcc@opcc.example",
)  # fmt: skip
"""Those who look: nobody of these holds every group."""
assert set(PERSONS) <= set(PEOPLE)
