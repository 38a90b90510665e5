"""What must not come in: high markings, covert sources, interception, source grades."""

from __future__ import annotations

import pytest

from portal.core.holding import must_not_hold

REFUSED = (
    "SECRET: seen at the yard", "Marked TOP SECRET", "top secret", "the report is marked secret",
    "UK SECRET", "STRAP2", "NATO Secret", "the CHIS said so", "two covert sources",
    "a covert human intelligence source", "from intercept product", "lawful interception",
    "phone intercepts show it", "the undercover officer", "graded 1AP", "2 / B / C",
    "3x5x2 report", "5x5x5", "B24 graded",
)  # fmt: skip
TAKEN = (
    "The secretary keeps it", "a secret compartment in the van", "They met in secret",
    "NG1 2AP", "He lives at NG7 1CP, over the shop", "Band 3B, tier 2", "Unit 1A, Park Road",
    "Officers intercepted the van", "the source of the goods", "covert cameras were bought",
    "5 by 5 metres", "OCG-2AC7-1APX", "",
)  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_it_is_refused_with_what_to_do(text: str) -> None:
    reason = must_not_hold(text)
    assert reason is not None
    assert reason.startswith(("Take out what ", "Take out the "))


@pytest.mark.parametrize("text", TAKEN)
def test_ordinary_words_are_taken(text: str) -> None:
    assert must_not_hold(text) is None
