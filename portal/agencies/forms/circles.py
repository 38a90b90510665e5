"""What a person fills in to make a sharing circle, and to put a member into it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from portal.agencies.operations.circles import NewCircle, NewMember
from portal.agencies.projections.circles import AgencyChoice
from portal.core import clock
from portal.web.fields import (
    CheckboxField,
    DateField,
    EmailField,
    HiddenKey,
    PortalForm,
    SelectField,
    TextArea,
    TextField,
)


class MakeCircleForm(PortalForm):
    """A name, and what it is for."""

    name = TextField(
        "Name",
        needed="Enter a name",
        limit=80,
        hint="Its members read it. Name no person and no operation.",
    )
    purpose = TextArea("What it is for", needed="Enter what it is for", limit=500)
    key = HiddenKey()

    def new_circle(self) -> NewCircle:
        """What was filled in."""
        return NewCircle(self.name.data, self.purpose.data)


class AddMemberForm(PortalForm):
    """Who, from when until when, and whether the other members learn of it."""

    agency = SelectField("Agency", needed="Choose the agency")
    email = EmailField(
        "Work email of one person",
        hint="Only for one person at the agency. Leave empty for everyone who works there.",
    )
    starts_on = DateField("First day", needed="Enter the first day", must="future or today")
    last_day = DateField("Last day", hint="Leave empty for no end.", must="future or today")
    is_hidden = CheckboxField("Hide this member from the other members")
    key = HiddenKey()

    def offer(self, agencies: Sequence[AgencyChoice]) -> None:
        """Set the agencies in sight."""
        self.agency.offer([(str(one.id), one.name) for one in agencies])

    def new_member(self) -> NewMember:
        """What was filled in."""
        return NewMember(
            agency_id=UUID(self.agency.data),
            email=self.email.data or "",
            is_hidden=bool(self.is_hidden.data),
            starts_on=self.starts_on.data or clock.today(),
            last_day=self.last_day.data,
        )


class EndForm(PortalForm):
    """Nothing but the press of the button."""
