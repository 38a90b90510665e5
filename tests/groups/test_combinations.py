"""Two nominals held to be one person: both stay as they are, and come apart as they were."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.models import Entry, Subject
from portal.core import clock
from portal.groups.models import Combination, Identity, Involvement, Nominal
from tests.asking import asked_as, put
from tests.cast import canary, ident
from tests.conftest import World

LRO = "lro@nottspol.example"
KEPT = ident("nominal sorrel")
OTHER = ident("another nominal")
PEOPLE = f"/groups/{ident('sorrel')}/people"
COMBINE = f"/groups/nominals/{KEPT}/combine"


def another(world: World) -> None:
    """A second nominal of the group."""
    put(
        world,
        Nominal(
            id=OTHER, owner_agency_id=ident("NOTTSPOL"), reference="N-OTHER", home_area="county",
            status="active", marking=2,
        ),
    )  # fmt: skip
    put(world, Involvement(group_id=ident("sorrel"), nominal_id=OTHER, role="enabler", marking=2))


def everything(world: World) -> list[object]:
    """Every row about people, as it stands."""
    with world.owner.connect() as connection:
        return [
            connection.execute(select(model.__table__).order_by(*model.__table__.primary_key)).all()
            for model in (Nominal, Identity, Involvement)
        ]


def test_two_are_listed_as_one_and_come_apart_exactly_as_they_were(world: World) -> None:
    another(world)
    visitor = world.as_(LRO)
    before, page_before = everything(world), visitor.get(PEOPLE).table
    visitor.post(COMBINE, reference="N-OTHER", reason="Same date of birth and address")
    page = visitor.get(PEOPLE)
    assert len(page.select("tbody tr")) == 1
    assert "N-OTHER" in page.get_text()
    assert everything(world) == before
    (undo,) = [
        str(link["href"])
        for link in visitor.get(f"/groups/nominals/{KEPT}").select("a")
        if str(link["href"]).endswith("/undo")
    ]
    visitor.post(undo)
    assert everything(world) == before
    assert visitor.get(PEOPLE).table == page_before


def test_the_record_names_both_sides(world: World) -> None:
    another(world)
    world.as_(LRO).post(COMBINE, reference="N-OTHER", reason="r")
    with Session(world.owner) as session:
        seen = select(Entry.seq).where(Entry.event == "nominals.combined", Entry.verb == "combined")
        named = session.scalars(select(Subject.record_id).where(Subject.entry_seq.in_(seen)))
        assert set(named) == {KEPT, OTHER}


def test_a_hidden_reference_is_refused_as_an_unknown_one(world: World) -> None:
    visitor = world.as_(LRO)
    said = []
    for reference in (canary("nominal juniper"), f"N-{uuid4().hex[:10]}"):
        page = visitor.post(COMBINE, 422, reference=reference, reason="r")
        (summary,) = page.select(".govuk-error-summary")
        said.append(summary.get_text())
    assert said[0] == said[1]


def test_what_another_agency_combined_out_of_sight_stops_nobody(world: World) -> None:
    another(world)
    put(
        world,
        Combination(
            kept_id=ident("nominal bracken"), merged_id=OTHER, agency_id=ident("NCC-TS"),
            reason=canary("hidden reason"), made_at=clock.now(), marking=2,
            made_by_id=ident("membership officer@county-ts.example"),
        ),
    )  # fmt: skip
    assert asked_as(world, LRO, Combination.id) == set()
    world.as_(LRO).post(COMBINE, reference="N-OTHER", reason="r")


def test_no_chain_is_made(world: World) -> None:
    another(world)
    visitor = world.as_(LRO)
    visitor.post(COMBINE, reference="N-OTHER", reason="r")
    page = visitor.post(
        f"/groups/nominals/{OTHER}/combine", 422, reference=canary("nominal sorrel"), reason="r"
    )
    assert "Undo that first" in page.get_text()


def test_a_partner_combines_nobody(still_world: World) -> None:
    still_world.as_("officer@county-ts.example").get(COMBINE, 404)
    still_world.as_("sro@nottspol.example").get(COMBINE, 403)
