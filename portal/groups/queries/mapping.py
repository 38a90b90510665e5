"""What a group can be mapped with: who may lead it, and what a share of it can be made of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.agencies.models import Agency, Agreement, Gateway, Receiver
from portal.core import clock
from portal.core.db import db
from portal.groups.projections.triggers import TriggerHead
from portal.groups.queries.triggers import trigger_head

Choices = tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """A trigger about to be mapped, and the choices there are."""

    head: TriggerHead
    leads: Choices
    receivers: Choices
    gateways: Choices
    agreements: Choices


def map_page(trigger_id: UUID) -> MapPage:
    """The trigger, the agencies that may lead, the receivers, gateways and agreements in date."""
    head = trigger_head(trigger_id)
    today = clock.today()
    receivers = db.session.execute(
        select(Receiver.id, Receiver.name, Receiver.kind)
        .where(Receiver.is_active)
        .order_by(Receiver.name, Receiver.id)
    ).all()
    gateways = db.session.execute(
        select(Gateway.id, Gateway.name).order_by(Gateway.name, Gateway.id)
    )
    agreements = db.session.execute(
        select(Agreement.id, Agreement.reference, Agreement.title)
        .where(Agreement.starts_on <= today, Agreement.ends_on >= today)
        .order_by(Agreement.reference, Agreement.id)
    )
    leads = db.session.execute(
        select(Agency.id, Agency.name)
        .where(Agency.state == "active", Agency.kind != "platform operator")
        .order_by(Agency.name, Agency.id)
    )
    return MapPage(
        head=head,
        leads=tuple((ident, name) for ident, name in leads),
        receivers=tuple((ident, name) for ident, name, _ in receivers),
        gateways=tuple((ident, name) for ident, name in gateways),
        agreements=tuple((ident, f"{ref}: {title}") for ident, ref, title in agreements),
    )
