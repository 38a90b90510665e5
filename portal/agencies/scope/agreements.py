"""Who sees and keeps agreements, gateways, and consents to pass an owner's material on."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select

from portal.access.clauses import (
    granted,
    holds,
    is_my_agreement,
    my_agency,
    my_membership,
    runs,
)  # fmt: skip
from portal.access.policy import HELD, ORIGINATORS, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role, View
from portal.agencies.models import (
    Agreement,
    AgreementItem,
    AgreementParty,
    Gateway,
    OriginConsent,
    Receiver,
)
from portal.agencies.rules import AgreementState, ConsentState, GatewayState

_agreement, _party, _item = Agreement.__table__, AgreementParty.__table__, AgreementItem.__table__
_gateway, _consent, _receiver = Gateway.__table__, OriginConsent.__table__, Receiver.__table__
_DRAFTS = holds(*HELD[Standing.DRAFTER])
_KEEPS = holds(*HELD[Standing.REGISTRAR])


def _of(agreement: ColumnElement[object], *rules: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the row's agreement is in sight, and such."""
    return exists(
        select(literal(1)).where(_agreement.c.id == agreement, *rules).correlate(agreement.table)
    )


_ours = _agreement.c.owner_agency_id == my_agency()
_drafts_the_agreement = and_(_DRAFTS, _of(_party.c.agreement_id, _ours))
_leads = or_(
    granted(_consent.c.group_id, View.FULL, "LRO"),
    and_(holds(Role.COO), granted(_consent.c.group_id, View.FULL, "LEAD", "STANDING")),
)

ROWS = (
    Guarded(
        model=AgreementParty,
        key=AgreementParty.agreement_id,
        see=Right.AGREEMENT_SEE,
        means={
            Standing.ACQUAINTED: _of(
                _party.c.agreement_id,
                or_(_party.c.agency_id == my_agency(), _agreement.c.shows_parties, _ours),
            ),
            Standing.AGREEMENT_PROPOSER: _drafts_the_agreement,
            Standing.SIGNATORY: and_(_DRAFTS, _party.c.agency_id == my_agency()),
        },
        # Keys are checked without the policies: whom it names is looked up through them.
        add=and_(
            _drafts_the_agreement,
            exists(
                select(literal(1)).where(_receiver.c.id == _party.c.agency_id).correlate(_party)
            ),
        ),
        change=(Right.AGREEMENT_EDIT, Right.AGREEMENT_SIGN),
        change_columns=(
            "part_3_purposes",
            "uk_gdpr_purposes",
            "signed_at",
            "signed_office",
            "signed_by_id",
            "left_at",
        ),
        in_preview="who runs a group reads under which agreement it was shared",
    ),
    Guarded(
        model=Agreement,
        key=Agreement.id,
        see=Right.AGREEMENT_SEE,
        means={
            Standing.ACQUAINTED: is_my_agreement(_agreement.c.id),
            Standing.AGREEMENT_PROPOSER: and_(_DRAFTS, _ours),
            Standing.AGREEMENT_KEEPER: and_(_KEEPS, _ours),
            Standing.SIGNATORY: and_(
                _DRAFTS,
                is_my_agreement(_agreement.c.id),
                _agreement.c.state.in_(
                    [AgreementState.IN_CONSULTATION.value, AgreementState.LIVE.value]
                ),
            ),
        },
        add=and_(
            _DRAFTS,
            _ours,
            _agreement.c.state == literal(AgreementState.DRAFT.value),
            _agreement.c.drafted_by_id == my_membership(),
        ),
        change=(Right.AGREEMENT_EDIT, Right.AGREEMENT_KEEP),
        change_columns=(
            "reference",
            "title",
            "purposes",
            "gateway_ids",
            "documents",
            "starts_on",
            "ends_on",
            "review_on",
            "ceiling",
            "shows_parties",
            "state",
            "edition",
            "live_at",
            "ended_at",
            "end_reason",
        ),
        in_preview="a recipient reads under which agreement a group was shared with them",
    ),
    Guarded(
        model=AgreementItem,
        key=AgreementItem.id,
        see=Right.AGREEMENT_SEE,
        means={
            Standing.ACQUAINTED: _of(_item.c.agreement_id),
            Standing.AGREEMENT_PROPOSER: and_(_DRAFTS, _of(_item.c.agreement_id, _ours)),
        },
        add=and_(_DRAFTS, _of(_item.c.agreement_id, _ours)),
        change=(Right.AGREEMENT_EDIT,),
        change_columns=("removed_at",),
    ),
    Guarded(
        model=Gateway,
        key=Gateway.id,
        see=Right.GATEWAY_SEE,
        means={
            Standing.CASEWORKER: holds(*HELD[Standing.CASEWORKER]),
            Standing.DRAFTER: _DRAFTS,
            Standing.REGISTRAR: _KEEPS,
            Standing.GATEWAY_SECOND: and_(
                _KEEPS, _gateway.c.proposed_by_id.is_distinct_from(my_membership())
            ),
        },
        add=and_(
            _KEEPS,
            _gateway.c.state == literal(GatewayState.PROPOSED.value),
            _gateway.c.proposed_by_id == my_membership(),
        ),
        change=(Right.GATEWAY_APPROVE,),
        change_columns=("state", "approved_by_id", "approved_at"),
        in_preview="legal powers are reference data; they name nobody",
    ),
    Guarded(
        model=OriginConsent,
        key=OriginConsent.id,
        see=Right.CONSENT_SEE,
        means={
            Standing.CIRCLE: runs(_consent.c.group_id),
            Standing.ORIGINATOR: and_(
                holds(*ORIGINATORS), _consent.c.owner_agency_id == my_agency()
            ),
        },
        add=and_(
            _leads,
            _consent.c.state == literal(ConsentState.ASKED.value),
            _consent.c.asked_by_id == my_membership(),
            _consent.c.asked_by_agency_id == my_agency(),
            exists(
                select(literal(1))
                .where(_receiver.c.id == _consent.c.recipient_id)
                .correlate(_consent)
            ),
        ),
        change=(Right.CONSENT_ANSWER,),
        change_columns=(
            "state",
            "reference",
            "answer",
            "answered_by_id",
            "answered_at",
            "until",
            "withdrawn_at",
            "withdrawn_by_id",
        ),
        group=OriginConsent.group_id,
        marking=OriginConsent.marking,
    ),
)
