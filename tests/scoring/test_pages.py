"""The scores of a group, and the reviews on My work."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.audit.models import Entry
from portal.core import clock
from portal.scoring.models import Assessment, Review
from portal.scoring.rules import add_months
from tests.cast import SENSITIVE, canary, ident
from tests.conftest import World
from tests.plans.actions import read, statements
from tests.plans.test_work import part

SCORES = f"/groups/{ident('sorrel')}/scores"
LRO = "lro@nottspol.example"
COORDINATOR = "coordinator@nottspol.example"


def set_due(world: World, day: date, name: str = "sorrel") -> None:
    with Session(world.owner) as session:
        session.execute(
            update(Review).where(Review.id == ident(f"review {name}")).values(due_on=day)
        )
        session.commit()


def score(world: World, band: str, days_ago: int, number: int = 33) -> None:
    with Session(world.owner) as session:
        session.add(
            Assessment(
                group_id=ident("sorrel"), score=number, band=band, tier=4, marking=SENSITIVE,
                scored_on=clock.today() - timedelta(days=days_ago), origin="as supplied",
            )
        )  # fmt: skip
        session.commit()


def test_the_lead_officer_reads_the_score_in_force(still_world: World) -> None:
    page = read(still_world.as_(LRO).get(SCORES))
    assert "Score 71 of 100" in page
    assert "Band 3B" in page
    assert "Tier 2 Re-scored every 2 months" in page
    assert "As supplied" in page


def test_the_newest_score_is_in_force_and_heads_the_history(world: World) -> None:
    score(world, "5C", days_ago=10, number=33)
    score(world, "1A", days_ago=400, number=99)
    page = world.as_(LRO).get(SCORES)
    assert "Score 33 of 100" in read(page)
    numbers = [one.get_text() for one in page.select("td[data-label=Score]")]
    assert numbers == ["33", "71", "99"]


@pytest.mark.parametrize(
    ("band", "high", "support"),
    [("3B", "Yes", "Presumed eligible"), ("3C", "No", "Not presumed")],
)
def test_the_rules_stand_in_words_beside_their_results(
    world: World, band: str, high: str, support: str
) -> None:
    score(world, band, days_ago=1)
    page = read(world.as_(LRO).get(SCORES))
    assert f"High risk {high}. The rule: Band 3B or above." in page
    assert f"Regional support {support}. The rule: Band 3B or above." in page


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "Overdue 3 days ago"), (0, "Due soon today"), (1, "Due soon in 1 day"),
     (8, "In time in 8 days")],
)  # fmt: skip
def test_the_next_review_says_how_near_it_is(world: World, days: int, said: str) -> None:
    set_due(world, clock.today() + timedelta(days=days))
    assert said in read(world.as_(LRO).get(SCORES))


def test_a_group_without_a_score_says_so(world: World) -> None:
    with Session(world.owner) as session:
        session.delete(session.get_one(Assessment, ident("assessment sorrel")))
        session.commit()
    assert "No score yet" in str(world.as_(LRO).get(SCORES))


@pytest.mark.parametrize(
    ("email", "status"),
    [
        (COORDINATOR, 200),
        ("scorer@emsou.example", 200),
        ("officer@county-ts.example", 403),
        ("officer@hmrc.example", 403),
        ("member.noceg@nottingham-city.example", 403),
        ("other-lro@nottspol.example", 404),
        ("pcc@opcc.example", 404),
    ],
)
def test_scores_are_of_the_lead_view(still_world: World, email: str, status: int) -> None:
    page = str(still_world.as_(email).get(SCORES, status))
    assert (">71<" in page) == (status == 200)


def test_reading_scores_is_on_the_record(world: World) -> None:
    world.as_(LRO).get(SCORES)
    with Session(world.owner) as session:
        newest = session.scalars(select(Entry.event).order_by(Entry.seq.desc())).first()
    assert newest == "scores.seen"


def test_the_page_asks_little_for_any_history(world: World) -> None:
    visitor = world.as_(LRO)
    with statements(world) as few:
        visitor.get(SCORES)
    for number in range(50):
        score(world, "4A", days_ago=100 + number)
    with statements(world) as many:
        visitor.get(SCORES)
    assert len(few) == len(many) <= 4


def test_a_lead_officer_finds_the_reviews_of_their_own_groups(still_world: World) -> None:
    page = still_world.as_(LRO).get("/")
    overdue = part(page, "Reviews overdue")
    assert overdue.startswith("Reviews overdue (1)")
    assert canary("name sorrel") in overdue
    assert "3 days overdue" in overdue
    assert page.select(f'a[href="{SCORES}"]')


def test_a_review_within_a_month_is_due_and_no_later_one(world: World) -> None:
    today = clock.today()
    set_due(world, add_months(today, 1))
    assert canary("name sorrel") in part(world.as_(LRO).get("/"), "Reviews due within a month")
    set_due(world, add_months(today, 1) + timedelta(days=1))
    page = world.as_(LRO).get("/")
    assert part(page, "Reviews due within a month").endswith("No review is due within a month.")
    assert part(page, "Reviews overdue").endswith("No review is overdue.")


def test_a_review_that_was_done_is_not_due(world: World) -> None:
    with Session(world.owner) as session:
        session.get_one(Review, ident("review sorrel")).done_on = clock.today()
        session.commit()
    assert "No review is overdue." in part(world.as_(LRO).get("/"), "Reviews overdue")


@pytest.mark.parametrize("email", [COORDINATOR, "scorer@emsou.example"])
def test_the_coordinator_and_the_scorer_find_all(still_world: World, email: str) -> None:
    overdue = part(still_world.as_(email).get("/"), "Reviews overdue")
    names = [canary(f"name {name}") for name in ("sorrel", "hawthorn", "juniper")]
    places = [overdue.index(name) for name in names]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "email", ["officer@city-ts.example", "analyst@nottspol.example", "pcc@opcc.example"]
)
def test_others_have_no_reviews_to_keep(still_world: World, email: str) -> None:
    assert part(still_world.as_(email).get("/"), "Reviews overdue") == ""
