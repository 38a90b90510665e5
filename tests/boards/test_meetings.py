"""Making a meeting and reading its agenda."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.audit.models import Entry, Subject
from portal.boards.models import AgendaItem, Meeting
from portal.core import clock
from portal.groups.models import Grading, Share
from portal.plans.models import Action
from tests.boards.conftest import (
    BOARD,
    CHAIR,
    COUNTY,
    MEMBER,
    NEW,
    SECRETARY,
    day_fields,
    make,
    soon,
    ticked,
)
from tests.cast import canary, ident
from tests.client import Visitor
from tests.conftest import World


def _numbered(page: BeautifulSoup) -> list[str]:
    """The titles on an agenda, in the order in which its reader sees them numbered."""
    return [" ".join(one.get_text(" ").split()) for one in page.select("main ol > li h2")]


def _revoke(world: World, share: str) -> None:
    """Take a share back, as its page would."""
    with Session(world.owner) as session:
        session.execute(
            update(Share)
            .where(Share.id == ident(share))
            .values(
                revoked_at=clock.now(),
                revoked_by_id=ident("membership lro@nottspol.example"),
            )
        )
        session.commit()


def test_the_rule_proposes_the_group_whose_review_is_due(still_world: World) -> None:
    page = still_world.as_(SECRETARY).get(NEW)
    assert f"review_due:{ident('sorrel')}" in ticked(page)
    assert canary("name sorrel") in str(page)


def test_the_rule_proposes_the_overdue_action_that_is_for_partners_and_no_other(
    still_world: World,
) -> None:
    page = still_world.as_(SECRETARY).get(NEW)
    actions = [key for key in ticked(page) if key.startswith("action_overdue")]
    assert actions == [f"action_overdue:{ident('action common')}"]


def test_nothing_of_a_group_that_the_board_was_not_given_is_proposed(still_world: World) -> None:
    page = str(still_world.as_(SECRETARY).get(NEW))
    for other in ("hawthorn", "juniper", "bracken"):
        assert canary(f"name {other}") not in page
        assert str(ident(other)) not in page


def test_a_member_reads_the_agenda_that_the_secretary_made(
    world: World, secretary: Visitor
) -> None:
    agenda = make(secretary)
    page = world.as_(MEMBER).get(agenda)
    titles = _numbered(page)
    assert titles[0] == "Attendance and substitutes"
    assert any(canary("name sorrel") in title for title in titles)
    assert canary("step common") in titles
    assert canary("stream title NOCEG") in titles
    assert agenda in str(world.as_(MEMBER).get(BOARD))


def test_a_member_of_the_other_board_finds_no_such_agenda(world: World, secretary: Visitor) -> None:
    agenda = make(secretary)
    other = world.as_(COUNTY)
    other.get(agenda, 404)
    assert agenda not in str(other.get("/"))
    assert agenda not in str(other.get("/boards"))


def test_what_the_secretary_unticked_is_not_on_the_agenda(world: World, secretary: Visitor) -> None:
    agenda = make(secretary, items=[f"work_stream:{ident('stream NOCEG')}"])
    assert _numbered(world.as_(MEMBER).get(agenda)) == [canary("stream title NOCEG")]


def test_an_item_that_was_not_offered_is_refused(world: World, secretary: Visitor) -> None:
    page = secretary.get(NEW)
    secretary.send(
        NEW,
        page,
        422,
        place="Loxley House",
        items=[f"review_due:{ident('juniper')}"],
        **day_fields(soon()),
    )
    with Session(world.owner) as session:
        assert session.scalar(select(func.count()).select_from(Meeting)) == 0


def test_a_group_that_was_revoked_leaves_no_gap(world: World, secretary: Visitor) -> None:
    agenda = make(secretary)
    reader = world.as_(MEMBER)
    before = _numbered(reader.get(agenda))
    _revoke(world, "share sorrel NOCEG")
    page = reader.get(agenda)
    after = _numbered(page)
    gone = [title for title in before if title not in after]
    assert gone == [
        next(title for title in before if canary("name sorrel") in title),
        canary("step common"),
    ]
    assert f"{len(after)} items" in str(page)
    assert canary("name sorrel") not in str(page)


def test_a_group_that_was_revoked_is_gone_for_one_whose_agency_holds_it_still(
    world: World, secretary: Visitor
) -> None:
    agenda = make(secretary)
    with Session(world.owner) as session:
        now = clock.now()
        session.add(
            Share(
                id=ident("share sorrel NCITY"),
                group_id=ident("sorrel"),
                agency_id=ident("NCITY"),
                view=2,
                purpose="disruption",
                gateway_id=ident("gateway"),
                agreement_id=ident("agreement"),
                given_at=now - timedelta(days=1),
                until=now + timedelta(days=30),
                given_by_id=ident("membership lro@nottspol.example"),
                marking=2,
            )
        )
        session.commit()
    before = _numbered(world.as_(MEMBER).get(agenda))
    _revoke(world, "share sorrel NOCEG")
    after = _numbered(world.as_(MEMBER).get(agenda))
    assert after == [
        title
        for title in before
        if canary("name sorrel") not in title and title != canary("step common")
    ]


def test_an_action_that_the_readers_agency_keeps_to_itself_is_on_no_agenda(
    world: World, secretary: Visitor
) -> None:
    agenda = make(secretary)
    with Session(world.owner) as session:
        session.execute(
            update(Action)
            .where(Action.id == ident("action common"))
            .values(for_partners=False, owner_agency_id=ident("NCITY"))
        )
        session.commit()
    assert canary("step common") not in str(secretary.get(NEW))
    page = secretary.get(agenda)
    assert canary("step common") not in str(page)
    groups = [title for title in _numbered(page) if canary("name sorrel") in title]
    assert len(groups) == 1


def test_the_same_form_sent_twice_makes_one_meeting(world: World, secretary: Visitor) -> None:
    page = secretary.get(NEW)
    sent: dict[str, Any] = {
        "place": "Loxley House",
        "items": ticked(page),
        **day_fields(soon()),
    }
    secretary.send(NEW, page, **sent)
    first = secretary.answer.headers["Location"]
    secretary.send(NEW, page, **sent)
    assert secretary.answer.headers["Location"] == first
    with Session(world.owner) as session:
        assert session.scalar(select(func.count()).select_from(Meeting)) == 1
        items = session.scalar(select(func.count()).select_from(AgendaItem))
        assert items == len(ticked(page))


def test_a_second_meeting_on_the_same_day_is_refused_with_what_was_typed(
    world: World, secretary: Visitor
) -> None:
    make(secretary)
    page = secretary.get(NEW)
    shown = secretary.send(
        NEW, page, 422, place="Room nine", items=ticked(page)[:2], **day_fields(soon())
    )
    assert "The board already has a meeting on" in str(shown)
    assert "Room nine" in str(shown)
    assert ticked(shown) == ticked(page)[:2]


def test_a_meeting_in_the_past_is_refused(still_world: World) -> None:
    visitor = still_world.as_(SECRETARY)
    page = visitor.get(NEW)
    past = clock.today() - timedelta(days=1)
    shown = visitor.send(NEW, page, 422, place="Here", items=[], **day_fields(past))
    assert "must be today or in the future" in str(shown)


@pytest.mark.parametrize(("email", "status"), [(MEMBER, 403), (COUNTY, 404)])
def test_who_may_not_make_a_meeting_cannot_by_sending_the_form(
    world: World, email: str, status: int
) -> None:
    page = world.as_(CHAIR).get(NEW)
    visitor = world.as_(email)
    token = visitor.get("/").select_one("input[name=csrf_token]")
    assert token is not None
    visitor.send(
        NEW,
        page,
        status,
        csrf_token=str(token["value"]),
        place="Here",
        items=ticked(page),
        **day_fields(soon()),
    )
    with Session(world.owner) as session:
        assert session.scalar(select(func.count()).select_from(Meeting)) == 0


def test_a_review_due_by_the_month_of_a_later_meeting_is_added(
    world: World, secretary: Visitor
) -> None:
    day = clock.today() + timedelta(days=70)
    with Session(world.owner) as session:
        session.execute(
            update(Grading)
            .where(Grading.group_id == ident("sorrel"))
            .values(review_month=day.replace(day=1))
        )
        session.commit()
    assert f"review_due:{ident('sorrel')}" not in ticked(secretary.get(NEW))
    page = world.as_(MEMBER).get(make(secretary, day))
    assert any(canary("name sorrel") in title for title in _numbered(page))


def test_a_band_that_moved_is_on_the_agenda_with_its_move(world: World, secretary: Visitor) -> None:
    moved = clock.today() - timedelta(days=2)
    later = date(clock.today().year + 1, 6, 1)
    with Session(world.owner) as session:
        session.execute(
            update(Grading)
            .where(Grading.group_id == ident("sorrel"))
            .values(previous_band="2C", band_moved_on=moved, review_month=later)
        )
        session.commit()
    text = " ".join(world.as_(MEMBER).get(make(secretary)).get_text(" ").split())
    assert "Band moved" in text
    assert "moved from 2C on" in text


def test_the_record_names_the_board_and_each_group_that_an_agenda_showed(
    world: World, secretary: Visitor
) -> None:
    agenda = make(secretary)
    world.as_(MEMBER).get(agenda)
    assert {ident("NOCEG"), ident("sorrel")} <= _named(world, "meeting.made")
    assert {ident("NOCEG"), ident("sorrel")} <= _named(world, "agenda.proposed")
    seen = _named(world, "meeting.seen")
    assert {ident("NOCEG"), ident("sorrel"), UUID(agenda.rpartition("/")[2])} <= seen


def test_the_record_does_not_name_a_group_that_was_no_longer_shown(
    world: World, secretary: Visitor
) -> None:
    agenda = make(secretary)
    _revoke(world, "share sorrel NOCEG")
    world.as_(MEMBER).get(agenda)
    assert ident("sorrel") not in _named(world, "meeting.seen")


def _named(world: World, event: str) -> set[UUID]:
    """The records that entries of this event name."""
    with Session(world.owner) as session:
        return set(
            session.scalars(
                select(Subject.record_id)
                .join(Entry, Entry.seq == Subject.entry_seq)
                .where(Entry.event == event)
            )
        )
