"""Nothing typed is lost, and no secret is shown again."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from portal.web.kept import came_from_here, kept, renewed


def asked(**headers: str) -> Request:
    return Request(EnvironBuilder(method="POST", headers=list(headers.items())).get_environ())


def test_a_date_in_three_boxes_is_one_line_and_three_values() -> None:
    (review,) = kept(MultiDict([("review", "17"), ("review", "5"), ("review", "2031")]))
    assert (review.label, review.text) == ("Review", "17 5 2031")
    assert review.values == ("17", "5", "2031")


def test_secrets_are_neither_shown_nor_sent_again() -> None:
    sent = {"csrf_token": "t", "password": "p", "new_password": "p", "code": "1", "note": "n"}
    assert [each.name for each in kept(MultiDict(sent))] == ["note"]


def test_references_go_along_unshown() -> None:
    found = kept(MultiDict({"version": "3", "agency_id": "x", "note": ""}))
    assert [each.shown for each in found] == [False, False, False]


def test_a_conflict_sends_the_new_version() -> None:
    version, note = renewed(kept(MultiDict({"version": "3", "note": "n"})), version="4")
    assert version.values == ("4",)
    assert note.values == ("n",)


def test_a_post_from_another_site_is_not_offered_again() -> None:
    assert came_from_here(asked())
    assert came_from_here(asked(**{"Sec-Fetch-Site": "same-origin"}))
    assert not came_from_here(asked(**{"Sec-Fetch-Site": "cross-site"}))
    assert not came_from_here(asked(**{"Sec-Fetch-Site": "same-site"}))
