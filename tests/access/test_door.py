"""The door and the commit, tried on a page of the test's own: what any page gets from them."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.guard import GuardedBlueprint, Twice
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.models import Entry
from portal.audit.record import record, shown
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Group, PartnerSummary
from tests.cast import canary, ident
from tests.client import Visitor
from tests.conftest import World

LRO, LENA = "lro@nottspol.example", "officer@county-ts.example"
SORREL, JUNIPER = ident("sorrel"), ident("juniper")
TRIAL = f"/trial/{SORREL}"


def _pages() -> GuardedBlueprint:
    bp = GuardedBlueprint("trial", __name__, url_prefix="/trial")

    @bp.page("/<uuid:group_id>", needs=Right.SUMMARY_EDIT, on=PartnerSummary, twice=Twice.REPLAY)
    def edit(group_id: UUID) -> ResponseReturnValue:
        """Write into the summary, with whichever method asked."""
        summary = fetch(PartnerSummary, group_id, Right.SUMMARY_EDIT)
        shown(Event.GROUP_SEEN)
        if request.method == "POST" or "write" in request.args:
            record(Event.SUMMARY_EDITED)
            summary.text = summary.text + "+"
            summary.version += 1
            db.session.flush()
        if "refuse" in request.form:
            raise Refused("The trial is refused.")
        return redirect("/there", 303) if request.method == "POST" else "read"

    return bp


@pytest.fixture
def trial(world: World) -> World:
    """A world with one more page."""
    world.app.config["WTF_CSRF_ENABLED"] = False
    world.app.register_blueprint(_pages())
    return world


def text(world: World, group: UUID = SORREL) -> str:
    with Session(world.owner) as session:
        return session.get_one(PartnerSummary, group).text


def events(world: World) -> list[str]:
    with Session(world.owner) as session:
        return list(session.scalars(select(Entry.event).order_by(Entry.seq)))


def send(visitor: Visitor, path: str = TRIAL, **sent: str) -> int:
    sent.setdefault("key", str(uuid4()))
    visitor.answer = visitor.browser.post(path, data=sent)
    return visitor.answer.status_code


def test_a_post_is_committed_with_its_record(trial: World) -> None:
    assert send(trial.as_(LRO)) == 303
    assert text(trial) == canary("summary sorrel") + "+"
    assert events(trial) == ["summary.edited", "group.seen"]


def test_a_refused_post_changes_nothing_and_what_it_showed_is_recorded(trial: World) -> None:
    assert send(trial.as_(LRO), refuse="1") == 422
    assert text(trial) == canary("summary sorrel")
    assert events(trial) == ["group.seen"]


def test_a_page_that_reads_cannot_write(trial: World) -> None:
    assert trial.as_(LRO).browser.get(f"{TRIAL}?write=1").status_code >= 500
    assert text(trial) == canary("summary sorrel")
    assert "summary.edited" not in events(trial)


def test_a_form_sent_twice_has_one_effect_and_one_answer(trial: World) -> None:
    lro, key = trial.as_(LRO), str(uuid4())
    assert send(lro, key=key) == 303
    first = lro.answer.headers["Location"]
    assert send(lro, key=key) == 303
    assert lro.answer.headers["Location"] == first
    assert text(trial) == canary("summary sorrel") + "+"


def test_a_key_used_for_another_content_is_a_conflict(trial: World) -> None:
    lro, key = trial.as_(LRO), str(uuid4())
    assert send(lro, key=key) == 303
    assert send(lro, key=key, other="content") == 409
    assert text(trial) == canary("summary sorrel") + "+"


@pytest.mark.parametrize("key", ["", "no key", "1"])
def test_a_form_without_its_key_is_refused(trial: World, key: str) -> None:
    assert send(trial.as_(LRO), key=key) == 422
    assert text(trial) == canary("summary sorrel")


def test_who_sees_the_row_and_may_not_change_it_is_told_so(trial: World) -> None:
    for visitor in (trial.as_(LENA), trial.as_("analyst@nottspol.example")):
        assert send(visitor) == 403
        assert visitor.browser.get(TRIAL).status_code == 403
    assert text(trial) == canary("summary sorrel")


def test_a_hidden_row_is_answered_like_an_absent_one(trial: World) -> None:
    lro = trial.as_(LRO)
    for path in (f"/trial/{JUNIPER}", f"/trial/{uuid4()}"):
        assert send(lro, path) == 404
        assert lro.browser.get(path).status_code == 404
    assert text(trial, JUNIPER) == canary("summary juniper")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "evil"])
def test_a_post_from_another_site_is_refused(trial: World, site: str) -> None:
    lro = trial.as_(LRO)
    answer = lro.browser.post(TRIAL, data={"key": str(uuid4())}, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert text(trial) == canary("summary sorrel")


def test_a_post_without_its_token_changes_nothing(trial: World) -> None:
    trial.app.config["WTF_CSRF_ENABLED"] = True
    assert send(trial.as_(LRO)) == 400
    assert text(trial) == canary("summary sorrel")


def test_a_post_of_nobody_is_kept_and_does_nothing(trial: World) -> None:
    assert send(trial.nobody()) == 401
    assert text(trial) == canary("summary sorrel")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_cannot_be_recorded_is_neither_shown_nor_done(trial: World, method: str) -> None:
    with trial.owner.begin() as owner:
        owner.exec_driver_sql("revoke execute on function audit.append from portal_web")
    lro = trial.as_(LRO)
    answer = lro.browser.open(TRIAL, method=method, data={"key": str(uuid4())})
    assert (answer.status_code, answer.data) == (503, b"")
    assert text(trial) == canary("summary sorrel")


def test_methods_that_a_page_does_not_take_are_refused_before_any_work(trial: World) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert trial.as_(LRO).browser.open(TRIAL, method=method).status_code == 405


def test_a_page_cannot_be_added_without_saying_what_it_needs() -> None:
    bp = GuardedBlueprint("careless", __name__)
    with pytest.raises(TypeError, match="use page"):
        bp.route("/open")(lambda: "open")
    with pytest.raises(ValueError, match="name the row"):
        bp.page("/<uuid:group_id>", needs=Right.GROUP_SEE)
    with pytest.raises(ValueError, match="name the row"):
        bp.page("/list", needs=Right.GROUP_SEE, on=Group)
