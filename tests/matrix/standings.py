"""How somebody stands towards a row, read from the rows themselves in the slow, obvious way."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Engine, select

from portal.access.policy import CONTRIBUTORS, HELD, POLICY, Right, Standing
from portal.access.viewer import Role
from portal.core.db import Base
from tests.access.oracle import Looker
from tests.access.partnerships import Partnership, Row

Reading = Callable[[Looker, Row], set[Standing]]


def whole(owner: Engine) -> Partnership:
    """Everything that a database holds, as its owner reads it."""
    found = Partnership()
    with owner.connect() as connection:
        for table in Base.metadata.sorted_tables:
            name = f"{table.schema}.{table.name}"
            found.rows[name] = [dict(row._mapping) for row in connection.execute(select(table))]
    return found


def _held(who: Looker, standing: Standing) -> bool:
    return bool(who.roles & {role.value for role in HELD[standing]})


def _towards_group(who: Looker, group_id: UUID) -> set[Standing]:
    view = who.view(group_id)
    tests = {
        Standing.HEADLINE: view >= 1,
        Standing.SUMMARY: view >= 2,
        Standing.FULL: view >= 3,
        Standing.CIRCLE: who.runs(group_id),
        Standing.LEAD_OFFICER: who.view(group_id, "LRO") >= 3,
        Standing.SENIOR_OFFICER: who.view(group_id, "SRO") >= 3,
        Standing.COORDINATOR: Role.COO.value in who.roles
        and who.view(group_id, "LEAD", "STANDING") >= 3,
        Standing.CONTRIBUTOR: view >= 2 and bool(who.roles & {role.value for role in CONTRIBUTORS}),
    }
    return {standing for standing, holds in tests.items() if holds}


def _group(who: Looker, row: Row) -> set[Standing]:
    return _towards_group(who, row["id"])


def _piece(who: Looker, row: Row) -> set[Standing]:
    return _towards_group(who, row["group_id"])


def _share(who: Looker, row: Row) -> set[Standing]:
    found = _towards_group(who, row["group_id"])
    found &= {Standing.CIRCLE, Standing.LEAD_OFFICER, Standing.COORDINATOR}
    is_mine = (row["agency_id"] or row["board_id"]) in who.recipients
    if is_mine and row["revoked_at"] is None and row["until"] > who.world.now:
        found.add(Standing.RECIPIENT)
    return found


def _action(who: Looker, row: Row) -> set[Standing]:
    towards = _towards_group(who, row["group_id"])
    found = towards & {Standing.CIRCLE}
    if Standing.SUMMARY not in towards:
        return found
    if row["for_partners"]:
        found.add(Standing.RECIPIENT)
    if row["owner_agency_id"] == who.agency["id"]:
        found.add(Standing.OWNER)
        if row["owner_id"] == who.membership["id"] or _held(who, Standing.CASEWORKER):
            found.add(Standing.DOER)
    return found


def _board(who: Looker, row: Row) -> set[Standing]:
    board = row.get("board_id", row["id"])
    if board not in who.boards:
        return set()
    runs = any(
        seat["role"] in {"chair", "secretary"}
        for seat in who.world.all("boards.seat")
        if seat["board_id"] == board
        and seat["membership_id"] == who.membership["id"]
        and seat["ended_at"] is None
    )
    return {Standing.SEATED, Standing.SECRETARY} if runs else {Standing.SEATED}


TOWARDS: dict[str, Reading] = {
    "groups.group": _group,
    "groups.partner_summary": _piece,
    "groups.share": _share,
    "plans.action": _action,
    "boards.board": _board,
    "boards.meeting": _board,
    "boards.work_stream": _board,
}
"""Each table that some page is about, and how one stands towards its rows."""


def status(who: Looker, table: str, row: Row | None, sees: Right, needs: Right) -> int:
    """What the page must answer: absent and hidden alike, then seen but not allowed, then open."""
    if row is None or row.get("marking", 0) > who.ceiling:
        return 404
    standings = TOWARDS[table](who, row)
    if not standings & POLICY[sees]:
        return 404
    return 200 if standings & POLICY[needs] else 403


def status_everywhere(who: Looker, needs: Right) -> int:
    """What a page about no one row must answer."""
    return 200 if any(_held(who, one) for one in POLICY[needs] if one in HELD) else 403
