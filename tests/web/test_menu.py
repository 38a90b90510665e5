"""The menu holds seven places at most; what does not fit stands on the page "More"."""

from __future__ import annotations

import pytest

from tests.client import Visitor
from tests.conftest import World
from tests.web.filled import COORDINATOR, INFORMATION, LRO, MEMBER


def _menu(visitor: Visitor, path: str) -> list[tuple[str, str, bool]]:
    return [
        (link.get_text(strip=True), str(link["href"]), "aria-current" in link.attrs)
        for link in visitor.get(path).select("#navigation a")
    ]


@pytest.mark.parametrize("email", [LRO, COORDINATOR, INFORMATION, MEMBER, "pcc@opcc.example"])
def test_the_menu_and_more_lead_everywhere_once(still_world: World, email: str) -> None:
    visitor = still_world.as_(email)
    menu = _menu(visitor, "/")
    assert len(menu) <= 7
    paths = [path for _, path, _ in menu]
    more = [str(link["href"]) for link in visitor.get("/more").select("main a")]
    assert bool(more) == ("/more" in paths)
    assert len({*paths, *more}) == len(paths) + len(more)
    for path in more:
        visitor.get(path)
        assert [label for label, _, current in _menu(visitor, path) if current] == ["More"]


def test_what_is_done_daily_stays_in_the_menu(still_world: World) -> None:
    labels = [label for label, _, _ in _menu(still_world.as_(COORDINATOR), "/")]
    assert labels == [
        "My work", "Groups", "Check a person", "Triggers", "Statistics", "Totals", "More",
    ]  # fmt: skip


def test_whoever_has_few_places_has_them_all_in_the_menu(still_world: World) -> None:
    visitor = still_world.as_("pcc@opcc.example")
    assert [label for label, _, _ in _menu(visitor, "/")] == ["My work", "Totals"]
    assert "The menu holds every place" in visitor.get("/more").get_text(" ")
