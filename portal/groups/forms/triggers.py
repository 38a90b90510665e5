"""What a person fills in on the way to a group."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from portal.access.viewer import View
from portal.groups.operations.sharing import Terms
from portal.groups.operations.triggers import Mapping, Proposal
from portal.groups.projections.triggers import TriagePage
from portal.groups.rules import Area, GroupKind, Purpose, Theme
from portal.groups.rules.definition import Answer, Question
from portal.groups.rules.triggers import IN_WORDS, Avenue, ReportState, TriggerState
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

_THEMES = [(one.value, one.label) for one in Theme]
Choices = Sequence[tuple[UUID, str]]


class WriteTriggerForm(PortalForm):
    """A proposal to map a group."""

    key = HiddenKey()
    name_of_record = TextField(
        "Proposed name of record",
        needed="Enter the proposed name of record",
        hint="A neutral name that says nothing of the people, the place or the crime.",
        limit=60,
    )
    avenue = RadiosField(
        "How the group came to be known",
        needed="Choose how the group came to be known",
        options=[(one.value, one.label) for one in Avenue],
    )
    source_code = TextField(
        "Source code",
        needed="Enter the source code",
        hint="The reference of the source in your own system, never its name.",
        limit=30,
        width=10,
    )
    summary = TextArea(
        "Development summary",
        needed="Enter the development summary",
        hint="What is known, how it was found out, and what is still to be found out.",
        rows=8,
    )
    area = RadiosField(
        "Impact area",
        needed="Choose the impact area",
        options=[(one.value, one.label) for one in Area],
    )
    theme = SelectField("Main theme", needed="Choose the main theme", options=_THEMES)
    other_themes = CheckboxesField("Other themes", options=_THEMES)

    def proposal(self) -> Proposal:
        """What was filled in, of a form that holds."""
        return Proposal(
            avenue=Avenue(self.avenue.data or ""),
            source_code=self.source_code.data,
            name_of_record=self.name_of_record.data,
            summary=self.summary.data,
            area=Area(self.area.data or ""),
            theme=Theme(self.theme.data),
            other_themes=tuple(Theme(one) for one in self.other_themes.data or ()),
        )


class AnswerForm(PortalForm):
    """One question of the definition test."""

    key = HiddenKey()
    question = SelectField(
        "Question",
        needed="Choose the question",
        options=[(one.value, one.asks) for one in Question],
    )
    answer = RadiosField(
        "Answer",
        needed="Choose the answer",
        options=[(one.value, one.label) for one in Answer],
    )
    basis = TextArea(
        "Basis",
        needed="Enter the basis",
        hint="What the answer rests on, without names of people or sources. If they work alone,"
        " explain here why the definition is still met.",
        limit=2000,
        rows=5,
    )
    evidence_on = DateField(
        "Date of the evidence", must="past or today", hint="Leave empty if the answer is unknown."
    )


class MoveTriggerForm(PortalForm):
    """The next step of a trigger."""

    key = HiddenKey()
    to = RadiosField("What happens next", needed="Choose what happens next")
    reason = TextArea("Reason", needed="Enter the reason", limit=1000, rows=4)

    def offer(self, moves: Sequence[TriggerState]) -> None:
        """Set the moves that the viewer may make."""
        self.to.offer([(one.value, IN_WORDS[one]) for one in moves])


class MapGroupForm(PortalForm):
    """What a group is mapped as, and with whom it is shared from its first moment."""

    key = HiddenKey()
    lead = SelectField(
        "Lead agency", needed="Choose the lead agency", hint="Any agency may lead, police or not."
    )
    kind = RadiosField(
        "Group type",
        needed="Choose the group type",
        options=[(one.value, one.label) for one in GroupKind],
    )
    operation_name = TextField("Name of record", needed="Enter the name of record", limit=60)
    district = TextField("District", limit=60)
    summary = TextArea(
        "Partner summary", hint="What partners need in order to act. It can be written later."
    )
    reason = TextArea(
        "Reason for mapping", needed="Enter the reason for mapping", limit=1000, rows=4
    )
    recipient = SelectField(
        "Share it from the start with",
        empty="Nobody",
        hint="If you choose somebody, fill in what follows as well.",
    )
    view = SelectField(
        "What they will see",
        options=[("1", "Headline"), ("2", "Partner summary"), ("3", "Lead view")],
    )
    purpose = SelectField("Purpose", options=[(one.value, one.label) for one in Purpose])
    gateway = SelectField("Legal gateway")
    agreement = SelectField("Information-sharing agreement")
    last_day = DateField("Last day", must="future")

    def offer(
        self, leads: Choices, receivers: Choices, gateways: Choices, agreements: Choices
    ) -> None:
        """Set the choices."""
        offered = {
            self.lead: leads,
            self.recipient: receivers,
            self.gateway: gateways,
            self.agreement: agreements,
        }
        for field, choices in offered.items():
            field.offer([(str(ident), name) for ident, name in choices])

    def mapping(self) -> Mapping:
        """What the group is mapped as."""
        return Mapping(
            lead_agency_id=UUID(self.lead.data),
            kind=GroupKind(self.kind.data or ""),
            operation_name=self.operation_name.data,
            district=self.district.data,
            summary=self.summary.data,
            reason=self.reason.data,
        )

    def shares(self) -> list[Terms]:
        """The shares chosen: none, or one."""
        day = self.last_day.data
        if not self.recipient.data or day is None:
            return []
        return [
            Terms(
                recipient_id=UUID(self.recipient.data),
                view=View(int(self.view.data)),
                purpose=Purpose(self.purpose.data),
                gateway_id=UUID(self.gateway.data),
                agreement_id=UUID(self.agreement.data),
                last_day=day,
            )
        ]

    def is_whole(self) -> bool:
        """Whether a share that was begun is filled in; says what is missing."""
        if not self.recipient.data:
            return True
        wanted = (self.view, self.purpose, self.gateway, self.agreement, self.last_day)
        missing = [field for field in wanted if not field.data]
        for field in missing:
            field.errors = [f"{field.label.text}: needed for the share that you chose"]
        return not missing


class FileReportForm(PortalForm):
    """What was spotted: under ten fields."""

    key = HiddenKey()
    signs = TextArea(
        "What you noticed",
        needed="Enter what you noticed",
        hint="What you saw or heard yourself. Leave out names of people if you can.",
        limit=2000,
        rows=6,
    )
    place = TextField("Where", needed="Enter where", limit=100)
    seen_on = DateField("When", needed="Enter when", must="past or today")
    theme = SelectField("What kind of crime it may be", needed="Choose the kind of crime",
                        options=_THEMES)  # fmt: skip


class TriageReportForm(PortalForm):
    """What becomes of a spotting report."""

    key = HiddenKey()
    state = RadiosField("What becomes of it", needed="Choose what becomes of it")
    trigger = SelectField("Trigger", hint="For a report that is linked.")
    answer = TextArea(
        "Answer to the observer", needed="Enter the answer to the observer", limit=1000, rows=4
    )

    def offer(self, page: TriagePage) -> None:
        """Set the moves and the triggers."""
        words = {
            ReportState.TRIAGED: "Keep it in hand",
            ReportState.LINKED: "Link it to a trigger",
            ReportState.NOT_TAKEN_FORWARD: "Take it no further",
        }
        self.state.offer([(one.value, words[one]) for one in page.moves])
        self.trigger.offer([(str(ident), name) for ident, name in page.triggers])
