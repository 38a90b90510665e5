"""Random small partnerships: what the database shows is what a slow, obvious reading says."""

from __future__ import annotations

import os
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, event, given, settings
from sqlalchemy import Connection, delete, insert, select, update

from portal.access.entry import enter_as_holder, token_hash
from portal.access.models import SignIn
from portal.access.policy import Right
from portal.access.sight import permits
from portal.core import clock
from portal.core.db import Base, db
from portal.core.errors import NotAdmitted
from portal.groups.models import AccessRequest, Group, RequestMatch, Share
from tests.access.oracle import Looker, Seen
from tests.access.partnerships import Partnership, partnerships
from tests.cast import ident
from tests.conftest import World

EXAMPLES = int(os.environ.get("PORTAL_ORACLE_EXAMPLES", "100"))
_KEYS = ("id", "nominal_id", "group_id")
KEYS: dict[str, Any] = {
    f"{table.schema}.{table.name}": next(
        (table.c[name] for name in _KEYS if name in table.c), next(iter(table.primary_key))
    )
    for table in Base.metadata.sorted_tables
    if table.schema in {"groups", "plans", "scoring", "boards"}
    and not table.name.startswith("deconfliction_")  # seen by their own tests
}


def load(connection: Connection, made: Partnership) -> None:
    """Put a partnership into the database, as its owner."""
    # The coordinators of any partnership are asked what names no group, the cast's too.
    for model in (RequestMatch, AccessRequest):
        connection.execute(delete(model))
    given_under = {"gateway_id": ident("gateway"), "agreement_id": ident("agreement")}
    for table in Base.metadata.sorted_tables:
        rows = made.all(f"{table.schema}.{table.name}")
        if table is Share.__table__:
            rows = [row | given_under | {"revoked_at": None, "revoked_by_id": None} for row in rows]
        if rows:
            connection.execute(insert(table), rows)
    for share in made.all("groups.share"):
        if share["revoked_at"] is not None:
            connection.execute(
                update(Share)
                .where(Share.id == share["id"])
                .values(revoked_at=share["revoked_at"], revoked_by_id=share["given_by_id"])
            )


def opened(connection: Connection, membership: dict[str, Any], **more: Any) -> str:
    """A sign-in of a membership, as the door would open it; gives its secret."""
    token, now = token_urlsafe(16), clock.now()
    connection.execute(
        insert(SignIn),
        [
            {
                "id": uuid4(), "token_hash": token_hash(token), "opened_at": now, "used_at": now,
                "person_id": membership["person_id"], "membership_id": membership["id"],
                "idle_until": now + timedelta(minutes=30), "ends_at": now + timedelta(hours=1),
                **more,
            }
        ],
    )  # fmt: skip
    return token


def seen_by(world: World, token: str, tables: Seen, rights: Seen) -> tuple[Seen, Seen] | None:
    """What the holder of this secret reads of the tables, and on which groups they hold the rights.

    None when they are not let in.
    """
    with world.app.app_context():
        enter_as_holder(token, read_only=True)
        try:
            seen = {name: set(db.session.scalars(select(KEYS[name]))) for name in tables}
        except NotAdmitted:
            return None
        may: dict[str, set[UUID]] = {
            name: set(db.session.scalars(select(Group.id).where(permits(Group, Right(name)))))
            for name in rights
        }
        return seen, may


@given(made=partnerships())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_everyone_sees_what_the_policy_says_and_nothing_else(
    still_world: World, made: Partnership
) -> None:
    with still_world.owner.begin() as connection:
        load(connection, made)
        tokens = [opened(connection, one) for one in made.all("agencies.membership")]
    for membership, token in zip(made.all("agencies.membership"), tokens, strict=True):
        looker = Looker(made, membership)
        wanted, allowed = looker.sees(), looker.may()
        found = seen_by(still_world, token, wanted, allowed)
        if found is None or not looker.is_admitted:
            assert (found is None) == (not looker.is_admitted)
            continue
        event(f"sees groups: {len(wanted['groups.group'])}")
        assert found[0] == wanted
        assert found[1] == allowed
