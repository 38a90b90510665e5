"""Who reads the trail: auditors of the agency that acted or owns, and a group's own circle."""

from __future__ import annotations

from sqlalchemy import and_, exists, literal, or_, select

from portal.access.clauses import holds, my_agency, runs
from portal.access.policy import HELD, Right, Standing
from portal.access.sight import Guarded
from portal.audit.models import Entry, Subject

_entry, _subject = Entry.__table__, Subject.__table__
_AUDITOR = holds(*HELD[Standing.AUDITOR])
_names_something_in_sight = exists(
    select(literal(1)).where(_subject.c.entry_seq == _entry.c.seq).correlate(_entry)
)

ROWS = (
    Guarded(
        model=Subject,
        key=Subject.record_id,
        see=Right.LOG_SEE,
        means={
            Standing.AUDITOR: or_(
                and_(_AUDITOR, _subject.c.owner_agency_id == my_agency()),
                runs(_subject.c.group_id),
            )
        },
        group=Subject.group_id,
    ),
    Guarded(
        model=Entry,
        key=Entry.seq,
        see=Right.LOG_SEE,
        means={
            Standing.AUDITOR: or_(
                and_(_AUDITOR, _entry.c.agency_id == my_agency()), _names_something_in_sight
            )
        },
        in_preview="a group's history shows an entry through its subject, which the fence holds",
    ),
)
