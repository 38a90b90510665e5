"""What is shown of an agreement: its line in a list, its whole page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.agencies.rules import DUE_WITHIN, AgreementState, Purpose, Regime, Standing, days_left
from portal.core.paging import Page


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement in a list."""

    id: UUID
    reference: str
    version: int
    title: str
    standing: Standing
    owner: str
    ends_on: date
    review_on: date


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    """The agreements of the viewer's agency."""

    lines: Page[AgreementLine]
    may_draft: bool


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party: under which regime it processes for which purpose, and whether it signed."""

    agency: str
    regimes: tuple[tuple[Purpose, Regime], ...]
    signed_at: datetime | None
    office: str
    signed_by: str
    left_at: datetime | None

    @property
    def said(self) -> tuple[str, ...]:
        """Each regime with the purposes that it is for; the law alone where it is the only one."""
        laws = sorted({regime for _, regime in self.regimes})
        if len(laws) == 1:
            return (f"{laws[0].label}, for all of its purposes",)
        return tuple(f"{purpose.label}: {regime.label}" for purpose, regime in self.regimes)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of the data schedule."""

    id: UUID
    item: str
    view: str
    purpose: Purpose
    regime: Regime
    retention: str


@dataclass(frozen=True, slots=True)
class Powers:
    """What the viewer may do with an agreement as it stands."""

    edit: bool
    keep: bool
    sign: bool
    leave: bool


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One version of an agreement."""

    id: UUID
    reference: str
    version: int
    title: str
    state: AgreementState
    standing: Standing
    owner: str
    purposes: tuple[Purpose, ...]
    gateways: tuple[tuple[UUID, str], ...]
    documents: str
    starts_on: date
    ends_on: date
    review_on: date
    ceiling: str
    shows_parties: bool
    live_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    parties: tuple[PartyLine, ...]
    items: tuple[ItemLine, ...]
    versions: tuple[AgreementLine, ...]
    powers: Powers
    today: date

    @property
    def name(self) -> str:
        """The reference with its version."""
        return f"{self.reference}, version {self.version}"

    @property
    def days_left(self) -> int:
        """The days for which it still holds."""
        return days_left(self.ends_on, self.today)

    @property
    def is_due(self) -> bool:
        """Whether somebody must renew it now."""
        return self.state is AgreementState.LIVE and self.days_left <= DUE_WITHIN

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The parties that have not signed."""
        return tuple(
            one.agency for one in self.parties if one.signed_at is None and one.left_at is None
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """What the draft lacks before it can be put to consultation."""
        lacks = (
            ("two parties at least", len(self.parties) < 2),
            ("a line in the data schedule for each purpose", self._uncovered()),
            ("a gateway", not self.gateways),
            ("a regime for each party and purpose", self._without_regime()),
        )
        return tuple(words for words, is_lacking in lacks if is_lacking)

    def _uncovered(self) -> bool:
        return not set(self.purposes) <= {one.purpose for one in self.items}

    def _without_regime(self) -> bool:
        wanted = set(self.purposes)
        return any(not wanted & {purpose for purpose, _ in one.regimes} for one in self.parties)


@dataclass(frozen=True, slots=True)
class DraftChoices:
    """What the form of a draft offers."""

    gateways: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class PartyChoices:
    """What the form of the parties offers."""

    agencies: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class ItemChoices:
    """What the form of the data schedule offers."""

    views: tuple[tuple[UUID, str], ...]
