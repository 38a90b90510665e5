"""The link chart: what is in sight, drawn and in words; what is hidden leaves no trace."""

from __future__ import annotations

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import clock
from portal.groups.models import CourtOrder, Identity, Involvement, Nominal, Premises
from tests.asking import amend, asked_as, put
from tests.cast import canary, ident
from tests.conftest import World
from tests.links import of

LRO, LENA = "lro@nottspol.example", "officer@county-ts.example"
HMRC = "officer@hmrc.example"
SORREL = ident("sorrel")
LINKS = f"/groups/{SORREL}/links"


def seen(page: BeautifulSoup) -> str:
    """The page without what differs from one reading to the next."""
    for mark in page.select("meta, input, .portal-print-only, script"):
        mark.decompose()
    assert page.main is not None
    return str(page.main)


def test_the_lead_officer_sees_everything_drawn_and_in_words(still_world: World) -> None:
    page = still_world.as_(LRO).get(LINKS)
    assert page.svg is not None
    assert page.table is not None
    drawing, table = page.svg.get_text(" "), page.table.get_text(" ")
    for word in ("surname", "premises", "named", "court"):
        assert canary(f"{word} sorrel") in table
    for word in ("surname", "premises", "named"):
        assert canary(f"{word} sorrel") in drawing
    assert "Serious crime prevention order" in drawing
    assert len(page.select("svg rect")) == len(page.select("tbody tr")) + 1


def test_a_partner_sees_neither_people_nor_orders_nor_what_is_kept(still_world: World) -> None:
    page = still_world.as_(LENA).get(LINKS)
    assert page.svg is None
    for word in ("surname", "nominal", "premises", "named", "court"):
        assert canary(f"{word} sorrel") not in str(page)


def test_what_is_meant_for_partners_is_in_their_chart(world: World) -> None:
    amend(world, Premises, Premises.id == of(SORREL, "premises"), for_partners=True)
    page = world.as_(LENA).get(LINKS)
    assert page.svg is not None
    assert canary("premises sorrel") in page.svg.get_text()
    assert len(page.select("svg rect")) == 2
    world.as_(HMRC).get(LINKS, 403)


@pytest.mark.parametrize("email", [LRO, LENA, "scorer@emsou.example"])
def test_what_is_hidden_leaves_no_box_wire_or_number(world: World, email: str) -> None:
    """Twins: the same world before and after something that the reader does not see is added."""
    visitor = world.as_(email)
    before = seen(visitor.get(LINKS))
    nominal = uuid4()
    put(
        world,
        Nominal(
            id=nominal, owner_agency_id=ident("NCC-TS"), reference="N-HIDDEN", home_area="city",
            status="active", marking=3,
        ),
    )  # fmt: skip
    put(
        world,
        Identity(
            nominal_id=nominal, surname="Aaaaa", forename="", born=clock.today(),
            home_district="", marking=3,
        ),
        Involvement(group_id=SORREL, nominal_id=nominal, role="principal", marking=3),
        Involvement(
            group_id=SORREL, nominal_id=ident("nominal juniper"), role="principal", marking=3
        ),
        Premises(
            group_id=SORREL, agency_id=ident("EMSOU"), name="Aaaa", address="a", use="u",
            state="active", for_partners=True, added_at=clock.now(), marking=3,
            added_by_id=ident("membership scorer@emsou.example"),
        ),
    )  # fmt: skip
    assert seen(visitor.get(LINKS)) == before


def test_a_group_out_of_sight_is_no_node_through_a_shared_person(world: World) -> None:
    visitor = world.as_(LRO)
    before = seen(visitor.get(LINKS))
    put(
        world,
        Involvement(
            group_id=ident("juniper"), nominal_id=ident("nominal sorrel"), role="enabler", marking=2
        ),
    )
    assert seen(visitor.get(LINKS)) == before
    page = world.as_("coordinator@nottspol.example").get(LINKS)
    assert page.table is not None
    assert canary("name juniper") in page.table.get_text()


def test_premises_are_added_by_a_partner_and_ended_by_nobody_else(world: World) -> None:
    world.as_(LENA).post(
        f"/groups/{SORREL}/premises/new", name="Unit 7", address="Canal Street", use="Storage",
        state="active", from_on=["1", "2", "2020"], partners="y",
    )  # fmt: skip
    with Session(world.owner) as session:
        one = session.scalars(select(Premises).where(Premises.name == "Unit 7")).one()
        assert one.agency_id == ident("NCC-TS")
    world.as_(LRO).get(f"/groups/premises/{one.id}/end", 403)
    lena = world.as_(LENA)
    lena.post(f"/groups/premises/{one.id}/end", 422, day=["1", "1", "2019"])
    lena.post(f"/groups/premises/{one.id}/end", day=["1", "1", "2021"])
    assert "1 January 2021" in lena.get(LINKS).get_text(" ")


def test_an_operation_and_an_order_are_added_and_ended(world: World) -> None:
    visitor = world.as_(LRO)
    visitor.post(
        f"/groups/{SORREL}/operations/new", name="Op Teasel", aim="Close the shops", state="live",
        from_on=["", "", ""],
    )  # fmt: skip
    visitor.post(
        f"/groups/{SORREL}/orders/new", nominal=str(ident("nominal sorrel")), kind="cbo",
        court="Nottingham", conditions="Not to enter Sneinton", state="sought",
        from_on=["", "", ""],
    )  # fmt: skip
    page = visitor.get(LINKS)
    assert "Op Teasel" in page.get_text()
    assert "Criminal behaviour order" in page.get_text()
    visitor.post(f"/groups/orders/{of(SORREL, 'order')}/end", day=["1", "1", "2024"])
    visitor.post(f"/groups/operations/{of(SORREL, 'operation')}/end", day=["1", "1", "2024"])
    with Session(world.owner) as session:
        assert session.get_one(CourtOrder, of(SORREL, "order")).state == "ended"


def test_partners_read_no_order_even_past_the_pages(still_world: World) -> None:
    assert of(SORREL, "order") not in asked_as(still_world, LENA, CourtOrder.id)
    assert of(SORREL, "premises") not in asked_as(still_world, LENA, Premises.id)
    assert of(SORREL, "order") in asked_as(still_world, LRO, CourtOrder.id)
