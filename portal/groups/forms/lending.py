"""What a person fills in about a share that stands, or one they ask for."""

from __future__ import annotations

from uuid import UUID

from portal.access.viewer import View
from portal.groups.projections.ledger import LedgerChoices
from portal.groups.rules import Purpose
from portal.web.fields import (
    CheckboxField,
    DateField,
    Hidden,
    HiddenKey,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
    TextField,
)

PURPOSES = [(one.value, one.label) for one in Purpose]


class ApproveShareForm(PortalForm):
    """Approve it as it was shown, or decline it and say why."""

    answer = RadiosField(
        "Your answer",
        needed="Choose whether you approve it",
        options=[("approve", "Approve: it opens at once"), ("decline", "Decline")],
    )
    reason = TextArea("Why you decline it", hint="Leave empty if you approve it.", limit=1000)
    shown = Hidden()
    """The digest of the rendering that the approver was shown."""


class RenewShareForm(PortalForm):
    """Until when, and why."""

    key = HiddenKey()
    last_day = DateField("New last day", needed="Enter the new last day", must="future")
    reason = TextArea(
        "Why it is renewed",
        needed="Enter why it is renewed",
        hint="What they have used it for, and what they still need it for.",
        limit=1000,
    )


class AcceptForm(PortalForm):
    """That one has read the conditions and will keep to them."""

    share = Hidden()
    agree = CheckboxField(
        "I have read these conditions and will keep to them",
        needed="Confirm that you have read the conditions and will keep to them",
    )

    def wanted(self) -> UUID:
        """The share that it is about."""
        return UUID(self.share.data)


class TakeCopyForm(PortalForm):
    """What was copied, and how."""

    key = HiddenKey()
    kind = RadiosField(
        "What did you take?",
        needed="Choose what you took",
        options=[
            ("print", "A print of a page"),
            ("file", "A file that I saved"),
            ("note", "Notes that I made elsewhere"),
        ],
    )
    what = TextField(
        "What is in it, and where it is kept",
        needed="Enter what is in it, and where it is kept",
        hint="Name no person. For example, the overview, two pages, in the locked case file.",
        limit=300,
    )


class DestroyCopyForm(PortalForm):
    """When and how a copy was destroyed."""

    on = DateField("When did you destroy it?", needed="Enter the day", must="past or today")
    how = TextField(
        "How did you destroy it?",
        needed="Enter how you destroyed it",
        hint="For example, cross-cut shredded, or deleted from the drive and its backup.",
        limit=300,
    )


class CorrectForm(PortalForm):
    """What was wrong, what is right, and whom to tell."""

    key = HiddenKey()
    text = TextArea(
        "What was wrong, and what is right",
        needed="Enter what was wrong, and what is right",
        hint="Every recipient you choose below reads these very words.",
        limit=2000,
        rows=8,
    )
    least = RadiosField(
        "Who is told",
        needed="Choose who is told",
        options=[
            ("1", "Everyone who holds or held the group"),
            ("2", "Those whose share opened the partner summary or more"),
            ("3", "Those whose share opened the lead view"),
        ],
    )

    def level(self) -> View:
        """The least that the share of those who are told opened."""
        return View(int(self.least.data or ""))


class AcknowledgeForm(PortalForm):
    """Nothing but the press of the button."""


class AskForm(PortalForm):
    """What one asks for, in one's own words."""

    key = HiddenKey()
    about = TextArea(
        "What do you ask for?",
        needed="Enter what you ask for",
        hint="A reference you were told, or what you know in your own words.",
        limit=1000,
        rows=3,
    )
    need = TextArea(
        "Why do you need it?",
        needed="Enter why you need it",
        hint="What you would do with it that you cannot do without it.",
        limit=1000,
    )
    purpose = RadiosField("Purpose", needed="Choose the purpose", options=PURPOSES)

    def chosen(self) -> Purpose:
        """The purpose that was chosen, of a form that holds."""
        return Purpose(self.purpose.data or "")


class RefuseRequestForm(PortalForm):
    """Why nothing will be shared."""

    reason = TextArea(
        "Why nothing will be shared",
        needed="Enter why nothing will be shared",
        hint="It is kept with the request. The person who asked does not see it.",
        limit=1000,
    )


class LedgerForm(PortalForm):
    """By what the ledger is narrowed; posted, so that no reference stands in an address."""

    nominal = TextField("Reference of a nominal", limit=60, width=20, autocomplete="off")
    recipient = SelectField("Recipient", empty="Any recipient")
    agreement = SelectField("Agreement", empty="Any agreement")

    def offer(self, choices: LedgerChoices) -> None:
        """Set the recipients and the agreements that can be chosen."""
        self.recipient.offer([(str(ident), name) for ident, name in choices.recipients])
        self.agreement.offer([(str(ident), name) for ident, name in choices.agreements])

    def wanted(self) -> tuple[str, UUID | None, UUID | None]:
        """The nominal, the recipient and the agreement, as far as they were given."""
        chosen = [UUID(one.data) if one.data else None for one in (self.recipient, self.agreement)]
        return str(self.nominal.data or "").strip(), chosen[0], chosen[1]
