"""Who sees which agency, person, agreement and gateway."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists, literal, or_, select

from portal.access.clauses import (
    given,
    holds,
    is_fellow,
    is_live_and_mine,
    is_recipient,
    leads_a_group,
    my_agency,
    my_membership,
    my_person,
)  # fmt: skip
from portal.access.models import DutyRecipient, Given, SentForm, SignIn, SignInAttempt
from portal.access.policy import HELD, POLICE, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role
from portal.agencies.models import (
    Agency,
    Agreement,
    AgreementParty,
    Credential,
    Duty,
    Gateway,
    LoadedRow,
    Membership,
    Person,
    Receiver,
)  # fmt: skip
from portal.core.db import Base

_STEWARDS = POLICE | {Role.FIM, Role.AUD, Role.ADM}
"""Roles that deal with agencies and people of the whole partnership."""
_agency, _person, _membership = Agency.__table__, Person.__table__, Membership.__table__
_agreement, _party, _gateway = Agreement.__table__, AgreementParty.__table__, Gateway.__table__
_duty, _sent, _receiver = Duty.__table__, SentForm.__table__, Receiver.__table__

_gave_me_something = exists(
    select(literal(1)).where(given.c.from_agency_id == _agency.c.id).correlate(_agency)
)
_works_near_me = exists(
    select(literal(1))
    .where(_membership.c.person_id == _person.c.id, is_fellow(_membership.c.agency_id))
    .correlate(_person)
)
_we_signed = exists(
    select(literal(1)).where(_party.c.agreement_id == _agreement.c.id).correlate(_agreement)
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
    Guarded(
        model=Agency,
        key=Agency.id,
        see=Right.AGENCY_SEE,
        means={
            Standing.ACQUAINTED: or_(is_fellow(_agency.c.id), holds(*_STEWARDS), _gave_me_something)
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
        model=AgreementParty,
        key=AgreementParty.agreement_id,
        see=Right.AGREEMENT_SEE,
        means={
            Standing.ACQUAINTED: or_(
                _party.c.agency_id == my_agency(), holds(*_STEWARDS), leads_a_group()
            ),
        },
    ),
    Guarded(
        model=Agreement,
        key=Agreement.id,
        see=Right.AGREEMENT_SEE,
        means={Standing.ACQUAINTED: _we_signed},
        in_preview="a recipient reads under which agreement a group was shared with them",
    ),
    Guarded(
        model=Gateway,
        key=Gateway.id,
        see=Right.GATEWAY_SEE,
        means={Standing.CASEWORKER: _CASEWORK},
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
                leads_a_group(),
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
