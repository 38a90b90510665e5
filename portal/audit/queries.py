"""The record as its reader may see it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select

from portal.access.entry import current_viewer
from portal.audit.events import Event, Verb
from portal.audit.models import Entry, Subject
from portal.audit.projections import (
    MOST_RECORDS,
    LogLine,
    LogPage,
    Named,
    NamesOf,
    Wanted,
    facts_in_words,
    named_in,
    what_was_done,
)
from portal.audit.record import shown
from portal.core.clock import LONDON
from portal.core.db import db
from portal.core.paging import SIZE, Page, expect_page


def log_page(wanted: Wanted, names_of: NamesOf) -> LogPage:
    """A page of the record, newest first.  ``names_of`` gives the names that are in sight."""
    where = _conditions(wanted)
    total = db.session.scalar(select(func.count()).select_from(Entry).where(*where)) or 0
    entries = db.session.scalars(
        select(Entry)
        .where(*where)
        .order_by(Entry.seq.desc())
        .limit(SIZE)
        .offset(expect_page(wanted.number, total))
    ).all()
    records = _records([one.seq for one in entries])
    names = names_of(
        {one.membership_id for one in entries if one.membership_id}
        | {ident for one in entries for ident in named_in(one.facts)}
    )
    own = current_viewer().agency_id
    shown(Event.LOG_SEEN, page=wanted.number)
    lines = [
        LogLine(
            seq=one.seq,
            at=one.at,
            verb=Verb(one.verb),
            what=what_was_done(one.event),
            who=names.get(one.membership_id, "A person outside your view")
            if one.membership_id
            else "Nobody signed in",
            records=tuple(records[one.seq][:MOST_RECORDS]),
            further=max(0, len(records[one.seq]) - MOST_RECORDS),
            facts=facts_in_words(one.facts, names, ours=one.agency_id == own),
            request_id=one.request_id,
        )
        for one in entries
    ]
    return LogPage(wanted, Page(lines, wanted.number, total))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.verb:
        where.append(Entry.verb == wanted.verb.value)
    if wanted.first:
        where.append(Entry.at >= _midnight(wanted.first))
    if wanted.last and wanted.last < date.max:
        where.append(Entry.at < _midnight(wanted.last + timedelta(days=1)))
    if wanted.record:
        where.append(
            exists().where(
                Subject.entry_seq == Entry.seq,
                or_(Subject.record_id == wanted.record, Subject.group_id == wanted.record),
            )
        )
    return where


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)


def _records(entries: list[int]) -> dict[int, list[Named]]:
    found: dict[int, list[Named]] = defaultdict(list)
    rows = db.session.scalars(
        select(Subject)
        .where(Subject.entry_seq.in_(entries))
        .order_by(Subject.entry_seq, Subject.position)
    )
    for one in rows:
        found[one.entry_seq].append(Named(one.kind, one.record_id))
    return found
