"""What the lender is shown of the people who were lent with a share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.groups.projections.pages import GroupHeader
from portal.groups.projections.sharing import ShareLine
from portal.groups.rules import Step


@dataclass(frozen=True, slots=True)
class LentLine:
    """A step at which a person was lent, as the lender reads it."""

    id: UUID
    name: str
    step: Step
    reason: str
    given_at: datetime
    given_by: str


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A person of the group who can be lent, and the step that would come next."""

    id: UUID
    name: str
    next_step: Step | None


@dataclass(frozen=True, slots=True)
class LentPage:
    """The people lent with one share, and those who could be."""

    header: GroupHeader
    share: ShareLine
    lent: tuple[LentLine, ...]
    people: tuple[PersonChoice, ...]


@dataclass(frozen=True, slots=True)
class TakeBackPage:
    """A step that is about to be taken back."""

    header: GroupHeader
    share: ShareLine
    line: LentLine
