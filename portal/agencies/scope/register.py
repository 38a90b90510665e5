"""Who sees an agency's powers and earlier names, and the plans to change an agency."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, exists, literal, or_, select

from portal.access.clauses import Column, holds, my_agency, my_membership, my_person
from portal.access.policy import HELD, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role
from portal.agencies.models import Agency
from portal.agencies.models.register import (
    AgencyChange,
    ChangeConsent,
    ConfirmedPower,
    Power,
    Succession,
)

_agency, _power, _confirmed = Agency.__table__, Power.__table__, ConfirmedPower.__table__
_change, _consent, _was = AgencyChange.__table__, ChangeConsent.__table__, Succession.__table__


def _in_sight(agency_id: Column, table: FromClause) -> ColumnElement[bool]:
    """Whether the viewer sees that agency: looked up through its own policy."""
    seen = _agency.alias("seen")
    return exists(select(literal(1)).where(seen.c.id == agency_id).correlate(table))


_KEEPS = holds(*HELD[Standing.AGENCY_KEEPER])
_IS_SPOC = holds(Role.SPC)
_plan_in_sight = exists(
    select(literal(1)).where(_change.c.id == _consent.c.change_id).correlate(_consent)
)

ROWS = (
    Guarded(
        model=Power,
        key=Power.id,
        see=Right.AGENCY_LIST,
        means={Standing.ENTERED: my_person().is_not(None)},
    ),
    Guarded(
        model=ConfirmedPower,
        key=ConfirmedPower.agency_id,
        see=Right.AGENCY_SEE,
        means={Standing.ACQUAINTED: _in_sight(_confirmed.c.agency_id, _confirmed)},
    ),
    Guarded(
        model=Succession,
        key=Succession.id,
        see=Right.AGENCY_SEE,
        means={Standing.ACQUAINTED: _in_sight(_was.c.agency_id, _was)},
    ),
    Guarded(
        model=AgencyChange,
        key=AgencyChange.id,
        see=Right.CHANGE_SEE,
        means={
            Standing.ADMINISTRATOR: and_(
                _IS_SPOC,
                or_(_change.c.agency_id == my_agency(), _change.c.other_id == my_agency()),
            ),
            Standing.AGENCY_KEEPER: _KEEPS,
        },
        add=and_(
            or_(_KEEPS, and_(_IS_SPOC, _change.c.agency_id == my_agency())),
            _change.c.proposed_by_id == my_membership(),
            _change.c.state == literal("proposed"),
            _in_sight(_change.c.agency_id, _change),
            or_(_change.c.other_id.is_(None), _in_sight(_change.c.other_id, _change)),
        ),
    ),
    Guarded(
        model=ChangeConsent,
        key=ChangeConsent.change_id,
        see=Right.CHANGE_SEE,
        means={Standing.AGENCY_KEEPER: _plan_in_sight},
    ),
)
