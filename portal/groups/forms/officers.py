"""What a person fills in about those who run groups."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from portal.groups.projections.officers import AssignPage, Candidate, OfferPage
from portal.groups.rules.status import Duty
from portal.groups.rules.triggers import Course
from portal.web.fields import (
    CheckboxesField,
    DateField,
    HiddenKey,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
    TextField,
)  # fmt: skip
from portal.web.filters import long_date, plural


def in_words(one: Candidate) -> str:
    """A candidate as a list shows them: caseload and training beside the name."""
    trained = f"trained until {long_date(one.trained_until)}" if one.trained_until else "untrained"
    return f"{one.name}, {one.agency} (leads {plural(one.caseload, 'group')}, {trained})"


class AssignOfficerForm(PortalForm):
    """A duty for somebody, or the end of one."""

    key = HiddenKey()
    person = SelectField("Who", needed="Choose who")

    def offer(self, page: AssignPage) -> None:
        """Set the duties that can be given, and those that can end."""
        give = [
            (f"{duty.value}:{one.id}", f"{duty.label}: {in_words(one)}")
            for duty, one in page.candidates
        ]
        end = [(f"end:{one.id}", f"End: {one.duty.label}, {one.name}") for one in page.live]
        self.person.offer(give + end)

    def chosen(self) -> tuple[Duty | None, UUID]:
        """The duty (none for the end of one), and whose."""
        what, _, ident = self.person.data.partition(":")
        return (None if what == "end" else Duty(what)), UUID(ident)


class OfferLeadForm(PortalForm):
    """To whom the lead is offered, and what the giver keeps."""

    key = HiddenKey()
    person = SelectField("A person", empty="No person: an agency")
    agency = SelectField(
        "Or an agency",
        empty="No agency: a person",
        hint="Whoever of its lead officers or practitioners accepts becomes lead officer, and the"
        " agency becomes lead agency. Shares under agreements that it has not signed then end.",
    )
    residual = RadiosField(
        "What the lead officer of today keeps",
        needed="Choose what the lead officer of today keeps",
        options=[("none", "Nothing"), ("until", "Reads the lead view until a last day")],
    )
    residual_until = DateField("Last day", must="future")
    note = TextArea(
        "Note to whoever is asked",
        needed="Enter a note to whoever is asked",
        hint="They do not see the group until they accept: name nobody.",
        limit=500,
        rows=4,
    )

    def offer(self, page: OfferPage) -> None:
        """Set to whom it can be offered."""
        self.person.offer([(str(one.id), in_words(one)) for one in page.candidates])
        self.agency.offer([(str(ident), name) for ident, name in page.agencies])


class AnswerOfferForm(PortalForm):
    """The answer to an offer of the lead."""

    key = HiddenKey()
    answer = RadiosField(
        "Your answer",
        needed="Choose your answer",
        options=[("accept", "I accept the lead"), ("decline", "I decline")],
    )
    words = TextArea("Reason", needed="Enter the reason", limit=500, rows=3)


class RecordTrainingForm(PortalForm):
    """That somebody passed a course."""

    key = HiddenKey()
    person = SelectField("Who", needed="Choose who")
    course = RadiosField(
        "Course", needed="Choose the course", options=[(one.value, one.label) for one in Course]
    )
    passed_on = DateField("Passed on", needed="Enter the day it was passed", must="past or today")
    expires_on = DateField("Counts until", needed="Enter the last day it counts", must="future")

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        """Set whose training can be recorded."""
        self.person.offer([(str(ident), name) for ident, name in people])


class MakeTeamForm(PortalForm):
    """A team of people of one's own agency."""

    key = HiddenKey()
    name = TextField("Name of the team", needed="Enter the name of the team", limit=80)
    purpose = TextArea("What it is for", needed="Enter what it is for", limit=500, rows=3)
    members = CheckboxesField("Who is in it", needed="Choose who is in it")

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        """Set who can be in it."""
        self.members.offer([(str(ident), name) for ident, name in people])
