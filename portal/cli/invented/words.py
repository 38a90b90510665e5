"""Invented names and texts, and the dice they are thrown with."""

from __future__ import annotations

from random import Random  # noqa: TID251 - a sample is the same each time, and guards nothing

_STARTS = ("Raven", "Grim", "Dun", "Elder", "Hollow", "Marl", "Thorn", "Wick", "Ash", "Bram",
           "Cold", "Fen", "Gar", "Hazel", "Kirk", "Ling", "Moor", "Nether", "Oak", "Pel"
)  # fmt: skip
_ENDS = ("bourne", "rigg", "thwaite", "shaw", "by", "stead", "wick", "ford", "holme", "ley",
         "worth", "combe", "garth", "mere", "field", "toft", "dale", "more", "well", "croft"
)  # fmt: skip
_FORENAMES = ("Arlen", "Fenn", "Neve", "Corin", "Isolde", "Piers", "Tamsin", "Wilf", "Edda",
              "Joss", "Linnet", "Rafe", "Sorrel", "Tobin", "Una", "Yorick"
)  # fmt: skip
_SENTENCES = (
    "The group meets at two business premises and moves goods by parcel.",
    "Partners are asked for tenancies, complaints and business links.",
    "Two members have moved house since the last review.",
    "Finance runs through three small companies.",
    "The structure is known in part.",
)


class Dice:
    """Everything that is thrown for, from one seed."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # noqa: S311 - it guards nothing

    def surname(self) -> str:
        """An invented surname."""
        return (self.random.choice(_STARTS) + self.random.choice(_ENDS)).upper()

    def forename(self) -> str:
        """An invented forename."""
        return self.random.choice(_FORENAMES)

    def text(self, sentences: int) -> str:
        """An invented text."""
        return " ".join(self.random.choice(_SENTENCES) for _ in range(sentences))
