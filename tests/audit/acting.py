"""Putting something on the record in the name of a member of the cast."""

from __future__ import annotations

from portal.access.entry import enter_as_holder
from portal.audit.events import Event
from portal.audit.record import about_group, record, write
from portal.core.db import db, session
from tests.cast import GROUPS, ident
from tests.conftest import World


def act(world: World, email: str, event: Event, group: str, **facts: str | int) -> None:
    """Let somebody do this to a group, as far as the record knows."""
    visitor = world.as_(email)
    with world.app.app_context():
        enter_as_holder(visitor.token, read_only=False)
        session().info["idle"] = 30
        record(event, [about_group(ident(group), ident(GROUPS[group][0]))], **facts)
        write(session())
        db.session.commit()
