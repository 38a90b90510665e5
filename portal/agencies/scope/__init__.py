"""Who sees which agency, person, agreement and gateway."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, exists, func, literal, or_, select

from portal.access.clauses import (
    given,
    holds,
    is_fellow,
    is_known,
    is_live_and_mine,
    is_recipient,
    leads_a_group,
    my_agency,
    my_membership,
    my_person,
    within_ceiling,
)  # fmt: skip
from portal.access.models import (
    Acceptance,
    DutyRecipient,
    Given,
    HandlingCode,
    HandlingCondition,
    SentForm,
    SharedView,
    SignIn,
    SignInAttempt,
    ViewVersion,
)
from portal.access.policy import HELD, POLICE, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role
from portal.agencies.models import (
    Agency,
    AgreementParty,
    Credential,
    Duty,
    LoadedRow,
    Membership,
    Person,
    Receiver,
    SharingCircle,
    SharingCircleMember,
)  # fmt: skip
from portal.agencies.scope import agreements, people, recertification, register
from portal.core.db import Base

_STEWARDS = POLICE | {Role.FIM, Role.AUD, Role.ADM}
"""Roles that deal with agencies and people of the whole partnership."""
_agency, _person, _membership = Agency.__table__, Person.__table__, Membership.__table__
_party = AgreementParty.__table__
_duty, _sent, _receiver = Duty.__table__, SentForm.__table__, Receiver.__table__

_view, _version, _accepted = SharedView.__table__, ViewVersion.__table__, Acceptance.__table__
_circle, _member = SharingCircle.__table__, SharingCircleMember.__table__
_HANDLING_IS_OPEN = "handling codes and conditions are reference data; they name nobody"
_VIEWS_ARE_OPEN = "which views there are says nothing of any group"

_gave_me_something = exists(
    select(literal(1)).where(given.c.from_agency_id == _agency.c.id).correlate(_agency)
)
_works_near_me = exists(
    select(literal(1))
    .where(_membership.c.person_id == _person.c.id, is_fellow(_membership.c.agency_id))
    .correlate(_person)
)
_is_a_circle_of_mine = exists(
    select(literal(1)).where(_circle.c.id == _receiver.c.id).correlate(_receiver)
)
_owns_circle = exists(
    select(literal(1))
    .where(_circle.c.id == _member.c.circle_id, _circle.c.owner_agency_id == my_agency())
    .correlate(_member)
)
_MAKER = holds(*HELD[Standing.CIRCLE_MAKER])
_member_is_in_sight = or_(
    exists(select(literal(1)).where(_agency.c.id == _member.c.agency_id).correlate(_member)),
    exists(
        select(literal(1))
        .where(_membership.c.id == _member.c.membership_id, _membership.c.ended_at.is_(None))
        .correlate(_member)
    ),
)
_CASEWORK = holds(*HELD[Standing.CASEWORKER])
POLICE_KINDS = ("police force", "regional organised crime unit")
"""Kinds of agency whose statisticians read the counts of every agency, not of their own alone."""


def reads_counts_of(owner_agency_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether figures of that agency are the viewer's own, or the viewer works for the police.

    A partner's officer who leads a group holds a lead officer's role, for that group alone.
    """
    mine = _agency.alias("mine")
    works_for_police = exists(
        select(literal(1)).where(mine.c.id == my_agency(), mine.c.kind.in_(POLICE_KINDS))
    )
    return or_(owner_agency_id == my_agency(), works_for_police)


_OWN_PEOPLE = "a recipient reads the names of its own people beside its own actions"

