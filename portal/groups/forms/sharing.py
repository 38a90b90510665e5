"""What a person fills in to share a group, and to take a share back."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from portal.access.precision import said
from portal.access.viewer import STANDARD, View
from portal.groups.operations.sharing import Terms
from portal.groups.projections.sharing import SharePage, ViewChoice
from portal.groups.rules import Purpose
from portal.web.fields import (
    CheckboxField,
    DateField,
    EmailField,
    Hidden,
    HiddenKey,
    Option,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
)  # fmt: skip
from portal.web.filters import long_date

_HINTS = {
    View.HEADLINE: "Reference, theme, City or County, and who leads. No names.",
    View.SUMMARY: (
        "Also the operation name, district, band, tier, month of the next review, the partner "
        "summary and the plan. No names."
    ),
    View.FULL: (
        "Everything, including names, dates of birth and scores. For an agency, not a board."
    ),
}


def _option(view: ViewChoice) -> Option:
    """A view as a choice: in the words of old while it opens what it was shipped with."""
    parts = said(view.sections)
    hint = _HINTS[view.level]
    if view.sections != STANDARD[view.level]:
        hint = f"The headline; {'; '.join(one[:1].lower() + one[1:] for one in parts)}."
    return Option(str(view.level.value), view.name, hint)


class ShareGroupForm(PortalForm):
    """To whom, how much, why, under what, until when."""

    recipient = SelectField("Who to share with", needed="Choose who to share with")
    person = EmailField(
        "Work email of one person",
        hint="Only to share with one person at the agency. Leave empty to share with all of it.",
    )
    cascade = CheckboxField("Also share with the agencies that are part of it")
    view = RadiosField("What they will see", needed="Choose what they will see")
    shows_holders = CheckboxField("Let them see who else holds this group")
    purpose = RadiosField(
        "Purpose",
        needed="Choose the purpose",
        options=[(one.value, one.label) for one in Purpose],
    )
    gateway = RadiosField(
        "Legal gateway",
        needed="Choose the legal gateway",
        hint="The power that lets your agency share with this recipient, with its conditions.",
    )
    agreement = SelectField(
        "Information-sharing agreement",
        needed="Choose the agreement",
        hint="Agreements in date that the lead agency signed. An agency must have signed it too.",
    )
    last_day = DateField("Last day", needed="Enter the last day", must="future")
    conditions = TextArea(
        "Handling conditions",
        hint="If you enter any, each person accepts them before they first read the group.",
        limit=1000,
        rows=4,
    )
    key = HiddenKey()
    checked = Hidden()
    """Proof that what they will see was shown for exactly these answers."""

    def offer(self, page: SharePage) -> None:
        """Set the choices, and how late the last day may be."""
        self.page = page
        self.recipient.offer([(str(one.id), one.label) for one in page.receivers])
        self.view.offer([_option(one) for one in page.views])
        fitting = page.gateways_to(self.recipient.data or "", self.gateway.data or "")
        self.gateway.offer([Option(str(one.id), one.name, one.hint) for one in fitting])
        self.agreement.offer(
            [
                (str(one.id), f"{one.reference}: {one.title}, until {long_date(one.ends_on)}")
                for one in page.agreements
            ]
        )
        self.last_day.description = (
            f"They see it until the end of this day: {long_date(page.latest_end)} at the latest, "
            "and no later than the agreement."
        )

    def suggest(self, wanted: Mapping[str, str]) -> None:
        """Fill in a form not yet sent with what a request for access asks."""
        if not self.is_submitted():
            self.recipient.data = wanted.get("recipient", self.recipient.data)
            self.purpose.data = wanted.get("purpose", self.purpose.data)

    def terms(self) -> Terms:
        """What was filled in, once it has been found in order."""
        last_day = self.last_day.data
        assert last_day is not None  # noqa: S101 - tells the type checker
        return Terms(
            recipient_id=UUID(self.recipient.data),
            view=View(int(self.view.data or "")),
            purpose=Purpose(self.purpose.data or ""),
            gateway_id=UUID(self.gateway.data or ""),
            agreement_id=UUID(self.agreement.data),
            last_day=last_day,
            person=self.person.data or "",
            cascades=bool(self.cascade.data),
            shows_holders=bool(self.shows_holders.data),
            version_id=self.page.view(View(int(self.view.data or ""))).version_id,
            conditions=self.conditions.data or "",
        )

    def answers(self) -> list[tuple[str, str]]:
        """Each answer as the check page sends it along."""
        day = self.last_day.data
        return [
            (field.name, str(field.data or ""))
            for field in (
                self.recipient,
                self.person,
                self.view,
                self.purpose,
                self.gateway,
                self.agreement,
            )
        ] + [
            *((box.name, "y") for box in (self.cascade, self.shows_holders) if box.data),
            (self.last_day.name, f"{day.day} {day.month} {day.year}" if day else ""),
            (self.conditions.name, self.conditions.data or ""),
        ]


class RevokeShareForm(PortalForm):
    """Nothing but the press of the button."""
