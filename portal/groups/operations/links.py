"""Linking premises, court orders and operations to a group, and ending a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import CourtOrder, Group, Involvement, NamedOperation, Premises
from portal.groups.rules import LinkState, OrderKind


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place that the group uses."""

    name: str
    address: str
    use: str
    state: LinkState
    from_on: date | None
    for_partners: bool


@dataclass(frozen=True, slots=True)
class NewOrder:
    """A court order against a nominal of the group."""

    nominal_id: UUID
    kind: OrderKind
    court: str
    conditions: str
    state: LinkState
    from_on: date | None


@dataclass(frozen=True, slots=True)
class NewOperation:
    """An operation against the group."""

    name: str
    aim: str
    state: LinkState
    from_on: date | None
    for_partners: bool


def add_premises(group_id: UUID, new: NewPlace) -> None:
    """Link premises to a group, as the word of the viewer's agency."""
    common = _record_link(group_id, Right.LINK_ADD, "premises")
    db.session.add(
        Premises(
            name=new.name, address=new.address, use=new.use, state=new.state.value,
            from_on=new.from_on, for_partners=new.for_partners, **common,
        )
    )  # fmt: skip


def add_operation(group_id: UUID, new: NewOperation) -> None:
    """Link an operation to a group."""
    common = _record_link(group_id, Right.LINK_ADD, "operation")
    db.session.add(
        NamedOperation(
            name=new.name, aim=new.aim, state=new.state.value, from_on=new.from_on,
            for_partners=new.for_partners, **common,
        )
    )  # fmt: skip


def add_order(group_id: UUID, new: NewOrder) -> None:
    """Record a court order against a nominal of the group."""
    common = _record_link(group_id, Right.ORDER_ADD, "order")
    part = select(Involvement.id).where(
        Involvement.group_id == group_id, Involvement.nominal_id == new.nominal_id
    )
    if db.session.scalars(part.limit(1)).first() is None:
        raise Refused("Choose somebody who is in this group", "nominal")
    db.session.add(
        CourtOrder(
            nominal_id=new.nominal_id, kind=new.kind.value, court=new.court,
            conditions=new.conditions, state=new.state.value, from_on=new.from_on, **common,
        )
    )  # fmt: skip


def _record_link(group_id: UUID, right: Right, kind: str) -> dict[str, Any]:
    group, viewer, ident = fetch(Group, group_id, right), current_viewer(), uuid4()
    record(
        Event.LINK_ADDED,
        [
            about_group(group.id, group.lead_agency_id),
            About(kind, ident, group.id, viewer.agency_id),
        ],
        kind=kind,
    )
    return {
        "id": ident,
        "group_id": group.id,
        "agency_id": viewer.agency_id,
        "added_at": clock.now(),
        "added_by_id": viewer.membership_id,
        "marking": group.marking,
    }


def end_premises(premises_id: UUID, day: date) -> UUID:
    """Say on which day the group used the premises last."""
    return _record_end(
        fetch(Premises, premises_id, Right.LINK_END), "premises", LinkState.CLOSED, day
    )


def end_operation(operation_id: UUID, day: date) -> UUID:
    """Say on which day the operation ended."""
    one = fetch(NamedOperation, operation_id, Right.LINK_END)
    return _record_end(one, "operation", LinkState.CLOSED, day)


def end_order(order_id: UUID, day: date) -> UUID:
    """Say on which day the order ended."""
    return _record_end(fetch(CourtOrder, order_id, Right.LINK_END), "order", LinkState.ENDED, day)


def _record_end(
    one: Premises | NamedOperation | CourtOrder, kind: str, state: LinkState, day: date
) -> UUID:
    if one.from_on and day < one.from_on:
        raise Refused("The last day must be on or after the first day", "day")
    record(Event.LINK_ENDED, [About(kind, one.id, one.group_id, one.agency_id)], kind=kind)
    one.to_on, one.state = day, state.value
    return one.group_id
