"""The groups of an invented partnership, their people, and what is done about them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from portal.access.viewer import View
from portal.cli.invented.partnership import Member, Partnership
from portal.cli.invented.sizes import Amounts
from portal.cli.invented.words import Dice
from portal.cli.load.groups import GroupRow
from portal.cli.load.nominals import NominalRow
from portal.cli.load.writing import groups, nominals
from portal.cli.load.writing.agencies import NewAgency
from portal.cli.load.writing.groups import NewGroup
from portal.cli.load.writing.work import SENSITIVE, Loading, Work
from portal.core import clock
from portal.groups.models import LogEntry, Share
from portal.groups.rules import (
    DISTRICTS,
    Area,
    Band,
    GroupStatus,
    InvolvementRole,
    NominalStatus,
    Purpose,
    Theme,
    Tier,
)  # fmt: skip
from portal.plans.models import Action, ActionUpdate
from portal.profiles.models import MonthlyCount
from portal.scoring.rules import add_months

_STRANDS = ("pursue", "prevent", "protect", "prepare")
_STATES = ("accepted", "in_progress", "blocked", "done")
_DISTRICTS = {area: [name for name, of in DISTRICTS.items() if of is area] for area in Area}


def build(work: Work, made: Partnership, amounts: Amounts, dice: Dice) -> list[NewGroup]:
    """Write the groups with all that belongs to them; sharing them comes after."""
    new = _groups(work, made, amounts, dice)
    _nominals(work, new, amounts, dice)
    by_agency: dict[UUID, list[Member]] = {one.id: [] for one in made.agencies}
    for member in made.members:
        by_agency[member.agency_id].append(member)
    _actions(work, by_agency, amounts, dice, new)
    _log(work, by_agency, dice, new)
    _months(work, made, amounts)
    return new


def _groups(work: Work, made: Partnership, amounts: Amounts, dice: Dice) -> list[NewGroup]:
    """Each force's groups under its own standing duties; a quarter are led by partners."""
    new: list[NewGroup] = []
    for number, force in enumerate(made.forces):
        region = made.regions[number * len(made.regions) // len(made.forces)]
        theirs = [
            _group(work, _lead(made, force, dice), made, index, dice)
            for index in range(number, amounts.groups, len(made.forces))
        ]
        how = Loading(as_at=clock.today(), force=force.code, region=region.code)
        groups.insert(Work(work.session, how, work.moment), theirs)
        new += theirs
    return new


def _lead(made: Partnership, force: NewAgency, dice: Dice) -> NewAgency:
    return dice.random.choice(made.partners) if dice.random.random() < 0.24 else force


def _group(work: Work, lead: NewAgency, made: Partnership, index: int, dice: Dice) -> NewGroup:
    officers, throw = made.officers(lead.id), dice.random
    area = throw.choice(list(Area))
    row = GroupRow(
        row=index + 2,
        reference=f"SAMPLE/{index + 1:05}",
        operation=f"Op {dice.surname().title()}",
        status=GroupStatus.ACTIVE,
        lead_agency=lead.code,
        lead_officer=throw.choice(officers).name if officers else None,
        area=area,
        district=throw.choice(_DISTRICTS[area]),
        theme=throw.choice(list(Theme)),
        other_themes=(),
        mapped_on=clock.today() - timedelta(days=throw.randrange(200, 1800)),
        score=throw.randrange(1, 100),
        band=throw.choice(list(Band)),
        tier=throw.choice(list(Tier)),
        last_scored=clock.today() - timedelta(days=throw.randrange(1, 150)),
        summary=dice.text(8),
        narrative=dice.text(30),
        digest="",
    )
    return NewGroup(uuid4(), lead.id, row, work.moment)


def _nominals(work: Work, new: list[NewGroup], amounts: Amounts, dice: Dice) -> None:
    """A tenth of the people are in two groups; a few groups are large, and one is the largest."""
    throw = dice.random
    weights = [throw.paretovariate(1.2) for _ in new]
    homes = throw.choices(range(len(new)), weights, k=amounts.nominals)
    sizes = [0] * len(new)
    rows = []
    for number, home in enumerate(homes):
        wanted = (home, throw.randrange(len(new))) if number % 10 == 0 else (home,)
        found = {_with_room(one, sizes, amounts.largest_group) for one in wanted}
        for one in found:
            sizes[one] += 1
        rows.append(_nominal(number, tuple(new[one].row.reference for one in found), dice))
    loaded = {one.row.reference: (one.id, one.lead_agency_id) for one in new}
    nominals.write(work, rows, loaded)


def _with_room(wanted: int, sizes: list[int], most: int) -> int:
    while sizes[wanted] >= most:
        wanted = (wanted + 1) % len(sizes)
    return wanted


def _nominal(number: int, references: tuple[str, ...], dice: Dice) -> NominalRow:
    throw = dice.random
    area = Area.CITY if throw.random() < 0.6 else Area.COUNTY
    return NominalRow(
        row=number + 2,
        reference=f"S{number + 1:06}",
        surname=dice.surname(),
        forename=dice.forename(),
        born=date(1950, 1, 1) + timedelta(days=throw.randrange(20_000)),
        groups=references,
        role=throw.choice(list(InvolvementRole)),
        home_area=area,
        home_district=throw.choice(_DISTRICTS[area]),
        status=NominalStatus.ACTIVE,
        digest="",
    )


def share(work: Work, made: Partnership, amounts: Amounts, dice: Dice, new: list[NewGroup]) -> None:
    """Share each group with a few agencies and boards, each of them once."""
    throw, rows = dice.random, []
    first = {one.agency_id: one.id for one in reversed(made.members)}
    receivers = [(one.id, "agency_id") for one in made.partners]
    receivers += [(board, "board_id") for board in made.boards] * 3
    for group in new:
        wanted = throw.choices(receivers, k=throw.randrange(1, amounts.shares_per_group * 2))
        for receiver, column in dict(wanted).items():
            rows.append({
                "id": uuid4(), "group_id": group.id, "agency_id": None, "board_id": None,
                column: receiver,
                "view": throw.choice((View.HEADLINE, View.SUMMARY, View.SUMMARY)).value,
                "purpose": Purpose.DISRUPTION.value, "gateway_id": made.gateway,
                "agreement_id": made.agreement, "given_at": work.moment,
                "until": work.moment + timedelta(days=throw.randrange(30, 300)),
                "given_by_id": first[group.lead_agency_id], "revoked_at": None,
                "revoked_by_id": None, "marking": SENSITIVE,
            })  # fmt: skip
    work.insert(Share, rows)


def _actions(
    work: Work, members: dict[UUID, list[Member]], amounts: Amounts, dice: Dice, new: list[NewGroup]
) -> None:
    throw, today = dice.random, clock.today()
    actions, updates = [], []
    for group in new:
        owner = throw.choice(members[group.lead_agency_id])
        for number in range(amounts.actions_per_group):
            key, state = uuid4(), throw.choice(_STATES)
            actions.append({
                "id": key, "group_id": group.id, "owner_agency_id": owner.agency_id,
                "owner_id": owner.id, "strand": _STRANDS[number % 4], "step": dice.text(2),
                "success": dice.text(1), "due_on": today + timedelta(throw.randrange(-60, 120)),
                "state": state, "for_partners": throw.random() < 0.5, "logged_at": work.moment,
                "logged_by_id": owner.id, "version": 1, "marking": SENSITIVE,
            })  # fmt: skip
            updates.append({
                "id": uuid4(), "action_id": key, "group_id": group.id, "state": state,
                "text": dice.text(2), "written_at": work.moment, "written_by_id": owner.id,
                "marking": SENSITIVE,
            })  # fmt: skip
    work.insert(Action, actions)
    work.insert(ActionUpdate, updates)


def _log(work: Work, members: dict[UUID, list[Member]], dice: Dice, new: list[NewGroup]) -> None:
    work.insert(LogEntry, [
        {
            "id": uuid4(), "group_id": group.id, "kind": "decision", "text": dice.text(3),
            "written_at": work.moment - timedelta(days=number * 20),
            "written_by_id": members[group.lead_agency_id][0].id, "marking": SENSITIVE,
        }
        for group in new
        for number in range(3)
    ])  # fmt: skip


def _months(work: Work, made: Partnership, amounts: Amounts) -> None:
    first = clock.today().replace(day=1)
    share = max(len(made.forces), 1)
    work.insert(MonthlyCount, [
        {
            "id": uuid4(), "owner_agency_id": force.id, "month": add_months(first, -back),
            "groups": amounts.groups // share + back, "nominals": amounts.nominals // share + back,
            "high_risk_groups": amounts.groups // share // 3,
            "high_risk_nominals": amounts.nominals // share // 3, "note": "",
            "method": "as supplied",
        }
        for force in made.forces
        for back in range(14)
    ])  # fmt: skip
