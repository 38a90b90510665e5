"""Fields say what to do, keep what was typed, and never break on what is posted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.core.errors import Refused
from portal.web.fields import (
    CheckboxesField,
    FilterForm,
    HiddenKey,
    NumberField,
    RadiosField,
    SelectField,
    TextField,
    error_summary,
)
from tests.web.guide import GuideForm

WHOLE = {
    "name": "Bestwood board",
    "summary": "What partners may know.",
    "review": ["17", "5", "2031"],
    "agency": "a",
    "view": "1",
    "themes": ["d", "f"],
    "email": "lena@example.com",
    "members": "1,2",
    "sure": "y",
    "version": "3",
    "key": "6f2c1a4e-7c0b-4b64-9d3c-0a1b2c3d4e5f",
}
STOCK = ("This field is required", "Not a valid", "Invalid", "invalid", "could not coerce")


@pytest.fixture(autouse=True)
def _asked(guide_app: Flask) -> Iterator[None]:
    with guide_app.test_request_context("/"):
        yield


def posted(**changed: Any) -> GuideForm:
    """The whole form as a person filled it, but for what is changed."""
    pairs = [
        (name, value)
        for name, given_ in (WHOLE | changed).items()
        for value in (given_ if isinstance(given_, list) else [given_])
    ]
    form = GuideForm(formdata=MultiDict(pairs), meta={"csrf": False})
    form.validate()
    return form


def shown(html: Any) -> Any:
    return BeautifulSoup(str(html), "html5lib")


def test_a_whole_form_gives_typed_values() -> None:
    form = posted()
    assert form.errors == {}
    assert form.review.data == date(2031, 5, 17)
    assert form.themes.data == ["d", "f"]
    assert form.members.whole == 12
    assert form.version.data == 3
    assert str(form.key.data) == WHOLE["key"]
    assert form.view.words() == "Headline"


def test_an_empty_form_says_what_to_do_in_our_words() -> None:
    form = GuideForm(
        formdata=MultiDict({"version": "1", "key": WHOLE["key"]}), meta={"csrf": False}
    )
    form.validate()
    assert [problem["text"] for problem in form.problems()] == [
        "Enter the name of the board",
        "Enter a summary",
        "Enter the review date",
        "Choose an agency",
        "Choose what they will see",
        "Confirm you have read the agreement",
    ]


def test_the_summary_leads_to_boxes_that_can_take_focus() -> None:
    form = posted(name="", review=["17", "", "2031"], agency="", view=[], sure=[], email="x")
    page = shown("".join(str(field()) for field in form))
    for problem in form.problems():
        target = page.find(id=problem["href"][1:])
        assert target is not None
        assert target.name in ("input", "select", "textarea")
    assert shown(error_summary(form)).find("a", href="#review-month") is not None


def test_what_was_typed_is_shown_again() -> None:
    form = posted(name="x" * 41, review=["31", "2", "2031"])
    assert "x" * 41 in str(form.name())
    boxes = [box["value"] for box in shown(form.review()).find_all("input")]
    assert boxes == ["31", "2", "2031"]


def test_text_that_is_too_long_is_told_its_limit_and_its_count() -> None:
    form = posted(summary="é" * 100_000)
    assert form.errors["summary"] == [
        "Partner summary must be 200 characters or fewer. It has 100,000 characters"
    ]
    assert "é" * 100_000 in str(form.summary())


def test_a_nul_is_taken_out_and_said() -> None:
    form = posted(name="Best\0wood")
    assert "characters that cannot be shown" in form.errors["name"][0]
    assert form.name.data == "Bestwood"
    assert "\0" not in str(form.name())


def test_a_pasted_line_end_counts_once() -> None:
    assert posted(summary="a\r\n" * 100 + "b").errors == {
        "summary": ["Partner summary must be 200 characters or fewer. It has 201 characters"]
    }


@pytest.mark.parametrize("parts", [[], ["17"], ["17", "5"], ["17", "5", "2031", "9"]])
def test_any_number_of_date_parts_is_drawn_again(parts: list[str]) -> None:
    form = posted(review=parts)
    assert len(shown(form.review()).find_all("input")) == 3


def test_a_whole_date_in_the_first_box_is_read_and_spread() -> None:
    form = posted(review=["17 May 2031", "", ""])
    assert form.review.data == date(2031, 5, 17)
    assert posted(review="17 5 2031").review.data == date(2031, 5, 17)


def test_a_review_in_the_past_is_refused_in_words() -> None:
    assert posted(review=["17", "5", "2010"]).errors["review"] == [
        "Review date must be today or in the future"
    ]


def test_a_date_from_the_row_fills_the_boxes() -> None:
    form = GuideForm(formdata=None, data={"review": date(2031, 5, 7)}, meta={"csrf": False})
    boxes = [box["value"] for box in shown(form.review()).find_all("input")]
    assert boxes == ["7", "5", "2031"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted({*WHOLE, "password"})), st.text(max_size=40)), max_size=20
    )
)
def test_no_post_breaks_a_form_or_draws_a_stock_message(pairs: list[tuple[str, str]]) -> None:
    form = GuideForm(formdata=MultiDict(pairs), meta={"csrf": False})
    form.validate()
    drawn = "".join(str(field()) for field in form) + str(error_summary(form))
    said = " ".join(str(error) for errors in form.errors.values() for error in errors)
    assert not any(stock in said for stock in STOCK)
    assert "\0" not in drawn


def test_choices_without_a_hint_are_tied_to_none() -> None:
    page = shown(GuideForm(formdata=None, meta={"csrf": False}).themes())
    assert page.find(class_="govuk-hint") is None
    assert page.find("fieldset").get("aria-describedby") is None


def test_a_choice_may_have_a_line_below_it() -> None:
    page = shown(GuideForm(formdata=None, meta={"csrf": False}).view())
    assert page.find(id="view-item-hint").text.strip() == "Reference, band and tier"


def test_a_choice_that_was_not_offered_is_refused() -> None:
    said = "choose from the list. It may have changed"
    form = posted(agency="zz", view="9", themes=["d", "zz"])
    assert form.errors["agency"] == [f"Agency: {said}"]
    assert form.errors["view"] == [f"What they will see: {said}"]
    assert form.errors["themes"] == [f"Crime themes: {said}"]


def test_a_page_offers_choices_of_its_own() -> None:
    form = posted()
    form.agency.offer([("c", "NCA")])
    assert "NCA" in str(form.agency())
    assert "HMRC" not in str(form.agency())


def test_a_select_chooses_nothing_for_you() -> None:
    page = shown(GuideForm(formdata=None, meta={"csrf": False}).agency())
    assert page.find("option", selected=True).text.strip() == "Choose"


@pytest.mark.parametrize("sent", ["", "x", "-1", "1" * 100_000, "1.5", "٣"])
def test_a_version_that_is_no_number_asks_to_open_the_page_again(sent: str) -> None:
    form = posted(version=sent)
    assert form.problems() == [
        {"text": "This page is out of date. Open it again and send the form once more"}
    ]


def test_a_key_is_fresh_for_each_page_and_kept_when_shown_again() -> None:
    class One(FilterForm):
        key = HiddenKey()

    first, second = One(formdata=None), One(formdata=None)
    assert first.key.data != second.key.data
    assert str(WHOLE["key"]) in str(posted().key())


def test_a_password_is_taken_as_typed_and_never_shown_again() -> None:
    form = posted(password="  two  words ")
    assert form.password.data == "  two  words "
    assert "words" not in str(form.password())


@pytest.mark.parametrize("typed", ["many", "1.5", "501", "-1", "9" * 5_000])
def test_a_number_out_of_range_is_refused(typed: str) -> None:
    assert "members" in posted(members=typed).errors


def test_a_refusal_from_below_stands_beside_its_field_or_above_the_form() -> None:
    form = posted()
    form.refuse(Refused("Choose a later date.", "review"))
    form.refuse(Refused("The board is closed."))
    assert form.problems() == [
        {"text": "The board is closed."},
        {"text": "Choose a later date.", "href": "#review-day"},
    ]


def test_all_that_was_typed_can_be_kept() -> None:
    form = posted(password="secret words")
    words = {(each.label, each.value) for each in form.typed()}
    assert ("Name of the board", "Bestwood board") in words
    assert not any("secret" in value for _, value in words)


def test_a_filter_needs_no_token_and_forgives_nonsense() -> None:
    class Some(FilterForm):
        band = SelectField("Band", options=[("1", "Band 1")])
        tier = CheckboxesField("Tier", options=[("1", "Tier 1")])
        mine = RadiosField("Whose", options=[("me", "Mine")])
        least = NumberField("Least")
        word = TextField("Word")

    form = Some(formdata=MultiDict({"band": "1"}))
    assert form.validate()
    assert form.band.words() == "Band 1"
    assert (form.tier.data, form.mine.data, form.least.whole, form.word.data) == (
        [],
        None,
        None,
        "",
    )
