"""Deconfliction: a search is its asker's, a setting its agency's, the keys are nobody's."""

from __future__ import annotations

from sqlalchemy import and_

from portal.access.clauses import holds, my_agency, my_membership
from portal.access.policy import HELD, Right, Standing
from portal.access.sight import Guarded
from portal.core.db import Base
from portal.groups.models.deconfliction import (
    DeconflictionHit,
    DeconflictionKey,
    DeconflictionPepper,
    DeconflictionSearch,
    DeconflictionSetting,
)

_search, _setting = DeconflictionSearch.__table__, DeconflictionSetting.__table__
_is_ours = and_(_setting.c.agency_id == my_agency(), holds(*HELD[Standing.STEWARD]))

ROWS = (
    Guarded(
        model=DeconflictionSearch,
        key=DeconflictionSearch.id,
        see=Right.SEARCH_SEE,
        means={
            Standing.SELF: and_(
                _search.c.asked_by_id == my_membership(), _search.c.agency_id == my_agency()
            )
        },
    ),
    Guarded(
        model=DeconflictionSetting,
        key=DeconflictionSetting.agency_id,
        see=Right.DECONFLICTION_SET,
        means={Standing.STEWARD: _is_ours},
        add=and_(_is_ours, _setting.c.set_by_id == my_membership()),
        change=(Right.DECONFLICTION_SET,),
        change_columns=("answer", "set_at", "set_by_id"),
    ),
)
CLOSED: dict[type[Base], str] = {
    DeconflictionPepper: "the secret of the keys: functions of the database alone use it",
    DeconflictionKey: "keys are compared inside the database, and read by nobody",
    DeconflictionHit: "an owner reads of it, through a function, what concerns its own nominals",
}
