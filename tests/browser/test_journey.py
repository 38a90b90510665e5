"""The whole story in a browser: by mouse, by keyboard alone, and without JavaScript."""

from __future__ import annotations

from tests.browser import ending, story
from tests.browser.conftest import Demonstration
from tests.browser.people import Someone
from tests.browser.story import Story

TOBACCO = "Illicit tobacco in shops and private homes"
YOUNG = "Young people drawn into drug supply"
SLAVERY = "Modern slavery in car washes and nail bars"


def _tell(told: Story, demonstration: Demonstration) -> None:
    story.find_group(told)
    story.share_group(told)
    story.act(told)
    story.keep_out(told)
    story.see_what_partners_did(told)
    story.make_meeting(told)
    story.review(told)
    story.keep_the_other_board_out(told)
    ending.count(told)
    ending.read_totals_only(told)
    ending.read_the_record(told)
    ending.verify(demonstration.environment)
    ending.revoke(told)


def test_the_story_by_mouse_with_axe_on_every_page(
    with_mouse: Someone, demonstration: Demonstration
) -> None:
    _tell(Story(with_mouse, "Op Juniper", "County", TOBACCO, 1), demonstration)


def test_the_story_by_keyboard_alone(with_keyboard: Someone, demonstration: Demonstration) -> None:
    _tell(Story(with_keyboard, "Op Quarry", "County", YOUNG, 2), demonstration)


def test_the_story_without_javascript(
    without_script: Someone, demonstration: Demonstration
) -> None:
    _tell(Story(without_script, "Op Pewter", "County", SLAVERY, 3), demonstration)
