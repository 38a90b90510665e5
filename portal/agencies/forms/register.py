"""What a person fills in about an agency."""

from __future__ import annotations

from portal.agencies.projections.register import KINDS, AgencyPage
from portal.web.fields import (
    CheckboxesField,
    EmailField,
    PortalForm,
    RadiosField,
    SelectField,
    TextField,
)


class RegisterAgencyForm(PortalForm):
    """A new agency."""

    name = TextField("Name of the agency", needed="Enter the name of the agency")
    abbreviation = TextField(
        "Short code",
        needed="Enter a short code",
        hint="As commands and imports know it, such as NCC-TS.",
        limit=20,
        width=10,
    )
    kind = SelectField(
        "Kind of agency",
        needed="Choose the kind of agency",
        hint="The kind decides which roles its people can have and which powers it may confirm.",
        options=[(one, one.capitalize()) for one in KINDS],
    )
    contact = EmailField("Contact email", needed="Enter the contact email")
    parent = SelectField(
        "Part of", hint="A share that is passed down reaches the parts of an agency.", empty="None"
    )


class AgencyStateForm(PortalForm):
    """To which state an agency is moved."""

    state = RadiosField("What do you want to do?", needed="Choose what to do")


class DescribeAgencyForm(PortalForm):
    """What an agency says of itself."""

    contact = EmailField(
        "Contact email",
        needed="Enter the contact email",
        hint="Partners see it with each group that your agency leads.",
    )
    powers = CheckboxesField("Powers that your agency holds")

    def start(self, page: AgencyPage, *, is_sent: bool) -> None:
        """Offer the powers of the kind; before it is sent, show what stands."""
        self.powers.offer([(str(one.id), one.name) for one in page.powers])
        if not is_sent:
            self.contact.data = page.contact
            self.powers.data = [str(one.id) for one in page.powers if one.confirmed_at]
