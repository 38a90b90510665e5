"""Deconfliction: exact keys, hit or no hit first, and nothing that the owner does not allow."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.server import Role
from portal.groups.models import (
    DeconflictionHit,
    DeconflictionKey,
    DeconflictionPepper,
    DeconflictionSearch,
    DeconflictionSetting,
    Identity,
)
from tests.asking import asked_as, connected, put
from tests.cast import canary, ident
from tests.conftest import World

LENA, LRO = "officer@county-ts.example", "lro@nottspol.example"
ASK = "/groups/check-a-person"
BORN: dict[str, Any] = {"born": ["6", "5", "1970"]}
HELD: dict[str, Any] = {
    "surname": canary("surname sorrel"),
    "forename": canary("forename sorrel"),
    **BORN,
}
UNKNOWN: dict[str, Any] = {"surname": "Nobody", "forename": "Known", **BORN}
WHY: dict[str, Any] = {"purpose": "disruption"}


def set_answer(world: World, answer: str) -> None:
    """Let the force answer so."""
    put(
        world,
        DeconflictionSetting(
            agency_id=ident("NOTTSPOL"), answer=answer, set_at=clock.now(),
            set_by_id=ident("membership information@nottspol.example"),
        ),
    )  # fmt: skip


def asked_for(world: World, email: str = LENA, **keys: Any) -> tuple[str, str]:
    """The address of the answer, and its page without what differs each time."""
    visitor = world.as_(email)
    visitor.post(ASK, **keys, **WHY)
    path = visitor.answer.headers["Location"]
    page = visitor.get(path)
    for mark in page.select("input, meta, script, .portal-print-only"):
        mark.decompose()
    return path, re.sub(r'nonce="[^"]*"', "", str(page).replace(path, "PATH"))


def test_nothing_is_byte_for_byte_no_match(world: World) -> None:
    _, unset = asked_for(world, **HELD)
    _, unknown = asked_for(world, **UNKNOWN)
    set_answer(world, "nothing")
    _, nothing = asked_for(world, **HELD)
    assert "No hit" in unknown
    assert unset == unknown == nothing


def test_nothing_and_no_match_leave_rows_of_the_same_kinds(world: World) -> None:
    asked_for(world, **HELD)
    asked_for(world, **UNKNOWN)
    with Session(world.owner) as session:
        assert session.scalar(select(func.count()).select_from(DeconflictionSearch)) == 2
        assert session.scalar(select(func.count()).select_from(DeconflictionHit)) == 2
        assert set(session.scalars(select(DeconflictionSearch.is_hit))) == {False}


def test_a_contact_is_a_hit_first_and_whom_to_call_when_asked(world: World) -> None:
    set_answer(world, "contact")
    path, page = asked_for(world, **HELD)
    assert "Hit" in page
    contact, name = canary("contact NOTTSPOL"), canary("agency NOTTSPOL")
    assert contact not in page
    assert name not in page
    told = world.as_(LENA).post(path, 200).get_text(" ")
    assert contact in told
    assert name in told
    assert "OCG-" not in told


def test_the_headline_names_the_group_and_nobody_in_it(world: World) -> None:
    set_answer(world, "headline")
    path, _ = asked_for(world, **HELD)
    told = world.as_(LENA).post(path, 200).get_text(" ")
    assert "OCG-" in told
    for word in ("surname", "name", "narrative", "summary"):
        assert canary(f"{word} sorrel") not in told


@pytest.mark.parametrize(("changed", "is_hit"), [
    ({"forename": "Other"}, False), ({"born": ["7", "5", "1970"]}, False),
    ({"surname": canary("surname sorrel")[:-1]}, False),
    ({"surname": f" {canary('surname sorrel').upper()}-"}, True),
])  # fmt: skip
def test_keys_are_exact_but_for_case_and_signs(
    world: World, changed: dict[str, Any], is_hit: bool  # noqa: FBT001 - a column of the table above
) -> None:  # fmt: skip
    set_answer(world, "contact")
    _, page = asked_for(world, **HELD | changed)
    assert (">No hit<" not in page.replace("\n", "")) is is_hit


def test_a_number_of_another_system_finds_the_person(world: World) -> None:
    set_answer(world, "contact")
    with Session(world.owner) as session:
        session.get_one(Identity, ident("nominal sorrel")).external_id = "98/123456X"
        session.commit()
    _, page = asked_for(world, number="98 123456x")
    assert "lets you know whom to call" in page


def test_part_of_a_name_is_refused_and_nothing_is_asked(world: World) -> None:
    world.as_(LENA).post(ASK, 422, surname=canary("surname sorrel"), **WHY)
    with Session(world.owner) as session:
        assert session.scalar(select(func.count()).select_from(DeconflictionSearch)) == 0


def test_the_twenty_first_question_of_a_day_is_refused(world: World) -> None:
    visitor = world.as_(LENA)
    for _ in range(20):
        visitor.post(ASK, **UNKNOWN, **WHY)
    page = visitor.post(ASK, 422, **UNKNOWN, **WHY)
    assert "as often as one may in a day" in page.get_text()


def test_both_sides_have_it_on_the_record_and_no_name_is_kept(world: World) -> None:
    asked_for(world, **HELD)
    page = world.as_("information@nottspol.example").get("/groups/deconfliction").get_text(" ")
    assert canary("agency NCC-TS") in page
    assert canary("nominal sorrel") in page
    other = world.as_("spoc@nottspol.example").get("/groups/deconfliction").get_text(" ")
    assert canary("nominal sorrel") in other
    with Session(world.owner) as session:
        kept = str(session.execute(select(DeconflictionSearch.__table__)).all())
        assert canary("surname sorrel") not in kept


def test_an_answer_is_its_askers_alone(world: World) -> None:
    path, _ = asked_for(world, **HELD)
    world.as_("officer@hmrc.example").get(path, 404)
    assert asked_as(world, LRO, DeconflictionSearch.id) == set()


@pytest.mark.parametrize("model", [DeconflictionKey, DeconflictionPepper, DeconflictionHit])
def test_the_portal_cannot_read_keys(still_world: World, model: type) -> None:
    with connected(still_world, Role.WEB) as web, pytest.raises(ProgrammingError, match="denied"):
        web.execute(select(func.count()).select_from(model))


def test_the_operator_asks_nothing(still_world: World) -> None:
    still_world.as_("operator@portal.example").get(ASK, 403)
    still_world.as_("operator@portal.example").get("/groups/deconfliction", 403)


def test_an_information_manager_sets_the_answer_of_their_own_agency(world: World) -> None:
    world.as_("information@nottspol.example").post("/groups/deconfliction", answer="headline")
    with Session(world.owner) as session:
        assert session.get_one(DeconflictionSetting, ident("NOTTSPOL")).answer == "headline"
    assert asked_as(world, "spoc@nottspol.example", DeconflictionSetting.answer) == {"headline"}
    assert asked_as(world, LENA, DeconflictionSetting.answer) == set()
