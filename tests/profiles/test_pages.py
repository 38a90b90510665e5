"""The pages of counts, as those see them who may read all of them or totals only."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.access.viewer import Role
from portal.agencies.models import Duty
from portal.audit.models import Entry
from portal.groups.models import Grading, Involvement, Nominal
from portal.profiles.models import PublishedTotal
from portal.profiles.views import statistics
from tests.cast import canary, ident
from tests.client import words
from tests.conftest import World
from tests.statements import statements

COORDINATOR = "coordinator@nottspol.example"
COMMISSIONER = "pcc@opcc.example"


def table(page: BeautifulSoup, caption: str) -> list[list[str]]:
    """The rows of the table with this caption, as words."""
    (found,) = [
        one
        for one in page.find_all("table")
        if one.caption and one.caption.get_text(" ", strip=True) == caption
    ]
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in found.select("tbody tr")
    ]


def test_the_coordinator_reads_fifteen_cells_for_city_county_and_both(still_world: World) -> None:
    page = still_world.as_(COORDINATOR).get("/statistics")
    both = table(page, "City and County")
    assert both == [
        ["1", "0", "0", "1", "1"],
        ["2", "1", "0", "0", "1"],
        ["3", "0", "1", "0", "1"],
        ["4", "0", "1", "0", "1"],
        ["5", "0", "0", "0", "0"],
        ["All", "1", "2", "1", "4"],
    ]
    assert table(page, "City")[-1] == ["All", "0", "1", "1", "2"]
    assert table(page, "County")[-1] == ["All", "1", "1", "0", "2"]


def test_a_lead_officer_counts_only_the_groups_in_their_view(still_world: World) -> None:
    page = still_world.as_("lro@nottspol.example").get("/statistics")
    assert table(page, "City and County")[-1] == ["All", "0", "1", "0", "1"]
    assert [row[3] for row in table(page, "Active and high risk")] == ["1", "1", "1", "1"]


def test_high_risk_is_counted_by_the_default_rule(still_world: World) -> None:
    page = still_world.as_(COORDINATOR).get("/statistics")
    rows = table(page, "Active and high risk")
    assert [row[1:4] for row in rows] == [
        ["2", "2", "4"], ["2", "2", "4"], ["2", "1", "3"], ["2", "1", "3"],
    ]  # fmt: skip


def test_the_months_have_a_table_a_note_and_a_picture(still_world: World) -> None:
    page = still_world.as_(COORDINATOR).get("/statistics")
    assert "7,301" in words(str(page)) or "7,301" in page.get_text()
    assert canary("month note") in page.get_text()
    assert page.select("figure svg[role=img] > title")
    assert canary("measure") in page.get_text()


def test_without_a_picture_the_table_is_there(
    still_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "monthly_chart", lambda _: None)
    page = still_world.as_(COORDINATOR).get("/statistics")
    assert not page.select("figure svg")
    assert "7,304" in page.get_text()
    assert "cannot be drawn at the moment" in page.get_text()


def test_the_statistics_take_five_statements(still_world: World) -> None:
    visitor = still_world.as_(COORDINATOR)
    with statements(still_world) as sent:
        visitor.get("/statistics")
    asked = [one for one in sent if "access." not in one.split("FROM")[0] and "audit." not in one]
    asked = [one for one in asked if not one.startswith(("set ", "SELECT 1"))]
    assert len(asked) <= 5, asked


@pytest.mark.parametrize("email", [COMMISSIONER, "officer@hmrc.example",
                                   "member.noceg@nottingham-city.example",
                                   "operator@portal.example"])  # fmt: skip
def test_nobody_outside_the_police_reads_the_statistics(still_world: World, email: str) -> None:
    still_world.as_(email).get("/statistics", 403)


def test_a_partners_lead_officer_counts_their_own_view_and_no_police_figures(
    world: World,
) -> None:
    officer = world.cast["officer@county-ts.example"].membership_id
    with Session(world.owner) as session:
        session.add(Duty(membership_id=officer, role=Role.LRO.value))
        session.commit()
    page = world.as_("officer@county-ts.example").get("/statistics")
    assert table(page, "City and County")[-1] == ["All", "0", "2", "0", "2"]
    for hidden in (canary("month note"), canary("operation"), canary("measure"), "7,301"):
        assert hidden not in page.get_text()


def test_the_commissioner_reads_published_totals_and_no_live_count(world: World) -> None:
    visitor = world.as_(COMMISSIONER)
    assert "No totals have been published yet" in visitor.get("/totals").get_text()
    world.as_(COORDINATOR).post("/totals/publish")
    before = table(visitor.get("/totals"), "Published totals")
    assert [row[0] for row in before] == [
        "Active groups", "Active nominals", "High-risk groups", "High-risk nominals",
    ]  # fmt: skip
    with Session(world.owner) as session:
        session.execute(update(Grading).values(band="5C"))
        session.commit()
    assert table(visitor.get("/totals"), "Published totals") == before


def test_a_count_below_five_is_stored_nowhere(world: World) -> None:
    world.as_(COORDINATOR).post("/totals/publish")
    with Session(world.owner) as session:
        rows = session.scalars(select(PublishedTotal)).all()
        assert len(rows) == 12
        assert all(row.value is None or row.value == 0 or row.value >= 5 for row in rows)
        assert {row.withheld for row in rows} <= {None, "small", "hidden"}
        assert session.scalar(select(func.count()).where(Entry.event == "totals.published")) == 1
    page = world.as_(COMMISSIONER).get("/totals").get_text()
    assert "fewer than 5" in page


def test_what_is_published_is_what_was_checked(world: World) -> None:
    visitor = world.as_(COORDINATOR)
    page = visitor.get("/totals/publish")
    with Session(world.owner) as session:
        made = [
            Nominal(
                owner_agency_id=ident("NOTTSPOL"), reference=f"N{n}",
                home_area="city", status="active", marking=2,
            )
            for n in range(9)
        ]  # fmt: skip
        session.add_all(made)
        session.flush()
        session.add_all(
            Involvement(group_id=ident("sorrel"), nominal_id=one.id, role="peripheral", marking=2)
            for one in made
        )
        session.commit()
    again = visitor.send("/totals/publish", page, 422)
    assert "The counts changed after you opened this page" in again.get_text()
    with Session(world.owner) as session:
        assert session.scalar(select(func.count()).select_from(PublishedTotal)) == 0
    visitor.send("/totals/publish", again)


def test_publishing_twice_with_one_form_publishes_once(world: World) -> None:
    visitor = world.as_(COORDINATOR)
    page = visitor.get("/totals/publish")
    visitor.send("/totals/publish", page)
    visitor.send("/totals/publish", page)
    with Session(world.owner) as session:
        assert session.scalar(select(func.count()).select_from(PublishedTotal)) == 12


@pytest.mark.parametrize("email", [COMMISSIONER, "lro@nottspol.example"])
def test_only_the_coordinator_publishes(still_world: World, email: str) -> None:
    still_world.as_(email).get("/totals/publish", 403)
