"""One nominal: who they are, what is stated of them where, with whom they are held to be one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import (
    Combination,
    Group,
    Identity,
    Involvement,
    Nominal,
    PartnerSummary,
)
from portal.groups.projections.people import (
    CombinationLine,
    GroupChoice,
    NominalPage,
    StatementLine,
    StatementPage,
)
from portal.groups.queries.people import statement_line
from portal.groups.rules import Area, NominalStatus, called

_GROUP_NAME = func.coalesce(PartnerSummary.operation_name, Group.reference)


def nominal_page(nominal_id: UUID) -> NominalPage:
    """A nominal with every statement and combination in sight; ``Unseen`` when there is none."""
    row = db.session.execute(
        select(Nominal, Identity, Agency.name, permits(Nominal, Right.NOMINALS_COMBINE))
        .outerjoin(Identity, Identity.nominal_id == Nominal.id)
        .outerjoin(Agency, Agency.id == Nominal.owner_agency_id)
        .where(Nominal.id == nominal_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    one, owner, may_combine = row[0], row[2], row[3]
    who: Identity | None = row[1]
    statements = _statements(nominal_id)
    shown(
        Event.NOMINAL_SEEN,
        [About("nominal", one.id, line.group_id, one.owner_agency_id) for line in statements],
    )
    area = Area(one.home_area).label
    return NominalPage(
        id=one.id,
        reference=one.reference,
        name=called(who.surname, who.forename) if who else None,
        born=who.born if who else None,
        address=who.address if who else None,
        external_id=who.external_id if who else None,
        home=f"{area}, {who.home_district}" if who and who.home_district else area,
        status=NominalStatus(one.status),
        owner=owner or "Another agency",
        statements=statements,
        combinations=_combinations(nominal_id),
        groups=_groups_to_state_in(),
        may_combine=may_combine,
    )


def _statements(nominal_id: UUID) -> tuple[StatementLine, ...]:
    rows = db.session.execute(
        select(
            Involvement,
            Agency.name,
            permits(Involvement, Right.MEMBER_EDIT),
            permits(Involvement, Right.MEMBER_ANSWER),
            _GROUP_NAME,
        )
        .join(Group, Group.id == Involvement.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(Agency, Agency.id == Involvement.agency_id)
        .where(Involvement.nominal_id == nominal_id)
        .order_by(_GROUP_NAME, Involvement.stated_at, Involvement.id)
    )
    return tuple(
        statement_line(one, agency, may_edit=edits, may_answer=answers, group=group)
        for one, agency, edits, answers, group in rows
    )


def _combinations(nominal_id: UUID) -> tuple[CombinationLine, ...]:
    other = aliased(Nominal)
    is_kept = Combination.kept_id == nominal_id
    rows = db.session.execute(
        select(
            Combination, is_kept, other, Agency.name, permits(Combination, Right.COMBINATION_UNDO)
        )
        .join(
            other,
            or_(
                is_kept & (other.id == Combination.merged_id),
                (Combination.merged_id == nominal_id) & (other.id == Combination.kept_id),
            ),
        )
        .outerjoin(Agency, Agency.id == Combination.agency_id)
        .order_by(Combination.made_at.desc(), Combination.id)
    )
    return tuple(
        CombinationLine(
            id=one.id,
            other_id=with_.id,
            other=with_.reference,
            is_kept=kept,
            agency=agency or "Another agency",
            reason=one.reason,
            made_at=one.made_at,
            undone_at=one.undone_at,
            may_undo=may_undo and one.undone_at is None,
        )
        for one, kept, with_, agency, may_undo in rows
    )


def _groups_to_state_in() -> tuple[GroupChoice, ...]:
    rows = db.session.execute(
        select(Group.id, _GROUP_NAME)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(permits(Group, Right.MEMBER_STATE))
        .order_by(func.lower(_GROUP_NAME), Group.id)
    )
    return tuple(GroupChoice(ident, name) for ident, name in rows)


def statement_page(statement_id: UUID) -> StatementPage:
    """One statement, to be changed or answered."""
    row = db.session.execute(
        select(Involvement, Agency.name, Nominal.reference, Identity)
        .join(Nominal, Nominal.id == Involvement.nominal_id)
        .outerjoin(Identity, Identity.nominal_id == Nominal.id)
        .outerjoin(Agency, Agency.id == Involvement.agency_id)
        .where(Involvement.id == statement_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    one, agency, reference = row[:3]
    who: Identity | None = row[3]
    name = called(who.surname, who.forename) if who else reference
    return StatementPage(statement_line(one, agency), one.nominal_id, name)


def combination_page(combination_id: UUID) -> CombinationLine:
    """One combination, to be undone, as seen from the nominal that is kept."""
    merged = aliased(Nominal)
    row = db.session.execute(
        select(Combination, merged.reference, Agency.name)
        .join(merged, merged.id == Combination.merged_id)
        .outerjoin(Agency, Agency.id == Combination.agency_id)
        .where(Combination.id == combination_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    one, reference, agency = row
    return CombinationLine(
        id=one.id, other_id=one.kept_id, other=reference, is_kept=True,
        agency=agency or "Another agency", reason=one.reason, made_at=one.made_at,
        undone_at=one.undone_at, may_undo=one.undone_at is None,
    )  # fmt: skip
