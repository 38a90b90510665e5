"""Who sees the people who run groups, and who assigns them."""

from __future__ import annotations

from sqlalchemy import and_, exists, literal, or_, select

from portal.access.clauses import granted, holds, is_recipient, my_agency, my_membership, runs
from portal.access.policy import HELD, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role, View
from portal.agencies.models import Membership
from portal.groups.models import Handover, Limit, Officer, Team, TeamMember, Training
from portal.groups.scope.duties import coordinates, for_the_police, leads, scrutinises

_officer, _offer, _training = Officer.__table__, Handover.__table__, Training.__table__
_team, _member, _membership = Team.__table__, TeamMember.__table__, Membership.__table__
_limit = Limit.__table__
_LEADING = (Role.LRO, Role.PRA)
"""Who may be asked to lead a group: an officer of a force, or a partner's practitioner."""
_keeps = holds(*HELD[Standing.PEOPLE_KEEPER])

ROWS = (
    Guarded(
        model=Officer,
        key=Officer.id,
        see=Right.LEAD_VIEW_SEE,
        means={Standing.FULL: granted(_officer.c.group_id, View.FULL)},
        group=Officer.group_id,
        marking=Officer.marking,
    ),
    Guarded(
        model=Handover,
        key=Handover.id,
        see=Right.HANDOVER_SEE,
        means={
            Standing.CIRCLE: runs(_offer.c.group_id),
            Standing.RECIPIENT: or_(
                _offer.c.to_membership_id == my_membership(),
                and_(_offer.c.to_agency_id == my_agency(), holds(*_LEADING)),
            ),
        },
        add=and_(
            or_(
                leads(_offer.c.group_id),
                coordinates(_offer.c.group_id),
                scrutinises(_offer.c.group_id),
            ),
            _offer.c.offered_by_id == my_membership(),
            _offer.c.state == literal("offered"),
        ),
        group=Handover.group_id,
        marking=Handover.marking,
    ),
    Guarded(
        model=Training,
        key=Training.id,
        see=Right.TRAINING_SEE,
        means={
            Standing.SELF: is_recipient(_training.c.membership_id),
            Standing.PEOPLE_KEEPER: and_(
                _keeps, or_(_training.c.agency_id == my_agency(), for_the_police())
            ),
        },
        add=and_(
            _keeps,
            or_(_training.c.agency_id == my_agency(), for_the_police()),
            _training.c.recorded_by_id == my_membership(),
            _training.c.membership_id != my_membership(),
            exists(
                select(literal(1))
                .where(
                    _membership.c.id == _training.c.membership_id,
                    _membership.c.agency_id == _training.c.agency_id,
                )
                .correlate(_training)
            ),
        ),
    ),
    Guarded(
        model=Limit,
        key=Limit.code,
        see=Right.WORK_SEE,
        means={Standing.ENTERED: my_membership().is_not(None)},
    ),
    Guarded(
        model=Team,
        key=Team.id,
        see=Right.TEAM_SEE,
        means={Standing.OWNER: _team.c.agency_id == my_agency()},
        add=and_(_keeps, _team.c.agency_id == my_agency(), _team.c.made_by_id == my_membership()),
    ),
    Guarded(
        model=TeamMember,
        key=TeamMember.team_id,
        see=Right.TEAM_SEE,
        means={
            Standing.OWNER: exists(
                select(literal(1)).where(_team.c.id == _member.c.team_id).correlate(_member)
            )
        },
        add=and_(
            _keeps,
            exists(
                select(literal(1))
                .where(
                    _team.c.id == _member.c.team_id,
                    _membership.c.id == _member.c.membership_id,
                    _membership.c.agency_id == _team.c.agency_id,
                )
                .correlate(_member)
            ),
        ),
    ),
)
