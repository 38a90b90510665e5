"""Memberships of a group: each agency's own statement, dated, proposed by partners, never mixed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.access.viewer import Section
from portal.groups.models import Identity, Involvement, Nominal
from tests.asking import amend, asked_as, put
from tests.cast import canary, ident
from tests.conftest import World

LRO, LENA = "lro@nottspol.example", "officer@county-ts.example"
HMRC = "officer@hmrc.example"
SORREL = ident("sorrel")
PEOPLE = f"/groups/{SORREL}/people"
ADA: dict[str, Any] = {
    "surname": "Testcase", "forename": "Ada", "born": ["1", "2", "1990"], "district": "Ashfield",
    "role": "significant", "category": "suspect", "basis": "assessment", "confidence": "possible",
    "from_on": ["1", "3", "2020"], "to_on": ["4", "5", "2021"],
}  # fmt: skip


def part_of(world: World, surname: str) -> Involvement:
    """What is stated of the nominal of that surname."""
    with Session(world.owner) as session:
        return session.scalars(
            select(Involvement)
            .join(Identity, Identity.nominal_id == Involvement.nominal_id)
            .where(Identity.surname == surname)
        ).one()


def test_the_lead_officer_adds_a_nominal_as_the_statement_of_their_agency(world: World) -> None:
    visitor = world.as_(LRO)
    visitor.post(f"{PEOPLE}/new", **ADA)
    page = " ".join(visitor.get(PEOPLE).get_text(" ").split())
    assert "Testcase, Ada" in page
    assert "Significant, suspect, possible, assessment, 1 March 2020 to 4 May 2021" in page
    one = part_of(world, "Testcase")
    assert (one.agency_id, one.state) == (ident("NOTTSPOL"), "stated")


@pytest.mark.parametrize(("day", "is_there"), [
    ("29 2 2020", False), ("1 3 2020", True), ("4 5 2021", True), ("5 5 2021", False),
])  # fmt: skip
def test_who_was_in_the_group_on_a_day(world: World, day: str, is_there: bool) -> None:  # noqa: FBT001 - a column of the table above
    visitor = world.as_(LRO)
    visitor.post(f"{PEOPLE}/new", **ADA)
    asked = "&".join(f"on={part}" for part in day.split())
    page = visitor.get(f"{PEOPLE}?{asked}").get_text(" ")
    assert ("Testcase" in page) is is_there
    assert canary("surname sorrel") in page, "no dates are known: it counts for every day"


def test_a_partner_proposes_and_reads_nothing_of_the_list(world: World) -> None:
    lena = world.as_(LENA)
    lena.post(f"{PEOPLE}/new", **ADA)
    lena.get(PEOPLE, 403)
    assert part_of(world, "Testcase").state == "proposed"
    hers = {ident("nominal bracken")}
    assert asked_as(world, LENA, Identity.nominal_id) == hers
    assert asked_as(world, LENA, Nominal.id) == hers


def test_the_lead_takes_a_proposal_in_and_it_stays_the_partners_statement(world: World) -> None:
    world.as_(LENA).post(f"{PEOPLE}/new", **ADA)
    one = part_of(world, "Testcase")
    world.as_(LRO).post(f"/groups/statements/{one.id}/answer", answer="accept")
    after = part_of(world, "Testcase")
    assert (after.state, after.agency_id) == ("stated", ident("NCC-TS"))
    world.as_(LRO).get(f"/groups/statements/{one.id}/edit", 403)


def test_a_headline_reader_proposes_nobody(world: World) -> None:
    world.as_(HMRC).get(f"{PEOPLE}/new", 403)


def _theirs(world: World) -> Involvement:
    """A statement of another agency about a nominal of ours."""
    part = Involvement(
        group_id=SORREL, nominal_id=ident("nominal sorrel"), agency_id=ident("EMSOU"),
        role="enabler", category="other", basis="fact", confidence="confirmed", marking=2,
    )  # fmt: skip
    put(world, part)
    with Session(world.owner) as session:
        return session.scalars(
            select(Involvement).where(Involvement.agency_id == ident("EMSOU"))
        ).one()


def test_the_edit_of_one_agency_changes_nothing_in_the_statement_of_another(world: World) -> None:
    theirs = _theirs(world)
    visitor = world.as_(LRO)
    mine = next(
        str(link["href"]).split("/")[3]
        for link in visitor.get(f"/groups/nominals/{ident('nominal sorrel')}").select("a")
        if str(link["href"]).endswith("/edit")
    )
    visitor.post(
        f"/groups/statements/{mine}/edit", role="peripheral", category="victim", basis="fact",
        confidence="possible", from_on=["", "", ""], to_on=["", "", ""],
    )  # fmt: skip
    with Session(world.owner) as session:
        assert session.get_one(Involvement, UUID(mine)).role == "peripheral"
        left = session.get_one(Involvement, theirs.id)
        assert (left.role, left.category, left.version) == ("enabler", "other", 1)


def test_two_statements_about_one_person_are_one_person_in_the_list(world: World) -> None:
    _theirs(world)
    page = world.as_(LRO).get(PEOPLE)
    assert page.h1 is not None
    assert "1 person" in page.h1.get_text()
    assert len(page.select("tbody tr")) == 1
    assert "Enabler" in page.get_text()


def test_the_database_refuses_to_change_another_agencys_statement(world: World) -> None:
    theirs = _theirs(world)
    with world.owner.begin() as connection:
        connection.exec_driver_sql(
            "select set_config('portal.agency', %s, true)", (str(ident("NOTTSPOL")),)
        )
        theft = update(Involvement).where(Involvement.id == theirs.id).values(role="principal")
        with pytest.raises(IntegrityError, match="by the agency that made it"):
            connection.execute(theft)


def test_a_second_writer_of_a_statement_gets_both_texts(world: World) -> None:
    world.as_(LRO).post(f"{PEOPLE}/new", **ADA)
    path = f"/groups/statements/{part_of(world, 'Testcase').id}/edit"
    said = {key: ADA[key] for key in ("category", "basis", "confidence", "from_on", "to_on")}
    first, second = world.as_(LRO), world.as_("coordinator@nottspol.example")
    old = second.get(path)
    first.post(path, role="principal", **said)
    page = second.send(path, old, 409, role="enabler", **said)
    assert "Principal" in page.get_text()


def test_a_view_that_lists_people_names_nobody(world: World) -> None:
    amend(
        world, Given, Given.share_id == ident("share sorrel HMRC"),
        sections=int(Section.HEADLINE | Section.MEMBERS), view=3,
    )  # fmt: skip
    visitor = world.as_(HMRC)
    page = visitor.get(PEOPLE).get_text(" ")
    assert canary("nominal sorrel") in page
    assert canary("surname sorrel") not in page
    assert "6 May 1970" not in page
    nominal = visitor.get(f"/groups/nominals/{ident('nominal sorrel')}").get_text(" ")
    for word in ("surname", "forename", "home", "address"):
        assert canary(f"{word} sorrel") not in nominal
    assert asked_as(world, HMRC, Identity.nominal_id) == set()


def test_a_nominal_of_a_hidden_group_is_no_nominal(still_world: World) -> None:
    still_world.as_(LRO).get(f"/groups/nominals/{ident('nominal juniper')}", 404)
    still_world.as_(LENA).get(f"/groups/nominals/{ident('nominal sorrel')}", 404)


def test_a_day_asked_about_that_is_none_is_said_so(still_world: World) -> None:
    page = still_world.as_(LRO).get(f"{PEOPLE}?on=31&on=2&on=2020", 422)
    (summary,) = page.select(".govuk-error-summary")
    assert "In the group on" in summary.get_text()
