"""The register: what is listed, how it is narrowed and ordered, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Select, event, func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.access.viewer import Role
from portal.audit.models import Entry, Subject
from portal.core import clock
from portal.groups.models import Grading, Group, PartnerSummary, ReviewDate
from portal.scoring.models import Review
from tests.cast import canary, ident
from tests.conftest import World

LRO = "lro@nottspol.example"
COORDINATOR = "coordinator@nottspol.example"
PARTNER = "officer@county-ts.example"
HEADLINE = "officer@hmrc.example"


def names(page: BeautifulSoup) -> list[str]:
    """The groups that a register lists, in its order."""
    return [link.get_text(" ", strip=True) for link in page.select("tbody th a")]


def first_words(page: BeautifulSoup) -> list[str]:
    """The same, each by the second word of its name: Sorrel."""
    return [name.split()[1].lower() if " " in name else name for name in names(page)]


def cells(page: BeautifulSoup, label: str) -> list[str]:
    """One column of a register."""
    return [td.get_text(" ", strip=True) for td in page.select(f'td[data-label="{label}"]')]


def heading(page: BeautifulSoup) -> str:
    """The heading of a page."""
    found = page.find("h1")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def sixty(world: World) -> None:
    """Sixty more groups that the coordinators of the police hold at the lead view."""
    with Session(world.owner) as session:
        for number in range(60):
            group_id = uuid4()
            session.add(
                Group(
                    id=group_id, reference=f"OCG-{number:04}-MORE",
                    lead_agency_id=ident("NOTTSPOL"), area="city", status="active",
                    theme="fraud", other_themes=[], marking=2,
                )
            )  # fmt: skip
            session.flush()
            session.add_all(
                [
                    Grading(group_id=group_id, band="5C", tier=4, marking=2,
                            review_month=clock.today().replace(day=1)),
                    PartnerSummary(group_id=group_id, operation_name=f"Op Number{number:02}",
                                   district="x", text="x", version=1, edited_at=clock.now(),
                                   marking=2),
                    Review(group_id=group_id, due_on=clock.today() + timedelta(days=40 + number),
                           marking=2),
                    Given(group_id=group_id, from_agency_id=ident("NOTTSPOL"), view=3,
                          recipient_id=ident(f"duty NOTTSPOL {Role.COO}"), via="STANDING",
                          valid_from=clock.now() - timedelta(days=1)),
                ]
            )  # fmt: skip
        session.commit()


def test_the_coordinator_lists_every_group_that_the_police_map(still_world: World) -> None:
    page = still_world.as_(COORDINATOR).get("/groups")
    assert heading(page) == "4 groups"
    assert "Filters all 4 groups in your view" in page.get_text()


def test_the_review_that_is_longest_overdue_comes_first(still_world: World) -> None:
    page = still_world.as_(COORDINATOR).get("/groups")
    assert first_words(page) == ["sorrel", "hawthorn", "juniper", "bracken"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("review", ["sorrel", "hawthorn", "juniper", "bracken"]),
        ("-review", ["bracken", "juniper", "hawthorn", "sorrel"]),
        ("band", ["juniper", "hawthorn", "sorrel", "bracken"]),
        ("-band", ["bracken", "sorrel", "hawthorn", "juniper"]),
        ("name", ["bracken", "hawthorn", "juniper", "sorrel"]),
        ("-name", ["sorrel", "juniper", "hawthorn", "bracken"]),
    ],
)
def test_the_register_sorts(still_world: World, sort: str, order: list[str]) -> None:
    page = still_world.as_(COORDINATOR).get(f"/groups?sort={sort}")
    assert first_words(page) == order
    (sorted_by,) = page.select("th[aria-sort]")
    assert sorted_by["aria-sort"] == ("descending" if sort.startswith("-") else "ascending")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("area=county", ["hawthorn", "bracken"]),
        ("area=city&area=county", ["sorrel", "hawthorn", "juniper", "bracken"]),
        ("band=3B", ["sorrel"]),
        ("tier=2", ["sorrel", "hawthorn", "juniper", "bracken"]),
        ("tier=1", []),
        ("theme=fraud", []),
        ("status=active", ["sorrel", "hawthorn", "juniper", "bracken"]),
        (f"agency={ident('NCC-TS')}", ["bracken"]),
        ("area=county&band=2A", ["hawthorn"]),
    ],
)
def test_the_register_filters(still_world: World, query: str, found: list[str]) -> None:
    page = still_world.as_(COORDINATOR).get(f"/groups?{query}")
    assert first_words(page) == found


def test_the_title_says_how_many_of_how_many(still_world: World) -> None:
    page = still_world.as_(COORDINATOR).get("/groups?area=county")
    assert heading(page) == "2 of 4 groups"


def test_each_filter_chosen_is_a_chip_that_takes_it_away(still_world: World) -> None:
    page = still_world.as_(COORDINATOR).get("/groups?area=county&band=2A&sort=name")
    chips = page.select("a.portal-chips__chip")
    assert [chip.get_text(" ", strip=True) for chip in chips] == [
        "Remove the filter Impact area: County",
        "Remove the filter Band: Band 2A",
    ]
    assert chips[0]["href"] == "/groups?band=2A&sort=name"


@pytest.mark.parametrize(
    "query",
    ["band=9Z", "area=moon", "tier=two", "agency=nobody", "theme=%00", "sort=score", "status=1"],
)
def test_a_filter_that_is_not_on_offer_is_named_and_left_aside(
    still_world: World, query: str
) -> None:
    page = still_world.as_(COORDINATOR).get(f"/groups?{query}", 422)
    assert "There is a problem" in page.get_text()
    assert len(names(page)) == 4


def test_an_agency_out_of_sight_is_not_on_offer(still_world: World) -> None:
    page = still_world.as_(LRO).get("/groups")
    assert canary("agency NCC-TS") not in str(page.select_one("#agency"))
    still_world.as_(LRO).get(f"/groups?agency={ident('NCC-TS')}", 422)


def test_a_partner_reads_the_month_of_the_review_and_not_its_day(still_world: World) -> None:
    page = still_world.as_(PARTNER).get("/groups")
    assert first_words(page) == ["sorrel", "bracken"] or first_words(page) == ["bracken", "sorrel"]
    sorrel = first_words(page).index("sorrel")
    today = clock.today()
    assert cells(page, "Next review")[sorrel] == f"{today:%B} {today.year}"


def test_a_headline_shows_no_band_no_tier_no_name_and_no_review(still_world: World) -> None:
    page = still_world.as_(HEADLINE).get("/groups")
    assert names(page) == cells(page, "Reference")
    for label in ("Band", "Tier", "Next review"):
        assert cells(page, label) == ["Not shared"]


@pytest.mark.parametrize("query", ["band=3B", "band=2A", "tier=2", "tier=1"])
def test_a_headline_is_found_by_no_filter_on_what_it_hides(still_world: World, query: str) -> None:
    page = still_world.as_(HEADLINE).get(f"/groups?{query}")
    assert heading(page) == "0 of 1 group"


def test_what_a_view_hides_sorts_last_whichever_way_round(world: World) -> None:
    with Session(world.owner) as session:
        for group in ("hawthorn", "juniper"):
            session.add(
                Given(group_id=ident(group), from_agency_id=ident("NOTTSPOL"),
                      recipient_id=ident("HMRC"), view=2 if group == "juniper" else 1,
                      via="STANDING", valid_from=clock.now() - timedelta(days=1))
            )  # fmt: skip
        session.commit()
    visitor = world.as_(HEADLINE)
    hidden = sorted(cells(visitor.get("/groups"), "Reference")[1:])
    for sort in ("review", "-review", "band", "-band", "name", "-name"):
        page = visitor.get(f"/groups?sort={sort}")
        assert first_words(page)[0] == "juniper"
        assert cells(page, "Reference")[1:] == hidden


def test_groups_come_fifty_a_page_with_a_total_order(world: World) -> None:
    sixty(world)
    visitor = world.as_(COORDINATOR)
    first = visitor.get("/groups?sort=band")
    second = visitor.get("/groups?sort=band&page=2")
    assert heading(first) == "64 groups"
    assert (len(names(first)), len(names(second))) == (50, 14)
    assert len(set(names(first)) | set(names(second))) == 64
    assert "page 2 of 2" in str(second.title)


def test_a_page_beyond_the_end_says_which_is_the_last(world: World) -> None:
    sixty(world)
    page = world.as_(COORDINATOR).get("/groups?page=1000000", 404)
    assert page.select('a[href="/groups?page=2"]')


@pytest.mark.parametrize("number", ["0", "-1", "two", "9" * 400, "1.5", "%00"])
def test_a_page_number_that_is_none_is_not_found(still_world: World, number: str) -> None:
    still_world.as_(COORDINATOR).get(f"/groups?page={number}", 404)


def test_the_record_names_every_group_that_a_page_listed(world: World) -> None:
    world.as_(PARTNER).get("/groups")
    with Session(world.owner) as session:
        newest = session.scalars(
            select(Entry).where(Entry.event == "groups.listed").order_by(Entry.seq.desc())
        ).first()
        assert newest is not None
        named = session.scalars(select(Subject.record_id).where(Subject.entry_seq == newest.seq))
        assert set(named) == {ident("sorrel"), ident("bracken")}


def test_the_register_asks_as_much_for_sixty_groups_as_for_four(world: World) -> None:
    visitor = world.as_(COORDINATOR)
    visitor.get("/groups")
    few = statements(lambda: visitor.get("/groups"))
    sixty(world)
    many = statements(lambda: visitor.get("/groups"))
    assert many == few
    assert few <= 4


def statements(act: Callable[[], object]) -> int:
    """How many statements read rows, beside entering and recording."""
    seen: list[str] = []

    def note(*what: object) -> None:
        text = str(what[2])
        if text.lower().startswith(("select", "with")) and not any(
            own in text for own in ("access.enter(", "access.touch(", "audit.append(", "pg_catalog")
        ):
            seen.append(text)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(seen)


def test_an_lro_narrows_the_register_to_the_groups_they_lead(still_world: World) -> None:
    page = still_world.as_(PARTNER).get("/groups?mine=y")
    assert first_words(page) == ["bracken"]


def test_an_lro_finds_the_groups_they_lead_in_their_work(still_world: World) -> None:
    page = still_world.as_(LRO).get("/")
    assert "Groups I lead (1)" in " ".join(page.get_text(" ").split())
    assert canary("name sorrel") in page.get_text()
    assert canary("name juniper") not in page.get_text()


@pytest.mark.parametrize("email", ["operator@portal.example", "pcc@opcc.example", HEADLINE])
def test_whoever_leads_no_group_has_no_list_of_them(still_world: World, email: str) -> None:
    assert "Groups I lead" not in still_world.as_(email).get("/").get_text()


def test_a_partner_finds_what_was_shared_with_them_in_their_work(still_world: World) -> None:
    page = still_world.as_(PARTNER).get("/")
    (shared,) = (
        section
        for section in page.select("section.portal-section")
        if "Groups shared with us" in section.get_text()
    )
    assert shared.select("a[href^='/groups/']")
    assert canary("name sorrel") in shared.get_text()
    assert canary("name bracken") not in shared.get_text()


@pytest.mark.parametrize("email", [LRO, "operator@portal.example", "pcc@opcc.example"])
def test_whoever_works_on_no_shared_groups_has_no_list_of_them(
    still_world: World, email: str
) -> None:
    assert "Groups shared with us" not in still_world.as_(email).get("/").get_text()


@pytest.mark.parametrize(
    ("email", "words"),
    [("pcc@opcc.example", "Your pages are: Totals"), ("operator@portal.example", "command line")],
)
def test_whoever_has_nothing_waiting_is_told_where_to_go(
    still_world: World, email: str, words: str
) -> None:
    main = still_world.as_(email).get("/").select_one("main")
    assert main is not None
    assert words in " ".join(main.get_text(" ").split())


@pytest.mark.parametrize("email", ["operator@portal.example", "pcc@opcc.example",
                                   "auditor@nottspol.example"])  # fmt: skip
def test_those_who_do_not_work_with_groups_have_no_register(still_world: World, email: str) -> None:
    visitor = still_world.as_(email)
    visitor.get("/groups", 403)
    assert not visitor.get("/").select('nav a[href="/groups"]')


def test_the_day_of_the_review_is_kept_in_step_by_the_review(world: World) -> None:
    with Session(world.owner) as session:
        review = session.scalars(select(Review).where(Review.group_id == ident("sorrel"))).one()
        review.done_on = clock.today()
        session.flush()
        assert not session.scalar(held())
        session.add(Review(group_id=ident("sorrel"), due_on=clock.today(), marking=2))
        session.flush()
        assert session.scalar(held()) == 1


def held() -> Select[int]:
    """How many days of review Sorrel has in the groups room."""
    return select(func.count()).where(ReviewDate.group_id == ident("sorrel"))
