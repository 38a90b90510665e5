"""The sentence of a share counts the fields that the rendering shows."""

from __future__ import annotations

import pytest

from portal.access.viewer import EVERYTHING, STANDARD, View
from portal.groups.projections.fields import FIELDS, counted, opened
from tests.client import words
from tests.conftest import World
from tests.groups.lending import COUNTY_TS, LRO, SHARE, SHARING, SORREL, terms


def test_the_lead_view_opens_every_field() -> None:
    assert opened(EVERYTHING) == FIELDS
    assert counted(STANDARD[View.SUMMARY]) == "12 of 23 fields"


@pytest.mark.parametrize("view", list(View))
def test_the_rows_of_the_preview_are_those_that_the_sentence_counts(
    still_world: World, view: View
) -> None:
    page = still_world.as_(LRO).post(SHARE, 200, step="check", **terms(view=str(view.value)))
    drawn = [words(str(one)) for one in page.select(".portal-preview__overview dt")]
    told = {one.label for one in opened(STANDARD[view]) if one.on_overview}
    assert set(drawn) == told
    assert f"will see {counted(STANDARD[view])} until" in words(str(page))


def test_the_same_count_stands_on_the_group_and_on_its_sharing_page(still_world: World) -> None:
    said = "12 of 23 fields"
    assert said in str(still_world.as_(COUNTY_TS).get(SORREL).select_one(".govuk-inset-text"))
    assert said in words(str(still_world.as_(LRO).get(SHARING)))
