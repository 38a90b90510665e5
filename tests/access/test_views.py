"""What each view opens, and what a marking closes at once."""

from __future__ import annotations

from typing import Any

import pytest

from portal.access.models import Given
from portal.access.sight import every_guarded
from portal.agencies.models import Agency, Gateway, Membership
from portal.boards.models import Board, Seat, WorkStream
from portal.core import clock
from portal.groups.models import (
    Combination,
    Grading,
    Group,
    Identity,
    Involvement,
    LogEntry,
    Nominal,
    PartnerSummary,
    Share,
    WorkingRecord,
)
from portal.plans.models import Action, ActionUpdate, OperationResult
from portal.profiles.models import MonthlyCount
from portal.scoring.models import Assessment, Review
from tests.asking import amend, asked, asked_as, put
from tests.cast import ident
from tests.conftest import World

LENA = "officer@county-ts.example"
LRO = "lro@nottspol.example"
OTHER_LRO = "other-lro@nottspol.example"
HMRC = "officer@hmrc.example"
MEMBER = "member.noceg@nottingham-city.example"
COUNTY = "member.county@nottinghamshire.example"
SORREL = ident("sorrel")

LEAD_VIEW: dict[str, tuple[Any, object]] = {
    "narrative": (WorkingRecord.group_id, SORREL),
    "score": (Assessment.id, ident("assessment sorrel")),
    "review": (Review.id, ident("review sorrel")),
    "nominal": (Nominal.id, ident("nominal sorrel")),
    "identity": (Identity.nominal_id, ident("nominal sorrel")),
    "involvement": (Involvement.nominal_id, ident("nominal sorrel")),
    "decision": (LogEntry.id, ident("log sorrel")),
    "action kept from partners": (Action.id, ident("action kept")),
    "update kept from partners": (ActionUpdate.id, ident("update kept")),
    "share with somebody else": (Share.id, ident("share sorrel HMRC")),
}
SUMMARY: dict[str, tuple[Any, object]] = {
    "grading": (Grading.group_id, SORREL),
    "partner summary": (PartnerSummary.group_id, SORREL),
    "action for partners": (Action.id, ident("action common")),
    "update for partners": (ActionUpdate.id, ident("update common")),
}


@pytest.mark.parametrize("piece", LEAD_VIEW)
def test_the_lead_view_opens_it_and_the_partner_summary_does_not(
    still_world: World, piece: str
) -> None:
    column, wanted = LEAD_VIEW[piece]
    assert wanted in asked_as(still_world, LRO, column)
    for email in (LENA, HMRC, MEMBER, COUNTY):
        if piece == "share with somebody else" and email == HMRC:
            continue
        assert wanted not in asked_as(still_world, email, column), email


@pytest.mark.parametrize("piece", SUMMARY)
def test_the_partner_summary_opens_it_and_the_headline_does_not(
    still_world: World, piece: str
) -> None:
    column, wanted = SUMMARY[piece]
    for email in (LENA, MEMBER, LRO):
        assert wanted in asked_as(still_world, email, column), email
    for email in (HMRC, COUNTY):
        assert wanted not in asked_as(still_world, email, column), email


def test_an_agency_reads_its_own_action_though_it_is_not_for_partners(still_world: World) -> None:
    assert ident("action own") in asked_as(still_world, LENA, Action.id)
    assert ident("action own") in asked_as(still_world, LRO, Action.id)
    assert ident("action own") not in asked_as(still_world, MEMBER, Action.id)


def test_a_recipient_reads_the_share_made_with_them_and_no_other(still_world: World) -> None:
    assert asked_as(still_world, HMRC, Share.id) == {ident("share sorrel HMRC")}
    assert asked_as(still_world, MEMBER, Share.id) == {ident("share sorrel NOCEG")}


def test_a_viewer_reads_no_grant_of_anybody_else(still_world: World) -> None:
    mine = asked_as(still_world, HMRC, Given.recipient_id)
    assert mine == {ident("HMRC")}


def test_a_seat_opens_its_own_board_and_no_other(still_world: World) -> None:
    for email, board in ((MEMBER, "NOCEG"), (COUNTY, "SNBPG")):
        assert asked_as(still_world, email, Board.id) == {ident(board)}
        assert asked_as(still_world, email, WorkStream.id) == {ident(f"stream {board}")}
    assert asked_as(still_world, MEMBER, Group.id) == {SORREL}
    assert asked_as(still_world, COUNTY, Group.id) == set()


@pytest.mark.parametrize("email", [LENA, LRO, "coordinator@nottspol.example", HMRC])
def test_without_a_seat_no_board_is_seen(still_world: World, email: str) -> None:
    for column in (Board.id, Seat.id, WorkStream.id):
        assert asked_as(still_world, email, column) == set()


