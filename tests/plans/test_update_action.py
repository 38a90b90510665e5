"""Updating an action: who may, and what happens when two do at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.agencies.models import Membership
from portal.audit.models import Entry
from portal.core import clock
from portal.core.db import db
from portal.plans.models import Action, ActionUpdate
from tests.cast import SENSITIVE, canary, ident
from tests.conftest import World
from tests.plans.actions import LRO, OFFICER, how_many, page_of, read, statements

OWN, UPDATE = page_of("own"), f"{page_of('own')}/update"


def test_an_update_is_added_and_sets_the_state(world: World) -> None:
    officer = world.as_(OFFICER)
    officer.post(UPDATE, state="done", text="Camera fitted")
    assert officer.answer.headers["Location"] == OWN
    page = read(officer.get(OWN))
    assert "State Done" in page
    assert "Camera fitted" in page
    assert canary("update own") in page
    with Session(world.owner) as session:
        assert session.get_one(Action, ident("action own")).version == 2
        assert session.scalars(select(Entry.event).where(Entry.event == "action.updated")).all()


def test_the_lead_officer_reads_the_update(world: World) -> None:
    world.as_(OFFICER).post(UPDATE, state="blocked", text="No landlord found")
    assert "No landlord found" in str(world.as_(LRO).get(OWN))


def test_a_done_action_is_no_longer_overdue(world: World) -> None:
    officer = world.as_(OFFICER)
    officer.post(UPDATE, state="done", text="Camera fitted")
    assert "overdue" not in read(officer.get(OWN))


def test_a_second_writer_gets_both_texts(world: World) -> None:
    first, second = world.as_(OFFICER), world.as_(OFFICER)
    stale = second.get(UPDATE)
    first.post(UPDATE, state="blocked", text="What was written first")
    page = second.send(UPDATE, stale, 409, state="done", text="What was written second")
    assert "What was written first" in str(page)
    assert "What was written second" in str(page)
    assert how_many(world, ActionUpdate, action_id=ident("action own")) == 2
    second.send(UPDATE, page, state="done", text="What was written second")
    assert how_many(world, ActionUpdate, action_id=ident("action own")) == 3


def test_sending_an_update_twice_adds_it_once(world: World) -> None:
    officer = world.as_(OFFICER)
    page = officer.get(UPDATE)
    for _ in range(2):
        officer.send(UPDATE, page, state="done", text="Camera fitted")
    assert how_many(world, ActionUpdate, text="Camera fitted") == 1


def test_the_same_words_in_another_state_are_a_conflict(world: World) -> None:
    officer = world.as_(OFFICER)
    page = officer.get(UPDATE)
    officer.send(UPDATE, page, state="done", text="Camera fitted")
    officer.send(UPDATE, page, 409, state="cancelled", text="Camera fitted")
    assert how_many(world, ActionUpdate, text="Camera fitted") == 1


@pytest.mark.parametrize(
    ("state", "text", "said"),
    [
        ("", "Words", "Choose in progress, blocked, done or cancelled"),
        ("accepted", "Words", "choose from the list"),
        ("blocked", "", "Enter what has happened, or why nothing can"),
        ("done", "x" * 100_000, "must be 4,000 characters or fewer"),
        ("done", "a\0b", "characters that cannot be shown"),
    ],
)
def test_what_will_not_do_is_said(world: World, state: str, text: str, said: str) -> None:
    page = world.as_(OFFICER).post(UPDATE, 422, state=state, text=text)
    assert said in read(page.select_one(".govuk-error-summary"))
    assert text.replace("\0", "") in str(page)
    assert how_many(world, ActionUpdate, action_id=ident("action own")) == 1


def test_another_agency_may_read_and_not_update(world: World) -> None:
    lead = world.as_(LRO)
    assert "Update this action" not in str(lead.get(OWN))
    lead.get(UPDATE, 403)
    form = lead.get(f"{page_of('common')}/update")
    lead.send(UPDATE, form, 403, state="done", text="Not ours to say")
    assert how_many(world, ActionUpdate, text="Not ours to say") == 0


def test_a_colleague_in_casework_updates_what_the_agency_owns(world: World) -> None:
    with Session(world.owner) as session:
        session.execute(
            update(Action)
            .where(Action.id == ident("action common"))
            .values(owner_id=ident("membership sro@nottspol.example"))
        )
        session.commit()
    world.as_(LRO).post(f"{page_of('common')}/update", state="done", text="For a colleague")


def test_a_board_secretary_updates_only_what_they_own(world: World) -> None:
    secretary = "secretary.noceg@nottingham-city.example"
    chair = ident("membership chair.noceg@nottingham-city.example")
    with Session(world.owner) as session:
        session.execute(
            update(Action)
            .where(Action.id == ident("action common"))
            .values(owner_agency_id=ident("NCITY"), owner_id=chair)
        )
        session.commit()
    world.as_(secretary).get(f"{page_of('common')}/update", 403)
    world.as_("chair.noceg@nottingham-city.example").get(f"{page_of('common')}/update")


@pytest.mark.parametrize(
    ("action", "group", "author"),
    [
        ("common", "sorrel", OFFICER),
        ("kept", "sorrel", OFFICER),
        ("own", "bracken", OFFICER),
        ("own", "sorrel", LRO),
    ],
)
def test_the_database_refuses_a_forged_update(
    world: World, action: str, group: str, author: str
) -> None:
    officer = world.as_(OFFICER)
    with world.app.app_context():
        enter_as_holder(officer.token, read_only=False)
        db.session.add(
            ActionUpdate(
                action_id=ident(f"action {action}"), group_id=ident(group), state="done", text="t",
                written_at=clock.now(), written_by_id=ident(f"membership {author}"),
                marking=SENSITIVE,
            )
        )  # fmt: skip
        with pytest.raises(DBAPIError, match="row-level security"):
            db.session.flush()


def test_the_database_lets_nobody_rewrite_a_step(world: World) -> None:
    officer = world.as_(OFFICER)
    with world.app.app_context():
        enter_as_holder(officer.token, read_only=False)
        rewrite = update(Action).where(Action.id == ident("action own")).values(step="Another")
        with pytest.raises(DBAPIError, match="permission denied"):
            db.session.execute(rewrite)


def test_whoever_left_the_agency_is_not_offered_as_owner(world: World) -> None:
    with Session(world.owner) as session:
        session.execute(
            update(Membership)
            .where(Membership.id == ident("membership sro@nottspol.example"))
            .values(ended_at=clock.now())
        )
        session.commit()
    page = world.as_(LRO).get(f"/groups/{ident('sorrel')}/actions/new")
    assert canary("name sro@nottspol.example") not in str(page)
    assert canary("name analyst@nottspol.example") in str(page)


def test_an_update_asks_little(world: World) -> None:
    officer = world.as_(OFFICER)
    page = officer.get(UPDATE)
    with statements(world) as asked:
        officer.send(UPDATE, page, state="done", text="Camera fitted")
    assert len(asked) <= 10, asked
