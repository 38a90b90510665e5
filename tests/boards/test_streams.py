"""Reporting on a work stream."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.models import Entry, Subject
from portal.boards.models import StreamReport, WorkStream
from tests.boards.conftest import BOARD, CHAIR, COUNTY, MEMBER, SECRETARY, STREAM
from tests.cast import canary, ident
from tests.conftest import World

REPORT = f"{STREAM}/report"


def test_a_member_reads_what_the_work_stream_is_for(still_world: World) -> None:
    page = str(still_world.as_(MEMBER).get(STREAM))
    assert canary("stream aim NOCEG") in page
    assert "Not reported" in page


def test_a_members_report_stands_on_the_stream_and_on_the_board(world: World) -> None:
    member = world.as_(MEMBER)
    member.post(REPORT, progress="amber", note="Two landlords have not answered")
    page = str(world.as_(CHAIR).get(STREAM))
    assert "Some concern" in page
    assert "Two landlords have not answered" in page
    assert canary(f"name {MEMBER}") in page
    assert "Some concern" in str(world.as_(CHAIR).get(BOARD))


def test_reports_are_kept_newest_first(world: World) -> None:
    member = world.as_(MEMBER)
    member.post(REPORT, progress="red", note="The first")
    member.post(REPORT, progress="green", note="The second")
    notes = [one.get_text() for one in member.get(STREAM).select(".moj-timeline__description p")]
    assert notes == ["The second", "The first"]


def test_two_who_report_at_once_are_shown_both_texts(world: World) -> None:
    first, second = world.as_(MEMBER), world.as_(SECRETARY)
    page = second.get(REPORT)
    first.post(REPORT, progress="amber", note="Two landlords have not answered")
    shown = second.send(REPORT, page, 409, progress="green", note="All landlords have answered")
    text = " ".join(shown.get_text(" ").split())
    for words in (
        "Some concern",
        "On track",
        "Two landlords have not answered",
        "All landlords have answered",
    ):
        assert words in text
    second.send(REPORT, shown, note="All landlords have answered")
    with Session(world.owner) as session:
        assert session.get_one(WorkStream, ident("stream NOCEG")).progress == "green"
        assert len(session.scalars(select(StreamReport)).all()) == 2


def test_a_report_without_words_is_shown_again_with_its_choice(still_world: World) -> None:
    shown = still_world.as_(MEMBER).post(REPORT, 422, progress="red", note=" ")
    assert "Enter what is behind the progress you chose" in str(shown)
    assert shown.select("input[name=progress][value=red][checked]")


@pytest.mark.parametrize("progress", ["", "purple", "not_reported"])
def test_a_progress_that_was_not_offered_is_refused(still_world: World, progress: str) -> None:
    still_world.as_(MEMBER).post(REPORT, 422, progress=progress, note="Words")


def test_a_member_of_the_other_board_cannot_report_by_sending_the_form(world: World) -> None:
    page = world.as_(MEMBER).get(REPORT)
    visitor = world.as_(COUNTY)
    token = visitor.get("/").select_one("input[name=csrf_token]")
    assert token is not None
    visitor.send(REPORT, page, 404, csrf_token=str(token["value"]), progress="red", note="Not ours")
    with Session(world.owner) as session:
        assert session.get_one(WorkStream, ident("stream NOCEG")).progress == "not_reported"


def test_the_record_names_the_stream_and_its_board(world: World) -> None:
    world.as_(MEMBER).post(REPORT, progress="amber", note="Words")
    with Session(world.owner) as session:
        rows = session.execute(
            select(Entry.facts, Subject.record_id)
            .join(Subject, Subject.entry_seq == Entry.seq)
            .where(Entry.event == "stream.reported")
        ).all()
    assert {row.record_id for row in rows} == {ident("stream NOCEG"), ident("NOCEG")}
    assert rows[0].facts == {"progress": "amber"}