ROWS = (
    *agreements.ROWS,
    Guarded(
        model=Agency,
        key=Agency.id,
        see=Right.AGENCY_SEE,
        means={
            Standing.ACQUAINTED: or_(
                is_fellow(_agency.c.id),
                holds(*_STEWARDS),
                _gave_me_something,
                is_known(_agency.c.id),
            ),
            Standing.OWNER: _agency.c.id == my_agency(),
            Standing.ADMINISTRATOR: and_(_agency.c.id == my_agency(), holds(Role.SPC)),
            Standing.AGENCY_KEEPER: holds(*HELD[Standing.AGENCY_KEEPER]),
        },
        in_preview="the name of the lead agency stands on every page of a group",
    ),
    Guarded(
        model=Membership,
        key=Membership.id,
        see=Right.PERSON_SEE,
        means={
            Standing.SELF: _membership.c.person_id == my_person(),
            Standing.ACQUAINTED: or_(is_fellow(_membership.c.agency_id), holds(*_STEWARDS)),
            Standing.ADMINISTRATOR: and_(_membership.c.agency_id == my_agency(), holds(Role.SPC)),
            Standing.OPERATOR: holds(*HELD[Standing.OPERATOR]),
        },
        in_preview=_OWN_PEOPLE,
    ),
    Guarded(
        model=Person,
        key=Person.id,
        see=Right.PERSON_SEE,
        means={
            Standing.SELF: _person.c.id == my_person(),
            Standing.ACQUAINTED: or_(holds(*_STEWARDS), _works_near_me),
        },
        in_preview=_OWN_PEOPLE,
    ),
    Guarded(
        model=Receiver,
        key=Receiver.id,
        see=Right.AGENCY_SEE,
        means={
            Standing.ACQUAINTED: or_(
                is_recipient(_receiver.c.id),
                is_fellow(_receiver.c.id),
                holds(*POLICE, Role.FIM),
                and_(_receiver.c.kind == literal("board"), leads_a_group()),
                _is_a_circle_of_mine,
                is_known(_receiver.c.id),
            )
        },
        in_preview="a recipient reads to whom a group was shared: their own agency or board",
    ),
    Guarded(
        model=SentForm,
        key=SentForm.key,
        see=Right.WORK_SEE,
        means={Standing.ENTERED: _sent.c.membership_id == my_membership()},
        add=_sent.c.membership_id == my_membership(),
    ),
    Guarded(
        model=Given,
        key=Given.id,
        see=Right.GROUP_SEE,
        means={Standing.HEADLINE: is_live_and_mine()},
        group=Given.group_id,
    ),
    Guarded(
        model=Acceptance,
        key=Acceptance.share_id,
        see=Right.WORK_SEE,
        means={Standing.ENTERED: _accepted.c.membership_id == my_membership()},
        add=and_(
            _accepted.c.membership_id == my_membership(),
            func.access.may_accept(_accepted.c.share_id, type_=Boolean()),
        ),
    ),
    Guarded(
        model=SharedView,
        key=SharedView.id,
        see=Right.VIEW_SEE,
        means={
            Standing.ENTERED: my_person().is_not(None),
            Standing.VIEW_KEEPER: holds(*HELD[Standing.VIEW_KEEPER]),
        },
        in_preview=_VIEWS_ARE_OPEN,
    ),
    Guarded(
        model=ViewVersion,
        key=ViewVersion.id,
        see=Right.VIEW_SEE,
        means={
            Standing.ENTERED: my_person().is_not(None),
            Standing.VIEW_SECOND: and_(
                holds(Role.FIM),
                _version.c.proposed_by_id != my_membership(),
                or_(
                    _version.c.approved_by_id.is_(None),
                    _version.c.approved_by_id == my_membership(),
                ),
            ),
        },
        add=and_(
            holds(*HELD[Standing.VIEW_KEEPER]),
            _version.c.proposed_by_id == my_membership(),
            _version.c.state == literal("draft"),
            _version.c.approved_by_id.is_(None),
        ),
        change=(Right.VIEW_ANSWER,),
        change_columns=("state", "approved_by_id", "approved_at"),
        in_preview=_VIEWS_ARE_OPEN,
    ),
    Guarded(
        model=HandlingCode,
        key=HandlingCode.code,
        see=Right.POLICY_SEE,
        means={Standing.ENTERED: my_person().is_not(None)},
        in_preview=_HANDLING_IS_OPEN,
    ),
    Guarded(
        model=HandlingCondition,
        key=HandlingCondition.code,
        see=Right.POLICY_SEE,
        means={Standing.ENTERED: my_person().is_not(None)},
        in_preview=_HANDLING_IS_OPEN,
    ),
    Guarded(
        model=SharingCircle,
        key=SharingCircle.id,
        see=Right.CIRCLE_SEE,
        means={
            Standing.ACQUAINTED: or_(
                is_recipient(_circle.c.id), _circle.c.owner_agency_id == my_agency()
            ),
            Standing.CIRCLE_KEEPER: and_(_MAKER, _circle.c.owner_agency_id == my_agency()),
        },
        add=and_(
            _MAKER,
            _circle.c.owner_agency_id == my_agency(),
            _circle.c.state == literal("active"),
            within_ceiling(_circle.c.ceiling),
        ),
        change=(Right.CIRCLE_KEEP,),
        change_columns=("state",),
    ),
    Guarded(
        model=SharingCircleMember,
        key=SharingCircleMember.id,
        see=Right.CIRCLE_SEE,
        means={
            Standing.ACQUAINTED: or_(
                is_recipient(_member.c.agency_id),
                is_recipient(_member.c.membership_id),
                and_(is_recipient(_member.c.circle_id), _member.c.is_hidden.is_(False)),
                _owns_circle,
            ),
            Standing.CIRCLE_KEEPER: and_(_MAKER, _owns_circle),
        },
        add=and_(_MAKER, _owns_circle, _member_is_in_sight),
        change=(Right.CIRCLE_KEEP,),
        change_columns=("ends_at",),
    ),
    *register.ROWS,
    *people.ROWS,
    *recertification.ROWS,
)

OPEN: dict[type[Base], str] = {}
"""Tables that any page may read, each with the reason: none here."""

CLOSED: dict[type[Base], str] = {
    Credential: "password hashes: the sign-in functions alone read them",
    Duty: "roles: read on entering, by the functions that let a viewer in",
    DutyRecipient: "what a duty is given: read on entering",
    LoadedRow: "what was loaded before: the commands alone",
    SignIn: "sign-ins: read on entering and at the door",
    SignInAttempt: "the counter of failed sign-ins: the door alone",
}
"""Tables that no page reads: the web role has no privilege on them at all."""
