"""One session, one viewer, for one transaction at a time: nothing of it is left behind."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, true
from sqlalchemy.exc import DBAPIError

from portal.access.entry import current_viewer, enter_as_holder
from portal.access.sight import every_guarded
from portal.agencies.models import Membership
from portal.core import clock
from portal.core.db import db, session
from portal.core.errors import NotAdmitted
from portal.groups.models import Group, PartnerSummary
from tests.asking import amend
from tests.cast import ident
from tests.conftest import World

LENA = "officer@county-ts.example"
_SETTINGS = (
    "membership", "person", "agency", "recipients", "fellows", "roles", "ceiling", "fence",
    "sign_in",
)  # fmt: skip


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_settings_end_with_the_transaction_though_the_connection_is_used_again(
    still_world: World, end: str
) -> None:
    token = still_world.as_(LENA).token
    with still_world.app.app_context():
        enter_as_holder(token, read_only=True)
        assert db.session.scalars(select(Group.id)).all()
        backend = db.session.scalar(select(func.pg_backend_pid()))
        getattr(session(), end)()
        with db.engines[None].connect() as next_one:
            assert next_one.scalar(select(func.pg_backend_pid())) == backend
            for name in _SETTINGS:
                left = next_one.scalar(select(func.current_setting(f"portal.{name}", true())))
                assert not left, f"portal.{name} outlived its transaction"
            assert next_one.scalars(select(Group.id)).all() == []


def test_a_failed_statement_leaves_no_viewer_behind(still_world: World) -> None:
    token = still_world.as_(LENA).token
    with still_world.app.app_context():
        enter_as_holder(token, read_only=True)
        with pytest.raises(DBAPIError):
            db.session.execute(select(1 / func.length("")))
        session().rollback()
        with db.engines[None].connect() as next_one:
            assert next_one.scalars(select(Group.id)).all() == []


def test_nobody_reads_no_row_of_any_guarded_table(still_world: World) -> None:
    with still_world.app.app_context():
        for guard in every_guarded():
            assert db.session.scalars(select(guard.key)).all() == [], guard.model


def test_nobody_is_no_viewer(still_world: World) -> None:
    with still_world.app.app_context(), pytest.raises(NotAdmitted):
        current_viewer()


def test_a_second_viewer_is_refused_before_and_after_the_first_query(still_world: World) -> None:
    first, second = (still_world.as_(one).token for one in (LENA, "lro@nottspol.example"))
    with still_world.app.app_context():
        enter_as_holder(first, read_only=True)
        with pytest.raises(RuntimeError, match="already has its viewer"):
            enter_as_holder(second, read_only=True)
        db.session.scalars(select(Group.id)).all()
        with pytest.raises(RuntimeError, match="already has its viewer"):
            enter_as_holder(second, read_only=True)


def test_nobody_enters_half_way(still_world: World) -> None:
    token = still_world.as_(LENA).token
    with still_world.app.app_context():
        db.session.scalars(select(Group.id)).all()
        with pytest.raises(RuntimeError, match="before the first query"):
            enter_as_holder(token, read_only=True)


def test_each_transaction_enters_anew(world: World) -> None:
    token = world.as_(LENA).token
    with world.app.app_context():
        enter_as_holder(token, read_only=True)
        assert db.session.scalars(select(Group.id)).all()
        session().commit()
        amend(world, Membership, Membership.id == ident(f"membership {LENA}"), ended_at=clock.now())
        with pytest.raises(NotAdmitted):
            db.session.scalars(select(Group.id)).all()


def test_a_session_that_reads_cannot_write(still_world: World) -> None:
    token = still_world.as_("lro@nottspol.example").token
    with still_world.app.app_context():
        enter_as_holder(token, read_only=True)
        summary = db.session.get_one(PartnerSummary, ident("sorrel"))
        summary.text = "written while reading"
        with pytest.raises(DBAPIError, match="read-only transaction"):
            db.session.flush()


def test_a_session_may_not_turn_to_writing_inside_its_transaction(still_world: World) -> None:
    token = still_world.as_(LENA).token
    with still_world.app.app_context():
        enter_as_holder(token, read_only=True)
        db.session.scalars(select(Group.id)).all()
        with pytest.raises(RuntimeError, match="end the transaction"):
            session().allow_writing()


def test_requests_by_turns_keep_to_their_own_sight(still_world: World) -> None:
    lena, county = still_world.as_(LENA), still_world.as_("member.county@nottinghamshire.example")
    for _ in range(4):
        lena.get(f"/groups/{ident('sorrel')}")
        county.get(f"/groups/{ident('sorrel')}", 404)
