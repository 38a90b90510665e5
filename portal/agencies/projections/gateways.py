"""What is shown of the register of gateways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.agencies.rules import GatewayState, Purpose
from portal.core.paging import Page

COLOURS = {
    GatewayState.PROPOSED: "blue",
    GatewayState.CHECK: "yellow",
    GatewayState.IN_USE: "green",
}


@dataclass(frozen=True, slots=True)
class GatewayLine:
    """One entry in the list."""

    id: UUID
    code: str
    version: int
    name: str
    from_kind: str
    to_kind: str
    state: GatewayState

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return COLOURS.get(self.state, "grey")


@dataclass(frozen=True, slots=True)
class GatewaysPage:
    """The register."""

    lines: Page[GatewayLine]
    may_propose: bool


@dataclass(frozen=True, slots=True)
class GatewayFacts:
    """What an entry says."""

    name: str
    from_kind: str
    to_kind: str
    data_kinds: str
    purposes: tuple[Purpose, ...]
    conditions: str
    onward_rule: str
    approver_role: str
    form: str
    offence_warning: str
    note: str
    expires_on: date | None

    def rows(self) -> list[tuple[str, str]]:
        """Each fact with its label."""
        expires = self.expires_on
        return [
            ("Name", self.name),
            ("From", self.from_kind),
            ("To", self.to_kind),
            ("Data", self.data_kinds),
            ("Purposes", "\n".join(one.label for one in self.purposes) or "Any"),
            ("Conditions", self.conditions or "None named"),
            ("Onward rule", self.onward_rule or "None named"),
            ("Who approves", self.approver_role or "Not named"),
            ("Form", self.form or "None"),
            ("Offence warning", self.offence_warning or "None"),
            ("Note", self.note or "None"),
            ("Expires", f"{expires.day} {expires:%B %Y}" if expires else "Never"),
        ]


@dataclass(frozen=True, slots=True)
class GatewayPage:
    """One entry, and for a proposal what it would replace."""

    line: GatewayLine
    facts: GatewayFacts
    becomes: GatewayState
    reason: str
    proposed_by: str
    proposed_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    before: GatewayFacts | None
    may_propose: bool
    may_answer: bool

    def compared(self) -> list[tuple[str, str, str]]:
        """Each fact that the proposal changes: label, before, after."""
        if self.before is None:
            return []
        pairs = zip(self.before.rows(), self.facts.rows(), strict=True)
        return [(label, old, new) for (label, old), (_, new) in pairs if old != new]
