"""What the page of a plan to change an agency shows: the dry run, the consents, the certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.agencies.projections.register import CHANGES, PROGRESS

WHATS = {
    "person": ("person", "people"), "seat": ("seat", "seats"),
    "action": ("open action", "open actions"), "group": ("led group", "led groups"),
    "nominal": ("nominal record", "nominal records"),
    "share": ("share held", "shares held"),
    "circle": ("place in a sharing circle", "places in sharing circles"),
    "stream": ("work stream", "work streams"),
    "agreement": ("agreement kept", "agreements kept"),
    "trigger": ("open trigger", "open triggers"),
    "statement": ("statement on a person", "statements on people"),
    "link": ("linked record", "linked records"),
    "sight": ("group in or out of sight", "groups in or out of sight"),
}  # fmt: skip
BLOCKS = {
    "action": "Open actions have no new owner. Close them, or name an agency that takes over",
    "group": "Groups that it leads have no new lead. Name an agency that takes over",
    "nominal": "Nominal records have no new owner. Name an agency that takes over",
    "stream": "Work streams have no new lead. Name an agency that takes over",
    "agreement kept": "Agreements have no keeper. Name an agency that takes over, or end them",
    "trigger": "Triggers under way have no owner. Name an agency that takes over",
    "statement": "Statements on people have no owner. Name an agency that takes over",
    "link": "Linked records have no owner. Name an agency that takes over",
    "same agreement": "Both agencies keep agreements with the same reference. Rename one",
    "seat": "Live seats have no end. Propose anew and let them end with the agency",
    "share": "Live shares have no end. Propose anew and let them end with the agency",
    "circle": "Places in sharing circles have no end. Propose anew and let them end",
    "owned circle": "It owns sharing circles. Name an agency that takes over, or end them",
    "nobody goes": "None of the people named works for the agency any more. Propose anew",
    "not active": "The agency that takes over is not active. Activate it first",
    "agreement": "Shares stand under agreements that the agency taking over has not signed",
    "to itself": "Groups would be shared with the agency that leads them. Revoke these shares",
    "no taker": "The agency taking over has no single point of contact to own the actions",
    "out of sight": "Open actions are on groups that the agency taking over cannot see. Hand them"
    " over, or have the groups shared with it",
    "same reference": "Both agencies have nominal records with the same reference. Rename one",
}
SIDES = {
    "agency": "The agency itself", "other": "The agency that takes over",
    "partnership": "The partnership's information manager",
}  # fmt: skip
_EFFECTS = {"moves": "goes to {other}", "ends": "ends", "stays": "has no new home"}
SHOWN = 200
"""How many things of each sort a dry run lists by name."""


@dataclass(frozen=True, slots=True)
class Touched:
    """One thing that a plan touches.  ``what`` is its sort."""

    what: str
    name: str
    effect: str


@dataclass(frozen=True, slots=True)
class Sort:
    """All that a plan touches of one sort: how many, and the first of them."""

    what: str
    total: int
    items: Sequence[Touched]

    @property
    def words(self) -> str:
        """How many of what."""
        return f"{self.total:,} {WHATS[self.what][self.total != 1]}"


@dataclass(frozen=True, slots=True)
class Consent:
    """A side that must agree, and when it did."""

    side: str
    who: str
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class Names:
    """The agencies of a plan by name; one out of sight by what it is."""

    agency: str
    other: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A plan, whom it touches, who agreed, and what became of it."""

    id: UUID
    agency_id: UUID
    kind: str
    state: str
    names: Names
    reason: str
    ends: Sequence[str]
    proposed_at: datetime
    done_at: datetime | None
    sorts: Sequence[Sort]
    blocks: Sequence[tuple[str, int]]
    consents: Sequence[Consent]
    certificate: Mapping[str, int]

    @property
    def title(self) -> str:
        """The plan in words."""
        agency, other, new = self.names.agency, self.names.other, self.names.new
        return {
            "merge": f"Merge {agency} into {other}",
            "split": f"Move part of {agency} to {other}",
            "rename": f"Rename {agency} as {new}",
            "leave": f"{agency} leaves" + (f"; {other} takes over" if other else ""),
        }[self.kind]

    @property
    def kind_words(self) -> str:
        """The kind of change in words."""
        return CHANGES[self.kind]

    @property
    def state_words(self) -> str:
        """The state in words."""
        return PROGRESS[self.state]

    @property
    def is_ready(self) -> bool:
        """Whether it can be carried out now."""
        return (
            self.state == "proposed"
            and not self.blocks
            and all(one.given_at for one in self.consents)
        )

    def proof(self) -> list[str]:
        """The certificate in words: what was done, in counts."""
        lines = []
        for key, count in sorted(self.certificate.items()):
            what, _, effect = key.rpartition(" ")
            words = effect_words(effect, self.names.other or "another agency")
            lines.append(f"{count:,} {WHATS[what][count != 1]}: {words}")
        return lines


def effect_words(effect: str, other: str) -> str:
    """What becomes of a thing."""
    if effect in ("gains", "loses"):
        return "came into sight" if effect == "gains" else "went out of sight"
    return _EFFECTS[effect].format(other=other)


def sight_words(whose: str, effect: str, names: Names) -> str:
    """Who gains or loses sight of a group."""
    who = names.agency if whose == "agency" else names.other
    return f"people of {who} {'gain' if effect == 'gains' else 'lose'} sight of it"
