"""A trigger on its path: who writes, answers, moves and sees it."""

from __future__ import annotations

from itertools import product
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.core import clock
from portal.core.db import db
from portal.groups.models import DefinitionAnswer, Group, Trigger, TriggerMove
from portal.groups.rules.triggers import MOVES, TriggerState
from tests.asking import asked_as, put
from tests.cast import ident
from tests.conftest import World
from tests.groups.proposing import (
    ANALYST,
    CHAIR,
    COORDINATOR,
    PROPOSER,
    SCORER,
    WRITTEN,
    a_trigger,
    moved,
    state_of,
    written,
)

OTHERS = ("officer@city-ts.example", "officer@hmrc.example", "pcc@opcc.example",
          "chair.noceg@nottingham-city.example", "operator@portal.example",
          "information@nottspol.example", "lro@nottspol.example")  # fmt: skip


def test_a_partner_writes_a_trigger_and_it_is_a_draft_of_their_agency(world: World) -> None:
    here = written(world)
    page = world.as_(PROPOSER).get(here).get_text(" ")
    assert "Draft" in page
    assert WRITTEN["summary"] in page
    assert "Definition test: met" in page


def test_a_draft_is_seen_by_the_agency_that_wrote_it_and_by_nobody_else(world: World) -> None:
    here = written(world)
    for email in (*OTHERS, COORDINATOR, ANALYST, CHAIR, SCORER):
        world.as_(email).get(here, 404)


def test_a_submitted_trigger_is_seen_by_those_who_work_on_it_and_by_no_other_partner(
    world: World,
) -> None:
    here = written(world)
    moved(world, here, "submitted")
    for email in (PROPOSER, COORDINATOR, ANALYST, CHAIR, SCORER):
        world.as_(email).get(here)
    for email in OTHERS:
        world.as_(email).get(here, 404)
        assert asked_as(world, email, Trigger.id) == set()
        assert asked_as(world, email, DefinitionAnswer.id) == set()
        assert asked_as(world, email, TriggerMove.id) == set()


def test_a_trigger_travels_to_the_ocgm_team_with_every_step_on_its_page(world: World) -> None:
    here = written(world)
    moved(world, here, "sent_to_ocgm")
    assert state_of(world, here) == "sent_to_ocgm"
    page = world.as_(PROPOSER).get(here).get_text(" ")
    for words in ("To submitted", "To in_development", "To at_scrutiny", "To sent_to_ocgm",
                  "0 days as draft"):  # fmt: skip
        assert words in " ".join(page.split())


def test_how_long_a_trigger_has_waited_shows(world: World) -> None:
    put(world, a_trigger("slow", "at_scrutiny"))
    page = world.as_(CHAIR).get(f"/groups/triggers/{ident('trigger slow')}").get_text(" ")
    assert "for 9 days" in " ".join(page.split())
    assert "At scrutiny for 9 days" in " ".join(world.as_(CHAIR).get("/").get_text(" ").split())


def test_scrutiny_waits_for_every_answer(world: World) -> None:
    visitor = world.as_(PROPOSER)
    visitor.post("/groups/triggers/new", **WRITTEN)
    here = visitor.answer.headers["Location"]
    moved(world, here, "in_development")
    page = world.as_(COORDINATOR).post(f"{here}/next-step", 422, to="at_scrutiny", reason="Ready")
    assert "Answer the whole definition test first" in page.get_text()
    assert state_of(world, here) == "in_development"


@pytest.mark.parametrize(
    ("email", "to"),
    [(PROPOSER, "sent_to_ocgm"), (COORDINATOR, "sent_to_ocgm"), (SCORER, "sent_to_ocgm"),
     (CHAIR, "not_mapped"), (CHAIR, "mapped"), (CHAIR, "draft")],
)  # fmt: skip
def test_at_scrutiny_nobody_makes_a_move_that_is_not_theirs(
    world: World, email: str, to: str
) -> None:
    here = written(world)
    moved(world, here, "at_scrutiny")
    visitor = world.as_(email)
    token = visitor.get("/groups/triggers/new")  # who has no move to make is shown no form
    visitor.send(f"{here}/next-step", token, 422, to=to, reason="I want it")
    assert state_of(world, here) == "at_scrutiny"


