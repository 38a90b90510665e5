"""Whatever is sent to a form, the answer is clear and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup, Tag

from portal.access.guard import COOKIE, Twice
from portal.core.server import Address
from portal.core.settings import Settings
from tests.asking import put
from tests.cast import canary, ident
from tests.client import Visitor, hidden_fields, opened
from tests.conftest import World
from tests.house.pages import doors, portal
from tests.lending import add_lending
from tests.path import later, rows
from tests.web.filled import FORMS, LRO, SORREL, Filled
from tests.web.filled_people import ELSEWHERE

DOORS = {name: door for name, (_, _, door) in doors(portal()).items()}
TEXTS = [(name, text) for name, one in FORMS.items() for text in one.texts]
DAYS = [(name, day) for name, one in FORMS.items() for day in one.days]
CHOICES = [(name, choice) for name, one in FORMS.items() for choice in one.choices]
FIELDS = TEXTS + DAYS + CHOICES
WITH_FIELDS = [name for name, one in FORMS.items() if one.fields]
KEYED = [name for name in WITH_FIELDS if DOORS[name].twice is Twice.REPLAY]
VERSIONED = [name for name, door in DOORS.items() if door.twice is Twice.CONFLICT]
TYPED = [name for name, one in FORMS.items() if one.texts]


@pytest.fixture(scope="module")
def room(server: Address, settings: Settings) -> Iterator[World]:
    """One world for them all; each test opens its page anew."""
    made = World(server, settings)
    add_lending(made)
    put(made, *rows())
    put(made, *later())
    yield made
    made.close()


def sent(room: World, name: str, status: int, /, **other: Any) -> tuple[Visitor, BeautifulSoup]:
    """The page of a form, opened and sent with some fields otherwise."""
    form = FORMS[name]
    visitor = room.as_(form.sender)
    page = visitor.get(form.path)
    return visitor, visitor.send(form.path, page, status, **(form.fields | form.step | other))


def summary(page: BeautifulSoup) -> list[Tag]:
    """The links of the error summary, each of which leads to a box of the page."""
    links = page.select(".govuk-error-summary a[href]")
    for link in links:
        assert page.select(f"[id='{str(link['href'])[1:]}']"), f"{link} leads nowhere"
    assert page.title is not None
    assert str(page.title.string).strip().startswith("Error:")
    return links


def shown(page: BeautifulSoup, name: str) -> str:
    """What a page shows in a box."""
    box = page.select_one(f"main form [name={name}]")
    assert box is not None, f"no box {name}"
    return str(box["value"]) if box.name == "input" else box.get_text().removeprefix("\n")


def test_every_page_that_takes_posts_is_tried_here() -> None:
    assert {name for name, door in DOORS.items() if door.twice is not None} == {*FORMS, *ELSEWHERE}


@pytest.mark.parametrize(("name", "field"), TEXTS)
def test_a_text_far_too_long_is_shown_again_whole_with_a_sentence(
    room: World, name: str, field: str
) -> None:
    long = ("word " * 20_000).strip() + "."
    _, page = sent(room, name, 422, **{field: long})
    assert shown(page, field) == long
    assert any("characters or fewer" in link.get_text() for link in summary(page))


@pytest.mark.parametrize(("name", "field"), TEXTS)
def test_characters_that_cannot_be_shown_are_taken_out_and_said_so(
    room: World, name: str, field: str
) -> None:
    _, page = sent(room, name, 422, **{field: "be\x00fore \x07after\x1b"})
    assert shown(page, field) == "before after"
    assert summary(page)


@pytest.mark.parametrize("name", WITH_FIELDS)
def test_a_form_without_its_fields_says_what_is_missing(room: World, name: str) -> None:
    form = FORMS[name]
    visitor = room.as_(form.sender)
    page = visitor.send(form.path, visitor.get(form.path), 422)
    assert len(summary(page)) == len(set(form.fields) - set(form.optional))


@pytest.mark.parametrize("name", FORMS)
def test_a_field_that_the_form_does_not_have_changes_nothing(world: World, name: str) -> None:
    add_lending(world)
    more = {
        "group_id": str(ident("juniper")), "id": str(uuid4()), "marking": "1", "is_admin": "1",
        "owner_agency_id": str(ident("HMRC")), "written_by_id": str(uuid4()),
    }  # fmt: skip
    visitor, _ = sent(world, name, FORMS[name].takes, **more)
    assert str(ident("juniper")) not in str(visitor.answer.headers.get("Location"))


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_field_sent_twice_is_answered(room: World, name: str, field: str) -> None:
    form = FORMS[name]
    value = form.fields[field]
    twice = [*value, *value] if isinstance(value, list) else [value, "something else"]
    visitor = room.as_(form.sender)
    data = hidden_fields(visitor.get(form.path)) | form.fields | form.step | {field: twice}
    assert visitor.browser.post(form.path, data=data).status_code in {200, 303, 422}


@pytest.mark.parametrize(("name", "field"), DAYS)
@pytest.mark.parametrize(
    "boxes", [["1", "2"], ["1", "2", "2031", "4", "5"], ["x", "", "-1"]],
    ids=["two", "five", "words"],
)  # fmt: skip
def test_what_is_no_day_is_shown_again(
    room: World, name: str, field: str, boxes: list[str]
) -> None:
    _, page = sent(room, name, 422, **{field: boxes})
    assert summary(page)
    again = " ".join(str(box.get("value", "")) for box in page.select(f"main [name={field}]"))
    assert again.split() == " ".join(boxes[:3]).split()


@pytest.mark.parametrize(("name", "field"), CHOICES)
@pytest.mark.parametrize("value", [str(ident("juniper")), "'; select 1 é"])
def test_a_choice_that_was_not_offered_is_refused(
    room: World, name: str, field: str, value: str
) -> None:
    _, page = sent(room, name, 422, **{field: value})
    assert summary(page)


@pytest.mark.parametrize("name", KEYED)
@pytest.mark.parametrize("key", ["", "x" * 36])
def test_a_form_without_its_key_is_refused_with_what_was_typed(
    room: World, name: str, key: str
) -> None:
    _, page = sent(room, name, 422, key=key)
    for field in FORMS[name].texts:
        assert str(FORMS[name].fields[field]) in str(page)


@pytest.mark.parametrize("name", [name for name in KEYED if FORMS[name].another])
def test_a_key_that_somebody_else_used_keeps_the_text(world: World, name: str) -> None:
    add_lending(world)
    form = FORMS[name]
    first = world.as_(form.sender)
    page = first.get(form.path)
    first.send(form.path, page, form.takes, **form.fields)
    other = world.as_(form.another)
    changed = {field: f"Other {field}" for field in form.texts}
    if "owner" in form.fields:
        changed["owner"] = str(other.member.membership_id if other.member else "")
    key = hidden_fields(page)["key"]
    fields = {**form.fields, **changed, "key": key}
    if form.days:
        fields |= {form.days[0]: ["3", "4", "2044"]}
    kept = other.send(form.path, other.get(form.path), 409, **fields)
    for field in form.texts:
        assert f"Other {field}" in str(kept)
    other.send(form.path, _sendable(kept), 303)


@pytest.mark.parametrize("name", [name for name in KEYED if FORMS[name].takes == 303])
def test_a_key_used_again_with_other_words_keeps_them(world: World, name: str) -> None:
    add_lending(world)
    form = FORMS[name]
    visitor = world.as_(form.sender)
    page = visitor.get(form.path)
    visitor.send(form.path, page, 303, **form.fields)
    field, other = (
        (form.texts[0], "Other words") if form.texts else (form.days[0], ["3", "4", "2044"])
    )
    kept = visitor.send(form.path, page, 409, **{**form.fields, field: other})
    assert (other if isinstance(other, str) else "2044") in str(kept)


@pytest.mark.parametrize("name", VERSIONED)
@pytest.mark.parametrize("version", ["-1", "9" * 30])
def test_a_version_that_is_none_is_refused_with_what_was_typed(
    room: World, name: str, version: str
) -> None:
    _, page = sent(room, name, 422, version=version)
    for field in FORMS[name].texts:
        assert shown(page, field) == FORMS[name].fields[field]


@pytest.mark.parametrize("name", VERSIONED)
def test_an_old_version_shows_both_texts_and_can_be_sent_again(world: World, name: str) -> None:
    form, field = FORMS[name], FORMS[name].texts[0]
    visitor = world.as_(form.sender)
    page = visitor.get(form.path)
    visitor.send(form.path, page, 303, **{**form.fields, field: "Theirs, first"})
    conflict = visitor.send(form.path, page, 409, **{**form.fields, field: "Mine, second"})
    assert "Theirs, first" in str(conflict)
    assert "Mine, second" in str(conflict)
    visitor.send(form.path, conflict, 303, **{field: "Mine, after all"})


@pytest.mark.parametrize("name", [*TYPED, "groups.share_group"])
def test_a_sign_in_that_ended_loses_nothing(world: World, name: str) -> None:
    form = FORMS[name]
    visitor = world.as_(form.sender)
    page = visitor.get(form.path)
    visitor.browser.delete_cookie(world.app.config[COOKIE])
    kept = visitor.send(form.path, page, 401, **form.fields, **form.step)
    for field in form.texts:
        assert str(form.fields[field]) in str(kept)
    visitor.browser.set_cookie(
        world.app.config[COOKIE], opened(world.owner, world.cast[form.sender])
    )
    visitor.send(form.path, _sendable(kept), form.takes)


def _sendable(kept: BeautifulSoup) -> BeautifulSoup:
    boxes = kept.select("main form[method=post] input[type=hidden]")
    days = {str(box["name"]) for box in boxes if len(kept.select(f"[name={box['name']}]")) == 3}
    for name in days:
        first, *others = kept.select(f"main form [name={name}]")
        first["value"] = " ".join(str(box["value"]) for box in (first, *others))
        for box in others:
            box.decompose()
    return kept


@pytest.mark.parametrize("name", FORMS)
def test_a_post_without_its_token_is_kept(room: World, name: str) -> None:
    _, page = sent(room, name, 400, csrf_token="garbage")
    assert "nothing you typed is lost" in str(page.h1)
    for field in FORMS[name].texts:
        assert str(FORMS[name].fields[field]) in str(page)


@pytest.mark.parametrize("name", FORMS)
def test_a_post_from_another_site_is_refused_and_not_offered(room: World, name: str) -> None:
    form: Filled = FORMS[name]
    visitor = room.as_(form.sender)
    sent_ = hidden_fields(visitor.get(form.path)) | form.fields
    answer = visitor.browser.post(form.path, data=sent_, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    for field in form.texts:
        assert str(form.fields[field]) not in answer.get_data(as_text=True)


@pytest.mark.parametrize("name", FORMS)
def test_a_post_too_large_is_refused_on_a_page_that_says_so(room: World, name: str) -> None:
    _, page = sent(room, name, 413, text="x" * 1_100_000)
    assert "too long" in str(page.main)


def test_a_script_in_a_field_is_shown_as_it_was_typed(room: World) -> None:
    typed = f"<script>alert('{canary('script')}')</script>"
    visitor = room.as_(LRO)
    page = visitor.post(f"{SORREL}/decisions/new", 422, kind="none", text=typed)
    assert shown(page, "text") == typed
    assert not page.select("main script")
