"""Who sees what a group is linked to, and who may link something to it."""

from __future__ import annotations

from sqlalchemy import and_, exists, literal, or_, select

from portal.access.clauses import granted, holds, my_agency, my_membership
from portal.access.policy import HELD, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Section
from portal.groups.models.links import CourtOrder, NamedOperation, Premises
from portal.groups.models.people import Involvement
from portal.groups.scope.working import contributes_to, works_on

_order, _part = CourtOrder.__table__, Involvement.__table__
_CASEWORK = HELD[Standing.CASEWORKER]

_is_of_the_group = exists(
    select(literal(1))
    .where(_part.c.group_id == _order.c.group_id, _part.c.nominal_id == _order.c.nominal_id)
    .correlate(_order)
)


def _linked(model: type[Premises] | type[NamedOperation]) -> Guarded:
    """A link that partners see where it is meant for them, and the agency that added it too."""
    row = model.__table__
    is_ours = and_(row.c.agency_id == my_agency(), granted(row.c.group_id, Section.SUMMARY))
    return Guarded(
        model=model,
        key=model.id,
        see=Right.LINK_SEE,
        means={
            Standing.FULL: granted(row.c.group_id, Section.NARRATIVE),
            Standing.RECIPIENT: and_(row.c.for_partners, granted(row.c.group_id, Section.SUMMARY)),
            Standing.OWNER: is_ours,
            Standing.DOER: and_(is_ours, holds(*_CASEWORK)),
        },
        add=and_(
            row.c.agency_id == my_agency(),
            row.c.added_by_id == my_membership(),
            or_(works_on(row.c.group_id), contributes_to(row.c.group_id)),
        ),
        change=(Right.LINK_END,),
        change_columns=("state", "to_on"),
        group=model.group_id,
        marking=model.marking,
    )


ROWS = (
    _linked(Premises),
    _linked(NamedOperation),
    Guarded(
        model=CourtOrder,
        key=CourtOrder.id,
        see=Right.ORDER_SEE,
        means={
            Standing.MEMBERS: granted(_order.c.group_id, Section.MEMBERS),
            Standing.DOER: and_(
                _order.c.agency_id == my_agency(),
                granted(_order.c.group_id, Section.MEMBERS),
                holds(*_CASEWORK),
            ),
        },
        add=and_(
            _order.c.agency_id == my_agency(),
            _order.c.added_by_id == my_membership(),
            works_on(_order.c.group_id),
            _is_of_the_group,
        ),
        change=(Right.LINK_END,),
        change_columns=("state", "to_on"),
        group=CourtOrder.group_id,
        marking=CourtOrder.marking,
    ),
)
