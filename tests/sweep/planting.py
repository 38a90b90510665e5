"""What the sweep adds to the cast: rows where it has none, days and figures used nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal.agencies.models import Credential
from portal.boards.models import AgendaItem, Meeting, StreamReport
from portal.core import clock
from portal.core.db import Base
from portal.groups.models import Grading, LogEntry, PartnerSummary, Share, WorkingRecord
from portal.plans.models import Action, ActionUpdate, OperationResult
from portal.profiles.models import PublishedTotal
from portal.profiles.rules import Measure
from portal.scoring.models import Assessment, Review
from tests.cast import PEOPLE, SEATS, canary, ident
from tests.conftest import World
from tests.path import later, rows

DAYS: dict[type[Base], dict[str, int]] = {
    Assessment: {"scored_on": 2003},
    Review: {"due_on": 2004},
    Grading: {"review_month": 2041, "band_moved_on": 2005},
    PartnerSummary: {"edited_at": 2006},
    WorkingRecord: {"mapped_on": 2007},
    LogEntry: {"written_at": 2008},
    Action: {"due_on": 2009, "logged_at": 2010},
    ActionUpdate: {"written_at": 2011},
    Share: {"given_at": 2012},
    Meeting: {"held_on": 2042, "made_at": 2013},
    StreamReport: {"written_at": 2014},
    OperationResult: {"starts_on": 2015, "ends_on": 2016},
}
"""For each column with a day: the year that only it uses; each row has its own day there."""
OVER = "hawthorn CITY-TS"


def plant(world: World) -> None:
    """Add to the cast whatever it lacks."""
    with Session(world.owner) as session:
        for code in ("NOCEG", "SNBPG"):
            _board(session, code)
        session.add_all(rows())
        session.flush()
        session.add_all(later())
        _totals(session)
        for email in PEOPLE:
            session.add(
                Credential(
                    person_id=ident(f"person {email}"),
                    password_hash=canary(f"password {email}"),
                    set_at=clock.now(),
                )
            )
        session.flush()
        # What was revoked stays as it was, for everybody but this.
        session.execute(text("alter table groups.share disable trigger keep_grant"))
        # Years that nothing else uses are further apart than a share may last.
        session.execute(text("alter table groups.share drop constraint ck_share_at_most_a_year"))
        session.execute(text("alter table groups.log_entry disable trigger refuse_change"))
        # A day that nothing else has lies further off than any share may end.
        far = "alter table groups.share drop constraint ck_share_at_most_a_year"
        session.execute(text(far))
        _days(session)
        session.flush()
        session.execute(text("alter table groups.share enable trigger keep_grant"))
        session.execute(text("alter table groups.log_entry enable trigger refuse_change"))
        session.commit()


def _board(session: Session, code: str) -> None:
    member = next(email for email, seat in SEATS.items() if seat == (code, "member"))
    session.add(
        Meeting(
            id=ident(f"meeting {code}"), board_id=ident(code), held_on=clock.today(),
            place=canary(f"place {code}"), made_at=clock.now(),
            made_by_id=ident(f"membership {member}"),
        )
    )  # fmt: skip
    session.flush()
    about: list[dict[str, Any]] = [{"reason": "standing", "words": canary(f"words {code}")}]
    about += [
        {"reason": "review_due", "words": "", "group_id": ident(name)}
        for name in ("sorrel", "hawthorn", "juniper", "bracken")
    ]
    about += [
        {"reason": "action_overdue", "words": "", "group_id": ident(group),
         "action_id": ident(f"action {name}")}
        for name, group in (("own", "sorrel"), ("common", "sorrel"), ("kept", "sorrel"),
                            ("hidden", "juniper"))
    ]  # fmt: skip
    about.append({"reason": "work_stream", "words": "", "stream_id": ident(f"stream {code}")})
    for position, parts in enumerate(about):
        session.add(
            AgendaItem(
                id=ident(f"item {code} {position}"), meeting_id=ident(f"meeting {code}"),
                board_id=ident(code), position=position, **parts,
            )
        )  # fmt: skip
    session.add(
        StreamReport(
            id=ident(f"report {code}"), stream_id=ident(f"stream {code}"), board_id=ident(code),
            progress="amber", note=canary(f"report {code}"), written_at=clock.now(),
            written_by_id=ident(f"membership {member}"),
        )
    )  # fmt: skip


def _totals(session: Session) -> None:
    figures = iter(range(7401, 7500))
    for measure in Measure:
        for area in ("city", "county", "all"):
            session.add(
                PublishedTotal(
                    published_at=datetime(2017, 8, 9, 12, tzinfo=UTC), as_at=date(2017, 7, 31),
                    published_by_id=ident("membership coordinator@nottspol.example"),
                    measure=measure.value, area=area, value=next(figures),
                )
            )  # fmt: skip


def _days(session: Session) -> None:
    for model, columns in DAYS.items():
        key = next(iter(model.__table__.primary_key))
        rows = session.scalars(select(model).order_by(key)).all()
        for number, row in enumerate(rows):
            for column, year in columns.items():
                setattr(row, column, _day(model, column, year, number))
    for number, share in enumerate(session.scalars(select(Share).order_by(Share.id))):
        year = 2017 if share.id == ident(f"share {OVER}") else 2043
        share.until = datetime(year, 5, 1 + number, 11, tzinfo=UTC)
    for grading in session.scalars(select(Grading)):
        grading.previous_band = "5C"


def _day(model: type[Base], column: str, year: int, number: int) -> date | datetime:
    if column == "review_month":
        return date(year, 1 + number, 1)
    if column.endswith("_at"):
        return datetime(year, 3, 11 + number, 12, tzinfo=UTC)
    return date(year, 3, 11 + number)
