"""What is shown of why somebody sees a group, or does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.access.policy import ORDER, Step, refusals
from portal.access.viewer import View
from portal.groups.projections.pages import GroupHeader

BARS: Mapping[str, str] = {
    "": "",
    "account": "Shut: the account, the vetting or the agency is not in good standing",
    "denial": "Shut: explicitly denied",
    "ceiling": "Shut: the group is marked above their ceiling",
}


@dataclass(frozen=True, slots=True)
class PathLine:
    """One path by which the group is read."""

    path: str
    who: str
    view: View
    given_by: str
    approved_by: str
    starts_at: datetime
    until: datetime | None
    share_id: UUID | None
    asks_acceptance: bool
    bar: str
    """Why nobody reads by it all the same, in words; empty when they do."""


@dataclass(frozen=True, slots=True)
class DenialLine:
    """One who is shut out, whatever else would show them the group."""

    id: UUID
    who: str
    reason: str
    given_by: str
    starts_at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ExplainPage:
    """Everybody who reads a group, by which path, and who is shut out."""

    header: GroupHeader
    paths: tuple[PathLine, ...]
    denials: tuple[DenialLine, ...]
    may_change: bool
    order: tuple[Step, ...] = ORDER


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the order, whether it let them pass, and what would make it."""

    step: Step
    passed: bool
    cure: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody sees a group, and by the written order what they would need."""

    passed: Mapping[Step, bool]
    view: View | None
    marking: str

    @property
    def refused_by(self) -> tuple[Step, ...]:
        """The steps that refuse, the one that decides first; none when they see it."""
        return refusals(self.passed)

    @property
    def lines(self) -> tuple[StepLine, ...]:
        """The order, step by step, with the cure of each that refuses."""
        cures = {
            Step.ACCOUNT: "Their account, membership and vetting, and their agency, have to be in"
            " good standing: their agency's single point of contact can see to it.",
            Step.DENIAL: "Somebody shut them out of this group. End that denial.",
            Step.AGREEMENT: "The lead agency and theirs have to have signed an agreement that is"
            " in date.",
            Step.CEILING: f"They may hold nothing marked {self.marking}. Their ceiling would have"
            " to be raised.",
            Step.GRANT: "Nobody gave them this group. Share it with them.",
            Step.CONDITIONS: "They have to accept the handling conditions of the share: the portal"
            " asks them when they open the group.",
        }
        return tuple(
            StepLine(step, self.passed[step], "" if self.passed[step] else cures[step])
            for step in ORDER
        )
