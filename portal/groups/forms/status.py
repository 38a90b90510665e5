"""What a person fills in about a group's life."""

from __future__ import annotations

from portal.groups.operations.status import Case
from portal.groups.rules import GroupKind, GroupStatus
from portal.groups.rules.status import ArchiveReason, ClosureKind, Outcome, ReopenReason
from portal.web.fields import (
    DateField,
    HiddenKey,
    PortalForm,
    RadiosField,
    TextArea,
    TextField,
)


class ChangeStatusForm(PortalForm):
    """Dormant, or active again."""

    key = HiddenKey()
    to = RadiosField(
        "New status",
        needed="Choose the new status",
        options=[
            (GroupStatus.ACTIVE.value, "Active"),
            (GroupStatus.DORMANT.value, "Dormant: no known activity, still reviewed"),
        ],
    )
    reason = TextArea("Reason", needed="Enter the reason", limit=1000, rows=4)


class DescribeGroupForm(PortalForm):
    """What type of group it is."""

    key = HiddenKey()
    kind = RadiosField(
        "Group type",
        needed="Choose the group type",
        options=[(one.value, one.label) for one in GroupKind],
    )


class ProposeClosureForm(PortalForm):
    """The case for archiving a group, or for reopening it."""

    key = HiddenKey()
    reason = RadiosField("Reason", needed="Choose the reason")
    evidence = TextArea("Evidence summary", needed="Enter the evidence summary", rows=6)
    residual_risk = TextArea(
        "Residual-risk plan",
        needed="Enter the residual-risk plan",
        hint="Orders, prison releases and vulnerable addresses: what is still watched, by whom.",
        rows=5,
    )
    reopen_triggers = TextArea(
        "Reopen triggers", needed="Enter the reopen triggers",
        hint="What would make you look again. One on each line.", rows=4,
    )  # fmt: skip

    def offer(self, kind: ClosureKind) -> None:
        """Set the reasons for what is proposed."""
        reasons = ArchiveReason if kind is ClosureKind.ARCHIVE else ReopenReason
        self.reason.offer([(one.value, one.label) for one in reasons])

    def case(self, kind: ClosureKind) -> Case:
        """What was filled in, of a form that holds."""
        reasons = ArchiveReason if kind is ClosureKind.ARCHIVE else ReopenReason
        return Case(
            reason=reasons(self.reason.data or ""),
            evidence=self.evidence.data,
            residual_risk=self.residual_risk.data,
            reopen_triggers=self.reopen_triggers.data,
        )


class AnswerClosureForm(PortalForm):
    """The scorer's or the chair's say."""

    key = HiddenKey()
    answer = RadiosField(
        "Your answer",
        needed="Choose your answer",
        options=[("yes", "I agree with it"), ("no", "I decline it")],
    )
    words = TextArea("Reason if you decline", limit=1000, rows=3)


class AddIntelligenceForm(PortalForm):
    """A reference number, and the day it was received."""

    key = HiddenKey()
    reference = TextField(
        "Reference number",
        needed="Enter the reference number",
        hint="As the intelligence system gives it, such as NP/IR/2026-0412. Never the text.",
        limit=200,
        width=20,
    )
    received_on = DateField(
        "Received on", needed="Enter the day it was received", must="past or today"
    )


class ReviewIntelligenceForm(PortalForm):
    """What came of reading it."""

    key = HiddenKey()
    outcome = RadiosField(
        "Outcome",
        needed="Choose the outcome",
        options=[(one.value, one.label) for one in Outcome],
    )
