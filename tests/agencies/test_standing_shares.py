"""Shares that stand stop with what they rest on, on the next request, and come back with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.agencies.models import (
    Agency,
    Agreement,
    AgreementItem,
    AgreementParty,
    OriginConsent,
)
from portal.boards.models import Seat
from portal.core import clock
from portal.core.db import Base
from portal.groups.models import Involvement, Nominal, Share
from tests.cast import SENSITIVE, canary, ident
from tests.client import words
from tests.conftest import World

LRO = "lro@nottspol.example"
COUNTY_TS = "officer@county-ts.example"
CITY_TS = "officer@city-ts.example"
SECRETARY = "secretary.noceg@nottingham-city.example"
SORREL = f"/groups/{ident('sorrel')}"
TODAY = clock.today()


def change(world: World, model: type[Base], *which: Any, **values: Any) -> None:
    with Session(world.owner) as session:
        session.execute(update(model).where(*which).values(**values))
        session.commit()


def agreement(world: World, **values: Any) -> None:
    change(world, Agreement, Agreement.id == ident("agreement"), **values)


def party(world: World, code: str, **values: Any) -> None:
    which = (
        AgreementParty.agreement_id == ident("agreement"),
        AgreementParty.agency_id == ident(code),
    )
    change(world, AgreementParty, *which, **values)


def until(world: World, name: str) -> Any:
    with Session(world.owner) as session:
        return session.scalars(select(Given.valid_until).where(Given.share_id == ident(name))).one()


ENDS: dict[str, Callable[[World], None]] = {
    "its last day passes": lambda world: agreement(world, ends_on=TODAY - timedelta(days=1)),
    "it is ended": lambda world: agreement(world, state="ended"),
    "the recipient leaves it": lambda world: party(world, "NCC-TS", left_at=clock.now()),
    "the lender leaves it": lambda world: party(world, "NOTTSPOL", left_at=clock.now()),
    "the recipient leaves the partnership": lambda world: change(
        world, Agency, Agency.id == ident("NCC-TS"), state="left"
    ),
    "its schedule loses the line": lambda world: change(
        world, AgreementItem, AgreementItem.id == ident("item 2 disruption"),
        removed_at=clock.now(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_a_share_stops_on_the_next_request_when(world: World, end: str) -> None:
    officer = world.as_(COUNTY_TS)
    officer.get(SORREL)
    ENDS[end](world)
    assert not _reads(world, COUNTY_TS)


def _reads(world: World, email: str) -> bool:
    return world.as_(email).browser.get(SORREL).status_code == 200


def test_the_clock_alone_ends_a_share_with_its_agreement(world: World) -> None:
    agreement(world, ends_on=TODAY + timedelta(days=10))
    assert until(world, "share sorrel NCC-TS") == clock.end_of(TODAY + timedelta(days=10))


def test_a_longer_agreement_gives_back_no_more_than_the_shares_own_end(world: World) -> None:
    before = until(world, "share sorrel NCC-TS")
    agreement(world, ends_on=TODAY - timedelta(days=1))
    world.as_(COUNTY_TS).get(SORREL, 404)
    agreement(world, ends_on=TODAY + timedelta(days=900))
    world.as_(COUNTY_TS).get(SORREL)
    assert until(world, "share sorrel NCC-TS") == before


def test_a_revoked_share_does_not_come_back_with_its_agreement(world: World) -> None:
    agreement(world, ends_on=TODAY - timedelta(days=1))
    agreement(world, ends_on=TODAY + timedelta(days=900))
    hawthorn = f"/groups/{ident('hawthorn')}"
    world.as_(COUNTY_TS).get(hawthorn, 404)


def test_a_board_loses_its_share_when_an_agency_that_signed_nothing_takes_a_seat(
    world: World,
) -> None:
    world.as_(SECRETARY).get(SORREL)
    seat = uuid4()
    with Session(world.owner) as session:
        session.add(
            Seat(
                id=seat, board_id=ident("NOCEG"), agency_id=ident("OPCC"), role="member",
                membership_id=ident("membership pcc@opcc.example"), started_at=clock.now(),
            )
        )  # fmt: skip
        session.commit()
    world.as_(SECRETARY).get(SORREL, 404)
    change(world, Seat, Seat.id == seat, ended_at=clock.now())
    world.as_(SECRETARY).get(SORREL)


def next_version(world: World, parties: tuple[str, ...]) -> None:
    """A second version of the agreement, made live."""
    version = ident("agreement, version 2")
    with Session(world.owner) as session:
        old = session.get_one(Agreement, ident("agreement"))
        session.add(
            Agreement(
                id=version, lineage_id=old.id, version=2, owner_agency_id=old.owner_agency_id,
                reference=old.reference, title=old.title, purposes=old.purposes,
                starts_on=TODAY, ends_on=TODAY + timedelta(days=800), ceiling=SENSITIVE,
                review_on=TODAY + timedelta(days=90), state="in_consultation",
            )
        )  # fmt: skip
        session.flush()
        session.add_all(
            AgreementParty(
                agreement_id=version, agency_id=ident(code), signed_at=clock.now(),
                signed_office="Chief officer",
            )
            for code in parties
        )  # fmt: skip
        items = session.scalars(select(AgreementItem).where(AgreementItem.agreement_id == old.id))
        session.add_all(
            AgreementItem(
                id=uuid4(), agreement_id=version, item=one.item, view_id=one.view_id,
                purpose=one.purpose, regime=one.regime, retention=one.retention,
            )
            for one in items.all()
        )  # fmt: skip
        session.commit()
    change(world, Agreement, Agreement.id == version, state="live")


def test_a_new_version_supersedes_and_carries_what_it_covers(world: World) -> None:
    next_version(world, ("NOTTSPOL", "NCC-TS"))
    with Session(world.owner) as session:
        assert session.get_one(Agreement, ident("agreement")).state == "superseded"
    world.as_(COUNTY_TS).get(SORREL)


def test_what_a_new_version_does_not_cover_stops(world: World) -> None:
    next_version(world, ("NOTTSPOL", "HMRC"))
    world.as_(COUNTY_TS).get(SORREL, 404)


def test_the_sharing_page_says_what_has_stopped(world: World) -> None:
    agreement(world, state="ended")
    said = " ".join(world.as_(LRO).get(f"{SORREL}/sharing").get_text(" ").split())
    assert said.count("Stopped: its agreement, or an owner's consent, bears it no more") == 3


# ---- The database itself refuses ----


def _share(world: World, **values: Any) -> str:
    row = {
        "id": uuid4(), "group_id": ident("juniper"), "agency_id": ident("CITY-TS"), "view": 2,
        "purpose": "disruption", "gateway_id": ident("gateway"),
        "agreement_id": ident("agreement"), "given_at": clock.now(),
        "until": clock.now() + timedelta(days=20), "marking": SENSITIVE,
        "given_by_id": ident("membership other-lro@nottspol.example"),
    }  # fmt: skip
    try:
        with Session(world.owner) as session:
            session.execute(insert(Share), [row | values])
            session.commit()
    except IntegrityError as refused:
        return str(refused.orig.diag.constraint_name)  # type: ignore[union-attr]
    return "written"


def test_the_database_writes_a_share_that_everything_bears(world: World) -> None:
    assert _share(world) == "written"


@pytest.mark.parametrize(
    "values",
    [
        {"agency_id": ident("EMSOU")},
        {"agency_id": ident("NCITY"), "cascades": True},
        {"agreement_id": ident("agreement draft")},
        {"purpose": "safeguarding"},
        {"view": 3},
    ],
    ids=["not a party", "a part that did not sign", "a draft", "another purpose", "HMRC's entry"],
)
def test_the_database_refuses_a_share_that_nothing_bears(
    world: World, values: dict[str, Any]
) -> None:
    if "cascades" in values:
        change(world, Agency, Agency.id == ident("OPCC"), parent_id=ident("NCITY"))
    assert _share(world, **values) == "ck_share_agreement_bears"


def test_the_database_refuses_a_gateway_that_was_only_proposed(world: World) -> None:
    assert _share(world, gateway_id=ident("gateway proposed")) == "ck_share_gateway_fits"


# ---- Origin ----


def test_the_lead_view_goes_where_the_owner_consented_until_they_withdraw(world: World) -> None:
    juniper = f"/groups/{ident('juniper')}"
    assert _share(world, view=3) == "ck_share_agreement_bears"
    which = OriginConsent.id == ident("consent given")
    change(world, OriginConsent, which, recipient_id=ident("CITY-TS"))
    assert _share(world, view=3) == "written"
    officer = world.as_(CITY_TS)
    officer.get(juniper)
    change(world, OriginConsent, which, state="withdrawn")
    officer.get(juniper, 404)


def test_the_consents_last_day_is_the_shares_last_day(world: World) -> None:
    which = OriginConsent.id == ident("consent given")
    last = TODAY + timedelta(days=5)
    change(world, OriginConsent, which, recipient_id=ident("CITY-TS"), until=last)
    made = uuid4()
    assert _share(world, id=made, view=3) == "written"
    with Session(world.owner) as session:
        end = session.scalars(select(Given.valid_until).where(Given.share_id == made)).one()
    assert end == clock.end_of(last)


def test_material_that_an_owner_brings_in_later_stops_the_lead_view_alone(world: World) -> None:
    change(world, Nominal, Nominal.id == ident("nominal bracken"), owner_agency_id=ident("HMRC"))
    assert _share(world, group_id=ident("hawthorn"), agency_id=ident("NCITY"), view=3) == "written"
    assert _share(world, group_id=ident("hawthorn")) == "written"
    with Session(world.owner) as session:
        session.add(
            Involvement(
                group_id=ident("hawthorn"), nominal_id=ident("nominal bracken"), role="enabler",
                marking=SENSITIVE,
            )
        )  # fmt: skip
        session.commit()
        live = session.execute(
            select(Given.view)
            .where(Given.group_id == ident("hawthorn"), Given.via == "SHARE")
            .where(Given.revoked_at.is_(None), Given.valid_until > clock.now())
        ).all()
    assert [view for (view,) in live] == [2]


def test_the_refusal_names_the_owner_and_the_cure(world: World) -> None:
    path = f"/groups/{ident('juniper')}/share"
    other = world.as_("other-lro@nottspol.example")
    last = (TODAY + timedelta(days=30)).isoformat()
    said = words(
        str(
            other.post(
                path, 422, recipient=str(ident("CITY-TS")), view="3", purpose="disruption",
                gateway=str(ident("gateway")), agreement=str(ident("agreement")), last_day=last,
                step="check",
            )
        )
    )  # fmt: skip
    assert f"Material of Hmrc {canary('agency HMRC')}" in said
    assert "for onward release" in said


def test_an_agreement_that_lost_its_party_row_bears_nothing(world: World) -> None:
    with Session(world.owner) as session:
        session.execute(delete(AgreementParty).where(AgreementParty.agency_id == ident("NCC-TS")))
        session.commit()
    world.as_(COUNTY_TS).get(SORREL, 404)
