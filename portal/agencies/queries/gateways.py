"""The register of gateways, and one entry of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.policy import Right, may
from portal.access.sight import permits
from portal.agencies.models import Gateway, Membership, Person
from portal.agencies.projections.gateways import (
    GatewayFacts,
    GatewayLine,
    GatewayPage,
    GatewaysPage,
)
from portal.agencies.rules import GatewayState, Purpose
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import SIZE, Page, expect_page


def list_gateways(number: int) -> GatewaysPage:
    """One page of the register, what waits for a second person first."""
    wanted = Gateway.state.not_in([GatewayState.DECLINED.value])
    total = db.session.scalar(select(func.count()).select_from(Gateway).where(wanted)) or 0
    offset = expect_page(number, total)
    rows = db.session.scalars(
        select(Gateway)
        .where(wanted)
        .order_by(
            (Gateway.state == GatewayState.PROPOSED.value).desc(),
            (Gateway.state == GatewayState.RETIRED.value),
            Gateway.name,
            Gateway.version.desc(),
            Gateway.id,
        )
        .limit(SIZE)
        .offset(offset)
    ).all()
    shown(Event.GATEWAYS_LISTED)
    may_propose = may(current_viewer(), Right.GATEWAY_PROPOSE)
    return GatewaysPage(Page([_line(row) for row in rows], number, total), may_propose)


def _line(row: Gateway) -> GatewayLine:
    return GatewayLine(
        id=row.id,
        code=row.code,
        version=row.version,
        name=row.name,
        from_kind=row.from_kind,
        to_kind=row.to_kind,
        state=GatewayState(row.state),
    )


def _facts(row: Gateway) -> GatewayFacts:
    return GatewayFacts(
        name=row.name,
        from_kind=row.from_kind.capitalize(),
        to_kind=row.to_kind.capitalize(),
        data_kinds=row.data_kinds,
        purposes=tuple(Purpose(one) for one in row.purposes),
        conditions=row.conditions,
        onward_rule=row.onward_rule,
        approver_role=row.approver_role,
        form=row.form,
        offence_warning=row.offence_warning,
        note=row.note,
        expires_on=row.expires_on,
    )


def gateway_page(gateway_id: UUID) -> GatewayPage:
    """One entry of the register."""
    before, asker, second = aliased(Gateway), aliased(Person), aliased(Person)
    asked, answered = aliased(Membership), aliased(Membership)
    columns: list[Any] = [Gateway, before, asker.name, second.name]
    found: Any = db.session.execute(
        select(*columns, permits(Gateway, Right.GATEWAY_APPROVE))
        .outerjoin(before, before.id == Gateway.replaces_id)
        .outerjoin(asked, asked.id == Gateway.proposed_by_id)
        .outerjoin(asker, asker.id == asked.person_id)
        .outerjoin(answered, answered.id == Gateway.approved_by_id)
        .outerjoin(second, second.id == answered.person_id)
        .where(Gateway.id == gateway_id)
    ).one_or_none()
    if found is None:
        raise Unseen
    row, old, proposed_by, approved_by, may_answer = found
    shown(Event.GATEWAY_SEEN, [About("gateway", row.id)])
    return GatewayPage(
        line=_line(row),
        facts=_facts(row),
        becomes=GatewayState(row.becomes),
        reason=row.reason,
        proposed_by=proposed_by or "",
        proposed_at=row.proposed_at,
        approved_by=approved_by or "",
        approved_at=row.approved_at,
        before=_facts(old) if old else None,
        may_propose=may(current_viewer(), Right.GATEWAY_PROPOSE),
        may_answer=may_answer and row.state == GatewayState.PROPOSED.value,
    )


def gateway_values(gateway_id: UUID) -> dict[str, Any]:
    """An entry as the form of a change shows it."""
    row = db.session.scalars(select(Gateway).where(Gateway.id == gateway_id)).one_or_none()
    if row is None:
        raise Unseen
    shown(Event.GATEWAY_SEEN, [About("gateway", row.id)])
    names = (
        "code", "name", "from_kind", "to_kind", "data_kinds", "purposes", "conditions",
        "onward_rule", "approver_role", "offence_warning", "note", "expires_on",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names} | {
        "form_of_disclosure": row.form,
        "becomes": row.state,
    }
