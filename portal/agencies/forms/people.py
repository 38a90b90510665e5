"""What a person fills in about an agency's people, and to become one of them."""

from __future__ import annotations

from collections.abc import Sequence

from portal.access.viewer import Role
from portal.agencies.operations.invitations import Newcomer
from portal.agencies.operations.members import Vetting
from portal.agencies.projections.people import LEVELS, MemberPage
from portal.web.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    EmailField,
    HiddenKey,
    PasswordField,
    PortalForm,
    SelectField,
    TextField,
)

_LEVELS = [(one, one) for one in LEVELS]


class InvitePersonForm(PortalForm):
    """Somebody whom the agency wants to have."""

    name = TextField("Full name", needed="Enter their full name")
    email = EmailField("Email address", needed="Enter their email address")
    roles = CheckboxesField("Roles", needed="Choose at least one role")
    vetting_level = SelectField(
        "Vetting", needed="Choose their vetting", options=_LEVELS,
        hint="Whoever reads names needs full level 2 vetting, or one recorded as equivalent.",
    )  # fmt: skip
    vetting_reference = TextField(
        "Who issued the vetting, and its reference", needed="Enter who issued it and its reference"
    )
    vetting_until = DateField(
        "Last day of the vetting", needed="Enter the last day of the vetting", must="future"
    )
    is_move = CheckboxField("They move here and leave every other agency")
    key = HiddenKey()

    def offer(self, roles: Sequence[Role]) -> None:
        """Set the roles that can be chosen."""
        self.roles.offer([(one.value, one.label) for one in roles])

    def newcomer(self) -> Newcomer:
        """What was filled in, once it has been found in order."""
        until = self.vetting_until.data
        assert until is not None  # noqa: S101 - tells the type checker
        return Newcomer(
            self.name.data,
            self.email.data,
            [Role(one) for one in self.roles.data],
            self.vetting_level.data,
            self.vetting_reference.data,
            until,
            bool(self.is_move.data),
        )


class InvitationForm(PortalForm):
    """Nothing but the press of a button."""


class MemberRolesForm(PortalForm):
    """Which of the agency's own roles a person holds."""

    roles = CheckboxesField(
        "Roles", needed="Choose at least one role, or suspend them if they need none"
    )

    def start(self, page: MemberPage, *, is_sent: bool) -> None:
        """Offer the agency's own roles; before it is sent, show those that are held."""
        self.roles.offer([(one.value, one.label) for one in page.own_roles])
        if not is_sent:
            self.roles.data = [one.value for one in page.member.roles if one in page.own_roles]

    def wanted(self, page: MemberPage) -> list[Role]:
        """The roles that they are to hold: those ticked, and those that only others take away."""
        return [*(Role(one) for one in self.roles.data), *page.other_roles]


class MemberVettingForm(PortalForm):
    """A person's vetting."""

    level = SelectField("Vetting", needed="Choose their vetting", options=_LEVELS)
    reference = TextField(
        "Who issued the vetting, and its reference", needed="Enter who issued it and its reference"
    )
    until = DateField("Last day of the vetting", needed="Enter the last day of the vetting")

    def vetting(self) -> Vetting:
        """What was filled in."""
        return Vetting(self.level.data, self.reference.data, self.until.data)


class HandOverForm(PortalForm):
    """Which action goes to whom."""

    action = SelectField("Action", needed="Choose the action")
    to = SelectField("Give it to", needed="Choose a colleague")


class JoinForm(PortalForm):
    """A password: a new one for a newcomer, their own for somebody who is known."""

    password = PasswordField("Password", needed="Enter a password", limit=1000)
    again = PasswordField("The same password again", limit=1000)
