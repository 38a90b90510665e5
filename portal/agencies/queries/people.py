"""Names of people and agencies, for rooms that hold only their ids."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import literal, select, union_all

from portal.agencies.models import Agency, Membership, Person
from portal.core.db import db


def names_of(ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of memberships (with their agency), people and agencies, as far as in sight."""
    if not ids:
        return {}
    named = union_all(
        select(Membership.id, Person.name, Agency.name.label("agency"))
        .join(Person, Person.id == Membership.person_id)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(Membership.id.in_(ids)),
        select(Person.id, Person.name, literal("")).where(Person.id.in_(ids)),
        select(Agency.id, Agency.name, literal("")).where(Agency.id.in_(ids)),
    )
    return {
        ident: f"{name}, {agency}" if agency else name
        for ident, name, agency in db.session.execute(named)
    }
