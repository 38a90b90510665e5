"""What a person fills in to lend a person of a group with a share of it."""

from __future__ import annotations

from uuid import UUID

from portal.groups.operations.lent_people import NewLoan
from portal.groups.projections.lent_people import LentPage
from portal.groups.rules import Step
from portal.web.fields import HiddenKey, Option, PortalForm, RadiosField, SelectField, TextArea


class LendPersonForm(PortalForm):
    """Who, how much of them, and why."""

    person = SelectField("Person", needed="Choose the person")
    step = RadiosField(
        "How much they will see",
        needed="Choose how much they will see",
        options=[Option(str(one.value), one.label, f"{one.opens}.") for one in Step],
    )
    reason = TextArea(
        "Why they need it",
        needed="Enter why they need it",
        limit=1000,
        hint="For the record. The recipient does not read it.",
    )
    words = TextArea(
        "What they need to know about this person",
        limit=2000,
        hint="Only for the narrative. The recipient reads it.",
    )
    key = HiddenKey()

    def offer(self, page: LentPage) -> None:
        """Set the people of whom there is more to lend."""
        self.person.offer([(str(one.id), one.name) for one in page.people if one.next_step])

    def new_loan(self) -> NewLoan:
        """What was filled in."""
        return NewLoan(
            UUID(self.person.data),
            Step(int(self.step.data or "")),
            self.reason.data,
            self.words.data or "",
        )


class TakeBackForm(PortalForm):
    """Nothing but the press of the button."""
