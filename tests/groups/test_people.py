"""The people of a group: for the lead view alone, each opening by name on the record."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.models import Entry, Subject
from portal.groups.models import Identity, Involvement, Nominal
from tests.cast import canary, ident
from tests.conftest import World

PEOPLE = f"/groups/{ident('sorrel')}/people"


def test_the_lead_officer_reads_names_dates_of_birth_and_homes(still_world: World) -> None:
    page = still_world.as_("lro@nottspol.example").get(PEOPLE).get_text(" ")
    for name in ("surname", "forename", "home", "nominal"):
        assert canary(f"{name} sorrel") in page
    assert "6 May 1970" in page
    assert "Principal" in page


@pytest.mark.parametrize("page", ["people", "history"])
@pytest.mark.parametrize("email", ["officer@county-ts.example", "officer@hmrc.example",
                                   "member.noceg@nottingham-city.example"])  # fmt: skip
def test_a_partner_may_not_open_the_pages_of_the_lead_view(
    still_world: World, email: str, page: str
) -> None:
    still_world.as_(email).get(f"/groups/{ident('sorrel')}/{page}", 403)


@pytest.mark.parametrize("page", ["people", "decisions", "history", "partner-summary"])
def test_the_pages_of_a_hidden_group_are_those_of_none(still_world: World, page: str) -> None:
    visitor = still_world.as_("lro@nottspol.example")
    hidden = visitor.get(f"/groups/{ident('juniper')}/{page}", 404)
    absent = visitor.get(f"/groups/{uuid4()}/{page}", 404)
    for one in (hidden, absent):
        for mark in one.select(".portal-reference, meta[name=csrf-token], input[name=csrf_token]"):
            mark.decompose()
    assert hidden.main == absent.main


def test_the_record_names_each_nominal_that_was_shown(world: World) -> None:
    world.as_("lro@nottspol.example").get(PEOPLE)
    with Session(world.owner) as session:
        seen = select(Entry.seq).where(Entry.event == "people.seen")
        rows = session.execute(
            select(Subject.kind, Subject.record_id).where(Subject.entry_seq.in_(seen))
        )
        assert {tuple(row) for row in rows} == {
            ("group", ident("sorrel")),
            ("nominal", ident("nominal sorrel")),
        }


def test_people_come_fifty_a_page_principals_first(world: World) -> None:
    with Session(world.owner) as session:
        for number in range(55):
            nominal_id = uuid4()
            session.add(
                Nominal(
                    id=nominal_id, owner_agency_id=ident("NOTTSPOL"), reference=f"N{number}",
                    home_area="county", status="inactive", marking=2,
                )
            )  # fmt: skip
            session.flush()
            session.add(
                Identity(
                    nominal_id=nominal_id, surname=f"Aaron{number:02}", forename="",
                    born=date(1980, 1, 2), home_district="", marking=2,
                )
            )  # fmt: skip
            session.add(
                Involvement(
                    group_id=ident("sorrel"), nominal_id=nominal_id, role="peripheral", marking=2
                )
            )
        session.commit()
    visitor = world.as_("lro@nottspol.example")
    first = visitor.get(PEOPLE)
    assert "56 people, page 1 of 2" in str(first.title)
    assert canary("surname sorrel") in str(first.select("tbody th")[0])
    assert len(visitor.get(f"{PEOPLE}?page=2").select("tbody tr")) == 6
    visitor.get(f"{PEOPLE}?page=3", 404)
