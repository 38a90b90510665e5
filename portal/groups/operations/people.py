"""Stating and proposing who has a part in a group, and holding two nominals to be one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import or_, select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch, permits
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Conflict, FieldNow, Refused
from portal.groups.models import Combination, Group, Identity, Involvement, Nominal
from portal.groups.rules import (
    Area,
    Basis,
    Category,
    Confidence,
    InvolvementRole,
    NominalStatus,
    StatementState,
    new_nominal_reference,
)

_NO_SUCH = "No nominal in your view has that reference. Check it, letter by letter"


@dataclass(frozen=True, slots=True)
class Said:
    """What an agency states of a nominal's part in a group."""

    role: InvolvementRole
    category: Category
    basis: Basis
    confidence: Confidence
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class NewNominal:
    """Who a nominal is."""

    surname: str
    forename: str
    born: date
    home_area: Area
    home_district: str
    address: str
    external_id: str


def add_nominal(group_id: UUID, who: NewNominal, said: Said) -> StatementState:
    """Add a nominal to a group; a partner's word waits for those who run the group."""
    group = fetch(Group, group_id, Right.MEMBER_ADD)
    viewer, nominal_id = current_viewer(), uuid4()
    _check_days(said)
    record(
        Event.NOMINAL_ADDED,
        [
            about_group(group.id, group.lead_agency_id),
            About("nominal", nominal_id, group.id, viewer.agency_id),
        ],
    )
    state = _state(group_id)
    is_stated = state is StatementState.STATED
    status = NominalStatus.ACTIVE if is_stated else NominalStatus.CANDIDATE
    db.session.add(
        Nominal(
            id=nominal_id,
            owner_agency_id=viewer.agency_id,
            reference=new_nominal_reference(),
            home_area=who.home_area.value,
            status=status.value,
            added_by_id=viewer.membership_id,
            marking=group.marking,
        )
    )
    db.session.flush()
    db.session.add(
        Identity(
            nominal_id=nominal_id,
            surname=who.surname,
            forename=who.forename,
            born=who.born,
            home_district=who.home_district,
            address=who.address,
            external_id=who.external_id,
            marking=group.marking,
        )
    )
    db.session.flush()
    _state_part(group, nominal_id, said, state)
    return state


def state_part(nominal_id: UUID, group_id: UUID, said: Said) -> None:
    """State, in the name of the viewer's agency, that a nominal has a part in a group."""
    nominal = fetch(Nominal, nominal_id, Right.MEMBERS_SEE)
    group = fetch(Group, group_id, Right.MEMBER_STATE)
    _check_days(said)
    record(
        Event.MEMBERSHIP_STATED,
        [
            about_group(group.id, group.lead_agency_id),
            About("nominal", nominal.id, group.id, nominal.owner_agency_id),
        ],
    )
    _state_part(group, nominal.id, said, StatementState.STATED)


def _state(group_id: UUID) -> StatementState:
    may = db.session.scalar(select(permits(Group, Right.MEMBER_STATE)).where(Group.id == group_id))
    return StatementState.STATED if may else StatementState.PROPOSED


def _state_part(group: Group, nominal_id: UUID, said: Said, state: StatementState) -> None:
    viewer = current_viewer()
    db.session.add(
        Involvement(
            id=uuid4(),
            group_id=group.id,
            nominal_id=nominal_id,
            agency_id=viewer.agency_id,
            role=said.role.value,
            category=said.category.value,
            basis=said.basis.value,
            confidence=said.confidence.value,
            from_on=said.from_on,
            to_on=said.to_on,
            state=state.value,
            stated_by_id=viewer.membership_id,
            stated_at=clock.now(),
            marking=group.marking,
        )
    )


def edit_statement(statement_id: UUID, said: Said, version: int) -> UUID:
    """Change a statement of the viewer's own agency, or end it; gives back the nominal's id."""
    one = fetch(Involvement, statement_id, Right.MEMBER_EDIT)
    _check_days(said)
    if one.version != version:
        raise Conflict(_as_it_stands(one), one.version)
    record(Event.MEMBERSHIP_CHANGED, _about(one))
    one.role, one.category = said.role.value, said.category.value
    one.basis, one.confidence = said.basis.value, said.confidence.value
    one.from_on, one.to_on = said.from_on, said.to_on
    one.version = version + 1
    return one.nominal_id


