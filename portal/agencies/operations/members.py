"""What those who keep an agency's people do with one of them, and with what was left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Text, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from portal.access.policy import Right
from portal.access.sight import fetch
from portal.access.viewer import Role
from portal.agencies.models import Agency, Membership
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core.db import db
from portal.core.errors import Refused, Unseen

_WHY = {
    "left": ("They have left the agency. Invite them anew if they come back", None),
    "oneself": ("Nobody changes their own roles, vetting or standing. Ask a colleague", None),
    "role": ("The agency cannot give one of these roles to its people. Choose from the list",
             "roles"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vetting:
    """A vetting as the agency records it."""

    level: str
    reference: str
    until: date | None


NO_VETTING = Vetting("", "", None)


def manage_member(
    membership_id: UUID, step: str, roles: Sequence[Role] = (), vetting: Vetting = NO_VETTING
) -> UUID:
    """Change roles or vetting, suspend, let in again, or record the leaving.  Gives the agency."""
    member = fetch(Membership, membership_id, Right.MEMBER_MANAGE)
    about = [About("membership", member.id, None, member.agency_id)]
    record(Event.MEMBER_CHANGED, about, step=step)
    answer = db.session.scalar(
        select(
            func.agencies.manage_member(
                membership_id,
                step,
                cast([one.value for one in roles], ARRAY(Text())),
                vetting.level,
                vetting.reference,
                vetting.until,
                type_=Text(),
            )
        )
    )
    if answer == "unseen":
        raise Unseen
    if answer:
        raise Refused(*_WHY.get(answer, ("Choose what to do", None)))
    return member.agency_id


def hand_over(agency_id: UUID, action_id: UUID, membership_id: UUID) -> None:
    """Give an action of somebody who left to a colleague of theirs."""
    agency = fetch(Agency, agency_id, Right.WORK_HAND_OVER)
    record(Event.WORK_HANDED_OVER, [About("action", action_id, None, agency.id)])
    answer = db.session.scalar(
        select(func.agencies.hand_over(action_id, membership_id, type_=Text()))
    )
    if answer:
        raise Refused(
            "Choose from the list. It may have changed since you opened the page",
            "to" if answer == "receiver" else "action",
        )
