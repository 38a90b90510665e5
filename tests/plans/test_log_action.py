"""Logging an action: what is taken, what is refused, and what a second copy does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.audit.models import Entry
from portal.core import clock
from portal.core.db import db
from portal.plans.models import Action
from tests.cast import SENSITIVE, ident
from tests.conftest import World
from tests.plans.actions import (
    LRO,
    NEW,
    OFFICER,
    PLAN,
    boxes,
    how_many,
    page_of,
    read,
    statements,
    typed,
)  # fmt: skip


def test_an_action_that_was_logged_stands_in_the_plan(world: World) -> None:
    officer = world.as_(OFFICER)
    officer.post(NEW, **typed(world))
    assert officer.answer.headers["Location"] == PLAN
    assert "Fit a camera" in str(officer.get(PLAN))
    assert "Fit a camera" in str(world.as_(LRO).get(PLAN))
    with Session(world.owner) as session:
        made = session.scalars(select(Action).where(Action.step == "Fit a camera")).one()
        assert (made.state, made.for_partners) == ("accepted", False)
        assert made.owner_agency_id == ident("NCC-TS")
        assert session.scalars(select(Entry.event).where(Entry.event == "action.logged")).all()


def test_the_form_opens_on_the_viewer_as_owner(still_world: World) -> None:
    page = still_world.as_(OFFICER).get(NEW)
    chosen = page.select("select[name=owner] option[selected]")
    assert [one["value"] for one in chosen] == [str(still_world.cast[OFFICER].membership_id)]


def test_nothing_is_chosen_beforehand_of_who_may_read_it(still_world: World) -> None:
    assert not still_world.as_(OFFICER).get(NEW).select("input[type=radio][checked]")


def test_sending_the_form_twice_logs_one_action(world: World) -> None:
    officer = world.as_(OFFICER)
    page = officer.get(NEW)
    for _ in range(2):
        officer.send(NEW, page, **typed(world))
    assert how_many(world, Action, step="Fit a camera") == 1


def test_the_same_form_with_other_words_is_kept_and_not_saved(world: World) -> None:
    officer = world.as_(OFFICER)
    page = officer.get(NEW)
    officer.send(NEW, page, **typed(world))
    again = officer.send(NEW, page, 409, **typed(world, step="Fit two cameras"))
    assert "Fit two cameras" in str(again)
    assert how_many(world, Action, step="Fit two cameras") == 0


def test_an_action_for_partners_is_read_by_the_board(world: World) -> None:
    world.as_(OFFICER).post(NEW, **typed(world, readers="partners", step="For everybody"))
    world.as_(OFFICER).post(NEW, **typed(world, readers="few", step="For the lead"))
    page = str(world.as_("member.noceg@nottingham-city.example").get(PLAN))
    assert "For everybody" in page
    assert "For the lead" not in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due_on": boxes(clock.today() - timedelta(days=1))}, "must be today or in the future"),
        ({"due_on": ["31", "2", "2027"]}, "must be a real date"),
        ({"strand": ""}, "Choose pursue, prevent, protect or prepare"),
        ({"strand": "punish"}, "choose from the list"),
        ({"step": " "}, "Enter what will be done"),
        ({"step": "x" * 100_000}, "must be 500 characters or fewer"),
        ({"success": "a\0b"}, "characters that cannot be shown"),
        ({"owner": ""}, "Choose who will see to it"),
        ({"owner": str(ident(f"membership {LRO}"))}, "choose from the list"),
        ({"owner": "nobody"}, "choose from the list"),
        ({"readers": ""}, "Choose who may read it"),
    ],
)
def test_what_will_not_do_is_said_and_what_was_typed_is_kept(
    world: World, changes: dict[str, Any], said: str
) -> None:
    before = how_many(world, Action)
    sent = typed(world, **{"step": "Kept words", **changes})
    page = world.as_(OFFICER).post(NEW, 422, **sent)
    assert page.title is not None
    assert page.title.get_text().strip().startswith("Error: ")
    assert said in read(page.select_one(".govuk-error-summary"))
    assert sent["step"].strip() in str(page)
    assert how_many(world, Action) == before


def test_due_today_will_do(world: World) -> None:
    world.as_(OFFICER).post(NEW, **typed(world, due_on=boxes(clock.today())))


def test_the_longest_text_is_saved_whole(world: World) -> None:
    step = "é<b>&" * 100
    world.as_(OFFICER).post(NEW, **typed(world, step=step))
    assert how_many(world, Action, step=step) == 1


def test_an_analyst_reads_the_plan_and_may_not_add_to_it(still_world: World) -> None:
    analyst = still_world.as_("analyst@nottspol.example")
    assert "Log an action" not in str(analyst.get(PLAN))
    analyst.get(NEW, 403)


def test_a_headline_holder_may_not_log_an_action(still_world: World) -> None:
    still_world.as_("officer@hmrc.example").get(NEW, 403)


def test_an_action_on_a_group_that_was_not_shared_is_not_found(still_world: World) -> None:
    still_world.as_(OFFICER).get(f"/groups/{ident('juniper')}/actions/new", 404)


@pytest.mark.parametrize(
    "forged",
    [
        {"owner_id": ident(f"membership {LRO}")},
        {"owner_agency_id": ident("NOTTSPOL"), "owner_id": ident(f"membership {LRO}")},
        {"logged_by_id": ident(f"membership {LRO}")},
        {"group_id": ident("juniper")},
    ],
)
def test_the_database_refuses_a_forged_action(world: World, forged: dict[str, Any]) -> None:
    officer = world.as_(OFFICER)
    own = ident(f"membership {OFFICER}")
    whole = {
        "group_id": ident("sorrel"), "owner_agency_id": ident("NCC-TS"), "owner_id": own,
        "logged_by_id": own, **forged,
    }  # fmt: skip
    with world.app.app_context():
        enter_as_holder(officer.token, read_only=False)
        db.session.add(
            Action(
                id=uuid4(), strand="pursue", step="s", success="s", due_on=clock.today(),
                state="accepted", for_partners=False, logged_at=clock.now(), version=1,
                marking=SENSITIVE, **whole,
            )
        )  # fmt: skip
        with pytest.raises(DBAPIError, match="row-level security"):
            db.session.flush()


def test_saving_an_action_asks_little(world: World) -> None:
    officer = world.as_(OFFICER)
    page = officer.get(NEW)
    with statements(world) as asked:
        officer.send(NEW, page, **typed(world))
    assert len(asked) <= 10, asked


def test_the_page_of_an_action_asks_little(still_world: World) -> None:
    officer = still_world.as_(OFFICER)
    with statements(still_world) as asked:
        officer.get(page_of("own"))
    assert len(asked) <= 10


def test_a_key_that_was_used_on_one_group_answers_for_no_other(world: World) -> None:
    """A copy of a form sent to another address is another form: it must not seem to be done."""
    officer = world.as_(OFFICER)
    page = officer.get(NEW)
    fields = typed(world)
    officer.send(NEW, page, 303, **fields)
    other = f"/groups/{ident('bracken')}/actions/new"
    officer.send(other, page, 409, **fields)
