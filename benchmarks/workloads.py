"""W1 to W3: the pages that are measured, and their floors written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.floor import Answers, Page
from benchmarks.partnership import ident

_GROUP = ident("group", 1)

# ruff: noqa: S608 - the statements are put together from this file's own words


def _listed(answers: Answers) -> list[list[str | None]]:
    return [_group(row) for row in answers["groups"]]


def _group(row: object) -> list[str | None]:
    ident, lead = (str(getattr(row, name)) for name in ("id", "lead_agency_id"))
    return ["group", ident, ident, lead]


def _one(answers: Answers) -> list[list[str | None]]:
    return [_group(answers["header"][0])]


def _people(answers: Answers) -> list[list[str | None]]:
    return _one(answers) + [
        ["nominal", str(row.id), str(_GROUP), str(row.owner_agency_id)] for row in answers["people"]
    ]


# The fifty first, what is shown beside them afterwards: as ADR 1 asks.
_FIFTY = """
select g.id, g.reference, g.lead_agency_id, g.area, g.theme, g.status, c.band, c.tier,
       c.review_month, d.due_on, count(*) over () as found
  from groups."group" g
  join groups.grading c on c.group_id = g.id
  left join groups.review_date d on d.group_id = g.id
 where g.area = 'city' and g.status = 'active' and c.tier in (1, 2, 3)
 order by coalesce(d.due_on, c.review_month) nulls last, g.reference, g.id limit 50
"""
_LIST = Page(
    path="/groups?area=city&status=active&tier=1&tier=2&tier=3&sort=review",
    reads={
        "agencies": """
            select a.id, a.name, led.groups
              from (select lead_agency_id, count(*) as groups from groups."group" group by 1) led
              join agencies.agency a on a.id = led.lead_agency_id order by a.name, a.id""",
        "groups": f"""
            select page.*, a.name as lead_agency, s.operation_name
              from ({_FIFTY}) page
              join agencies.agency a on a.id = page.lead_agency_id
              left join groups.partner_summary s on s.group_id = page.id
             order by coalesce(page.due_on, page.review_month) nulls last, page.reference, page.id
        """,
    },
    event="groups.listed",
    about=_listed,
    facts={"page": 1},
    table="groups",
)

_HEADER = f"""
select g.*, a.name as lead_agency, a.contact, c.band, c.tier, s.operation_name, s.district, s.text,
       r.narrative, r.external_reference, r.lead_officer_name
  from groups."group" g
  join agencies.agency a on a.id = g.lead_agency_id
  left join groups.grading c on c.group_id = g.id
  left join groups.partner_summary s on s.group_id = g.id
  left join groups.working_record r on r.group_id = g.id
 where g.id = '{_GROUP}'
"""
_OVERVIEW = Page(
    path=f"/groups/{_GROUP}",
    reads={
        "header": _HEADER,
        "loans": f"""
            select s.view, s.purpose, s.until, a.name as lent_to
              from groups.share s left join agencies.agency a on a.id = s.agency_id
             where s.group_id = '{_GROUP}' and s.revoked_at is null and s.until > now()
               and coalesce(s.agency_id, s.board_id) = any((select access.recipients())::uuid[])
             order by s.until desc, s.id""",
    },
    event="group.seen",
    about=_one,
    facts={},
)
_PEOPLE = Page(
    path=f"/groups/{_GROUP}/people",
    reads={
        "header": _HEADER,
        "people": f"""
            select n.*, w.surname, w.forename, w.born, w.home_district, i.role
              from groups.involvement i join groups.nominal n on n.id = i.nominal_id
              join groups.identity w on w.nominal_id = n.id
             where i.group_id = '{_GROUP}'
             order by array_position(
                        array['principal', 'significant', 'peripheral', 'enabler'], i.role),
                      lower(w.surname), lower(w.forename), n.id limit 50""",
    },
    event="people.seen",
    about=_people,
    facts={},
    table="people",
)
_PLAN = Page(
    path=f"/groups/{_GROUP}/plan",
    reads={
        "header": _HEADER,
        "actions": f"""
            select c.*, a.name as owner_agency, p.name as owner,
                   (select max(u.written_at) from plans.action_update u where u.action_id = c.id)
              from plans.action c
              left join agencies.agency a on a.id = c.owner_agency_id
              left join agencies.membership m on m.id = c.owner_id
              left join agencies.person p on p.id = m.person_id
             where c.group_id = '{_GROUP}'
             order by c.state in ('accepted', 'in_progress', 'blocked') desc, c.due_on, c.id""",
    },
    event="plan.seen",
    about=_one,
    facts={},
)


_SOUGHT = "surname5"
_SEARCH = Page(
    path="/search",
    sent={"words": _SOUGHT},
    reads={
        "sounds": f"select search.sound(word) from search.words('{_SOUGHT}') word",
        "hits": f"""
            with mine as materialized (
              select h.group_id, bit_or(h.sections) as bits from access.given h group by 1)
            select hit.*, n.*, g.lead_agency_id, s.operation_name, count(*) over () as found
              from (select t.*
                      from mine cross join lateral (
                           select t.group_id, t.source_id, t.at from search.term t
                            where t.group_id = mine.group_id and t.word = '{_SOUGHT}'
                              and t.section = 64 and mine.bits & 64 <> 0 offset 0) t
                     order by t.at desc limit 20) hit
             cross join lateral (
                   select n.forename, n.surname, n.reference
                     from groups.involvement i join groups.nominal n on n.id = i.nominal_id
                    where i.group_id = hit.group_id and i.nominal_id = hit.source_id offset 0) n
              join groups."group" g on g.id = hit.group_id
              left join groups.partner_summary s on s.group_id = hit.group_id
             order by hit.at desc""",
    },
    event="search.made",
    about=lambda answers: [
        item
        for row in answers["hits"]
        for item in (
            ["group", str(row.group_id), str(row.group_id), str(row.lead_agency_id)],
            ["nominal", str(row.source_id), str(row.group_id), str(row.lead_agency_id)],
        )
    ],
    facts={"words": _SOUGHT, "found": 1},
)


@dataclass(frozen=True)
class Workload:
    """Pages that are asked for one after the other, and timed together."""

    name: str
    pages: tuple[Page, ...]


WORKLOADS: Mapping[str, Workload] = {
    "W1": Workload("W1 list of groups", (_LIST,)),
    "W3": Workload("W3 search for a name", (_SEARCH,)),
    "W2": Workload("W2 group: overview, people, plan", (_OVERVIEW, _PEOPLE, _PLAN)),
}
