"""The boards' pages ask as many questions for thirty rows as for one, and few."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from portal.boards.models import AgendaItem, Meeting, StreamReport, WorkStream
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Grading, Group, PartnerSummary, Share
from portal.plans.models import Action
from tests.boards.conftest import BOARD, MEMBER, NEW, SECRETARY, STREAM
from tests.cast import ident
from tests.conftest import World

MEETING = ident("counted meeting")
AGENDA = f"/meetings/{MEETING}"
CHROME = ("access.enter", "audit.append", "access.touch", "set transaction", "SHOW ", "select pg_")
CEILINGS = {"/boards": 4, BOARD: 10, NEW: 10, AGENDA: 10, STREAM: 10}


@pytest.fixture
def one_row(world: World) -> World:
    """The City board with one meeting, and one group on its agenda."""
    with Session(world.owner) as session:
        session.add(
            Meeting(
                id=MEETING,
                board_id=ident("NOCEG"),
                held_on=clock.today(),
                place="Loxley House",
                made_at=clock.now(),
                made_by_id=ident(f"membership {SECRETARY}"),
            )
        )
        session.flush()
        _item(session, ident("sorrel"), None, 1)
        session.commit()
    return world


@pytest.mark.parametrize("path", CEILINGS)
def test_thirty_rows_take_the_statements_of_one(one_row: World, path: str) -> None:
    visitor = one_row.as_(SECRETARY)
    with _counted(one_row) as few:
        visitor.get(path)
    _fill(one_row.owner)
    with _counted(one_row) as many:
        page = visitor.get(path)
    assert few == many
    assert len(few) <= CEILINGS[path], few
    if path == AGENDA:
        assert len(page.select("main ol > li")) == 61


def test_my_work_of_a_member_takes_the_statements_of_one_row(one_row: World) -> None:
    visitor = one_row.as_(MEMBER)
    with _counted(one_row) as few:
        visitor.get("/")
    _fill(one_row.owner)
    with _counted(one_row) as many:
        visitor.get("/")
    assert len(few) == len(many)


@contextmanager
def _counted(world: World) -> Iterator[list[str]]:
    """The statements that a page asks, beside entering and recording."""
    asked: list[str] = []

    def note(*what: object) -> None:
        statement = " ".join(str(what[2]).split())
        if not any(word in statement for word in CHROME):
            asked.append(statement[:80])

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _item(session: Session, group: object, action: object, position: int) -> None:
    session.add(
        AgendaItem(
            id=uuid4(),
            meeting_id=MEETING,
            board_id=ident("NOCEG"),
            position=position,
            reason="action_overdue" if action else "review_due",
            words="",
            group_id=group,
            action_id=action,
        )
    )


def _fill(owner: Engine) -> None:
    """Thirty groups more, each shared with the board, overdue, and on the agenda."""
    now, today = clock.now(), clock.today()
    officer = ident("membership lro@nottspol.example")
    with Session(owner) as session:
        for number in range(30):
            group, action, stream = uuid4(), uuid4(), uuid4()
            session.add(
                Group(
                    id=group, reference=f"OCG-MANY-{number:04}", area="city", status="active",
                    lead_agency_id=ident("NOTTSPOL"), theme="drugs", other_themes=[], marking=2,
                )
            )  # fmt: skip
            session.flush()
            session.add_all(
                [
                    Grading(group_id=group, band="3B", tier=2, review_month=today.replace(day=1),
                            marking=2),
                    PartnerSummary(group_id=group, operation_name=f"Op {number}", district="",
                                   text="", version=1, edited_at=now, marking=2),
                    Share(
                        id=uuid4(), group_id=group, board_id=ident("NOCEG"), view=2,
                        purpose="disruption", gateway_id=ident("gateway"), given_at=now,
                        agreement_id=ident("agreement"), until=now + timedelta(days=9),
                        given_by_id=officer, marking=2,
                    ),
                    Action(
                        id=action, group_id=group, owner_agency_id=ident("NOTTSPOL"),
                        owner_id=officer, strand="prevent", step="Visit", success="Shut",
                        due_on=today - timedelta(days=2), state="accepted", for_partners=True,
                        logged_at=now, logged_by_id=officer, version=1, marking=2,
                    ),
                    WorkStream(
                        id=stream, board_id=ident("NOCEG"), title=f"Stream {number}",
                        objective="", theme="drugs", year=2026, progress="not_reported",
                        lead_agency_id=ident("NCITY"), version=1,
                    ),
                    StreamReport(
                        id=uuid4(), stream_id=ident("stream NOCEG"), board_id=ident("NOCEG"),
                        progress="green", note="Words", written_at=now,
                        written_by_id=ident(f"membership {MEMBER}"),
                    ),
                    Meeting(
                        id=uuid4(), board_id=ident("NOCEG"), place="Loxley House", made_at=now,
                        held_on=today + timedelta(days=number + 1),
                        made_by_id=ident(f"membership {SECRETARY}"),
                    ),
                ]
            )  # fmt: skip
            session.flush()
            _item(session, group, None, 2 * number + 2)
            _item(session, group, action, 2 * number + 3)
        session.commit()