def _as_it_stands(one: Involvement) -> list[FieldNow]:
    words = (
        ("role", "Role", one.role, InvolvementRole(one.role).label),
        ("category", "Category", one.category, Category(one.category).label),
        ("basis", "Fact or assessment", one.basis, Basis(one.basis).label),
        ("confidence", "Confidence", one.confidence, Confidence(one.confidence).label),
    )
    return [FieldNow(name, label, value, chosen) for name, label, value, chosen in words]


def answer_proposal(statement_id: UUID, *, accept: bool) -> UUID:
    """Take in or decline what a partner proposed; it stays the partner's own statement."""
    one = fetch(Involvement, statement_id, Right.MEMBER_ANSWER)
    if one.state != StatementState.PROPOSED:
        raise Refused("This proposal has been answered.")
    state = StatementState.STATED if accept else StatementState.DECLINED
    record(Event.PROPOSAL_ANSWERED, _about(one), state=state.value)
    one.state = state.value
    one.version += 1
    return one.group_id


def _about(one: Involvement) -> list[About]:
    return [
        About("group", one.group_id, one.group_id),
        About("nominal", one.nominal_id, one.group_id, one.agency_id),
    ]


def _check_days(said: Said) -> None:
    if said.from_on and said.to_on and said.to_on < said.from_on:
        raise Refused("The last day must be on or after the first day", "to_on")


def combine(kept_id: UUID, reference: str, reason: str) -> UUID:
    """Hold the nominal of that reference to be the one that is kept.  Both stay as they are."""
    kept = fetch(Nominal, kept_id, Right.NOMINALS_COMBINE)
    viewer = current_viewer()
    found = db.session.scalars(
        select(Nominal)
        .where(Nominal.reference == reference.strip())
        .order_by(Nominal.owner_agency_id != kept.owner_agency_id, Nominal.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        raise Refused(_NO_SUCH, "reference")
    merged = fetch(Nominal, found.id, Right.MEMBERS_SEE)
    if merged.id == kept.id:
        raise Refused("Enter the reference of the other nominal", "reference")
    _check_free(kept, merged)
    combination_id = uuid4()
    record(
        Event.NOMINALS_COMBINED,
        [About("nominal", one.id, None, one.owner_agency_id) for one in (kept, merged)],
    )
    db.session.add(
        Combination(
            id=combination_id,
            kept_id=kept.id,
            merged_id=merged.id,
            agency_id=viewer.agency_id,
            reason=reason,
            made_at=clock.now(),
            made_by_id=viewer.membership_id,
            marking=max(kept.marking, merged.marking),
        )
    )
    return combination_id


def _check_free(kept: Nominal, merged: Nominal) -> None:
    """No chains: what is held to be another already is combined with that one."""
    ours = (
        Combination.agency_id == current_viewer().agency_id,
        Combination.undone_at.is_(None),
    )
    taken = select(Combination.id).where(
        *ours,
        or_(
            Combination.merged_id.in_([kept.id, merged.id]),
            Combination.kept_id == merged.id,
        ),
    )
    if db.session.scalars(taken.limit(1)).first() is not None:
        raise Refused(
            "One of the two is combined with another nominal already. Undo that first, or combine"
            " with the nominal that is kept.",
            "reference",
        )


def undo_combination(combination_id: UUID) -> UUID:
    """Take the combination back: both nominals are again what they were; gives the kept one."""
    one = fetch(Combination, combination_id, Right.COMBINATION_UNDO)
    if one.undone_at is None:
        record(
            Event.COMBINATION_UNDONE,
            [
                About("nominal", ident, None, one.agency_id)
                for ident in (one.kept_id, one.merged_id)
            ],
        )
        one.undone_at = clock.now()
        one.undone_by_id = current_viewer().membership_id
    return one.kept_id
