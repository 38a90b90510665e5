"""What is asked of the database, in the words of each way of asking."""

from __future__ import annotations

from dataclasses import dataclass

# ruff: noqa: S608 - statements are put together from the words of this file alone

_SHOWN = (
    "select page.id, page.reference, page.review_on, lead.name, grading.band, grading.tier"
    " from {of}"
    " join agencies.agency lead on lead.id = page.lead_agency_id"
    " left join scoring.grading on grading.group_id = page.id{seen}"
)
PAGE = _SHOWN.replace("{of}", "({inner}) page") + " order by page.review_on, page.id"
"""The fifty groups first, and only then what is shown beside them."""
PLAIN = _SHOWN.replace("{of}", 'groups."group" page') + (
    " where {sight} order by page.review_on, page.id limit 50"
)
"""Everything joined, then fifty taken."""
COUNT = 'select count(*) from groups."group" g'

_FIRST = 'select * from groups."group" g where {sight} order by g.review_on, g.id limit 50'
_LIVE = (
    "held.recipient_id = any((select access.recipients())::uuid[]) and held.revoked_at is null"
    " and held.valid_from <= now() and (held.valid_until is null or held.valid_until > now())"
)
_MINE = f"{{id}} = any(array(select held.group_id from access.given held where {_LIVE}))"
_MINE_G = _MINE.format(id="g.id")
_HELD_IDS = "(select given.group_id from access.given)"
_AREA = "g.area = 3"
_BANDS = "select grading.band, count(*) from {of}{where} group by 1 order by 1"
_ONE = 'select * from groups."group" g where g.id = %(key)s'

# One walk along the grants of each recipient, in the order of the list; then the walks are merged.
_WALK = (
    "select g.* from (select distinct step.review_on, step.group_id"
    " from unnest((select access.recipients())) mine (id) cross join lateral ("
    "   select distinct given.review_on, given.group_id from access.given"
    "    where given.recipient_id = mine.id order by 1, 2 limit 50) step"
    '  order by 1, 2 limit 50) near join groups."group" g on g.id = near.group_id'
)


def _held(key: str, view: int) -> str:
    """The right to a row, as one would write it by hand."""
    return (
        f" and exists (select 1 from access.given held where held.group_id = {key}"
        f" and {_LIVE} and held.view >= {view})"
    )


_DETAIL = (
    'select g.*, lead.name from groups."group" g'
    " join agencies.agency lead on lead.id = g.lead_agency_id where g.id = %(key)s{root}",
    "select * from scoring.grading c where c.group_id = %(key)s{two}",
    "select * from groups.partner_summary c where c.group_id = %(key)s{two}",
    "select c.part, n.* from groups.involvement c join groups.nominal n on n.id = c.nominal_id"
    " where c.group_id = %(key)s{three}",
    "select c.*, o.name from plans.action c join agencies.agency o on o.id = c.owner_agency_id"
    " where c.group_id = %(key)s{two} order by c.due_on",
    "select * from groups.decision c where c.group_id = %(key)s{three} order by c.decided_on",
    "select held.recipient_id, held.view, held.via from access.given held"
    " where held.group_id = %(key)s{live}",
    "select distinct other.id, other.reference from groups.involvement c"
    " join groups.involvement link"
    "   on link.nominal_id = c.nominal_id and link.group_id <> c.group_id"
    ' join groups."group" other on other.id = link.group_id'
    " where c.group_id = %(key)s{three}{link}",
)


def _detail(**rights: str) -> tuple[str, ...]:
    return tuple(read.format(**rights) for read in _DETAIL)


@dataclass(frozen=True)
class Question:
    """One question, and its statements by hand and under each root policy."""

    name: str
    by_hand: tuple[str, ...]
    array: tuple[str, ...]
    rows: tuple[str, ...]
    """For the form that asks row by row, starting from the grants where that helps."""
    rows_plain: tuple[str, ...] = ()
    """For the same form, the statement that the array form is given."""


_GRADED = 'groups."group" g join scoring.grading on grading.group_id = g.id'
_GRADED_BY_HAND = f" where {_MINE_G}" + _held("g.id", 2)
_GRADED_HELD = (
    "(select distinct given.group_id from access.given) mine"
    " join scoring.grading on grading.group_id = mine.group_id"
)
_BARE = _detail(root="", two="", three="", live="", link="")
_WALKED = PAGE.format(inner=_WALK, seen="")
_SEEN = _held("page.id", 2)

QUESTIONS = (
    Question(
        "list of 50, joined first",
        by_hand=(PLAIN.format(seen=_SEEN, sight=_MINE.format(id="page.id")),),
        array=(PLAIN.format(seen="", sight="true"),),
        rows=(_WALKED,),
        rows_plain=(PLAIN.format(seen="", sight="true"),),
    ),
    Question(
        "list of 50, page first",
        by_hand=(PAGE.format(inner=_FIRST.format(sight=_MINE_G), seen=_SEEN),),
        array=(PAGE.format(inner=_FIRST.format(sight="true"), seen=""),),
        rows=(_WALKED,),
        rows_plain=(PAGE.format(inner=_FIRST.format(sight="true"), seen=""),),
    ),
    Question(
        "the same, one area in ten",
        by_hand=(PAGE.format(inner=_FIRST.format(sight=f"{_AREA} and {_MINE_G}"), seen=_SEEN),),
        array=(PAGE.format(inner=_FIRST.format(sight=_AREA), seen=""),),
        rows=(PAGE.format(inner=_FIRST.format(sight=f"{_AREA} and g.id in {_HELD_IDS}"), seen=""),),
        rows_plain=(PAGE.format(inner=_FIRST.format(sight=_AREA), seen=""),),
    ),
    Question(
        "count",
        by_hand=(f"{COUNT} where {_MINE_G}",),
        array=(COUNT,),
        rows=("select count(distinct given.group_id) from access.given",),
        rows_plain=(COUNT,),
    ),
    Question(
        "count by band",
        by_hand=(_BANDS.format(of=_GRADED, where=_GRADED_BY_HAND),),
        array=(_BANDS.format(of=_GRADED, where=""),),
        rows=(_BANDS.format(of=_GRADED_HELD, where=""),),
        rows_plain=(_BANDS.format(of=_GRADED, where=""),),
    ),
    Question("one group by key", by_hand=(_ONE + _held("g.id", 1),), array=(_ONE,), rows=(_ONE,)),
    Question(
        "detail, 8 reads",
        by_hand=_detail(
            root=_held("g.id", 1),
            two=_held("c.group_id", 2),
            three=_held("c.group_id", 3),
            live=f" and {_LIVE}",
            link=_held("link.group_id", 3),
        ),
        array=_BARE,
        rows=_BARE,
    ),
)
