"""Markings: the highest on a page is printed on it, and what is above them is not taken."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from portal.access.marking import LABELS
from portal.groups.models import Grading, Group, PartnerSummary, ReviewDate, Share, WorkingRecord
from portal.groups.rules import Marking
from tests.asking import amend
from tests.cast import ident
from tests.conftest import World
from tests.web.filled import FORMS

LRO = "lro@nottspol.example"
SORREL = f"/groups/{ident('sorrel')}"


def marking(page: BeautifulSoup) -> str:
    found = page.select_one(".portal-marking__words")
    assert found is not None
    return found.get_text(strip=True).removeprefix("Handling marking:")


def test_the_marking_is_the_highest_of_what_the_page_shows(world: World) -> None:
    visitor = world.as_(LRO)
    assert marking(visitor.get(SORREL)) == "OFFICIAL-SENSITIVE"
    for model in (Grading, PartnerSummary, WorkingRecord, ReviewDate, Share):
        amend(world, model, model.group_id == ident("sorrel"), marking=1)
    amend(world, Group, Group.id == ident("sorrel"), marking=1)
    assert marking(visitor.get(SORREL)) == "OFFICIAL"
    amend(world, WorkingRecord, WorkingRecord.group_id == ident("sorrel"), marking=2)
    assert marking(visitor.get(SORREL)) == "OFFICIAL-SENSITIVE"
    officer = world.as_("officer@county-ts.example")
    assert marking(officer.get(SORREL)) == "OFFICIAL"


def test_a_page_that_shows_no_record_is_official(still_world: World) -> None:
    assert marking(still_world.as_(LRO).get("/help")) == "OFFICIAL"


def test_the_labels_are_those_of_the_markings() -> None:
    assert {one.value: one.label for one in Marking} == LABELS


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.texts])
def test_every_free_text_is_asked_for_what_the_portal_must_not_hold(
    world: World, name: str
) -> None:
    form = FORMS[name]
    for field in form.texts:
        sent = {**form.fields, field: "Seen by a CHIS"}
        page = world.as_(form.sender).post(form.path, 422, **sent)
        assert "Take out what tells of a covert source" in page.get_text()


@pytest.mark.parametrize(
    "name", ["groups.edit_summary", "groups.write_decision", "plans.log_action",
             "plans.update_action"],
)  # fmt: skip
def test_a_narrative_that_its_writer_declares_is_not_taken(world: World, name: str) -> None:
    form = FORMS[name]
    page = world.as_(form.sender).post(form.path, 422, **form.fields, is_unfit="y")
    assert "The portal must not hold this" in page.get_text()


def test_handling_codes_and_conditions_are_told(still_world: World) -> None:
    said = still_world.as_(LRO).get("/help/markings-and-handling").get_text()
    assert "P: Lawful sharing permitted" in said
    assert "C: Lawful sharing permitted with conditions" in said
    assert "Do not pass it on" in said
