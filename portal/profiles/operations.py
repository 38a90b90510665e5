"""Publishing totals to readers outside the circle."""

from __future__ import annotations

from uuid import uuid4

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import allow
from portal.audit.events import Event
from portal.audit.record import record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.profiles.models import PublishedTotal
from portal.profiles.projections import DraftTotals


def publish_totals(draft: DraftTotals, version: int) -> None:
    """Publish the figures.  Refused when they are no longer those that the person checked."""
    allow(Right.TOTALS_PUBLISH)
    if draft.version != version:
        raise Refused(
            "The counts changed after you opened this page. Check the new figures below, then"
            " publish them"
        )
    record(Event.TOTALS_PUBLISHED, as_at=draft.as_at.isoformat())
    published_at, publisher = clock.now(), current_viewer().membership_id
    db.session.add_all(
        PublishedTotal(
            id=uuid4(),
            published_at=published_at,
            published_by_id=publisher,
            as_at=draft.as_at,
            measure=one.measure.value,
            area=one.area,
            value=one.value,
            withheld=one.withheld,
        )
        for one in draft.figures
    )
