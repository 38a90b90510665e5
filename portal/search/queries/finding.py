"""Finding words in what the viewer may see.

A search walks from the viewer's own grants to the words of those groups, in the sections that are
open.  It never meets a word of any other group, so that neither its answer nor its time depends on
what is hidden.  Where a record may be kept closer than its section, it is looked up through its own
policy before it is counted; every text that is shown is read through its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Text,
    and_,
    any_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import DateTime, SmallInteger

from portal.access.clauses import given
from portal.access.viewer import Section
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.paging import Page
from portal.groups.models import (
    Identity,
    LogEntry,
    Nominal,
)
from portal.plans.models import Action, ActionUpdate
from portal.search.models import Term
from portal.search.projections import Found, Hit
from portal.search.queries.reading import LINKS, groups_of, lent, texts_of
from portal.search.rules import LONGEST, Kind, excerpt

AT_ONCE = 20
_term = Term.__table__
_SHORTS = ARRAY(SmallInteger())
_DATED = {Kind.SUMMARY, Kind.ENTRY, Kind.ACTION, Kind.UPDATE, *LINKS}


def find(asked: str, number: int) -> Found:
    """One page of the records in sight that hold every word asked for, the newest first."""
    words = _words(asked)
    rows = _rows(words, number)
    if not rows and number > 1:
        number = 1
        rows = _rows(words, number)
    total = rows[0].found if rows else 0
    groups = groups_of({row.group_id for row in rows})
    texts = texts_of([(row.kind, row.source_id) for row in rows])
    about = [one for row in rows for one in _about(row, groups[row.group_id])]
    shown(Event.SEARCHED, about, words=asked, found=total)
    plain = [word for word, _ in words]
    hits = [_hit(row, groups[row.group_id], *texts[row.kind, row.source_id], plain) for row in rows]
    return Found(Page(hits, number, total, AT_ONCE))


def _words(asked: str) -> list[tuple[str, str | None]]:
    """The words asked for, each with its sound, by the database's own reading of a text."""
    word = func.search.words(bindparam("asked", type_=Text()), type_=Text()).column_valued("word")
    found = db.session.execute(
        select(word, func.search.sound(word, type_=Text())), {"asked": asked}
    ).all()
    if not found:
        raise Refused("Enter a word that is not as common as “the” or “and”", "words")
    if len(found) > LONGEST:
        raise Refused(f"Enter {LONGEST} words or fewer", "words")
    return [(one, sound) for one, sound in found]


def _in_sight(found: Subquery) -> ColumnElement[bool]:
    """Whether the record is in sight, where it may be kept from readers of its section."""
    source = found.c.source_id
    named = found.c.sections.op("&", return_type=SmallInteger())(int(Section.IDENTITY)) != 0
    rows: Mapping[Kind, ColumnElement[bool]] = {
        Kind.NOMINAL: Nominal.id == source,
        Kind.ENTRY: LogEntry.id == source,
        Kind.ACTION: Action.id == source,
        Kind.UPDATE: ActionUpdate.id == source,
        **{kind: model.id == source for kind, model in LINKS.items()},
    }
    seen = {
        kind.value: exists(select(literal(1)).where(row).correlate(found))
        for kind, row in rows.items()
    }
    identified = exists(select(literal(1)).where(Identity.nominal_id == source).correlate(found))
    return and_(
        case(seen, value=found.c.kind, else_=true()),
        or_(found.c.kind != Kind.NOMINAL.value, ~named, identified),
    )


