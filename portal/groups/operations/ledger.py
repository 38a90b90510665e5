"""Taking the disclosure ledger as a file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import allow
from portal.audit.events import Event
from portal.audit.record import about_group, record
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Copy
from portal.groups.projections.ledger import Disclosure, as_file


def take_ledger(lines: Sequence[Disclosure]) -> str:
    """The file of these disclosures; that it was taken is on record as a copy of each group."""
    allow(Right.LEDGER_SEARCH)
    viewer = current_viewer()
    groups = {one.group_id: one for one in lines}
    about = [about_group(one.group_id, one.lender_id) for one in groups.values()]
    record(Event.LEDGER_FILED, about, disclosures=len(lines))
    db.session.add_all(
        Copy(
            group_id=one.group_id,
            membership_id=viewer.membership_id,
            kind="ledger",
            what="Disclosure ledger, as a file",
            reference=one.reference,
            lender=viewer.agency_name,
            taken_at=func.now(),
            marking=one.marking,
        )
        for one in groups.values()
    )
    return as_file(lines, viewer.person_name, viewer.agency_name, clock.now())
