"""Actions in bulk, statements counted, and what the tests of this room type."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from bs4 import Tag
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.db import db
from portal.plans.models import Action, ActionUpdate
from tests.cast import PEOPLE, SENSITIVE, ident
from tests.conftest import World

SORREL = f"/groups/{ident('sorrel')}"
PLAN = f"{SORREL}/plan"
NEW = f"{SORREL}/actions/new"
OFFICER = "officer@county-ts.example"
LRO = "lro@nottspol.example"


def page_of(name: str) -> str:
    """The path of an action of the cast."""
    return f"/actions/{ident('action ' + name)}"


def typed(world: World, **changes: Any) -> dict[str, Any]:
    """What the officer types to log an action."""
    return {
        "strand": "protect",
        "step": "Fit a camera",
        "owner": str(world.cast[OFFICER].membership_id),
        "due_on": boxes(clock.today() + timedelta(days=9)),
        "success": "Fewer visits",
        "readers": "few",
        **changes,
    }


def boxes(day: date) -> list[str]:
    """A day as three boxes."""
    return [str(day.day), str(day.month), str(day.year)]


def read(part: Tag | None) -> str:
    """All the words of a page or of a part of it, which must be there."""
    assert part is not None
    return " ".join(part.get_text(" ").split())


def how_many(world: World, model: type[Action | ActionUpdate], **wanted: Any) -> int:
    """How many rows there are, asked as the owner of the database."""
    with Session(world.owner) as session:
        count = session.scalar(select(func.count()).select_from(model).filter_by(**wanted))
        return count or 0


def add_actions(world: World, count: int, *, email: str = OFFICER) -> list[UUID]:
    """More actions on Sorrel, each with an update."""
    with Session(world.owner) as session:
        made = [_action(f"Step {number} of many", email) for number in range(count)]
        session.add_all(made)
        session.flush()
        session.add_all(_update(one) for one in made)
        session.commit()
        return [one.id for one in made]


def _action(step: str, email: str) -> Action:
    membership = ident(f"membership {email}")
    return Action(
        id=uuid4(), group_id=ident("sorrel"), owner_agency_id=ident(PEOPLE[email][0]),
        owner_id=membership, strand="pursue", step=step, success="Seen", due_on=clock.today(),
        state="accepted", for_partners=False, logged_at=clock.now(), logged_by_id=membership,
        version=1, marking=SENSITIVE,
    )  # fmt: skip


def _update(action: Action) -> ActionUpdate:
    return ActionUpdate(
        id=uuid4(), action_id=action.id, group_id=action.group_id, state="in_progress",
        text="Begun", written_at=clock.now(), written_by_id=action.owner_id, marking=SENSITIVE,
    )  # fmt: skip


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """What the pages ask of the database, beside entering and recording."""
    asked: list[str] = []
    with world.app.app_context():
        engine: Engine = db.engine

    def note(_: object, __: object, text: str, *___: object) -> None:
        if "FROM" in text or text.startswith(("INSERT", "UPDATE")):
            asked.append(text)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)
