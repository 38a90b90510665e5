"""What a person fills in to change an agency."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from portal.agencies.operations.changes import Plan
from portal.web.fields import (
    CheckboxesField,
    CheckboxField,
    HiddenKey,
    Option,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
    TextField,
)

_KINDS = (
    Option("merge", "Merge it into another agency", "All of its people and work go over."),
    Option("split", "Move part of it to another agency", "The people you choose go over, with the"
           " groups that they lead and their open actions."),
    Option("rename", "Give it a new name", "The earlier name stays in the register."),
    Option("leave", "It leaves the partnership", "None of its people reads anything afterwards."),
)  # fmt: skip


_ASKED = {
    "merge": ("other",), "split": ("other", "members"), "rename": ("new_name",),
    "leave": ("other", "ends_seats", "ends_shares"),
}  # fmt: skip
HEADINGS = {
    "merge": "Merge the agency into another", "split": "Move part of the agency to another",
    "rename": "Give the agency a new name", "leave": "The agency leaves the partnership",
}  # fmt: skip
"""The second step of the form for each kind, whose fields are its own."""


class ProposeChangeForm(PortalForm):
    """What is to become of an agency: first the kind, then what that kind needs."""

    kind = RadiosField("What is to happen?", needed="Choose what is to happen", options=_KINDS)
    other = SelectField(
        "Agency that takes over",
        empty="None",
        hint="An agency that leaves needs one for its open work.",
    )
    members = CheckboxesField("People who go over in a split")
    new_name = TextField("New name")
    ends_seats = CheckboxField("Its seats on boards end when it leaves")
    ends_shares = CheckboxField("What is shared with it ends when it leaves")
    reason = TextArea("Reason", needed="Enter the reason", limit=1000)
    key = HiddenKey()

    def asks(self, kind: str) -> Sequence[str]:
        """The fields of the second step, in their order; none while the kind is open."""
        return _ASKED.get(kind, ())

    def plan(self) -> Plan:
        """What was filled in, once it has been found in order."""
        return Plan(
            self.kind.data or "",
            UUID(self.other.data) if self.other.data else None,
            self.new_name.data,
            [UUID(one) for one in self.members.data],
            bool(self.ends_seats.data),
            bool(self.ends_shares.data),
            self.reason.data,
        )


class ChangeForm(PortalForm):
    """Nothing but the press of a button."""