def test_a_chair_does_not_judge_what_they_proposed_themselves(world: World) -> None:
    here = written(world, CHAIR)
    world.as_(CHAIR).post(f"{here}/next-step", to="submitted", reason="Mine")
    for state in ("in_development", "at_scrutiny"):
        world.as_(COORDINATOR).post(f"{here}/next-step", to=state, reason="On")
    page = world.as_(CHAIR).get(f"{here}/next-step").get_text()
    assert "not yours to take" in page


def test_the_database_makes_the_moves_of_the_rules_and_no_other(world: World) -> None:
    trigger = a_trigger("moving", "draft")
    put(world, trigger)
    ident_ = ident("trigger moving")
    made = set()
    with world.owner.connect() as connection:
        for start, to in product(TriggerState, repeat=2):
            point = connection.begin_nested()
            is_mapping = to is TriggerState.MAPPED
            connection.execute(
                update(Trigger).where(Trigger.id == ident_).values(
                    state=start.value,
                    group_id=ident("juniper") if is_mapping else None,
                    mapped_at=clock.now() if start is TriggerState.MAPPED else None,
                )
            )  # fmt: skip
            try:
                connection.execute(
                    insert(TriggerMove).values(
                        id=uuid4(), trigger_id=ident_, from_state=start.value, to_state=to.value,
                        reason="", moved_at=clock.now(),
                        moved_by_id=ident(f"membership {COORDINATOR}"),
                    )
                )  # fmt: skip
                made.add((start, to))
            except DBAPIError:
                pass
            point.rollback()
    assert made == set(MOVES)


@pytest.mark.parametrize(
    ("email", "to"),
    [(SCORER, "sent_to_ocgm"), (COORDINATOR, "sent_to_ocgm"), (PROPOSER, "returned"),
     (CHAIR, "mapped")],
)  # fmt: skip
def test_the_database_lets_nobody_make_anothers_move(world: World, email: str, to: str) -> None:
    put(world, a_trigger("held", "at_scrutiny"))
    with world.app.app_context():
        enter_as_holder(world.as_(email).token, read_only=False)
        db.session.add(
            TriggerMove(
                trigger_id=ident("trigger held"), from_state="at_scrutiny", to_state=to, reason="",
                moved_at=clock.now(), moved_by_id=ident(f"membership {email}"),
            )
        )  # fmt: skip
        with pytest.raises(DBAPIError):
            db.session.flush()


def test_nobody_maps_by_a_move_however_it_is_sent(world: World) -> None:
    here = written(world)
    moved(world, here, "sent_to_ocgm")
    for email in (PROPOSER, COORDINATOR, CHAIR, SCORER):
        visitor = world.as_(email)
        token = visitor.get("/groups/triggers/new")
        visitor.send(f"{here}/next-step", token, 422, to="mapped", reason="Now")
    with Session(world.owner) as session:
        assert len(session.scalars(select(Group)).all()) == 4


def test_an_answer_takes_the_place_of_an_earlier_one_which_stays(world: World) -> None:
    here = written(world)
    visitor = world.as_(PROPOSER)
    visitor.post(f"{here}/definition-test", question="intent", answer="no", basis="Gone legal",
                 evidence_on=["1", "5", "2026"])  # fmt: skip
    page = " ".join(visitor.get(here).get_text(" ").split())
    assert "Definition test: not met" in page
    assert "takes the place of 1 earlier answer" in page


def test_a_yes_without_the_day_of_its_evidence_is_refused(world: World) -> None:
    here = written(world)
    page = world.as_(PROPOSER).post(
        f"{here}/definition-test", 422, question="intent", answer="yes", basis="Said so"
    )
    assert "Enter the day of the evidence" in page.get_text()


def test_the_chair_and_the_scorer_judge_and_do_not_answer(world: World) -> None:
    here = written(world)
    moved(world, here, "submitted")
    for email in (CHAIR, SCORER):
        world.as_(email).get(f"{here}/definition-test", 403)


def test_the_list_counts_by_avenue_what_is_in_sight(world: World) -> None:
    put(world, a_trigger("one", "submitted"), a_trigger("two", "not_mapped"),
        a_trigger("other", "submitted", "officer@hmrc.example"))  # fmt: skip
    text = " ".join(world.as_(COORDINATOR).get("/groups/triggers").get_text(" ").split())
    assert "3 triggers" in text
    assert "Partnership 3 0 1 0" in text
    mine = " ".join(world.as_(PROPOSER).get("/groups/triggers").get_text(" ").split())
    assert "2 triggers" in mine
