"""What a person fills in to share a group, and to take a share back."""

from __future__ import annotations

from uuid import UUID

from portal.access.viewer import View
from portal.groups.operations.sharing import Terms
from portal.groups.projections.sharing import SharePage
from portal.groups.rules import Purpose
from portal.web.fields import (
    DateField,
    Hidden,
    HiddenKey,
    Option,
    PortalForm,
    RadiosField,
    SelectField,
)  # fmt: skip
from portal.web.filters import long_date

_VIEWS = (
    Option("1", "Headline", "Reference, theme, City or County, and who leads. No names."),
    Option(
        "2",
        "Partner summary",
        "Also the operation name, district, band, tier, month of the next review, the partner "
        "summary and the plan. No names.",
    ),
    Option(
        "3",
        "Lead view",
        "Everything, including names, dates of birth and scores. For an agency, not a board.",
    ),
)


class ShareGroupForm(PortalForm):
    """To whom, how much, why, under what, until when."""

    recipient = SelectField("Who to share with", needed="Choose who to share with")
    view = RadiosField("What they will see", needed="Choose what they will see", options=_VIEWS)
    purpose = RadiosField(
        "Purpose",
        needed="Choose the purpose",
        options=[(one.value, one.label) for one in Purpose],
    )
    gateway = SelectField(
        "Legal gateway",
        needed="Choose the legal gateway",
        hint="The power that lets your agency share with this recipient.",
    )
    agreement = SelectField(
        "Information-sharing agreement",
        needed="Choose the agreement",
        hint="Agreements in date that the lead agency signed. An agency must have signed it too.",
    )
    last_day = DateField("Last day", needed="Enter the last day", must="future")
    key = HiddenKey()
    checked = Hidden()
    """Proof that what they will see was shown for exactly these answers."""

    def offer(self, page: SharePage) -> None:
        """Set the choices, and how late the last day may be."""
        self.recipient.offer([(str(one.id), one.label) for one in page.receivers])
        self.gateway.offer([(str(one.id), one.name) for one in page.gateways])
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

    def terms(self) -> Terms:
        """What was filled in, once it has been found in order."""
        last_day = self.last_day.data
        assert last_day is not None  # noqa: S101 - tells the type checker
        return Terms(
            recipient_id=UUID(self.recipient.data),
            view=View(int(self.view.data or "")),
            purpose=Purpose(self.purpose.data or ""),
            gateway_id=UUID(self.gateway.data),
            agreement_id=UUID(self.agreement.data),
            last_day=last_day,
        )

    def answers(self) -> list[tuple[str, str]]:
        """Each answer as the check page sends it along."""
        day = self.last_day.data
        return [
            (field.name, str(field.data))
            for field in (self.recipient, self.view, self.purpose, self.gateway, self.agreement)
        ] + [(self.last_day.name, f"{day.day} {day.month} {day.year}" if day else "")]


class RevokeShareForm(PortalForm):
    """Nothing but the press of the button."""
