"""Who sees people lent with a share, copies, corrections and requests for access."""

from __future__ import annotations

from sqlalchemy import and_, exists, literal, or_, select

from portal.access.clauses import (
    granted,
    holds,
    is_recipient,
    my_agency,
    my_membership,
    runs,
)
from portal.access.policy import Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role, View
from portal.groups.models import (
    AccessRequest,
    Copy,
    Correction,
    Destruction,
    Involvement,
    LentPerson,
    RequestMatch,
    Share,
)
from portal.groups.scope.duties import coordinates

_copy, _destroyed, _correction = Copy.__table__, Destruction.__table__, Correction.__table__
_request, _match = AccessRequest.__table__, RequestMatch.__table__

_its_copy = select(literal(1)).where(_copy.c.id == _destroyed.c.copy_id)
_copy_in_sight = exists(_its_copy.correlate(_destroyed))
_my_copy = exists(_its_copy.where(_copy.c.membership_id == my_membership()).correlate(_destroyed))
_for_me_to_answer = exists(
    select(literal(1)).where(_match.c.request_id == _request.c.id).correlate(_request)
)

_share, _part = Share.__table__, Involvement.__table__
_lent = LentPerson.__table__
_lends_what_is_in_sight = and_(
    exists(
        select(literal(1))
        .where(_share.c.id == _lent.c.share_id, _share.c.group_id == _lent.c.group_id)
        .correlate(_lent)
    ),
    exists(
        select(literal(1))
        .where(_part.c.nominal_id == _lent.c.nominal_id, _part.c.group_id == _lent.c.group_id)
        .correlate(_lent)
    ),
)

ROWS = (
    Guarded(
        model=LentPerson,
        key=LentPerson.id,
        see=Right.SHARING_SEE,
        means={
            Standing.CIRCLE: runs(_lent.c.group_id),
            Standing.LEAD_OFFICER: granted(_lent.c.group_id, View.FULL, "LRO"),
            Standing.COORDINATOR: coordinates(_lent.c.group_id),
        },
        add=and_(
            or_(granted(_lent.c.group_id, View.FULL, "LRO"), coordinates(_lent.c.group_id)),
            _lent.c.given_by_id == my_membership(),
            _lent.c.revoked_at.is_(None),
            _lends_what_is_in_sight,
        ),
        change=(Right.PERSON_LEND,),
        change_columns=("revoked_at", "revoked_by_id"),
        group=LentPerson.group_id,
        marking=LentPerson.marking,
    ),
    Guarded(
        model=Copy,
        key=Copy.id,
        see=Right.COPY_SEE,
        means={
            Standing.SELF: _copy.c.membership_id == my_membership(),
            Standing.CIRCLE: runs(_copy.c.group_id),
            Standing.LEAD_OFFICER: granted(_copy.c.group_id, View.FULL, "LRO"),
            Standing.COORDINATOR: coordinates(_copy.c.group_id),
        },
        add=and_(
            _copy.c.membership_id == my_membership(),
            _copy.c.recalled_at.is_(None),
            or_(granted(_copy.c.group_id, View.HEADLINE), holds(Role.FIM, Role.AUD)),
        ),
        change=(Right.SHARE_REVOKE,),
        change_columns=("recalled_at",),
        group=Copy.group_id,
        marking=Copy.marking,
    ),
    Guarded(
        model=Destruction,
        key=Destruction.copy_id,
        see=Right.COPY_SEE,
        # Seen with its copy: by its holder, and by those who run the group.
        means={Standing.SELF: _copy_in_sight},
        add=and_(_destroyed.c.membership_id == my_membership(), _my_copy),
    ),
    Guarded(
        model=Correction,
        key=Correction.id,
        see=Right.CORRECTION_SEE,
        means={
            Standing.CIRCLE: runs(_correction.c.group_id),
            Standing.RECIPIENT: is_recipient(_correction.c.recipient_id),
        },
        add=and_(
            or_(
                granted(_correction.c.group_id, View.FULL, "LRO"),
                coordinates(_correction.c.group_id),
            ),
            _correction.c.sent_by_id == my_membership(),
            _correction.c.acknowledged_at.is_(None),
        ),
        change=(Right.CORRECTION_ACKNOWLEDGE,),
        change_columns=("acknowledged_at", "acknowledged_by_id"),
        group=Correction.group_id,
        marking=Correction.marking,
    ),
    Guarded(
        model=RequestMatch,
        key=RequestMatch.request_id,
        see=Right.REQUEST_ANSWER,
        means={
            # Whoever asked learns nothing by it, coordinator or not.
            Standing.ASKED: and_(
                _match.c.asked_by_id != my_membership(),
                or_(
                    granted(_match.c.group_id, View.FULL, "LRO"),
                    coordinates(_match.c.group_id),
                    and_(_match.c.group_id.is_(None), holds(Role.COO)),
                ),
            )
        },
        change=(Right.REQUEST_ANSWER,),
        change_columns=("answered_at", "answered_by_id", "answer"),
    ),
    Guarded(
        model=AccessRequest,
        key=AccessRequest.id,
        see=Right.REQUEST_SEE,
        means={
            Standing.SELF: _request.c.asked_by_id == my_membership(),
            Standing.ASKED: _for_me_to_answer,
        },
        add=and_(_request.c.asked_by_id == my_membership(), _request.c.agency_id == my_agency()),
    ),
)
