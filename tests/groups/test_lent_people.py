"""People lent with a share one by one: the part before the identity, before the narrative."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.access.entry import enter_as_holder
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Group, Identity, Involvement, LentPerson, Nominal, Share
from tests.asking import amend, asked_as, put
from tests.cast import SENSITIVE, canary, ident
from tests.conftest import World

LRO, LENA = "lro@nottspol.example", "officer@county-ts.example"
HMRC, MEMBER = "officer@hmrc.example", "member.noceg@nottingham-city.example"
SORREL, NOMINAL = ident("sorrel"), ident("nominal sorrel")
TO_LENA = ident("share sorrel NCC-TS")
LEND = f"/groups/shares/{TO_LENA}/people"
STEPS = {1: "category", 2: "identity", 3: "narrative"}


def lend(
    world: World, step: int, status: int = 303, path: str = LEND, **more: str
) -> BeautifulSoup:
    fields = {"person": str(NOMINAL), "step": str(step), "reason": f"Because {step}"}
    if step == 3:
        fields["words"] = "Drives the van"
    return world.as_(LRO).post(path, status, **(fields | more))


def read(world: World, email: str = LENA) -> str:
    return world.as_(email).get(f"/groups/{SORREL}").get_text(" ")


def lent(world: World, step: int, **changed: object) -> UUID:
    made = uuid4()
    values = {
        "id": made, "share_id": TO_LENA, "group_id": SORREL, "nominal_id": NOMINAL, "step": step,
        "reason": "x", "words": "Drives the van" if step == 3 else "", "given_at": clock.now(),
        "given_by_id": ident(f"membership {LRO}"), "marking": SENSITIVE,
    }  # fmt: skip
    put(world, LentPerson(**(values | changed)))
    return made


EXACT = (canary("nominal sorrel"), "1970", "1970-05-06", "May 1970", str(NOMINAL))
IDENTITY = (canary("surname sorrel"), canary("forename sorrel"), canary("home sorrel"))


def test_each_step_opens_its_own_fields_and_the_exact_value_is_nowhere(world: World) -> None:
    before = read(world)
    assert "People lent to you" not in before
    lend(world, 1)
    category = read(world)
    assert "Principal" in category
    assert not any(word in category for word in IDENTITY)
    lend(world, 2)
    identity = read(world)
    assert all(word in identity for word in IDENTITY)
    assert "55 to 64" in identity or "65 or over" in identity
    assert "Drives the van" not in identity
    lend(world, 3)
    narrative = read(world)
    assert "Drives the van" in narrative
    for page in (category, identity, narrative):
        assert not any(word in page for word in EXACT)
        assert "Because" not in page, "the reason is the lender's"


@pytest.mark.parametrize("step", [2, 3])
def test_no_step_comes_before_the_one_below_it(world: World, step: int) -> None:
    assert f"Lend the {STEPS[step - 1]} first" in lend(world, step, 422).get_text()
    with pytest.raises(IntegrityError, match="comes before"):
        lent(world, step)


def test_only_the_recipient_of_that_share_reads_them(world: World) -> None:
    lent(world, 1)
    lent(world, 2)
    assert canary("surname sorrel") in read(world)
    for email in (HMRC, MEMBER):
        assert "People lent to you" not in read(world, email)
        assert asked_as(world, email, LentPerson.id) == set()
    assert asked_as(world, LENA, LentPerson.id) == set(), "the row holds the reason"
    assert NOMINAL not in asked_as(world, LENA, Nominal.id)
    assert SORREL not in asked_as(world, LENA, Involvement.group_id)


def test_taking_a_step_back_closes_it_and_what_stands_on_it_at_once(world: World) -> None:
    for step in (1, 2, 3):
        lend(world, step)
    with world.owner.connect() as connection:
        second = connection.exec_driver_sql(
            "select id from groups.lent_person where step = 2"
        ).scalar_one()
    world.as_(LRO).post(f"/groups/lent-people/{second}/revoke")
    page = read(world)
    assert "Principal" in page
    assert not any(word in page for word in (*IDENTITY, "Drives the van"))


def test_a_share_that_ends_takes_its_people_with_it(world: World) -> None:
    lent(world, 1)
    lent(world, 2)
    amend(world, Share, Share.id == TO_LENA, revoked_at=clock.now(),
          revoked_by_id=ident(f"membership {LRO}"))  # fmt: skip
    assert SORREL not in asked_as(world, LENA, Group.id)
    world.as_(LENA).get(f"/groups/{SORREL}", 404)
    with world.app.app_context():
        enter_as_holder(world.as_(LENA).token, read_only=True)
        found = db.session.connection().exec_driver_sql(
            "select * from groups.lent_people(%s)", (SORREL,)
        )
        assert found.all() == []


def test_a_board_reads_the_part_and_no_name(world: World) -> None:
    board = ident("share sorrel NOCEG")
    page = lend(world, 2, 422, f"/groups/shares/{board}/people")
    assert "A board reads no names" in page.get_text()
    lent(world, 1, share_id=board)
    assert "Principal" in read(world, MEMBER)
    with pytest.raises(IntegrityError, match="to a board by their part alone"):
        lent(world, 2, share_id=board)


def test_a_person_marked_higher_is_hidden_alone(world: World) -> None:
    lent(world, 1)
    amend(world, Nominal, Nominal.id == NOMINAL, marking=3)
    assert "People lent to you" not in read(world)


@pytest.mark.parametrize("email", ["sro@nottspol.example", LENA, HMRC])
def test_only_the_lead_officer_and_the_coordinator_lend(world: World, email: str) -> None:
    sees_share = email != HMRC
    world.as_(email).get(LEND, 403 if sees_share else 404)


def test_nobody_lends_a_person_of_another_group(world: World) -> None:
    with world.app.app_context():
        enter_as_holder(world.as_(LRO).token, read_only=False)
        db.session.add(
            LentPerson(
                share_id=TO_LENA, group_id=SORREL, nominal_id=ident("nominal juniper"), step=1,
                reason="x", given_at=clock.now(), given_by_id=ident(f"membership {LRO}"),
                marking=SENSITIVE,
            )
        )  # fmt: skip
        with pytest.raises(DBAPIError, match="row-level security"):
            db.session.flush()


@pytest.mark.parametrize(
    ("born", "band"),
    [(17, "Under 18"), (18, "18 to 24"), (24, "18 to 24"), (25, "25 to 34"), (64, "55 to 64"),
     (65, "65 or over")],
)  # fmt: skip
def test_the_age_is_a_band(world: World, born: int, band: str) -> None:
    today = clock.today()
    birthday = date(today.year - born, today.month, min(today.day, 28))
    amend(world, Identity, Identity.nominal_id == NOMINAL, born=birthday)
    lent(world, 1)
    lent(world, 2)
    assert band in read(world)
