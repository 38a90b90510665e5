"""What the database shows to whom, asked as the web role through a real sign-in."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.access.entry import enter_as_holder
from portal.access.sight import every_guarded
from portal.core.db import Base, db
from portal.core.errors import NotAdmitted
from portal.groups.models import Group, PartnerSummary, WorkingRecord
from tests.cast import ident
from tests.conftest import World


def seen(world: World, email: str, model: type[Base], column: str = "group_id") -> set[object]:
    visitor = world.as_(email)
    with world.app.app_context():
        enter_as_holder(visitor.token, read_only=True)
        return set(db.session.scalars(select(getattr(model, column))))


def test_the_lead_officer_sees_the_groups_they_lead_and_no_other(still_world: World) -> None:
    assert seen(still_world, "lro@nottspol.example", Group, "id") == {ident("sorrel")}


def test_a_partner_sees_what_was_shared_and_what_they_lead(still_world: World) -> None:
    assert seen(still_world, "officer@county-ts.example", Group, "id") == {
        ident("sorrel"), ident("bracken"),
    }  # fmt: skip


def test_a_partner_reads_the_summary_and_no_narrative(still_world: World) -> None:
    assert ident("sorrel") in seen(still_world, "officer@county-ts.example", PartnerSummary)
    assert seen(still_world, "officer@county-ts.example", WorkingRecord) == {ident("bracken")}


def test_nobody_sees_nothing(still_world: World) -> None:
    with still_world.app.app_context():
        seen = {
            guard.table.name
            for guard in every_guarded()
            if db.session.scalars(select(guard.key).limit(1)).all()
        }
    assert seen == set()


def test_a_secret_that_nobody_holds_is_not_admitted(still_world: World) -> None:
    with still_world.app.app_context():
        enter_as_holder("no such secret", read_only=True)
        with pytest.raises(NotAdmitted):
            db.session.scalars(select(Group.id)).all()
