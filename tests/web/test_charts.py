"""Charts are drawn apart, hold nothing active, and never hold up a page."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from bs4 import BeautifulSoup

from portal.web import charts
from tests.web.guide import CHART


def chart(**changed: Any) -> dict[str, Any]:
    return CHART | changed


def test_a_chart_has_a_name_a_description_and_nothing_active() -> None:
    drawn = charts.draw(CHART, "Active groups", "Groups by month & year.")
    assert drawn is not None
    page: Any = BeautifulSoup(drawn, "html5lib")
    svg = page.svg
    assert svg["role"] == "img"
    assert page.find(id=svg["aria-labelledby"]).text == "Active groups"
    assert page.find(id=svg["aria-describedby"]).text == "Groups by month & year."
    assert page.find(["script", "style", "image", "a", "foreignobject"]) is None
    assert not [name for tag in page.find_all() for name in tag.attrs if name == "style"]
    assert "Jan 2015" in svg.text


def test_the_same_chart_is_the_same_bytes() -> None:
    assert charts.draw(CHART, "A", "B") == charts.draw(CHART, "A", "B")


def test_markup_in_the_data_stays_text() -> None:
    values = [{"month": "2015-01-01", "groups": 1, "name": '<script>x</script>"&'}]
    drawn = charts.draw(
        chart(mark="text", data={"values": values}, encoding={"text": {"field": "name"}}), "A", "B"
    )
    assert drawn is not None
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize(
    "changed",
    [
        {"mark": "image"},
        {"mark": {"type": "image"}},
        {"layer": [{"mark": "image"}]},
        {"data": {"url": "http://127.0.0.1/x.csv"}},
        {"encoding": {"href": {"field": "groups"}}},
        {"mark": {"type": "point", "href": "http://127.0.0.1"}},
    ],
)
def test_a_chart_that_would_fetch_or_lead_somewhere_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(charts.NotDrawable):
        charts.draw(chart(**changed), "A", "B")


def test_the_data_may_use_any_word() -> None:
    values = [{"month": "2015-01-01", "groups": 1, "href": "x", "mark": "image"}]
    assert charts.draw(chart(data={"values": values}), "A", "B") is not None


def test_a_chart_that_cannot_be_drawn_is_none_and_the_next_is_drawn() -> None:
    assert charts.draw(chart(mark="no such mark"), "A", "B") is None
    assert charts.draw(CHART, "A", "B") is not None


def test_a_chart_that_takes_too_long_is_given_up_and_the_next_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert charts.draw(CHART, "A", "B") is not None
    monkeypatch.setattr(charts, "WAIT", 0.001)
    began = time.perf_counter()
    assert charts.draw(CHART, "A", "B") is None
    assert time.perf_counter() - began < 1
    monkeypatch.undo()
    assert charts.draw(CHART, "A", "B") is not None


def test_an_engine_that_wakes_slowly_is_left_to_wake(monkeypatch: pytest.MonkeyPatch) -> None:
    easel = charts._Easel()
    monkeypatch.setattr(charts, "_EASEL", easel)
    monkeypatch.setattr(charts, "FIRST_WAIT", 0.001)
    assert charts.draw(CHART, "A", "B") is None
    waking = easel._pool
    monkeypatch.setattr(charts, "FIRST_WAIT", 60)
    assert charts.draw(CHART, "A", "B") is not None
    assert easel._pool is waking
    assert waking is not None
    waking.shutdown()


def test_an_engine_that_never_wakes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    easel = charts._Easel()
    monkeypatch.setattr(charts, "_EASEL", easel)
    monkeypatch.setattr(charts, "FIRST_WAIT", 0.001)
    monkeypatch.setattr(charts, "WAKING", 0)
    assert charts.draw(CHART, "A", "B") is None
    assert easel._pool is None


def test_other_threads_go_on_while_a_chart_is_drawn() -> None:
    stop = threading.Event()
    longest = [0.0]

    def tick() -> None:
        before = time.perf_counter()
        while not stop.wait(0.005):
            now = time.perf_counter()
            longest[0] = max(longest[0], now - before)
            before = now

    ticking = threading.Thread(target=tick)
    ticking.start()
    charts.draw(CHART, "A", "B")
    stop.set()
    ticking.join()
    assert longest[0] < 0.2
