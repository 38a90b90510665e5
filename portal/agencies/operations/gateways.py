"""The register of gateways, which changes by a proposal that a second person approves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import allow, fetch
from portal.agencies.models import Gateway
from portal.agencies.rules import OFFERED, GatewayState
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused


@dataclass(frozen=True, slots=True)
class GatewayTerms:
    """What an entry of the register says."""

    code: str
    name: str
    from_kind: str
    to_kind: str
    data_kinds: str
    purposes: list[str]
    conditions: str
    onward_rule: str
    approver_role: str
    form: str
    offence_warning: str
    note: str
    expires_on: date | None
    becomes: str
    reason: str


def propose_gateway(terms: GatewayTerms, replaces_id: UUID | None = None) -> UUID:
    """Propose an entry, or a change of one, for a second person to approve.  Gives its id."""
    allow(Right.GATEWAY_PROPOSE)
    old = fetch(Gateway, replaces_id, Right.GATEWAY_CHANGE) if replaces_id else None
    if old is not None and GatewayState(old.state) not in OFFERED:
        raise Refused(
            f"This entry is {GatewayState(old.state).label.lower()}. Propose the change on the "
            "entry that is in the register now"
        )
    code = old.code if old is not None else terms.code
    newest = db.session.scalar(select(func.max(Gateway.version)).where(Gateway.code == code))
    if old is None and newest is not None:
        raise Refused(f"{code} is in the register already. Enter another code", "code")
    viewer, ident = current_viewer(), uuid4()
    record(Event.GATEWAY_PROPOSED, [About("gateway", ident, None, viewer.agency_id)])
    values = asdict(terms) | {"code": code}
    db.session.add(
        Gateway(
            id=ident,
            version=(newest or 0) + 1,
            replaces_id=replaces_id,
            state=GatewayState.PROPOSED.value,
            proposed_by_id=viewer.membership_id,
            proposed_at=clock.now(),
            **values,
        )
    )
    return ident


def answer_gateway(gateway_id: UUID, *, approves: bool) -> None:
    """Approve or decline what somebody else proposed; approved, it takes the old one's place."""
    row = fetch(Gateway, gateway_id, Right.GATEWAY_APPROVE)
    if row.state != GatewayState.PROPOSED:
        raise Refused("This proposal has been answered already")
    state = row.becomes if approves else GatewayState.DECLINED.value
    record(Event.GATEWAY_ANSWERED, [About("gateway", row.id)], state=state)
    row.state = state
    row.approved_by_id = current_viewer().membership_id
    row.approved_at = clock.now()
