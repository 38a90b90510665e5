"""What happens between the looks.  A feature adds its steps here, one function each.

A step of ``hidden`` happens in the second world alone and must touch only what the person may not
see: it asks the ``Scene`` for such things, and does nothing when there are none.  A step of
``shared`` happens in both.  Every choice comes from the scene's own chance, so that a step can be
done again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar
from uuid import UUID, uuid5

from portal.access.policy import POLICE
from portal.access.viewer import Role
from tests.cast import GROUPS, PEOPLE, ident
from tests.twins.worlds import Pair, Twin

T = TypeVar("T")
Act = Callable[["Scene", Twin], None]
hidden: dict[str, Act] = {}
shared: dict[str, Act] = {}
LENT = (ident("sorrel"), ident("hawthorn"))
"""The groups that are lent to the person in some histories, at partner summary at most."""
STEWARDS = {role.value for role in POLICE | {Role.SPC, Role.FIM, Role.AUD, Role.ADM}}


def step(where: dict[str, Act]) -> Callable[[Act], Act]:
    """Register a step by its name."""

    def add(act: Act) -> Act:
        where[act.__name__] = act
        return act

    return add


@dataclass
class Scene:
    """Where a step happens: the pair, what it may touch, and its own chance."""

    pair: Pair
    chance: Random

    def pick(self, things: Sequence[T]) -> T | None:
        """One of them, or none."""
        return self.chance.choice(things) if things else None

    def new_id(self) -> UUID:
        """An id that follows from the step's chance."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def view(self, group: UUID) -> int:
        """The highest view at which the person holds the group now, or will in this history."""
        is_lent = bool(self.mine()) and group in LENT
        return max(self.pair.views[group], 2 if is_lent else 0)

    def unseen_groups(self, below: int = 1) -> list[UUID]:
        """The groups of the cast that the person never holds at this view."""
        return [ident(name) for name in GROUPS if self.view(ident(name)) < below]

    def not_run(self) -> list[UUID]:
        """The groups of whose sharing the person is told nothing."""
        return [ident(name) for name in GROUPS if ident(name) not in self.pair.runs]

    def strangers(self) -> list[UUID]:
        """Agencies and boards that the person does not answer to."""
        all_of_them = [ident(code) for code in ("CITY-TS", "HMRC", "NCC-TS", "NOCEG", "SNBPG")]
        return [one for one in all_of_them if one not in self.pair.looker.recipients]

    def mine(self) -> list[UUID]:
        """Agencies and boards that the person answers to, and can be lent to."""
        all_of_them = [ident(code) for code in ("CITY-TS", "HMRC", "NCC-TS", "NOCEG", "SNBPG")]
        return [one for one in all_of_them if one in self.pair.looker.recipients]

    def other_boards(self) -> list[str]:
        """The boards on which the person has no seat."""
        return [one for one in ("NOCEG", "SNBPG") if ident(one) not in self.pair.looker.boards]

    @property
    def is_steward(self) -> bool:
        """Whether the person deals with agencies and people of the whole partnership.

        Whoever runs a group chooses among all of them to whom it is lent.
        """
        return bool(self.pair.looker.roles & STEWARDS or self.pair.runs)

    def somebody_else(self) -> str:
        """One of the cast who is not the person."""
        return self.chance.choice([email for email in PEOPLE if email != self.pair.email])

    def words(self) -> str:
        """A sentence of words that stand elsewhere too, in what the person may see."""
        stock = ["sorrel", "disruption", "camera", "ladder", "pat", "drugs", "op", "van"]
        return " ".join(self.chance.choices(stock, k=5))


def named(scene: Scene, what: str) -> UUID:
    """The id of something that a step makes once for the whole history."""
    return uuid5(ident("twins"), f"{scene.pair.email} {what}")


def values(**more: Any) -> dict[str, Any]:
    """What every marked row of the cast has."""
    return {"marking": 2} | more
