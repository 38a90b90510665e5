"""Copies and corrections: recalled and confirmed, sent and acknowledged."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Copy, Correction, Destruction
from tests.cast import ident
from tests.client import words
from tests.conftest import World
from tests.groups.lending import (
    ANALYST,
    COUNTY_SHARE,
    COUNTY_TS,
    HMRC,
    LRO,
    MEMBER,
    SORREL,
)

COPIES = f"{SORREL}/copies"
OF_SORREL = Copy.group_id == ident("sorrel")
WHAT = "The overview, two pages, in the locked case file"


def take(world: World, email: str = COUNTY_TS) -> str:
    """Record a print and give the page on which its end is confirmed."""
    world.as_(email).post(f"{COPIES}/new", kind="print", what=WHAT)
    with Session(world.owner) as session:
        found = session.scalars(
            select(Copy.id).where(OF_SORREL).order_by(Copy.taken_at.desc())
        ).first()
    return f"/groups/copies/{found}"


def told(world: World) -> list[Correction]:
    with Session(world.owner) as session:
        found = list(
            session.scalars(select(Correction).where(Correction.group_id == ident("sorrel")))
        )
        session.expunge_all()
        return found


def correct(world: World, least: str = "1") -> None:
    text = "The second address was wrong. It is no longer part of the record."
    world.as_(LRO).post(f"{SORREL}/correct", text=text, least=least)


# ---- Copies ----


def test_a_copy_is_tied_to_the_share_by_which_it_was_taken(world: World) -> None:
    take(world)
    with Session(world.owner) as session:
        copy = session.scalars(select(Copy).where(OF_SORREL)).one()
    assert copy.share_id == ident("share sorrel NCC-TS")
    assert copy.membership_id == ident(f"membership {COUNTY_TS}")


def test_a_copy_of_those_who_run_the_group_is_under_no_share(world: World) -> None:
    take(world, ANALYST)
    with Session(world.owner) as session:
        assert session.scalars(select(Copy.share_id).where(OF_SORREL)).one() is None


def test_nobody_records_a_copy_of_what_they_do_not_see(still_world: World) -> None:
    still_world.as_(COUNTY_TS).get(f"/groups/{ident('juniper')}/copies/new", 404)


def test_revoking_asks_each_holder_to_destroy_their_copy(world: World) -> None:
    path = take(world)
    officer = world.as_(COUNTY_TS)
    assert not officer.get("/").select(f'a[href="{path}"]')
    lro = world.as_(LRO)
    assert "They recorded 1 copy" in words(str(lro.get(f"{COUNTY_SHARE}/revoke")))
    lro.post(f"{COUNTY_SHARE}/revoke")
    officer.get(SORREL, 404)
    assert officer.get("/").select(f'a[href="{path}"]')
    assert "asks you to destroy your copy" in words(str(officer.get(path)))


def test_the_lead_sees_who_has_not_confirmed_and_then_who_has(world: World) -> None:
    path, lro = take(world), world.as_(LRO)
    lro.post(f"{COUNTY_SHARE}/revoke")
    said = words(str(lro.get(COPIES)))
    assert "1 copy recalled and not yet confirmed as destroyed" in said
    today = clock.today().isoformat()
    officer = world.as_(COUNTY_TS)
    officer.post(path, on=today, how="Cross-cut shredded")
    said = words(str(lro.get(COPIES)))
    assert "Destroyed" in said
    assert "Cross-cut shredded" in said
    assert "not yet confirmed" not in said
    assert not officer.get("/").select(f'a[href="{path}"]')


def test_copies_under_other_shares_are_not_recalled(world: World) -> None:
    take(world, HMRC)
    world.as_(LRO).post(f"{COUNTY_SHARE}/revoke")
    with Session(world.owner) as session:
        assert session.scalars(select(Copy.recalled_at).where(OF_SORREL)).one() is None


def test_a_copy_is_seen_by_its_holder_and_by_those_who_run_the_group(world: World) -> None:
    path = take(world)
    world.as_(HMRC).get(path, 404)
    world.as_(LRO).get(path, 403)
    world.as_(COUNTY_TS).get(COPIES, 403)
    assert WHAT in words(str(world.as_(ANALYST).get(COPIES)))


def test_the_database_takes_no_destruction_in_anothers_name(world: World) -> None:
    copy_id = take(world).rpartition("/")[2]
    values = {
        "copy_id": copy_id, "membership_id": ident(f"membership {LRO}"),
        "destroyed_at": clock.now(), "how": "",
    }  # fmt: skip
    with world.app.app_context():
        enter_as_holder(world.as_(LRO).token, read_only=False)
        with pytest.raises(DBAPIError, match="row-level security"):
            db.session.execute(insert(Destruction).values(**values))


# ---- Corrections ----


def test_every_recipient_that_holds_or_held_it_is_told(world: World) -> None:
    world.as_(LRO).post(f"{COUNTY_SHARE}/revoke")
    correct(world)
    assert {one.recipient_id for one in told(world)} == {
        ident("NCC-TS"),
        ident("HMRC"),
        ident("NOCEG"),
    }


def test_only_those_whose_share_opened_as_much_are_told(world: World) -> None:
    correct(world, "2")
    assert {one.recipient_id for one in told(world)} == {ident("NCC-TS"), ident("NOCEG")}


def test_each_recipient_acknowledges_its_own_and_sees_no_other(world: World) -> None:
    correct(world)
    paths = {one.recipient_id: f"/groups/corrections/{one.id}" for one in told(world)}
    county, hmrc = paths[ident("NCC-TS")], paths[ident("HMRC")]
    officer = world.as_(COUNTY_TS)
    page = officer.get(county)
    assert "The second address was wrong" in words(str(page))
    assert "agency HMRC" not in str(page)
    officer.get(hmrc, 404)
    assert officer.get("/").select(f'a[href="{county}"]')
    officer.post(county)
    assert not officer.get("/").select(f'a[href="{county}"]')
    with Session(world.owner) as session:
        rows = session.execute(select(Correction.recipient_id, Correction.acknowledged_at))
        answered = {ident for ident, at in rows if at is not None}
    assert answered == {ident("NCC-TS")}


def test_a_board_member_acknowledges_for_the_board(world: World) -> None:
    correct(world)
    path = next(
        f"/groups/corrections/{one.id}" for one in told(world) if one.recipient_id == ident("NOCEG")
    )
    world.as_(MEMBER).post(path)


def test_those_who_run_the_group_read_who_acknowledged_and_do_not_answer(world: World) -> None:
    correct(world)
    assert "Not yet" in words(str(world.as_(ANALYST).get(COPIES)))
    world.as_(LRO).get(f"/groups/corrections/{told(world)[0].id}", 403)
    world.as_(ANALYST).get(f"{SORREL}/correct", 403)
