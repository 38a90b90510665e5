"""A board's page, as those see it who sit on it and those who do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.access.viewer import View
from portal.core import clock
from portal.groups.models import Share
from tests.boards.conftest import BOARD, CHAIR, COUNTY, MEMBER, NEW, SECRETARY, STREAM
from tests.cast import canary, ident
from tests.conftest import World


def test_a_member_finds_their_board_in_the_list(still_world: World) -> None:
    page = str(still_world.as_(MEMBER).get("/boards"))
    assert canary("board NOCEG") in page
    assert canary("board SNBPG") not in page


def test_a_trading_standards_officer_has_no_list_of_boards(still_world: World) -> None:
    still_world.as_("officer@county-ts.example").get("/boards", 403)


def test_a_member_reads_what_was_shared_with_the_board_and_nothing_else(
    still_world: World,
) -> None:
    page = str(still_world.as_(MEMBER).get(BOARD))
    assert canary("name sorrel") in page
    assert "Band 3B" in page
    for other in ("hawthorn", "juniper", "bracken"):
        assert canary(f"name {other}") not in page


def test_a_member_reads_who_sits_on_the_board(still_world: World) -> None:
    page = str(still_world.as_(MEMBER).get(BOARD))
    assert canary(f"name {CHAIR}") in page
    assert "Secretary" in page


@pytest.mark.parametrize("path", [BOARD, NEW, STREAM, f"{STREAM}/report"])
def test_a_member_of_the_other_board_finds_none_of_it(still_world: World, path: str) -> None:
    still_world.as_(COUNTY).get(path, 404)


@pytest.mark.parametrize("path", ["/", "/boards", f"/boards/{ident('SNBPG')}"])
def test_a_member_of_the_other_board_reads_no_word_of_it_on_their_own_pages(
    still_world: World, path: str
) -> None:
    page = str(still_world.as_(COUNTY).get(path))
    for word in ("board NOCEG", "stream title NOCEG", "name sorrel", f"name {MEMBER}"):
        assert canary(word) not in page


def test_a_member_may_not_make_a_meeting(still_world: World) -> None:
    visitor = still_world.as_(MEMBER)
    visitor.get(NEW, 403)
    assert NEW not in str(visitor.get(BOARD))


@pytest.mark.parametrize("email", [SECRETARY, CHAIR])
def test_secretary_and_chair_may_make_a_meeting(still_world: World, email: str) -> None:
    assert NEW in str(still_world.as_(email).get(BOARD))


def test_a_group_that_the_members_agency_holds_besides_is_not_on_the_boards_page(
    world: World,
) -> None:
    with Session(world.owner) as session:
        session.add(_loan("NCITY", "hawthorn", View.SUMMARY))
        session.commit()
    visitor = world.as_(MEMBER)
    visitor.get(f"/groups/{ident('hawthorn')}")
    assert canary("name hawthorn") not in str(visitor.get(BOARD))


def test_a_board_that_holds_the_headline_shows_no_name_though_its_reader_may_know_it(
    world: World,
) -> None:
    with Session(world.owner) as session:
        session.execute(
            update(Given)
            .where(Given.recipient_id == ident("NOCEG"))
            .values(view=View.HEADLINE.value, sections=1)
        )
        session.add(_loan("NCITY", "sorrel", View.SUMMARY))
        session.commit()
    page = str(world.as_(MEMBER).get(BOARD))
    assert f"/groups/{ident('sorrel')}" in page
    assert canary("name sorrel") not in page
    assert "Band 3B" not in page


def test_a_page_of_groups_beyond_the_last_is_not_found(still_world: World) -> None:
    still_world.as_(MEMBER).get(f"{BOARD}?page=2", 404)


def _loan(agency: str, group: str, view: View) -> Share:
    now = clock.now()
    return Share(
        id=ident(f"share {group} {agency}"),
        group_id=ident(group),
        agency_id=ident(agency),
        view=view.value,
        purpose="disruption",
        gateway_id=ident("gateway"),
        agreement_id=ident("agreement"),
        given_at=now - timedelta(days=1),
        until=now + timedelta(days=30),
        given_by_id=ident("membership lro@nottspol.example"),
        marking=2,
    )