def _rows(words: Sequence[tuple[str, str | None]], number: int) -> Sequence[Any]:
    """The page's records, and with each how many there are in all."""
    held = (
        select(given.c.group_id, func.bit_or(given.c.sections, type_=SmallInteger()).label("bits"))
        .group_by(given.c.group_id)
        .cte("mine")
        .prefix_with("materialized")
    )
    bit = func.unnest(bindparam("all_bits", type_=_SHORTS), type_=SmallInteger()).column_valued(
        "bit"
    )
    kinds = select(held.c.bits).distinct().subquery("kinds")
    opened = (
        select(
            kinds.c.bits,
            func.array(
                select(bit)
                .where(bit.op("&", return_type=SmallInteger())(kinds.c.bits) != 0)
                .scalar_subquery(),
                type_=_SHORTS,
            ).label("sections"),
        )
        .cte("opened")
        .prefix_with("materialized")
    )
    asked = (
        func.unnest(
            bindparam("words", type_=ARRAY(Text())),
            bindparam("places", type_=_SHORTS),
            bindparam("exact", type_=_SHORTS),
        )
        .table_valued("word", "place", "exact")
        .render_derived()
    )
    steps = (
        select(
            _term.c.kind,
            _term.c.source_id,
            _term.c.at,
            _term.c.section,
            asked.c.place.label("place"),
            asked.c.exact.label("exact"),
        )
        .select_from(asked.join(_term, _term.c.word == asked.c.word))
        .where(
            _term.c.group_id == held.c.group_id,
            _term.c.section == any_(opened.c.sections),
        )
        .offset(literal(0))
        .correlate(held, opened)
        .lateral("steps")
    )
    every = (1 << len(words)) - 1
    own = select(held.c.group_id, steps).select_from(
        held.join(opened, opened.c.bits == held.c.bits).join(steps, true())
    )
    borrowed = select(
        lent.c.group_id,
        literal(Kind.LENT.value),
        lent.c.nominal_id,
        lent.c.at,
        literal(int(Section.IDENTITY), SmallInteger()),
        asked.c.place,
        asked.c.exact,
    ).select_from(asked.join(lent, lent.c.word == asked.c.word))
    hits = union_all(own, borrowed).subquery("hits")
    found = (
        select(
            hits.c.group_id,
            hits.c.kind,
            hits.c.source_id,
            func.max(hits.c.at, type_=DateTime(timezone=True)).label("at"),
            func.bit_or(hits.c.section, type_=SmallInteger()).label("sections"),
            (func.bit_or(hits.c.exact) != every).label("is_near"),
        )
        .group_by(hits.c.group_id, hits.c.kind, hits.c.source_id)
        .having(func.bit_or(hits.c.place) == every)
        .subquery("found")
    )
    page: Select[Any] = (
        select(found, func.count().over().label("found"))
        .where(_in_sight(found))
        .order_by(found.c.at.desc(), found.c.kind, found.c.group_id, found.c.source_id)
        .limit(AT_ONCE)
        .offset((number - 1) * AT_ONCE)
    )
    terms = [
        (term, 1 << place, (1 << place) if term == word else 0)
        for place, (word, sound) in enumerate(words)
        for term in filter(None, (word, sound))
    ]
    return db.session.execute(
        page,
        {
            "all_bits": [int(section) for section in Section],
            "words": [term for term, _, _ in terms],
            "places": [place for _, place, _ in terms],
            "exact": [exact for _, _, exact in terms],
        },
    ).all()


def _hit(row: Any, group: Any, text: str, target: UUID, words: Sequence[str]) -> Hit:
    kind = Kind(row.kind)
    return Hit(
        kind=kind,
        group_id=row.group_id,
        group=group.operation_name or group.reference,
        target_id=target,
        text=excerpt(text, words),
        at=row.at if kind in _DATED else None,
        is_near=row.is_near,
    )


def _about(row: Any, group: Any) -> list[About]:
    owner = group.lead_agency_id
    named = [about_group(row.group_id, owner)]
    if row.source_id != row.group_id:
        kind = {
            Kind.ENTRY.value: "log_entry",
            Kind.UPDATE.value: "action_update",
            Kind.LENT.value: "nominal",
        }
        named.append(About(kind.get(row.kind, row.kind), row.source_id, row.group_id, owner))
    return named
