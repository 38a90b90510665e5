"""A plan to change an agency: its dry run, and what its form offers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, Text, Uuid, column, func, select
from sqlalchemy.orm import aliased

from portal.agencies.models import Agency, Membership, Person
from portal.agencies.models.register import AgencyChange, ChangeConsent
from portal.agencies.projections.changes import (
    BLOCKS,
    SHOWN,
    SIDES,
    WHATS,
    ChangePage,
    Consent,
    Names,
    Sort,
    Touched,
    effect_words,
    sight_words,
)
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core.db import db
from portal.core.errors import Unseen

_TOUCHES = (
    column("what", Text()), column("id", Uuid()), column("group_id", Uuid()),
    column("name", Text()), column("effect", Text()),
)  # fmt: skip
_HIDDEN = "An agency not in your view"


def change_page(change_id: UUID) -> ChangePage:
    """A plan with everything that it touches, as far as the viewer may know it by name."""
    other = aliased(Agency)
    row = db.session.execute(
        select(AgencyChange, Agency.name, other.name)
        .outerjoin(Agency, Agency.id == AgencyChange.agency_id)
        .outerjoin(other, other.id == AgencyChange.other_id)
        .where(AgencyChange.id == change_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    plan, name, other_name = row
    names = Names(name or _HIDDEN, (other_name or _HIDDEN) if plan.other_id else "", plan.new_name)
    about = [About("agency change", plan.id, None, plan.agency_id)]
    shown(Event.CHANGE_SEEN, about)
    is_open = plan.state == "proposed"
    ends = (("Its seats", plan.ends_seats), ("What is shared with it", plan.ends_shares))
    return ChangePage(
        id=plan.id,
        agency_id=plan.agency_id,
        kind=plan.kind,
        state=plan.state,
        names=names,
        reason=plan.reason,
        ends=[words for words, is_so in ends if is_so],
        proposed_at=plan.proposed_at,
        done_at=plan.done_at,
        sorts=_sorts(change_id, names) if is_open else (),
        blocks=_blocks(change_id) if is_open else (),
        consents=_consents(plan),
        certificate=plan.certificate or {},
    )


def _sorts(change_id: UUID, names: Names) -> list[Sort]:
    """The dry run.  The references of groups come through the viewer's own sight."""
    table = func.agencies.change_touches(change_id).table_valued(*_TOUCHES, name="t")
    place = func.row_number().over(
        partition_by=table.c.what, order_by=(table.c.effect, table.c.name, table.c.id)
    )
    numbered = select(
        table, place.label("place"), func.count().over(partition_by=table.c.what).label("total")
    ).subquery()
    seen = func.coalesce(func.groups.reference_seen(numbered.c.group_id, type_=Text()), "")
    rows = db.session.execute(
        select(numbered, seen.label("reference"))
        .where(numbered.c.place <= SHOWN)
        .order_by(numbered.c.what, numbered.c.place)
    )
    found: dict[str, tuple[int, list[Touched]]] = {}
    for row in rows:
        name = row.reference or ("A group not in your view" if row.group_id else row.name)
        effect = (
            sight_words(row.name, row.effect, names)
            if row.what == "sight"
            else effect_words(row.effect, names.other)
        )
        found.setdefault(row.what, (row.total, []))[1].append(
            Touched(row.what, name or "A record not in your view", effect)
        )
    return [Sort(what, *found[what]) for what in WHATS if what in found]


def _blocks(change_id: UUID) -> list[tuple[str, int]]:
    columns = (column("why", Text()), column("items", BigInteger()))
    table = func.agencies.change_blocks(change_id).table_valued(*columns, name="b")
    return [
        (BLOCKS[why], items)
        for why, items in db.session.execute(select(table).order_by(table.c.why))
    ]


def _consents(plan: AgencyChange) -> list[Consent]:
    rows = db.session.execute(
        select(ChangeConsent.side, ChangeConsent.given_at, Person.name)
        .outerjoin(Membership, Membership.id == ChangeConsent.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(ChangeConsent.change_id == plan.id)
    )
    given = {side: (at, who or "Somebody not in your view") for side, at, who in rows}
    sides = ["agency"]
    sides += ["other"] if plan.other_id else []
    sides += ["partnership"] if plan.kind in ("rename", "leave") else []
    return [
        Consent(SIDES[one], given[one][1], given[one][0])
        if one in given
        else Consent(SIDES[one], "", None)
        for one in sides
    ]


def others(agency_id: UUID) -> list[tuple[str, str]]:
    """The agencies in sight that could take over."""
    rows = db.session.execute(
        select(Agency.id, Agency.name)
        .where(Agency.id != agency_id, Agency.state.in_(["invited", "active"]))
        .order_by(Agency.name, Agency.id)
    )
    return [(str(ident), name) for ident, name in rows]


def people_of(agency_id: UUID) -> list[tuple[str, str]]:
    """The people of an agency, for a split; as far as the viewer sees them."""
    rows = db.session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.agency_id == agency_id, Membership.ended_at.is_(None))
        .order_by(Person.name, Membership.id)
    )
    return [(str(ident), name) for ident, name in rows]


def agency_name(agency_id: UUID) -> str:
    """The name of an agency in sight."""
    return db.session.scalar(select(Agency.name).where(Agency.id == agency_id)) or ""
