"""What is filled in to ask for onward release, and to answer the request."""

from __future__ import annotations

from uuid import UUID

from wtforms.validators import ValidationError

from portal.groups.operations.origin import Asked
from portal.groups.projections.basis import AskPage
from portal.groups.rules import Purpose
from portal.web.fields import (
    DateField,
    HiddenKey,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
    TextField,
)


class AskReleaseForm(PortalForm):
    """Whose material, to whom, and why."""

    owner = RadiosField("Whose material", needed="Choose whose material it is")
    recipient = SelectField("To be passed on to", needed="Choose to whom it is to be passed on")
    purpose = RadiosField(
        "Purpose",
        needed="Choose the purpose",
        options=[(one.value, one.label) for one in Purpose],
    )
    need = TextArea(
        "Why they need it", needed="Enter why they need it", limit=1000, rows=5,
        hint="The owner reads this with the group's reference. Name no person.",
    )  # fmt: skip
    key = HiddenKey()

    def offer(self, page: AskPage) -> None:
        """Set the owners and the recipients to choose from."""
        self.owner.offer([(str(one.id), one.name) for one in page.owners])
        self.recipient.offer([(str(one.id), one.name) for one in page.recipients])

    def asked(self) -> Asked:
        """What was filled in, once it has been found in order."""
        return Asked(
            owner_id=UUID(self.owner.data or ""),
            recipient_id=UUID(self.recipient.data),
            purpose=Purpose(self.purpose.data or ""),
            need=self.need.data,
        )


class AnswerReleaseForm(PortalForm):
    """The owner's answer."""

    answer = RadiosField(
        "Your answer",
        needed="Choose your answer",
        options=[("give", "Give consent"), ("decline", "Decline")],
    )
    reference = TextField("Your reference", limit=60, width=20, hint="Needed to give consent")
    until = DateField("Last day of the consent", hint="Needed to give consent")
    words = TextArea("What you want to say to them", limit=1000, rows=4)

    def validate_answer(self, field: RadiosField) -> None:
        """A consent is given under a reference and until a day."""
        if field.data == "give" and not (self.reference.data and self.until.data):
            raise ValidationError("To give consent, enter your reference and the last day")


class WithdrawForm(PortalForm):
    """Nothing but the press of the button."""
