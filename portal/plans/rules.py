"""The words of a plan: its strands, and the states that an action passes through."""

from __future__ import annotations

from enum import StrEnum


class Strand(StrEnum):
    """One of the four Ps, in the order in which a plan sets them out."""

    PURSUE = "pursue"
    PREVENT = "prevent"
    PROTECT = "protect"
    PREPARE = "prepare"

    @property
    def label(self) -> str:
        """The strand as a page says it."""
        return self.value.capitalize()

    @property
    def aim(self) -> str:
        """What the strand is for, in a few words."""
        return _AIMS[self]


_AIMS = {
    Strand.PURSUE: "Prosecute and disrupt those involved",
    Strand.PREVENT: "Stop people being drawn in, or going back",
    Strand.PROTECT: "Make people, families, businesses and communities harder to harm",
    Strand.PREPARE: "Limit the impact, and support victims and witnesses",
}


class ActionState(StrEnum):
    """Where an action stands."""

    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state as a page says it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in OPEN


OPEN = (ActionState.ACCEPTED, ActionState.IN_PROGRESS, ActionState.BLOCKED)
"""The states in which a due date counts."""
AFTER_ACCEPTED = tuple(state for state in ActionState if state is not ActionState.ACCEPTED)
"""The states that an update may leave an action in; any of them may be mended by a later one."""


def short(text: str, longest: int = 90) -> str:
    """A text on one line, cut where it is long: for a heading or a line that leads to it."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
