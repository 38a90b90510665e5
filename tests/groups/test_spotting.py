"""Spotting reports by trained people, training, and teams."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import clock
from portal.groups.forms.triggers import FileReportForm
from portal.groups.models import SpottingReport, Team, Training
from tests.asking import asked_as, put
from tests.cast import PEOPLE, canary, ident
from tests.conftest import World
from tests.groups.proposing import COORDINATOR, PROPOSER, a_trigger
from tests.web.filled import day

SPOC = "spoc@nottspol.example"
NEW = "/groups/spotting-reports/new"
SEEN: dict[str, Any] = {"signs": "Blackened windows and a smell", "place": "Mill Lane",
        "theme": "drugs", "seen_on": ["1", "6", "2026"]}  # fmt: skip


def passed(email: str, days: int, course: str = "spotting") -> Training:
    """A course of somebody's that counts for so many days more."""
    return Training(
        id=uuid4(), membership_id=ident(f"membership {email}"), agency_id=ident(PEOPLE[email][0]),
        course=course, passed_on=clock.today() - timedelta(days=400),
        expires_on=clock.today() + timedelta(days=days), recorded_at=clock.now(),
        recorded_by_id=ident(f"membership {COORDINATOR}"),
    )  # fmt: skip


def filed(world: World) -> str:
    """The address of a report that a trained partner has just filed."""
    put(world, passed(PROPOSER, 30))
    visitor = world.as_(PROPOSER)
    visitor.post(NEW, **SEEN)
    return str(visitor.answer.headers["Location"])


def test_a_report_has_under_ten_fields() -> None:
    fields = [name for name, one in vars(FileReportForm).items() if hasattr(one, "field_class")]
    assert 0 < len(fields) < 10


@pytest.mark.parametrize("training", [None, -1])
def test_nobody_untrained_or_trained_too_long_ago_files_a_report(
    world: World, training: int | None
) -> None:
    if training is not None:
        put(world, passed(PROPOSER, training))
    put(world, passed(PROPOSER, 30, "lead_officer"))
    page = world.as_(PROPOSER).post(NEW, 422, **SEEN)
    assert "Only people trained in spotting file a report" in page.get_text()


def test_a_report_reaches_the_coordinator_and_nobody_but_its_observer(world: World) -> None:
    here = filed(world)
    for email in (PROPOSER, COORDINATOR, "analyst@nottspol.example"):
        assert "Mill Lane" in world.as_(email).get(here).get_text()
    for email in ("officer@city-ts.example", "lro@nottspol.example", "scorer@emsou.example",
                  "pcc@opcc.example", "information@nottspol.example"):  # fmt: skip
        world.as_(email).get(here, 404)
        assert asked_as(world, email, SpottingReport.id) == set()


def test_a_report_is_triaged_then_linked_to_a_trigger_and_the_observer_reads_the_answer(
    world: World,
) -> None:
    put(world, a_trigger("one", "in_development"))
    here = filed(world)
    coordinator = world.as_(COORDINATOR)
    coordinator.post(f"{here}/answer", state="triaged", answer="We are looking")
    coordinator.post(f"{here}/answer", state="linked", answer="It fits",
                     trigger=str(ident("trigger one")))  # fmt: skip
    page = world.as_(PROPOSER).get(here).get_text(" ")
    assert "Linked" in page
    assert "It fits" in page
    with Session(world.owner) as session:
        reference = session.scalars(select(SpottingReport.reference)).one()
    trigger = world.as_(COORDINATOR).get(f"/groups/triggers/{ident('trigger one')}")
    assert reference in trigger.get_text()


def test_linking_names_a_trigger(world: World) -> None:
    page = world.as_(COORDINATOR).post(f"{filed(world)}/answer", 422, state="linked", answer="Yes")
    assert "Choose the trigger" in page.get_text()


def test_a_report_that_was_answered_for_good_stays_so(world: World) -> None:
    here = filed(world)
    visitor = world.as_(COORDINATOR)
    form = visitor.get(f"{here}/answer")
    visitor.send(f"{here}/answer", form, state="not_taken_forward", answer="Known already")
    again = visitor.get(NEW)
    visitor.send(f"{here}/answer", again, 422, state="triaged", answer="Once more")


def test_the_observer_does_not_answer_their_own_report(world: World) -> None:
    world.as_(PROPOSER).get(f"{filed(world)}/answer", 403)


def test_a_single_point_of_contact_records_training_of_their_own_people_alone(
    world: World,
) -> None:
    visitor = world.as_(SPOC)
    visitor.post("/groups/training/new", person=str(ident("membership lro@nottspol.example")),
                 course="lead_officer", passed_on=["1", "6", "2026"],
                 expires_on=day(300))  # fmt: skip
    page = visitor.get("/groups/training").get_text(" ")
    assert canary("name lro@nottspol.example") in page
    form = visitor.get("/groups/training/new")
    offered = {str(one["value"]) for one in form.select("option[value]")}
    assert str(ident("membership scorer@emsou.example")) in offered or len(offered) > 5
    assert str(ident(f"membership {SPOC}")) not in offered


def test_nobody_records_their_own_training(world: World) -> None:
    visitor = world.as_(SPOC)
    page = visitor.post("/groups/training/new", 422, person=str(ident(f"membership {SPOC}")),
                        course="spotting", passed_on=["1", "6", "2026"],
                        expires_on=day(300))  # fmt: skip
    assert "choose from the list" in page.get_text()


def test_a_team_is_of_ones_own_agency_and_is_seen_there_alone(world: World) -> None:
    members = [str(ident(f"membership {one}")) for one in ("lro@nottspol.example", SPOC)]
    world.as_(SPOC).post("/groups/teams/new", name="Gangs team", purpose="Street gangs",
                         members=members)  # fmt: skip
    page = world.as_(COORDINATOR).get("/groups/teams").get_text(" ")
    assert "Gangs team" in page
    assert canary("name lro@nottspol.example") in page
    assert asked_as(world, PROPOSER, Team.id) == set()
