"""Who sees an invitation, and who may ask for one."""

from __future__ import annotations

from sqlalchemy import and_, literal

from portal.access.clauses import holds, my_agency, my_membership
from portal.access.policy import HELD, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role
from portal.agencies.models.people import Invitation

_invitation = Invitation.__table__

ROWS = (
    Guarded(
        model=Invitation,
        key=Invitation.id,
        see=Right.INVITATION_SEE,
        means={
            Standing.SELF: _invitation.c.sponsor_id == my_membership(),
            Standing.ADMINISTRATOR: and_(_invitation.c.agency_id == my_agency(), holds(Role.SPC)),
            Standing.AGENCY_KEEPER: holds(*HELD[Standing.AGENCY_KEEPER]),
        },
        add=and_(
            _invitation.c.agency_id == my_agency(),
            _invitation.c.sponsor_id == my_membership(),
            _invitation.c.state == literal("sponsored"),
        ),
    ),
)
