"""A trigger on its way, moved by the people whose moves they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import clock
from portal.groups.models import DefinitionAnswer, Trigger
from portal.groups.rules.definition import Question
from tests.asking import put
from tests.cast import ident
from tests.conftest import World
from tests.path import a_trigger

__all__ = ["a_trigger"]

PROPOSER = "officer@county-ts.example"
COORDINATOR, CHAIR = "coordinator@nottspol.example", "scrutiny@nottspol.example"
SCORER, ANALYST = "scorer@emsou.example", "analyst@nottspol.example"
WRITTEN: dict[str, Any] = {
    "name_of_record": "Larch", "avenue": "partnership", "source_code": "TS-77",
    "summary": "Shops sell goods without papers.", "area": "county",
    "theme": "illicit_tobacco_and_goods",
}  # fmt: skip
PATH = (
    (PROPOSER, "submitted"),
    (COORDINATOR, "in_development"),
    (COORDINATOR, "at_scrutiny"),
    (CHAIR, "sent_to_ocgm"),
)


def written(world: World, email: str = PROPOSER) -> str:
    """The address of a trigger that somebody has just written, answered in full."""
    visitor = world.as_(email)
    visitor.post("/groups/triggers/new", **WRITTEN)
    here = str(visitor.answer.headers["Location"])
    trigger_id = UUID(here.rpartition("/")[2])
    put(
        world,
        *(
            DefinitionAnswer(
                id=uuid4(), trigger_id=trigger_id, question=one.value, answer="yes",
                basis="Seen", evidence_on=clock.today(), answered_at=clock.now(),
                answered_by_id=ident(f"membership {email}"),
            )
            for one in Question
        ),
    )  # fmt: skip
    return here


def moved(world: World, here: str, until: str) -> None:
    """Move a trigger along its path as far as told, each move by whose it is."""
    for email, state in PATH:
        world.as_(email).post(f"{here}/next-step", to=state, reason=f"To {state}")
        if state == until:
            return


def state_of(world: World, here: str) -> str:
    """Where the trigger stands."""
    with Session(world.owner) as session:
        wanted = select(Trigger.state).where(Trigger.id == UUID(here.rpartition("/")[2]))
        return session.scalars(wanted).one()
