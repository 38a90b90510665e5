"""What a person fills in to draft an agreement, and to take it from step to step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from portal.agencies.operations.agreements import AgreementTerms, ItemTerms
from portal.agencies.projections.agreements import (
    AgreementPage,
    DraftChoices,
    ItemChoices,
    PartyChoices,
)
from portal.agencies.rules import Purpose, Regime
from portal.web.fields import (
    CheckboxesField,
    DateField,
    HiddenKey,
    HiddenVersion,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
    TextField,
)

_PURPOSES = [(one.value, one.label) for one in Purpose]
_REGIMES = [(one.value, one.label) for one in Regime]


class _Terms(PortalForm):
    """The terms of an agreement."""

    reference = TextField(
        "Reference", needed="Enter a reference", limit=60, width=20, hint="Such as NOTTS-SOC-ISA-2"
    )
    title = TextField("Title", needed="Enter a title", limit=200)
    purposes = CheckboxesField("Purposes", needed="Choose at least one purpose", options=_PURPOSES)
    gateways = CheckboxesField(
        "Gateways it relies on", needed="Choose at least one gateway", hint="Choose all that apply"
    )
    starts_on = DateField("First day", needed="Enter the first day")
    ends_on = DateField("Last day", needed="Enter the last day", must="future")
    review_on = DateField("Review on", needed="Enter the day of the review")
    ceiling = RadiosField(
        "Highest marking that may be shared under it",
        needed="Choose the highest marking",
        options=[("1", "OFFICIAL"), ("2", "OFFICIAL-SENSITIVE")],
    )
    shows_parties = RadiosField(
        "Do the parties learn of one another?",
        needed="Choose whether the parties learn of one another",
        options=[("yes", "Yes"), ("no", "No: each sees itself and the agency that keeps it")],
    )
    documents = TextArea(
        "Linked documents",
        hint="Where the impact assessment and the policy document are kept",
        limit=1000,
        rows=3,
    )

    def offer(self, choices: DraftChoices) -> None:
        """Set the gateways to choose from."""
        self.gateways.offer([(str(ident), name) for ident, name in choices.gateways])

    def terms(self) -> AgreementTerms:
        """What was filled in, once it has been found in order."""
        days = (self.starts_on.data, self.ends_on.data, self.review_on.data)
        starts, ends, review = days
        assert starts and ends and review  # noqa: S101, PT018 - tells the type checker
        return AgreementTerms(
            reference=self.reference.data,
            title=self.title.data,
            purposes=tuple(Purpose(one) for one in self.purposes.data),
            gateway_ids=tuple(UUID(one) for one in self.gateways.data),
            documents=self.documents.data,
            starts_on=starts,
            ends_on=ends,
            review_on=review,
            ceiling=int(self.ceiling.data or ""),
            shows_parties=self.shows_parties.data == "yes",
        )


class DraftAgreementForm(_Terms):
    """A new agreement."""

    key = HiddenKey()


class EditAgreementForm(_Terms):
    """The terms of a draft, with the version that the writer has before them."""

    version = HiddenVersion()


_PART = [*_REGIMES, ("none", "It takes no part in this purpose")]


class PartyForm(PortalForm):
    """An agency, and the regime under which it processes for each purpose."""

    agency = SelectField("Agency", needed="Choose an agency")

    @staticmethod
    def named(purpose: Purpose) -> str:
        """The name of the field of a purpose."""
        return f"regime_{purpose.value}"

    def offer(self, page: AgreementPage, choices: PartyChoices) -> None:
        """Set the agencies to choose from, and keep the agreement's own purposes."""
        self.agency.offer([(str(ident), name) for ident, name in choices.agencies])
        for purpose in Purpose:
            if purpose not in page.purposes:
                del self[self.named(purpose)]

    def asked(self) -> Sequence[Any]:
        """The fields of the purposes that are left."""
        return [self[self.named(one)] for one in Purpose if self.named(one) in self]

    def regimes(self) -> dict[Purpose, Regime]:
        """The regime for each purpose that the agency takes part in."""
        found = {one: self[self.named(one)].data for one in Purpose if self.named(one) in self}
        return {one: Regime(value) for one, value in found.items() if value != "none"}


for _purpose in Purpose:
    setattr(
        PartyForm,
        PartyForm.named(_purpose),
        RadiosField(
            f"Regime for: {_purpose.label.lower()}",
            needed=f"Choose the regime for: {_purpose.label.lower()}",
            options=_PART,
        ),
    )


class ItemForm(PortalForm):
    """A line of the data schedule."""

    item = TextArea(
        "What is shared", needed="Enter what is shared", limit=400, rows=3,
        hint="In words that the parties use, such as “partner summary, band and tier”",
    )  # fmt: skip
    view = SelectField("View that shows it", needed="Choose the view that shows it")
    purpose = RadiosField("Purpose", needed="Choose the purpose")
    regime = RadiosField("Regime", needed="Choose the regime", options=_REGIMES)
    retention = TextField(
        "How long the recipient keeps it", needed="Enter how long the recipient keeps it", limit=200
    )
    key = HiddenKey()

    def offer(self, page: AgreementPage, choices: ItemChoices) -> None:
        """Set the views and the purposes to choose from."""
        self.view.offer([(str(ident), name) for ident, name in choices.views])
        self.purpose.offer([(one.value, one.label) for one in page.purposes])

    def terms(self) -> ItemTerms:
        """What was filled in, once it has been found in order."""
        return ItemTerms(
            item=self.item.data,
            view_id=UUID(self.view.data),
            purpose=Purpose(self.purpose.data or ""),
            regime=Regime(self.regime.data or ""),
            retention=self.retention.data,
        )


class SignForm(PortalForm):
    """The office in whose name an agency signs."""

    office = TextField(
        "Office that signs", needed="Enter the office that signs", limit=120,
        hint="Such as Chief Constable. Do not enter a person's name.",
    )  # fmt: skip


class StepForm(PortalForm):
    """Nothing but the press of the button."""


class NewVersionForm(PortalForm):
    """The press of the button, once."""

    key = HiddenKey()


class EndForm(PortalForm):
    """Why an agreement ends before its last day."""

    reason = TextArea("Reason", needed="Enter the reason", limit=500, rows=4)
