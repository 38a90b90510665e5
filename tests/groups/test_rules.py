"""The words of a group, their order and thresholds."""

from __future__ import annotations

import re

import pytest

from portal.groups.rules import (
    DISTRICTS,
    Area,
    Band,
    GroupStatus,
    Marking,
    Theme,
    Tier,
    is_high_risk,
    new_reference,
    presumed,
)


def test_bands_are_ranked_number_before_letter() -> None:
    assert [band.rank for band in Band] == list(range(1, 16))
    assert [band.value for band in Band] == sorted(band.value for band in Band)


@pytest.mark.parametrize("band", Band)
def test_3b_and_above_is_high_risk_and_presumed(band: Band) -> None:
    expected = band.value in {"1A", "1B", "1C", "2A", "2B", "2C", "3A", "3B"}
    assert is_high_risk(band) is expected
    assert presumed(band) is expected


def test_a_partnership_sets_its_own_thresholds() -> None:
    assert not is_high_risk(Band.B3B, Band.B2C)
    assert presumed(Band.B5C, Band.B5C)


def test_there_are_seven_county_districts_and_one_city() -> None:
    assert list(DISTRICTS.values()).count(Area.COUNTY) == 7
    assert DISTRICTS["Nottingham City"] is Area.CITY


def test_words_are_labelled_as_a_page_says_them() -> None:
    assert Area.CITY.label == "City"
    assert GroupStatus.NOT_MAPPED.label == "Not mapped"
    assert Theme.ILLICIT_TOBACCO.label == "Illicit tobacco and goods"
    assert Marking.OFFICIAL_SENSITIVE.label == "OFFICIAL-SENSITIVE"
    assert Tier.TWO.label == "Tier 2"


def test_the_stricter_marking_is_the_higher() -> None:
    assert max(Marking) is Marking.OFFICIAL_SENSITIVE


def test_references_are_random_and_survive_being_read_aloud() -> None:
    references = {new_reference() for _ in range(500)}
    assert len(references) == 500
    form = re.compile(r"OCG-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
    assert all(form.fullmatch(reference) for reference in references)
