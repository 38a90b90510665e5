"""What a person types to log an action and to say what happened on it."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from portal.plans.operations import NewAction, NewUpdate
from portal.plans.projections import NewActionPage
from portal.plans.rules import AFTER_ACCEPTED, ActionState, Strand
from portal.web.fields import (
    DateField,
    HiddenKey,
    HiddenVersion,
    NarrativeForm,
    Option,
    RadiosField,
    SelectField,
    TextArea,
)  # fmt: skip

_HINTS = {
    ActionState.BLOCKED: "Say below why, and what would help",
    ActionState.DONE: "Say below what came of it",
    ActionState.CANCELLED: "Say below why it is not needed",
}


class LogActionForm(NarrativeForm):
    """One step of a plan, owned by the viewer's own agency."""

    key = HiddenKey()
    strand = RadiosField(
        "Strand",
        needed="Choose pursue, prevent, protect or prepare",
        options=[Option(one.value, one.label, one.aim) for one in Strand],
    )
    step = TextArea(
        "What will be done", needed="Enter what will be done", limit=500, rows=3,
        hint="One step that can be seen to be done. Leave out names of people in the group.",
    )  # fmt: skip
    owner = SelectField(
        "Owner", needed="Choose who will see to it", hint="A colleague of your own agency"
    )
    due_on = DateField(
        "Due date",
        must="future or today",
        needed="Enter the due date",
        hint="For example, 27 3 2027",
    )
    success = TextArea(
        "What success is", needed="Enter what will show that it worked", limit=500, rows=3,
        hint="What will show that it worked, such as a number or a change that can be seen",
    )  # fmt: skip
    readers = RadiosField("Who may read it", needed="Choose who may read it")

    def offer(self, page: NewActionPage) -> None:
        """Offer the people and the readers that the page holds."""
        self.owner.offer([(str(one.id), one.name) for one in page.colleagues])
        if not self.is_submitted():
            self.owner.data = str(page.me)
        few = (
            f"{page.own_agency} only"
            if page.is_lead
            else f"{page.lead_agency}, who lead on the group, and {page.own_agency} only"
        )
        self.readers.offer(
            [("few", few), ("partners", "Every partner who holds the plan, now or later")]
        )

    def new_action(self) -> NewAction:
        """The action as typed, once all of it is in order."""
        assert self.due_on.data is not None  # noqa: S101 - needed, so validated
        return NewAction(
            strand=Strand(cast(str, self.strand.data)),
            step=self.step.data,
            owner_id=UUID(self.owner.data),
            due_on=self.due_on.data,
            success=self.success.data,
            for_partners=self.readers.data == "partners",
        )


class UpdateActionForm(NarrativeForm):
    """What happened on an action, and the state it is left in."""

    version = HiddenVersion()
    state = RadiosField(
        "State now",
        needed="Choose in progress, blocked, done or cancelled",
        options=[Option(one.value, one.label, _HINTS.get(one, "")) for one in AFTER_ACCEPTED],
    )
    text = TextArea(
        "What has happened",
        needed="Enter what has happened, or why nothing can",
        hint="Everybody who may read the action reads this",
    )

    def new_update(self) -> NewUpdate:
        """The update as typed, once all of it is in order."""
        return NewUpdate(ActionState(cast(str, self.state.data)), self.text.data, self.version.data)
