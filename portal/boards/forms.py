"""The forms of this room."""

from __future__ import annotations

from uuid import UUID

from portal.boards.rules import REPORTABLE
from portal.web.fields import (
    CheckboxesField,
    DateField,
    HiddenKey,
    HiddenVersion,
    PortalForm,
    RadiosField,
    TextArea,
    TextField,
)


class MakeMeetingForm(PortalForm):
    """A meeting and what it deals with."""

    held_on = DateField(
        "Date of the meeting",
        needed="Enter the date of the meeting",
        hint="For example, 27 3 2027",
        must="future or today",
    )
    place = TextField(
        "Place",
        needed="Enter where the meeting is held",
        hint="A room, or how to join if it is held online",
        limit=200,
    )
    items = CheckboxesField("Agenda", hint="Untick what this meeting should not deal with")
    key = HiddenKey()


class ReportStreamForm(PortalForm):
    """How a work stream stands, and why."""

    progress = RadiosField(
        "How does the work stream stand?",
        needed="Choose how the work stream stands",
        options=[(progress.value, progress.label) for progress in REPORTABLE],
    )
    note = TextArea(
        "What is behind it",
        needed="Enter what is behind the progress you chose",
        hint="Say what was done and what is in the way. Name no person.",
        limit=2000,
    )
    version = HiddenVersion()


class RoomForm(PortalForm):
    """Who is in the room, and for how long."""

    people = CheckboxesField("People with a seat on your boards", options=())
    others = TextArea(
        "Other people in the room",
        hint="Their email addresses, each on a line of its own.",
        limit=1000,
        rows=3,
    )
    hours = RadiosField(
        "For how long",
        needed="Choose for how long",
        options=[("1", "1 hour"), ("2", "2 hours"), ("4", "4 hours")],
    )

    def present(self) -> tuple[list[UUID], list[str]]:
        """Those chosen, and the addresses of the others."""
        lines = (self.others.data or "").splitlines()
        emails = [line.strip().casefold() for line in lines if line.strip()]
        return [UUID(one) for one in self.people.data or ()], emails
