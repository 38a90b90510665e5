"""The agencies, people and boards of an invented partnership."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from portal.access.models import SharedView
from portal.access.viewer import Role
from portal.agencies.models import (
    Agreement,
    AgreementItem,
    AgreementParty,
    Duty,
    Gateway,
    Membership,
    Person,
)
from portal.boards.models import Board, Seat, WorkStream
from portal.cli.invented.sizes import Amounts
from portal.cli.invented.words import Dice
from portal.cli.load.writing import agencies
from portal.cli.load.writing.agencies import NewAgency
from portal.cli.load.writing.work import POLICE, REGIONAL, SENSITIVE, Work
from portal.core import clock
from portal.groups.rules import Purpose, Theme

_KINDS = ("trading standards", "local authority", "local authority", "immigration enforcement",
          "revenue", "government department")  # fmt: skip
_POLICE_ROLES = (Role.COO, Role.SCR, Role.SRO, Role.ANA, Role.FIM, Role.AUD, Role.SPC)
_BOARD_ROLES = ((Role.BCH, "chair"), (Role.BSE, "secretary"), (Role.BME, "member"))


@dataclass(frozen=True, slots=True)
class Member:
    """A membership of the sample, under the name by which an export would know it."""

    id: UUID
    agency_id: UUID
    name: str
    role: Role


@dataclass
class Partnership:
    """What there is before there are groups."""

    forces: list[NewAgency] = field(default_factory=list)
    regions: list[NewAgency] = field(default_factory=list)
    partners: list[NewAgency] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    boards: list[UUID] = field(default_factory=list)
    agreement: UUID = field(default_factory=uuid4)
    gateway: UUID = field(default_factory=uuid4)

    @property
    def agencies(self) -> list[NewAgency]:
        """All of them, forces first."""
        return [*self.forces, *self.regions, *self.partners]

    def officers(self, agency_id: UUID) -> list[Member]:
        """The agency's lead responsible officers."""
        return self._officers.get(agency_id, [])

    _officers: dict[UUID, list[Member]] = field(default_factory=dict)

    def add(self, member: Member) -> None:
        """Take on a member."""
        self.members.append(member)
        if member.role is Role.LRO:
            self._officers.setdefault(member.agency_id, []).append(member)


def build(work: Work, amounts: Amounts, dice: Dice) -> Partnership:
    """Write agencies, an agreement between all, people, boards and their seats."""
    made = Partnership()
    others = amounts.agencies - amounts.forces - amounts.regions
    made.forces = [_agency("F", n, "Force", POLICE) for n in range(amounts.forces)]
    made.regions = [_agency("R", n, "Region", REGIONAL) for n in range(amounts.regions)]
    made.partners = [_agency("P", n, "Partner", _KINDS[n % len(_KINDS)]) for n in range(others)]
    agencies.insert(work, made.agencies)
    _agree(work, made)
    _people(work, made, amounts, dice)
    _boards(work, made, amounts)
    return made


def _agency(letter: str, number: int, word: str, kind: str) -> NewAgency:
    return NewAgency(uuid4(), f"{letter}{number + 1:03}", f"{word} {number + 1}", kind)


