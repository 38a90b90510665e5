"""Who sees what was spotted and proposed, and who decides about it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, literal, select

from portal.access.clauses import Column, holds, my_agency, my_membership, outside_preview, runs
from portal.access.policy import REPORTERS, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role
from portal.groups.models import DefinitionAnswer, SpottingReport, Trigger, TriggerMove
from portal.groups.scope.duties import for_the_police

_trigger, _move, _answer = Trigger.__table__, TriggerMove.__table__, DefinitionAnswer.__table__
_report = SpottingReport.__table__
_is_submitted = _trigger.c.state != literal("draft")
_DEVELOPERS = (Role.COO, Role.ANA)


def _of_police(*roles: Role) -> ColumnElement[bool]:
    return and_(holds(*roles), for_the_police())


def _trigger_in_sight(trigger_id: Column) -> ColumnElement[bool]:
    """Whether the trigger is in sight, by its own policies."""
    return exists(
        select(literal(1)).where(_trigger.c.id == trigger_id).correlate(_move, _answer, _report)
    )


_TOWARDS = {
    Standing.PROPOSER: and_(_trigger.c.agency_id == my_agency(), holds(*REPORTERS)),
    Standing.DEVELOPER: and_(_is_submitted, _of_police(*_DEVELOPERS)),
    Standing.CHAIR: and_(_is_submitted, _of_police(Role.SCR)),
    Standing.SCORER: and_(_is_submitted, _of_police(Role.SCO)),
    Standing.CIRCLE: runs(_trigger.c.group_id),
}

ROWS = (
    Guarded(
        model=Trigger,
        key=Trigger.id,
        see=Right.TRIGGER_SEE,
        means=_TOWARDS,
        add=and_(
            _trigger.c.agency_id == my_agency(),
            holds(*REPORTERS),
            _trigger.c.made_by_id == my_membership(),
            _trigger.c.state == literal("draft"),
            _trigger.c.group_id.is_(None),
        ),
        marking=Trigger.marking,
    ),
    Guarded(
        model=TriggerMove,
        key=TriggerMove.id,
        see=Right.TRIGGER_SEE,
        means={Standing.PROPOSER: _trigger_in_sight(_move.c.trigger_id)},
        add=and_(
            _trigger_in_sight(_move.c.trigger_id),
            _move.c.moved_by_id == my_membership(),
            _move.c.to_state != literal("mapped"),
        ),
    ),
    Guarded(
        model=DefinitionAnswer,
        key=DefinitionAnswer.id,
        see=Right.TRIGGER_SEE,
        means={Standing.PROPOSER: _trigger_in_sight(_answer.c.trigger_id)},
        add=and_(
            exists(
                select(literal(1))
                .where(
                    _trigger.c.id == _answer.c.trigger_id,
                    _trigger.c.state.in_(["draft", "submitted", "in_development", "returned"]),
                    # Of those who see it, the chair and the scorer judge and do not answer.
                    (_trigger.c.agency_id == my_agency()) | holds(*_DEVELOPERS),
                )
                .correlate(_answer)
            ),
            _answer.c.answered_by_id == my_membership(),
        ),
    ),
    Guarded(
        model=SpottingReport,
        key=SpottingReport.id,
        see=Right.SPOTTING_SEE,
        means={
            Standing.SELF: _report.c.observer_id == my_membership(),
            Standing.DEVELOPER: and_(_of_police(*_DEVELOPERS), outside_preview()),
        },
        add=and_(
            _report.c.observer_id == my_membership(),
            _report.c.agency_id == my_agency(),
            holds(*REPORTERS),
            _report.c.state == literal("received"),
        ),
        change=(Right.SPOTTING_TRIAGE,),
        change_columns=("state", "trigger_id", "answer", "answered_at", "answered_by_id"),
        marking=SpottingReport.marking,
    ),
)
