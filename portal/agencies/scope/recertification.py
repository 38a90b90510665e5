"""Who sees a round, the roles that it asks about, and the shares."""

from __future__ import annotations

from sqlalchemy import and_

from portal.access.clauses import granted, holds, my_agency, my_person
from portal.access.policy import HELD, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role, View
from portal.agencies.models.recertification import Recertification, RoleCheck, ShareCheck

_role, _share = RoleCheck.__table__, ShareCheck.__table__

ROWS = (
    Guarded(
        model=Recertification,
        key=Recertification.id,
        see=Right.WORK_SEE,
        means={Standing.ENTERED: my_person().is_not(None)},
    ),
    Guarded(
        model=RoleCheck,
        key=RoleCheck.id,
        see=Right.STAFF_SEE,
        means={
            Standing.ADMINISTRATOR: and_(_role.c.agency_id == my_agency(), holds(Role.SPC)),
            Standing.AGENCY_KEEPER: holds(*HELD[Standing.ASSURER]),
        },
    ),
    Guarded(
        model=ShareCheck,
        key=ShareCheck.id,
        see=Right.GROUP_SHARE,
        means={
            Standing.LEAD_OFFICER: granted(_share.c.group_id, View.FULL, "LRO"),
            Standing.COORDINATOR: and_(
                holds(Role.COO), granted(_share.c.group_id, View.FULL, "LEAD", "STANDING")
            ),
        },
        group=ShareCheck.group_id,
        marking=ShareCheck.marking,
    ),
)
