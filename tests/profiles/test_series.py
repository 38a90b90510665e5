"""What a series of months says of a change of counting."""

from __future__ import annotations

from datetime import date

from portal.profiles.rules import Month, noted_changes

RECLASSIFIED = "Regional review re-classified four groups as not meeting the definition."
ONCE = "Counting change: nominals counted once however many groups they belong to."


def month(number: int, groups: int, high: int, note: str = "") -> Month:
    return Month(date(2015, number, 1), groups, 291, high, 134, note)


def test_a_share_that_rises_by_counting_alone_is_said_to() -> None:
    (change,) = noted_changes([month(1, 40, 15), month(2, 36, 15, RECLASSIFIED)])
    assert change.note == RECLASSIFIED
    assert change.sentences[0] == (
        "The share of active groups that are high risk went from 37.5% (15 of 40) to"
        " 41.7% (15 of 36). The number of high-risk groups stayed at 15: this rise comes only from"
        " counting the active groups anew."
    )


def test_a_note_on_nominals_explains_no_change_of_groups() -> None:
    (change,) = noted_changes([month(1, 42, 17), month(2, 41, 17, ONCE)])
    assert "anew" not in change.sentences[0]


def test_the_first_month_has_nothing_to_compare_with() -> None:
    (change,) = noted_changes([month(1, 40, 15, RECLASSIFIED)])
    assert change.sentences == ()


def test_months_without_a_note_say_nothing() -> None:
    assert noted_changes([month(1, 40, 15), month(2, 36, 15)]) == ()
