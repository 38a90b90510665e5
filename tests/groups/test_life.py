"""A group's life: dormant and active, archived and reopened by three people, never by fewer."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Closure, Group, RetentionReview, StatusChange
from portal.groups.rules import GroupKind, GroupStatus
from portal.groups.rules.status import STATUS_MOVES
from portal.scoring.models import Review
from tests.asking import amend, put
from tests.cast import PEOPLE, canary, ident
from tests.conftest import World

LRO, OTHER, COORDINATOR = (
    "lro@nottspol.example", "other-lro@nottspol.example", "coordinator@nottspol.example"
)  # fmt: skip
SCORER, CHAIR = "scorer@emsou.example", "scrutiny@nottspol.example"
SORREL = f"/groups/{ident('sorrel')}"
CASE: dict[str, Any] = {
    "evidence": "Nothing since spring",
    "residual_risk": "Two addresses are watched",
    "reopen_triggers": "A release in May",
}


def status_of(world: World) -> str:
    """How Sorrel stands."""
    with Session(world.owner) as session:
        return session.get_one(Group, ident("sorrel")).status


def proposed(world: World, reason: str = "dismantled_by_prosecution") -> str:
    """The address of a proposal about Sorrel that the lead officer has just made."""
    world.as_(LRO).post(f"{SORREL}/archive", reason=reason, **CASE)
    with Session(world.owner) as session:
        wanted = select(Closure.id).order_by(Closure.proposed_at.desc()).limit(1)
        return f"/groups/archivings/{session.scalars(wanted).one()}"


def archived(world: World, reason: str = "dismantled_by_prosecution") -> None:
    """Archive Sorrel by its three people."""
    here = proposed(world, reason)
    for email in (SCORER, CHAIR):
        world.as_(email).post(here, answer="yes", words="")


def test_the_lead_officer_marks_a_group_dormant_and_active_again(world: World) -> None:
    visitor = world.as_(LRO)
    for status in ("dormant", "active"):
        visitor.post(f"{SORREL}/status/change", to=status, reason=f"Now {status}")
        assert status_of(world) == status
    page = " ".join(visitor.get(f"{SORREL}/status").get_text(" ").split())
    assert "Now dormant" in page
    assert canary(f"name {LRO}") in page


def test_a_group_does_not_become_what_it_is(world: World) -> None:
    page = world.as_(LRO).post(f"{SORREL}/status/change", 422, to="active", reason="Still")
    assert "cannot be moved there by hand" in page.get_text()


def test_the_database_makes_the_moves_of_the_rules_and_no_other(world: World) -> None:
    made = set()
    with world.owner.connect() as connection:
        for start, to in product(GroupStatus, repeat=2):
            point = connection.begin_nested()
            here = Group.id == ident("sorrel")
            connection.execute(update(Group).where(here).values(status=start.value))
            try:
                connection.execute(
                    insert(StatusChange).values(
                        id=uuid4(), group_id=ident("sorrel"), from_status=start.value,
                        to_status=to.value, reason="", changed_at=clock.now(),
                        changed_by_id=ident(f"membership {LRO}"), marking=2,
                    )
                )  # fmt: skip
                made.add((start, to))
            except DBAPIError:
                pass
            point.rollback()
    assert made == {(start, to) for start, after in STATUS_MOVES.items() for to in after}


@pytest.mark.parametrize("email", sorted(PEOPLE))
def test_nobody_archives_a_group_by_hand(world: World, email: str) -> None:
    with world.app.app_context():
        enter_as_holder(world.as_(email).token, read_only=False)
        db.session.add(
            StatusChange(
                group_id=ident("sorrel"), from_status="active", to_status="archived", reason="x",
                changed_at=clock.now(), changed_by_id=ident(f"membership {email}"), marking=2,
            )
        )  # fmt: skip
        with pytest.raises(DBAPIError):
            db.session.flush()


def test_archiving_takes_the_lead_officer_the_scorer_and_the_chair(world: World) -> None:
    here = proposed(world)
    assert status_of(world) == "active"
    world.as_(SCORER).post(here, answer="yes", words="")
    assert status_of(world) == "active"
    world.as_(CHAIR).post(here, answer="yes", words="")
    assert status_of(world) == "archived"
    page = " ".join(world.as_(LRO).get(f"{SORREL}/status").get_text(" ").split())
    for email in (LRO, SCORER, CHAIR):
        assert canary(f"name {email}") in page
    for words in ("Dismantled by prosecution", *CASE.values()):
        assert words in page


@pytest.mark.parametrize(("email", "status"), [(CHAIR, 422), (LRO, 403), (COORDINATOR, 403)])
def test_the_chair_does_not_go_before_the_scorer_and_others_do_not_answer(
    world: World, email: str, status: int
) -> None:
    here = proposed(world)
    visitor = world.as_(email)
    if status == 403:
        visitor.get(here, 403)
    else:
        visitor.post(here, status, answer="yes", words="")
    assert status_of(world) == "active"


def _answer(world: World, email: str, closure_id: UUID, **values: Any) -> None:
    """Answer in the database itself, past the operation."""
    with world.app.app_context():
        enter_as_holder(world.as_(email).token, read_only=False)
        closure = db.session.get(Closure, closure_id)
        assert closure is not None
        for name, value in values.items():
            setattr(closure, name, value)
        db.session.commit()


def test_the_database_takes_no_step_for_another(world: World) -> None:
    closure_id = UUID(proposed(world).rpartition("/")[2])
    now, chair = clock.now(), ident(f"membership {CHAIR}")
    with pytest.raises(DBAPIError):
        _answer(world, CHAIR, closure_id, state="endorsed", endorsed_by_id=chair, endorsed_at=now)
    with pytest.raises(DBAPIError):
        _answer(world, CHAIR, closure_id, state="ratified", ratified_by_id=chair, ratified_at=now)
    scorer = ident(f"membership {SCORER}")
    with pytest.raises(DBAPIError):
        _answer(world, SCORER, closure_id, state="ratified", endorsed_by_id=scorer,
                ratified_by_id=scorer)  # fmt: skip
    assert status_of(world) == "active"


def test_archiving_starts_a_retention_review_and_deletes_nothing(world: World) -> None:
    before = _counts(world)
    archived(world)
    with Session(world.owner) as session:
        (due,) = session.scalars(select(RetentionReview.due_on))
        today = clock.today()
        assert due in {date(today.year + 1, today.month, today.day), today + timedelta(days=365)}
    after = _counts(world)
    assert {name: after[name] for name in before if after[name] < before[name]} == {
        "groups.review_date": before["groups.review_date"] - 1
    }, "what is kept in step with the open review goes with it; nothing else goes"


def _counts(world: World) -> dict[str, int]:
    from tests.matrix.standings import whole  # noqa: PLC0415 - beside its one use

    return {name: len(rows) for name, rows in whole(world.owner).rows.items()}


@pytest.mark.parametrize(
    ("reason", "status"), [("merged", "merged"), ("transferred", "transferred"),
                           ("split", "archived")],
)  # fmt: skip
def test_the_reason_says_how_it_ends(world: World, reason: str, status: str) -> None:
    archived(world, reason)
    assert status_of(world) == status


def test_a_declined_proposal_leaves_the_group_and_shows_why(world: World) -> None:
    here = proposed(world)
    world.as_(SCORER).post(here, answer="no", words="It met last week")
    assert status_of(world) == "active"
    assert "It met last week" in world.as_(LRO).get(f"{SORREL}/status").get_text()
    proposed(world)


def test_declining_without_a_reason_is_refused(world: World) -> None:
    page = world.as_(SCORER).post(proposed(world), 422, answer="no", words=" ")
    assert "Enter the reason why you decline" in page.get_text()


def test_reopening_takes_its_own_reason_and_people_and_asks_for_an_assessment(
    world: World,
) -> None:
    archived(world)
    archived(world, "principals_released_and_active_again")
    assert status_of(world) == "active"
    with Session(world.owner) as session:
        open_ = session.scalars(
            select(Review).where(Review.group_id == ident("sorrel"), Review.done_on.is_(None))
        ).one()
        assert open_.due_on == clock.today() + timedelta(days=28)


def test_a_reason_for_archiving_reopens_nothing(world: World) -> None:
    archived(world)
    world.as_(LRO).post(f"{SORREL}/archive", 422, reason="merged", **CASE)
    assert status_of(world) == "archived"


def test_an_archived_group_is_not_marked_dormant(world: World) -> None:
    archived(world)
    world.as_(LRO).post(f"{SORREL}/status/change", 422, to="dormant", reason="Quiet")
    assert status_of(world) == "archived"


def test_what_waits_for_scorer_and_chair_stands_on_their_work(world: World) -> None:
    here = proposed(world)
    assert world.as_(SCORER).get("/").select(f'a[href="{here}"]')
    assert not world.as_(CHAIR).get("/").select(f'a[href="{here}"]')
    world.as_(SCORER).post(here, answer="yes", words="")
    assert world.as_(CHAIR).get("/").select(f'a[href="{here}"]')


@pytest.mark.parametrize("kind", [one.value for one in GroupKind])
def test_the_lead_officer_says_what_type_of_group_it_is(world: World, kind: str) -> None:
    world.as_(LRO).post(f"{SORREL}/type", kind=kind)
    page = world.as_(LRO).get(f"{SORREL}/status").get_text()
    assert GroupKind(kind).label in page


def test_partners_see_no_status_page(still_world: World) -> None:
    still_world.as_("officer@county-ts.example").get(f"{SORREL}/status", 403)
    still_world.as_("officer@hmrc.example").get(f"{SORREL}/status", 403)


def test_a_proposal_of_a_hidden_group_is_hidden(world: World) -> None:
    put(
        world,
        Closure(
            id=ident("closure juniper"), group_id=ident("juniper"), kind="archive",
            reason="merged", evidence="", residual_risk="", reopen_triggers="",
            proposed_at=clock.now(), proposed_by_id=ident(f"membership {OTHER}"),
            state="proposed", answer="", marking=2,
        ),
    )  # fmt: skip
    world.as_(LRO).get(f"/groups/archivings/{ident('closure juniper')}", 404)
    amend(world, Closure, Closure.id == ident("closure juniper"), marking=3)
    world.as_(SCORER).get(f"/groups/archivings/{ident('closure juniper')}", 404)