def _agree(work: Work, made: Partnership) -> None:
    today = clock.today()
    purposes = [purpose.value for purpose in Purpose]
    signed = work.moment - timedelta(days=100)
    work.insert(Agreement, [{
        "id": made.agreement, "lineage_id": made.agreement, "version": 1,
        "owner_agency_id": made.forces[0].id, "reference": "SAMPLE-1",
        "title": "Sample agreement", "purposes": purposes, "gateway_ids": [made.gateway],
        "documents": "", "starts_on": today - timedelta(days=100),
        "ends_on": today + timedelta(days=700), "review_on": today + timedelta(days=80),
        "ceiling": SENSITIVE, "shows_parties": True, "state": "live", "edition": 1,
        "live_at": signed, "end_reason": "",
    }])  # fmt: skip
    work.insert(AgreementParty, [
        {
            "agreement_id": made.agreement, "agency_id": one.id, "part_3_purposes": purposes,
            "uk_gdpr_purposes": [], "signed_at": signed, "signed_office": "Director",
        }
        for one in made.agencies
    ])  # fmt: skip
    views = work.session.scalars(select(SharedView.id).order_by(SharedView.code)).all()
    work.insert(AgreementItem, [
        {
            "id": uuid4(), "agreement_id": made.agreement, "item": "For measurements",
            "view_id": view, "purpose": purpose, "regime": "part_3",
            "retention": "Until the share ends",
        }
        for view in views for purpose in purposes
    ])  # fmt: skip
    work.insert(Gateway, [{
        "id": made.gateway, "code": "SAMPLE", "version": 1, "name": "Sample gateway",
        "from_kind": "any", "to_kind": "any", "note": "For measurements.", "data_kinds": "",
        "purposes": [], "conditions": "", "onward_rule": "", "approver_role": "", "form": "",
        "offence_warning": "", "state": "check_before_use", "becomes": "check_before_use",
        "reason": "",
    }])  # fmt: skip


def _role(agency: NewAgency, order: int) -> Role:
    if agency.kind == POLICE:
        return _POLICE_ROLES[order] if order < len(_POLICE_ROLES) else Role.LRO
    if agency.kind == REGIONAL:
        return Role.SCO
    return Role.LRO if order % 3 == 1 else Role.PRA


def _people(work: Work, made: Partnership, amounts: Amounts, dice: Dice) -> None:
    everyone = made.agencies
    until = clock.today() + timedelta(days=400)
    people, memberships, duties = [], [], []
    for number in range(amounts.people):
        agency = everyone[number % len(everyone)]
        role = _role(agency, number // len(everyone))
        person, member = uuid4(), uuid4()
        name = f"{dice.forename()} {dice.surname().title()} {number + 1}"
        email = f"person{number + 1}@{agency.code.lower()}.example"
        people.append({"id": person, "name": name, "email": email, "disabled_at": None})
        memberships.append({
            "id": member, "person_id": person, "agency_id": agency.id, "vetting_until": until,
            "ceiling": SENSITIVE, "started_at": work.moment, "ended_at": None,
        })  # fmt: skip
        duties.append({"membership_id": member, "role": role.value})
        made.add(Member(member, agency.id, name, role))
    work.insert(Person, people)
    work.insert(Membership, memberships)
    work.insert(Duty, duties)


def _boards(work: Work, made: Partnership, amounts: Amounts) -> None:
    made.boards = [uuid4() for _ in range(amounts.boards)]
    work.insert(Board, [
        {
            "id": key, "code": f"B{number + 1:03}", "name": f"Board {number + 1}",
            "area": ("city", "county")[number % 2], "purpose": "For measurements.",
            "ceiling": SENSITIVE,
        }
        for number, key in enumerate(made.boards)
    ])  # fmt: skip
    partners = {one.id for one in made.partners}
    sitting = [one for one in made.members if one.agency_id in partners and one.role is Role.PRA]
    seats, duties = [], []
    for number, board in enumerate(made.boards):
        for place in range(6):
            member = sitting[(number * 6 + place) % len(sitting)]
            role, word = _BOARD_ROLES[min(place, 2)]
            seats.append({
                "id": uuid4(), "board_id": board, "agency_id": member.agency_id,
                "membership_id": member.id, "role": word, "started_at": work.moment,
                "ended_at": None,
            })  # fmt: skip
            duties.append({"membership_id": member.id, "role": role.value})
    work.insert(Seat, seats)
    work.insert(Duty, list({(one["membership_id"], one["role"]): one for one in duties}.values()))
    work.insert(WorkStream, [
        {
            "id": uuid4(), "board_id": board, "title": f"Work stream {number + 1}",
            "objective": "For measurements.", "theme": Theme.DRUGS.value,
            "year": clock.today().year, "lead_agency_id": made.partners[0].id,
            "progress": "not_reported", "version": 1,
        }
        for board in made.boards
        for number in range(3)
    ])  # fmt: skip
