"""Seeing a group as its recipient would: of that group alone, by those who may share it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.access.entry import enter_as_holder, preview
from portal.access.sight import every_guarded
from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotAllowed
from portal.groups.models import Group, PartnerSummary, Share, WorkingRecord
from tests.cast import SENSITIVE, ident
from tests.conftest import World

LRO = "lro@nottspol.example"
SORREL = ident("sorrel")


def test_it_shows_the_recipients_view_of_that_group_and_nothing_else(still_world: World) -> None:
    with still_world.app.app_context():
        enter_as_holder(still_world.as_(LRO).token, read_only=True)
        assert db.session.scalars(select(WorkingRecord.group_id)).all() == [SORREL]
        with preview(SORREL, ident("NCC-TS")):
            assert db.session.scalars(select(Group.id)).all() == [SORREL]
            assert db.session.scalars(select(PartnerSummary.group_id)).all() == [SORREL]
            for guard in every_guarded():
                if guard.group is not None:
                    found = set(db.session.scalars(select(guard.group)))
                    assert found <= {SORREL}, guard.model
            assert db.session.scalars(select(WorkingRecord.group_id)).all() == []
        assert db.session.scalars(select(WorkingRecord.group_id)).all() == [SORREL]


def test_a_share_not_yet_saved_is_seen_and_leaves_nothing_behind(world: World) -> None:
    now = clock.now()
    with world.app.app_context():
        enter_as_holder(world.as_(LRO).token, read_only=False)
        db.session.add(
            Share(
                id=uuid4(), group_id=SORREL, agency_id=ident("CITY-TS"), view=2,
                purpose="disruption", gateway_id=ident("gateway"),
                agreement_id=ident("agreement"), given_at=now, until=now + timedelta(days=9),
                given_by_id=ident(f"membership {LRO}"), marking=SENSITIVE,
            )
        )  # fmt: skip
        with preview(SORREL, ident("CITY-TS")):
            assert db.session.scalars(select(PartnerSummary.group_id)).all() == [SORREL]
        agencies = set(db.session.scalars(select(Share.agency_id)))
        assert ident("CITY-TS") not in agencies


@pytest.mark.parametrize(
    "email",
    ["officer@county-ts.example", "sro@nottspol.example", "analyst@nottspol.example",
     "other-lro@nottspol.example", "operator@portal.example"],
)  # fmt: skip
def test_who_may_not_share_the_group_previews_nothing(still_world: World, email: str) -> None:
    with still_world.app.app_context():
        enter_as_holder(still_world.as_(email).token, read_only=True)
        with pytest.raises(NotAllowed), preview(SORREL, ident("NCC-TS")):
            pass


def test_a_preview_of_nobody_is_refused(still_world: World) -> None:
    with still_world.app.app_context():
        enter_as_holder(still_world.as_(LRO).token, read_only=True)
        with pytest.raises(NotAllowed), preview(SORREL, uuid4()):
            pass
