"""Views are data: a version opens what it says, narrower ones hold at once, wider ones never do."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.access.entry import enter_as_holder
from portal.access.models import Given, SharedView, ViewVersion
from portal.access.viewer import Section
from portal.agencies.models import Duty
from portal.core import clock
from portal.core.db import db
from portal.groups.models import (
    Grading,
    Involvement,
    LogEntry,
    MemberBand,
    Nominal,
    PartnerSummary,
    ReviewDate,
    Share,
    WorkingRecord,
)
from portal.plans.models import Action
from portal.scoring.models import Assessment, Review
from tests.asking import amend, asked, asked_as, put
from tests.cast import SENSITIVE, ident
from tests.conftest import World
from tests.groups.test_sharing import share

LRO, LENA, HMRC = "lro@nottspol.example", "officer@county-ts.example", "officer@hmrc.example"
COORDINATOR, FIM = "coordinator@nottspol.example", "information@nottspol.example"
SORREL = ident("sorrel")
STANDARD = 15


def view_id(level: int) -> UUID:
    return UUID(f"00000000-0000-4000-8000-00000000000{level}")


def shipped(level: int) -> UUID:
    return UUID(f"00000000-0000-4000-9000-00000000000{level}")


def draft(world: World, sections: int, *, level: int = 2, number: int = 2) -> UUID:
    """A version that the coordinator proposed."""
    made = uuid4()
    put(
        world,
        ViewVersion(
            id=made, view_id=view_id(level), number=number, view=level, sections=sections,
            reason="Fewer words", state="draft", proposed_at=clock.now(),
            proposed_by_id=ident(f"membership {COORDINATOR}"),
        ),
    )  # fmt: skip
    return made


def live(world: World, sections: int, *, level: int = 2, number: int = 2) -> None:
    """A version that was approved."""
    amend(
        world, ViewVersion, ViewVersion.id == draft(world, sections, level=level, number=number),
        state="live", approved_by_id=ident(f"membership {FIM}"), approved_at=clock.now(),
    )  # fmt: skip


def given(world: World, code: str) -> int:
    with world.owner.connect() as connection:
        found: int = connection.exec_driver_sql(
            "select sections from access.given where share_id = %s and revoked_at is null",
            (ident(f"share sorrel {code}"),),
        ).scalar_one()
        return found


def opened(world: World, sections: int) -> None:
    """Let Lena hold Sorrel by exactly these sections."""
    amend(
        world, Given, Given.share_id == ident("share sorrel NCC-TS"),
        sections=sections, view=3 if sections & 2016 else 2,
    )  # fmt: skip


# ---- What a section opens, and nothing else does ----

PIECES = {
    Section.GRADING: {Grading.group_id: SORREL},
    Section.SUMMARY: {PartnerSummary.group_id: SORREL},
    Section.PLAN: {Action.id: ident("action common")},
    Section.COUNT_BAND: {MemberBand.group_id: SORREL},
    Section.MEMBERS: {Involvement.group_id: SORREL, MemberBand.group_id: SORREL},
    Section.NARRATIVE: {WorkingRecord.group_id: SORREL},
    Section.SCORE: {Assessment.id: ident("assessment sorrel")},
    Section.REVIEWS: {ReviewDate.group_id: SORREL, Review.id: ident("review sorrel")},
    Section.LOG: {LogEntry.id: ident("log sorrel")},
}


@pytest.mark.parametrize("section", PIECES, ids=lambda one: str(one.name))
def test_a_section_opens_its_own_tables_and_no_other(world: World, section: Section) -> None:
    opened(world, Section.HEADLINE | section)
    every = {piece for pieces in PIECES.values() for piece in pieces.items()}
    token = world.as_(LENA).token
    found = {(column, wanted) for column, wanted in every if wanted in asked(world, token, column)}
    assert found == set(PIECES[section].items())


# ---- Versions and the shares that stand ----


def test_a_narrower_version_holds_at_once_for_a_share_that_stands(world: World) -> None:
    token = world.as_(LENA).token
    assert ident("action common") in asked(world, token, Action.id)
    live(world, STANDARD & ~Section.PLAN)
    assert asked(world, token, Action.id) == set()
    assert SORREL in asked(world, token, PartnerSummary.group_id)


def test_a_wider_version_opens_nothing_to_a_share_that_stands(world: World) -> None:
    live(world, STANDARD | Section.COUNT_BAND)
    assert given(world, "NCC-TS") == STANDARD
    assert SORREL not in asked_as(world, LENA, MemberBand.group_id)


def test_what_was_taken_away_does_not_come_back_without_renewal(world: World) -> None:
    live(world, STANDARD & ~Section.PLAN)
    live(world, STANDARD, number=3)
    assert given(world, "NCC-TS") == STANDARD & ~Section.PLAN


def test_a_version_touches_no_share_of_another_view_and_nobodys_duty(world: World) -> None:
    live(world, Section.HEADLINE | Section.SUMMARY)
    assert given(world, "HMRC") == Section.HEADLINE
    assert SORREL in asked_as(world, LRO, Grading.group_id)


def test_a_new_share_opens_the_live_version(world: World) -> None:
    live(world, STANDARD | Section.COUNT_BAND)
    share(world.as_(LRO), recipient=str(ident("CITY-TS")))
    assert SORREL in asked_as(world, "officer@city-ts.example", MemberBand.group_id)


def test_nobody_shares_by_a_version_that_was_replaced(world: World) -> None:
    live(world, STANDARD & ~Section.PLAN)
    refused(world, shipped(2))


def test_a_share_stands_at_the_level_of_its_version(world: World) -> None:
    refused(world, shipped(3))


def refused(world: World, version: UUID) -> None:
    """The database takes no share of Sorrel at partner summary by this version."""
    with world.app.app_context():
        enter_as_holder(world.as_(LRO).token, read_only=False)
        db.session.add(a_share(version))
        with pytest.raises(DBAPIError, match="row-level security"):
            db.session.flush()


def a_share(version: UUID) -> Share:
    return Share(
        id=uuid4(), group_id=SORREL, agency_id=ident("CITY-TS"), view=2, view_version_id=version,
        purpose="disruption", gateway_id=ident("gateway"), agreement_id=ident("agreement"),
        given_at=clock.now(), until=clock.end_of(clock.today()), marking=SENSITIVE,
        given_by_id=ident(f"membership {LRO}"),
    )  # fmt: skip


@pytest.mark.parametrize(("level", "sections"), [(1, 3), (2, 33), (2, 2047), (2, 14), (3, 2048)])
def test_a_version_opens_no_more_than_its_level_stands_for(
    world: World, level: int, sections: int
) -> None:
    with pytest.raises(IntegrityError, match="sections_fit_the_level"):
        draft(world, sections, level=level)


# ---- The second person ----


@pytest.mark.parametrize("email", [COORDINATOR, LRO, LENA])
def test_only_an_information_manager_answers(world: World, email: str) -> None:
    world.as_(email).get(f"/view-versions/{draft(world, 7)}/answer", 403)


def test_nobody_answers_what_they_proposed_themselves(world: World) -> None:
    made = draft(world, 7)
    put(world, Duty(membership_id=ident(f"membership {COORDINATOR}"), role="FIM"))
    world.as_(COORDINATOR).get(f"/view-versions/{made}/answer", 403)


def test_the_database_refuses_the_same_person_under_another_hat(world: World) -> None:
    made = draft(world, 7)
    with pytest.raises(IntegrityError, match="somebody else"):
        amend(
            world, ViewVersion, ViewVersion.id == made, state="live",
            approved_by_id=ident(f"membership {COORDINATOR}"),
        )  # fmt: skip


def test_a_live_version_cannot_be_taken_away_without_another(world: World) -> None:
    with pytest.raises(IntegrityError, match="stays answered"):
        amend(world, ViewVersion, ViewVersion.id == shipped(2), state="retired")


# ---- The pages ----


@pytest.fixture(scope="module")
def shown(still_world: World) -> World:
    """A still world in which a narrower and wider partner summary waits."""
    draft(still_world, STANDARD & ~Section.PLAN | Section.COUNT_BAND)
    return still_world


def test_everybody_reads_the_views_and_only_keepers_propose(shown: World) -> None:
    page = shown.as_(LENA).get("/views")
    assert "Band and tier" in page.get_text()
    shown.as_(LENA).get(f"/views/{view_id(1)}/propose", 403)
    assert "Propose a new version" in shown.as_(FIM).get(f"/views/{view_id(1)}").get_text()


def test_the_second_person_sees_what_each_share_loses_and_gains(shown: World) -> None:
    (row,) = shown.as_(FIM).get("/views").select("a[href*='8000-000000000002']")[:1]
    answer = shown.as_(FIM).get(str(row["href"])).select_one("a[href*='/answer']")
    assert answer is not None
    page = shown.as_(FIM).get(str(answer["href"]))
    lines = [" ".join(one.get_text(" ").split()) for one in page.select("tbody tr")]
    touched = [one for one in lines if "Version 1" in one]
    assert len(touched) == 2, "Trading Standards and the board hold Sorrel by it"
    assert all("Plan: the recipient" in one and "as a band" in one for one in touched)
    assert not any("Hmrc" in one for one in touched)


def test_a_coordinator_proposes_and_an_information_manager_approves(world: World) -> None:
    world.as_(COORDINATOR).post(
        f"/views/{view_id(2)}/propose",
        sections=["GRADING", "SUMMARY", "COUNT_BAND"], reason="The plan is for those who act",
    )  # fmt: skip
    with world.owner.connect() as connection:
        made = connection.exec_driver_sql(
            "select id from access.view_version where state = 'draft'"
        ).scalar_one()
    world.as_(FIM).post(f"/view-versions/{made}/answer", answer="approve")
    assert given(world, "NCC-TS") == Section.HEADLINE | Section.GRADING | Section.SUMMARY


def test_a_declined_version_changes_nothing(world: World) -> None:
    world.as_(FIM).post(f"/view-versions/{draft(world, 7)}/answer", answer="decline")
    assert given(world, "NCC-TS") == STANDARD


def test_a_view_below_the_lead_view_names_nobody(world: World) -> None:
    page = world.as_(FIM).post(
        f"/views/{view_id(2)}/propose", 422, sections=["MEMBERS"], reason="Names"
    )
    assert "Error" in page.get_text()


def test_without_the_plan_there_is_no_page_no_tab_and_no_action(world: World) -> None:
    opened(world, STANDARD & ~Section.PLAN)
    lena = world.as_(LENA)
    page = lena.get(f"/groups/{SORREL}")
    assert "Plan" not in [one.get_text() for one in page.select(".moj-sub-navigation a")]
    lena.get(f"/groups/{SORREL}/plan", 403)
    lena.get(f"/actions/{ident('action own')}", 404)


def test_the_count_is_a_band_and_the_number_is_nowhere(world: World) -> None:
    put(
        world,
        *(
            Nominal(
                id=ident(f"extra {n}"), owner_agency_id=ident("NOTTSPOL"), reference=f"zz{n}",
                surname="x", forename="y", born=clock.today(), home_area="city", home_district="",
                status="active", marking=SENSITIVE,
            )
            for n in range(6)
        ),
    )  # fmt: skip
    put(
        world,
        *(
            Involvement(
                group_id=SORREL, nominal_id=ident(f"extra {n}"), role="principal",
                marking=SENSITIVE,
            )
            for n in range(6)
        ),
    )  # fmt: skip
    opened(world, STANDARD | Section.COUNT_BAND)
    page = world.as_(LENA).get(f"/groups/{SORREL}").get_text(" ")
    assert "6 to 10" in page
    assert "6 to 10" not in world.as_(LRO).get(f"/groups/{SORREL}").get_text(" ")


def test_a_view_by_name_is_one_that_the_portal_ships(still_world: World) -> None:
    assert asked_as(still_world, HMRC, SharedView.id) == {view_id(1), view_id(2), view_id(3)}
