"""Adding reference numbers to the intelligence queue of a group, and marking them reviewed."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db, session
from portal.core.errors import Refused
from portal.groups.models import Group, IntelligenceItem
from portal.groups.models.status import REFERENCE
from portal.groups.rules.status import Outcome

LONGEST = 30


def add_item(group_id: UUID, reference: str, received_on: date) -> None:
    """Put a reference number in the queue.  Refuses anything that could be text."""
    group = fetch(Group, group_id, Right.INTELLIGENCE_ADD)
    told = reference.strip().upper()
    if len(told) > LONGEST or not re.fullmatch(REFERENCE, told):
        raise Refused(
            "Enter the reference number alone, such as NP/IR/2026-0412: capital letters, digits,"
            " hyphens and strokes, no more than 30. The portal never holds the text itself",
            "reference",
        )
    item_id = uuid4()
    record(
        Event.INTELLIGENCE_ADDED,
        [
            about_group(group.id, group.lead_agency_id),
            About("intelligence_item", item_id, group.id, group.lead_agency_id),
        ],
    )
    db.session.add(
        IntelligenceItem(
            id=item_id,
            group_id=group.id,
            reference=told,
            received_on=received_on,
            added_at=clock.now(),
            added_by_id=current_viewer().membership_id,
            outcome="",
            marking=group.marking,
        )
    )
    try:
        db.session.flush()
    except IntegrityError:
        session().rollback()
        raise Refused(f"{told} is in the queue of this group already", "reference") from None


def review_item(item_id: UUID, outcome: Outcome) -> UUID:
    """Mark an item as reviewed, with what came of it.  Gives the group's id."""
    item = fetch(IntelligenceItem, item_id, Right.INTELLIGENCE_REVIEW)
    if item.reviewed_at is not None:
        raise Refused("This item has been reviewed already", "outcome")
    record(
        Event.INTELLIGENCE_REVIEWED,
        [About("intelligence_item", item.id, item.group_id, None)],
        outcome=outcome.value,
    )
    item.outcome = outcome.value
    item.reviewed_at = clock.now()
    item.reviewed_by_id = current_viewer().membership_id
    return item.group_id
