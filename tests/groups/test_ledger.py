"""The disclosure ledger: three questions, one query each, as a page and as a file."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.agencies.models import Agency, Duty
from portal.groups.models import Copy
from portal.groups.projections.ledger import neutral
from tests.cast import canary, ident
from tests.client import Visitor, words
from tests.conftest import World
from tests.groups.lending import CITY_TS, COORDINATOR, COUNTY_TS, INFORMATION, LRO, SRO, live_share
from tests.statements import statements

LEDGER = "/groups/ledger"
AUDITOR = "auditor@nottspol.example"


def rows(visitor: Visitor, **wanted: str) -> list[str]:
    page = visitor.post(LEDGER, 200, step="show", **wanted)
    return [words(str(row)) for row in page.select("tbody tr")]


def lead_view(world: World) -> None:
    live_share(world, view=3, approved_by_id=ident(f"membership {SRO}"))


def test_everything_that_an_agency_disclosed(still_world: World) -> None:
    assert len(rows(still_world.as_(INFORMATION))) == 5
    assert len(rows(still_world.as_(AUDITOR))) == 5


def test_to_one_recipient(still_world: World) -> None:
    found = rows(still_world.as_(INFORMATION), recipient=str(ident("HMRC")))
    assert len(found) == 1
    assert canary("agency HMRC") in found[0]
    assert "sees 5 of 23 fields until" in found[0]


def test_under_one_agreement(still_world: World) -> None:
    found = rows(still_world.as_(LRO), agreement=str(ident("agreement")))
    assert len(found) == 3


def test_about_one_nominal_are_those_that_opened_people(world: World) -> None:
    wanted = {"nominal": canary("nominal sorrel")}
    assert rows(world.as_(INFORMATION), **wanted) == []
    lead_view(world)
    assert len(rows(world.as_(INFORMATION), **wanted)) == 1
    assert rows(world.as_(INFORMATION), nominal=canary("nominal juniper")) == []


def test_those_who_run_a_group_read_its_disclosures_alone(still_world: World) -> None:
    assert len(rows(still_world.as_(LRO))) == 3
    assert len(rows(still_world.as_(COORDINATOR))) == 6
    assert len(rows(still_world.as_(COUNTY_TS))) == 1


def test_an_information_manager_of_another_agency_reads_nothing(world: World) -> None:
    with Session(world.owner) as session:
        session.add(Duty(membership_id=ident(f"membership {CITY_TS}"), role="FIM"))
        session.commit()
    assert rows(world.as_(CITY_TS)) == []


def test_no_personal_data_stands_in_an_address(still_world: World) -> None:
    page = still_world.as_(INFORMATION).get(LEDGER)
    assert page.select('main form:has(input[name="nominal"])')[0]["method"] == "post"
    nominal = canary("nominal sorrel")
    assert nominal not in str(still_world.as_(INFORMATION).get(f"{LEDGER}?nominal={nominal}"))


def test_each_question_is_one_query(still_world: World) -> None:
    visitor = still_world.as_(INFORMATION)
    page = visitor.get(LEDGER)
    with statements(still_world) as sent:
        visitor.send(LEDGER, page, 200, step="show", recipient=str(ident("HMRC")))
    assert len([one for one in sent if "groups.disclosures" in one]) == 1


def file_of(visitor: Visitor) -> list[list[str]]:
    visitor.send(LEDGER, visitor.get(LEDGER), 200, step="file")
    assert visitor.answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(visitor.answer.get_data(as_text=True))))


def test_the_file_says_its_marking_and_its_reader_and_holds_what_the_page_holds(
    world: World,
) -> None:
    found = file_of(world.as_(INFORMATION))
    assert found[0][0] == "OFFICIAL-SENSITIVE"
    assert canary(f"name {INFORMATION}") in found[0][1]
    assert len(found) == 2 + 5


def test_the_file_is_on_record_as_a_copy_of_each_group(world: World) -> None:
    file_of(world.as_(INFORMATION))
    with Session(world.owner) as session:
        copies = session.scalars(select(Copy).where(Copy.kind == "ledger")).all()
    assert {one.group_id for one in copies} == {ident("sorrel"), ident("hawthorn")}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_a_cell_is_no_formula(start: str) -> None:
    assert neutral(f"{start}1+1") == f"'{start}1+1"
    assert neutral("1+1") == "1+1"


def test_a_name_that_looks_like_a_formula_is_text_in_the_file(world: World) -> None:
    with Session(world.owner) as session:
        session.execute(
            update(Agency).where(Agency.id == ident("HMRC")).values(name='=HYPERLINK("x")')
        )
        session.commit()
    cells = [cell for row in file_of(world.as_(INFORMATION)) for cell in row]
    assert '\'=HYPERLINK("x")' in cells
    assert not any(cell.startswith("=") for cell in cells)
