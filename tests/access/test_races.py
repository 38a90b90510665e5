"""A revoke against an act that relies on the share: whichever is first, none acts after it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from datetime import timedelta
from uuid import UUID

import pytest

from portal.access.entry import enter_as_holder
from portal.audit.models import Entry
from portal.core import clock
from portal.core.db import db
from portal.groups.operations.revoking import revoke_share
from portal.plans.models import Action
from portal.plans.operations import NewAction, NewUpdate, log_action, update_action
from portal.plans.rules import ActionState, Strand
from tests.cast import ident
from tests.conftest import World
from tests.groups.test_sharing import REVOKE, count
from tests.plans.actions import NEW, OFFICER, PLAN, page_of, typed

LRO = "lro@nottspol.example"
SORREL, SHARE = ident("sorrel"), ident("share sorrel NCC-TS")
A_WHILE = 0.7


def _act() -> UUID:
    due = clock.today() + timedelta(days=9)
    owner = ident(f"membership {OFFICER}")
    return log_action(
        SORREL, NewAction(Strand.PROTECT, "Camera", owner, due, "Fewer", for_partners=False)
    )


def _update() -> None:
    update_action(ident("action own"), NewUpdate(ActionState.DONE, "Done", 1))


def _waits(one: Future[None]) -> None:
    with pytest.raises(StillWaiting):
        one.result(timeout=A_WHILE)


@pytest.mark.parametrize("act", [_act, _update])
def test_a_revoke_waits_for_an_act_that_has_begun(world: World, act: object) -> None:
    lro, officer = world.as_(LRO), world.as_(OFFICER)
    page = lro.get(REVOKE)
    with ThreadPoolExecutor(1) as pool:
        with world.app.test_request_context():
            enter_as_holder(officer.token, read_only=False)
            act()  # type: ignore[operator]
            revoking = pool.submit(lambda: (lro.send(REVOKE, page), None)[1])
            try:
                _waits(revoking)
            finally:
                db.session.commit()
        revoking.result(timeout=20)
    officer.get(PLAN, 404)


@pytest.mark.parametrize("kind", ["log", "update"])
def test_an_act_that_meets_a_revoke_comes_to_nothing(world: World, kind: str) -> None:
    officer = world.as_(OFFICER)
    path = NEW if kind == "log" else f"{page_of('own')}/update"
    fields = typed(world) if kind == "log" else {"state": "done", "text": "Done"}
    page = officer.get(path)
    before = count(world, Action, Action.state == "done"), count(world, Action)
    with ThreadPoolExecutor(1) as pool:
        with world.app.test_request_context():
            enter_as_holder(world.as_(LRO).token, read_only=False)
            revoke_share(SHARE)
            db.session.flush()
            acting = pool.submit(lambda: (officer.send(path, page, 404, **fields), None)[1])
            try:
                _waits(acting)
            finally:
                db.session.commit()
        acting.result(timeout=20)
    assert (count(world, Action, Action.state == "done"), count(world, Action)) == before


def test_two_revokes_at_once_are_one(world: World) -> None:
    lro = world.as_(LRO)
    page = lro.get(REVOKE)
    with ThreadPoolExecutor(1) as pool:
        with world.app.test_request_context():
            enter_as_holder(world.as_(LRO).token, read_only=False)
            revoke_share(SHARE)
            db.session.flush()
            second = pool.submit(lambda: (lro.send(REVOKE, page, 303), None)[1])
            try:
                _waits(second)
            finally:
                db.session.commit()
        second.result(timeout=20)
    assert count(world, Entry, Entry.event == "share.revoked") == 0
