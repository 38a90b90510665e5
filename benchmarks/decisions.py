"""W8: what may be done to fifty groups, and how soon seven thousand revokes are seen.

The decisions of a page are one statement, under the policies, as the web role.  Beside it stands
the same answer worked out by hand: one query with no row security, as the owner, that joins the
grants itself.  Then every share of an agency is taken back at once; the very next statement of a
transaction that was open all along must see none of what they opened.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from statistics import median
from typing import Any

from benchmarks.partnership import ALL, Place, ident
from portal import factory
from portal.access.policy import Right
from portal.access.sight import clause_sql, guarded
from portal.core.server import Role
from portal.groups.models import Group

PAGE = 50
AGENCY = 5
_RIGHTS = (Right.GROUP_SHARE, Right.SUMMARY_EDIT, Right.DECISION_WRITE, Right.ACTION_ADD)
_LIVE = (
    "h.group_id = g.id and h.recipient_id = any(%(mine)s) and h.revoked_at is null"
    " and h.valid_from <= now() and (h.valid_until is null or h.valid_until > now())"
)
# ruff: noqa: S608 - the statements are put together from the words of this file and the policies
_BY_HAND = f"""
select g.id,
       bool_or(h.via = 'LRO' or h.via in ('LEAD', 'STANDING') and false),
       bool_or(h.via = 'LRO'), bool_or(h.via in ('LRO', 'SRO')), bool_or(h.view >= 2 and false)
  from groups."group" g join access.given h on {_LIVE}
 where g.id = any(%(ids)s) and g.marking <= 2 group by g.id
"""


class NotSeen(Exception):
    """A revoke was not seen by the next statement."""


@dataclass(frozen=True)
class Decided:
    """The decisions of a page beside the same by hand; the revokes beside bare updates."""

    page: tuple[float, float]
    """Milliseconds by the portal, and by hand."""
    revoked: int
    revoke: tuple[float, float]

    @property
    def ratio(self) -> float:
        """Of the page's decisions."""
        return self.page[0] / self.page[1]

    def __str__(self) -> str:
        """As it is printed."""
        revoke = self.revoke[0] / self.revoke[1]
        return (
            f"W8 decisions for {PAGE} groups: {self.ratio:.2f} times the same by hand; "
            f"{self.revoked} shares revoked and seen at the next statement, "
            f"{revoke:.1f} times the bare updates"
        )


def decide(place: Place, rounds: int) -> Decided:
    """Measure both, by turns."""
    factory.declare()
    table = guarded(Group).table
    asked = ", ".join(clause_sql(guarded(Group).clause(right), table) for right in _RIGHTS)
    statement = f'select groups."group".id, {asked} from groups."group" where id = any(%(ids)s)'
    ids = [ident("group", number) for number in range(1, PAGE + 1)]
    digest = sha256(ALL.token.encode()).digest()
    with (
        place.cluster.connect(Role.WEB, place.name) as web,
        place.cluster.connect(Role.OWNER, place.name) as owner,
    ):
        web.execute("select access.enter(%s)", (digest,))
        mine = _recipients(web)
        taken: tuple[list[float], list[float]] = ([], [])
        values = {"ids": ids, "mine": mine}
        for _ in range(rounds):
            taken[0].append(_timed(lambda: web.execute(statement.encode(), {"ids": ids})))
            taken[1].append(_timed(lambda: owner.execute(_BY_HAND.encode(), values)))
        web.rollback()
        owner.rollback()
    revoked, revoke = _revoke(place)
    return Decided((median(taken[0]), median(taken[1])), revoked, revoke)


def _recipients(web: Any) -> list[Any]:
    return list(web.execute("select access.recipients()").fetchone()[0])


def _timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act().fetchall()
    return (time.perf_counter() - began) * 1000


def _revoke(place: Place) -> tuple[int, tuple[float, float]]:
    """Take back every share there is, look, and put all of it back."""
    with place.cluster.connect(Role.OWNER, place.name) as owner:
        bare = _timed(
            lambda: owner.execute(
                "update access.given set revoked_at = now() where via = 'SHARE' returning 1"
            )
        )
        owner.rollback()
        began = time.perf_counter()
        done = owner.execute("update groups.share set revoked_at = now() where revoked_at is null")
        whole = (time.perf_counter() - began) * 1000
        left = owner.execute(
            "select count(*) from access.given where via = 'SHARE' and revoked_at is null"
        ).fetchone()
        owner.rollback()
    if left is None or left[0]:
        raise NotSeen(f"{left} grants still hold after their shares were revoked.")
    return done.rowcount, (whole, bare)