def test_a_seat_that_ended_closes_the_board_and_its_groups_at_once(world: World) -> None:
    token = world.as_(MEMBER).token
    assert asked(world, token, Group.id) == {SORREL}
    amend(world, Seat, Seat.id == ident(f"seat {MEMBER}"), ended_at=clock.now())
    for column in (Group.id, Board.id, Seat.id, WorkStream.id, PartnerSummary.group_id):
        assert asked(world, token, column) == set()


def test_a_seat_held_for_another_agency_opens_nothing(world: World) -> None:
    amend(world, Seat, Seat.id == ident(f"seat {MEMBER}"), agency_id=ident("HMRC"))
    assert asked_as(world, MEMBER, Board.id) == set()
    assert asked_as(world, MEMBER, Group.id) == set()


def _combine(world: World) -> None:
    """Let the cast hold a combination of two nominals."""
    other = ident("other")
    put(
        world,
        Nominal(
            id=other, owner_agency_id=ident("NOTTSPOL"), reference="N-OTHER", home_area="city",
            status="candidate", marking=2,
        ),
    )  # fmt: skip
    put(world, Involvement(group_id=SORREL, nominal_id=other, role="peripheral", marking=2))
    put(
        world,
        Combination(
            kept_id=ident("nominal sorrel"), merged_id=other, agency_id=ident("NOTTSPOL"),
            reason="r", made_at=clock.now(), made_by_id=ident(f"membership {LRO}"), marking=2,
        ),
    )  # fmt: skip


@pytest.mark.parametrize("whose", ["membership", "agency"])
def test_a_lower_ceiling_hides_groups_and_every_piece_at_once(world: World, whose: str) -> None:
    _combine(world)
    token = world.as_(LRO).token
    guards = [guard for guard in every_guarded() if guard.marking is not None]
    assert len(guards) >= 12
    before = {guard.model: asked(world, token, guard.key) for guard in guards}
    assert all(before.values()), [model for model, found in before.items() if not found]
    if whose == "agency":
        amend(world, Agency, Agency.id == ident("NOTTSPOL"), ceiling=1)
    else:
        amend(world, Membership, Membership.id == ident(f"membership {LRO}"), ceiling=1)
    for guard in guards:
        assert asked(world, token, guard.key) == set(), guard.model


def test_the_lower_of_two_ceilings_counts(world: World) -> None:
    amend(world, Membership, Membership.id == ident(f"membership {LRO}"), ceiling=3)
    amend(world, Group, Group.id == SORREL, marking=3)
    assert asked_as(world, LRO, Group.id) == set()
    amend(world, Agency, Agency.id == ident("NOTTSPOL"), ceiling=3)
    assert asked_as(world, LRO, Group.id) == {SORREL}


def test_a_piece_marked_higher_than_its_group_is_hidden_alone(world: World) -> None:
    amend(world, PartnerSummary, PartnerSummary.group_id == SORREL, marking=3)
    assert SORREL in asked_as(world, LENA, Group.id)
    assert SORREL not in asked_as(world, LENA, PartnerSummary.group_id)
    assert SORREL in asked_as(world, LENA, Grading.group_id)


READS_IT: dict[Any, set[str]] = {
    MonthlyCount.id: {LRO, "coordinator@nottspol.example", "scorer@emsou.example"},
    OperationResult.id: {LRO, "coordinator@nottspol.example", "scorer@emsou.example"},
    Gateway.id: {LRO, LENA, HMRC, "spoc@nottspol.example", "coordinator@nottspol.example",
                 "scorer@emsou.example"},
}  # fmt: skip


@pytest.mark.parametrize("column", READS_IT, ids=str)
def test_what_roles_open_is_opened_by_them_alone(still_world: World, column: Any) -> None:
    everyone = {
        LRO, LENA, HMRC, MEMBER, COUNTY, "pcc@opcc.example", "operator@portal.example",
        "auditor@nottspol.example", "spoc@nottspol.example", "coordinator@nottspol.example",
        "scorer@emsou.example",
    }  # fmt: skip
    found = {email for email in everyone if asked_as(still_world, email, column)}
    assert found == READS_IT[column]


@pytest.mark.parametrize(
    "email",
    [
        "operator@portal.example", "pcc@opcc.example", "auditor@nottspol.example",
        "information@nottspol.example", "spoc@nottspol.example", "officer@city-ts.example",
    ],
)  # fmt: skip
def test_who_works_with_no_group_reads_nothing_of_any(still_world: World, email: str) -> None:
    for guard in every_guarded():
        if guard.group is not None:
            assert asked_as(still_world, email, guard.key) == set(), guard.model
