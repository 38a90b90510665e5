"""Who reads counts in full, and who reads only the totals that were published."""

from __future__ import annotations

from sqlalchemy import and_

from portal.access.clauses import holds, my_membership
from portal.access.policy import HELD, Right, Standing
from portal.access.sight import Guarded
from portal.agencies.scope import reads_counts_of
from portal.profiles.models import MonthlyCount, PublishedTotal

_STATISTICIAN = holds(*HELD[Standing.STATISTICIAN])

ROWS = (
    Guarded(
        model=MonthlyCount,
        key=MonthlyCount.id,
        see=Right.STATISTICS_SEE,
        means={
            Standing.STATISTICIAN: and_(
                _STATISTICIAN, reads_counts_of(MonthlyCount.__table__.c.owner_agency_id)
            )
        },
    ),
    Guarded(
        model=PublishedTotal,
        key=PublishedTotal.id,
        see=Right.TOTALS_SEE,
        means={
            Standing.STATISTICIAN: _STATISTICIAN,
            Standing.COMMISSIONER: holds(*HELD[Standing.COMMISSIONER]),
        },
        add=and_(
            holds(*HELD[Standing.PUBLISHER]),
            PublishedTotal.__table__.c.published_by_id == my_membership(),
        ),
    ),
)
