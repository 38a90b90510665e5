"""Four eyes: a share that waits, and the second person who answers it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.access.models import Given
from portal.access.viewer import STANDARD, Section, View
from portal.audit.models import Entry
from portal.core import clock
from portal.core.db import db
from portal.groups.models import PartnerSummary, Share
from portal.groups.rules import needs_second_person
from tests.cast import canary, ident
from tests.client import words
from tests.conftest import World
from tests.groups.lending import (
    ANALYST,
    CITY_TS,
    COORDINATOR,
    COUNTY_TS,
    LRO,
    SHARING,
    SORREL,
    SRO,
    approve,
    look,
    newest,
    proposed,
    share,
    share_by_two,
)

# ---- The rule ----


@pytest.mark.parametrize(
    ("view", "more", "marking", "kind", "reason"),
    [
        (View.HEADLINE, 0, 2, "revenue", ""),
        (View.SUMMARY, 0, 2, "board", ""),
        (
            View.FULL,
            0,
            2,
            "revenue",
            "It opens the lead view of a group marked OFFICIAL-SENSITIVE.",
        ),
        (View.FULL, 0, 1, "revenue", "It opens the lead view."),
        (View.SUMMARY, Section.IDENTITY, 1, "revenue", "It names people."),
        (View.HEADLINE, 0, 1, "person", "It is for a named person."),
        (View.HEADLINE, 0, 1, "sharing circle", "It is for a sharing circle."),
    ],
)
def test_marking_view_and_recipient_decide_whether_a_second_person_is_needed(
    view: View, more: int, marking: int, kind: str, reason: str
) -> None:
    assert needs_second_person(view, STANDARD[view] | more, marking, kind) == reason


# ---- Waiting ----


def test_a_share_that_needs_a_second_person_opens_nothing(world: World) -> None:
    proposed(world)
    assert newest(world).state == "awaiting"
    world.as_(CITY_TS).get(SORREL, 404)
    with Session(world.owner) as session:
        assert session.scalars(select(Given).where(Given.share_id == newest(world).id)).all() == []


def test_a_partner_summary_to_an_agency_needs_nobody_else(world: World) -> None:
    share(world.as_(LRO))
    world.as_(CITY_TS).get(SORREL)


def test_a_waiting_share_stands_on_the_work_of_those_who_can_approve(world: World) -> None:
    path = proposed(world)
    for email in (SRO, COORDINATOR):
        assert world.as_(email).get("/").select(f'a[href="{path}"]')
    for email in (LRO, ANALYST, COUNTY_TS):
        assert not world.as_(email).get("/").select(f'a[href="{path}"]')


def test_a_waiting_share_stands_on_the_sharing_page_and_not_among_the_live(world: World) -> None:
    proposed(world)
    said = words(str(world.as_(LRO).get(SHARING)))
    assert "It waits for a second person: It opens the lead view" in said


# ---- Who answers ----


def test_the_proposer_cannot_approve(world: World) -> None:
    path = proposed(world)
    world.as_(LRO).get(path, 403)


def test_a_coordinator_who_proposed_it_cannot_approve_it(world: World) -> None:
    share(world.as_(COORDINATOR), view="3")
    path = f"/groups/shares/{newest(world).id}/approve"
    world.as_(COORDINATOR).get(path, 403)
    approve(world, path)


@pytest.mark.parametrize(("email", "status"), [(ANALYST, 403), (COUNTY_TS, 404), (CITY_TS, 404)])
def test_nobody_else_can_answer(world: World, email: str, status: int) -> None:
    world.as_(email).get(proposed(world), status)


def test_the_database_takes_no_approval_in_another_name(world: World) -> None:
    path = proposed(world)
    forged = update(Share).where(Share.id == path.split("/")[3])
    forged = forged.values(state="live", approved_by_id=ident(f"membership {COORDINATOR}"))
    with world.app.app_context():
        enter_as_holder(world.as_(SRO).token, read_only=False)
        with pytest.raises(DBAPIError, match="by their own name"):
            db.session.execute(forged)


def test_the_database_takes_no_approval_of_the_proposer(world: World) -> None:
    proposed(world)
    with Session(world.owner) as session, pytest.raises(DBAPIError, match="two_people"):
        session.execute(
            update(Share)
            .where(Share.id == newest(world).id)
            .values(state="live", approved_by_id=ident(f"membership {LRO}"))
        )


# ---- What the approver sees ----


def test_the_approver_reads_the_very_bytes_that_the_recipient_will_read(world: World) -> None:
    path, sro = proposed(world), world.as_(SRO)
    look(sro, path)
    after = sro.answer.get_data(as_text=True).split('<div class="portal-preview__overview">\n')[1]
    drawn = after.split('</div>\n<div class="portal-preview__rest">')[0]
    assert canary("narrative sorrel") in drawn
    approve(world, path)
    assert drawn in world.as_(CITY_TS).browser.get(SORREL).get_data(as_text=True)


def test_the_hash_of_the_preview_is_stored_with_the_approval(world: World) -> None:
    path, sro = proposed(world), world.as_(SRO)
    digest = look(sro, path).select('input[name="shown"]')[0]["value"]
    approve(world, path)
    found = newest(world)
    assert (found.state, found.preview_hash) == ("live", digest)
    assert len(digest) == 64
    assert found.approved_by_id == ident(f"membership {SRO}")


def test_what_changed_since_it_was_shown_is_not_approved(world: World) -> None:
    path, sro = proposed(world), world.as_(SRO)
    page = look(sro, path)
    with Session(world.owner) as session:
        session.execute(
            update(PartnerSummary)
            .where(PartnerSummary.group_id == ident("sorrel"))
            .values(text="Written anew.")
        )
        session.commit()
    page = sro.send(path, page, 422, answer="approve", step="answer")
    assert "has changed since you opened this page" in words(str(page))
    assert newest(world).state == "awaiting"
    sro.send(path, page, 303, answer="approve", step="answer")
    assert newest(world).state == "live"


def test_a_share_is_disclosed_on_the_record_only_when_it_is_approved(world: World) -> None:
    def disclosed() -> int:
        with Session(world.owner) as session:
            return len(session.scalars(select(Entry).where(Entry.event == "group.shared")).all())

    path = proposed(world)
    before = disclosed()
    approve(world, path)
    assert disclosed() == before + 1


# ---- Other ends ----


def test_a_declined_share_opens_nothing_and_says_why(world: World) -> None:
    path, sro = proposed(world), world.as_(SRO)
    page = sro.send(path, look(sro, path), 422, answer="decline", step="answer")
    assert "Enter why you decline it" in words(str(page))
    sro.send(
        path, page, 303, step="answer", answer="decline", reason="Ask for the summary instead."
    )
    world.as_(CITY_TS).get(SORREL, 404)
    assert "Ask for the summary instead." in str(world.as_(LRO).get(SHARING))
    assert "There is nothing more to do" in words(str(sro.get(path)))


def test_a_withdrawn_share_cannot_be_approved(world: World) -> None:
    path, sro = proposed(world), world.as_(SRO)
    page = look(sro, path)
    world.as_(LRO).post(path.replace("approve", "revoke"))
    page = sro.send(path, page, 422, answer="approve", step="answer")
    assert "answered or withdrawn" in words(str(page))


def test_what_came_to_stand_against_it_refuses_the_approval(world: World) -> None:
    path, sro = proposed(world), world.as_(SRO)
    page = look(sro, path)
    with Session(world.owner) as session:
        session.execute(
            update(Share)
            .where(Share.id == newest(world).id)
            .values(given_at=clock.now() - timedelta(days=9), until=clock.now())
        )
        session.commit()
    page = sro.send(path, page, 422, answer="approve", step="answer")
    assert "last day has passed" in words(str(page))


# ---- Recipients and views of every kind ----


@pytest.mark.parametrize("to", ["lead view", "person"])
def test_the_database_itself_asks_for_a_second_person(world: World, to: str) -> None:
    recipient = (
        {"agency_id": ident("CITY-TS"), "view": 3}
        if to == "lead view"
        else {"membership_id": ident(f"membership {CITY_TS}"), "view": 1}
    )
    with world.app.app_context():
        enter_as_holder(world.as_(LRO).token, read_only=False)
        db.session.add(
            Share(
                group_id=ident("sorrel"), purpose="disruption", gateway_id=ident("gateway"),
                agreement_id=ident("agreement"), given_at=clock.now(), marking=2,
                until=clock.now() + timedelta(days=9), **recipient,
                given_by_id=ident(f"membership {LRO}"),
            )
        )  # fmt: skip
        db.session.flush()
        with pytest.raises(DBAPIError, match="until a second person has approved it"):
            db.session.commit()


def test_a_person_is_named_on_the_page_of_the_second_person_and_in_the_ledger(
    world: World,
) -> None:
    share_by_two(world, person=CITY_TS)
    name = canary(f"name {CITY_TS}")
    with world.owner.connect() as connection:
        told = connection.exec_driver_sql("select 1 from access.given where share_id = %s",
                                          (newest(world).id,)).all()  # fmt: skip
    assert told
    assert name in str(world.as_(SRO).get(SHARING))
    assert name in str(world.as_(LRO).post("/groups/ledger", 200, step="show"))
    assert name in str(world.as_(LRO).get("/groups/revoke-several"))


def test_a_share_with_a_person_is_renewed_for_that_person(world: World) -> None:
    share_by_two(world, person=CITY_TS)
    first = newest(world)
    later = (clock.today() + timedelta(days=90)).isoformat()
    world.as_(LRO).post(f"/groups/shares/{first.id}/renew", 303, last_day=later, reason="Longer")
    renewed = newest(world)
    assert (renewed.membership_id, renewed.state) == (first.membership_id, "awaiting")
    assert renewed.renewed_from_id == first.id
