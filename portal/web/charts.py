"""The doorway of vl-convert: a chart specification drawn to SVG, in a process of its own."""

from __future__ import annotations

import copy
import hashlib
import json
import logging
import os
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

log = logging.getLogger(__name__)

SVG = "http://www.w3.org/2000/svg"
# The engine takes its time to wake, on a busy machine more than a page should wait; it is then
# left to wake, so that the page is whole when it is next asked for.
FIRST_WAIT = 10.0
WAKING = 60.0
WAIT = 2.0

# Readable on white and apart from each other in grey; a series has its dash and shape as well.
COLOURS = ("#12436d", "#28a197", "#801650", "#f46a25", "#3d3d3d", "#a285d1")
HOUSE: dict[str, Any] = {
    # Each mark would carry a label of its own; the title and the description say it once.
    "aria": False,
    "background": "white",
    "font": "Arial, Liberation Sans, sans-serif",
    "axis": {
        "labelFontSize": 14,
        "titleFontSize": 14,
        "labelColor": "#0b0c0c",
        "titleColor": "#0b0c0c",
        "gridColor": "#cecece",
        "domainColor": "#0b0c0c",
        "tickColor": "#0b0c0c",
    },
    "legend": {"labelFontSize": 14, "titleFontSize": 14, "labelColor": "#0b0c0c"},
    "mark": {"color": COLOURS[0]},
    "line": {"strokeWidth": 3},
    "point": {"size": 60, "filled": True},
    "range": {"category": list(COLOURS)},
}
_REFUSED_KEYS = frozenset({"href", "url", "usermeta"})
_REFUSED_PARTS = frozenset({"a", "foreignObject", "image", "script", "style"})
_DATA_KEYS = frozenset({"values", "datasets"})


class NotDrawable(ValueError):
    """The specification asks for what a chart of ours never does, such as fetching a picture."""


class _Easel:
    """The one process that draws, made when it is first wanted and hence after any fork."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._made_in = 0
        self._made_at = 0.0
        self._awake = False

    def drawn(self, spec: str) -> str | None:
        """The SVG of a specification, or None when the process failed or took too long."""
        pool, wait, future = None, WAIT, None
        try:
            with self._lock:
                pool = self._mine()
                wait = WAIT if self._awake else FIRST_WAIT
                future = pool.submit(_convert, spec)
            svg = future.result(timeout=wait)
        except TookTooLong:
            if self._is_waking(pool):
                log.warning("chart.waking")
                return None
            log.warning("chart.stuck")
            self._discard(pool, future)
            return None
        except (BrokenProcessPool, OSError):
            log.warning("chart.stuck")
            self._discard(pool, future)
            return None
        except ValueError:
            log.warning("chart.failed")
            return None
        self._awake = True
        return svg

    def _mine(self) -> ProcessPoolExecutor:
        if self._pool is None or self._made_in != os.getpid():
            self._pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_end_with_parent
            )
            self._made_in = os.getpid()
            self._made_at = time.monotonic()
            self._awake = False
        return self._pool

    def _is_waking(self, pool: ProcessPoolExecutor | None) -> bool:
        """Whether the process has drawn nothing yet, and not had long to begin."""
        new = time.monotonic() - self._made_at < WAKING
        return pool is self._pool and not self._awake and new

    def _discard(self, pool: ProcessPoolExecutor | None, future: Future[str] | None) -> None:
        """Give up a process that is stuck.  A drawing that only waited its turn spares it."""
        if pool is None or (future is not None and future.cancel()):
            return
        with self._lock:
            if self._pool is pool:
                self._pool = None
        children = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.kill()


_EASEL = _Easel()


def draw(spec: Mapping[str, Any], title: str, description: str) -> Markup | None:
    """The chart as an SVG for a page, named and described; None when it cannot be drawn now.

    Raises ``NotDrawable`` for a specification that would fetch something or lead somewhere.
    """
    _check(spec)
    ready = _with_house_style(spec)
    svg = _EASEL.drawn(json.dumps(ready, sort_keys=True))
    if svg is None:
        return None
    key = hashlib.sha256(f"{json.dumps(ready, sort_keys=True)}{title}".encode()).hexdigest()[:12]
    return _named(svg, title, description, key)


def _check(part: Any) -> None:
    """Refuse pictures, links and addresses anywhere but in the data itself."""
    if isinstance(part, Mapping):
        mark = part.get("mark")
        kind = mark.get("type") if isinstance(mark, Mapping) else mark
        if kind == "image":
            raise NotDrawable("a chart has no pictures")
        refused = set(part) & _REFUSED_KEYS
        if refused:
            raise NotDrawable(f"a chart has no {min(refused)}")
        for name, inner in part.items():
            if name not in _DATA_KEYS:
                _check(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            _check(inner)


def _with_house_style(spec: Mapping[str, Any]) -> dict[str, Any]:
    ready: dict[str, Any] = copy.deepcopy(dict(spec))
    ready["config"] = HOUSE | ready.get("config", {}) | {"aria": False}
    return ready


def _end_with_parent() -> None:
    """Runs in the child, which would otherwise outlive a parent that was killed."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _convert(spec: str) -> str:
    """Runs in the child."""
    import vl_convert  # noqa: PLC0415 - only the child pays for it

    def once() -> str:
        svg: str = vl_convert.vegalite_to_svg(
            spec,
            vl_version="6.4",
            allowed_base_urls=[],
            format_locale="en-GB",
            time_format_locale="en-GB",
        )
        return svg

    try:
        return once()
    except ValueError:
        # One failure can make the next good drawing fail, once.
        return once()


def _named(svg: str, title: str, description: str, key: str) -> Markup:
    """The drawing with nothing active in it, and with its name and description."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own engine wrote it
    _strip(root)
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        part = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"chart-{key}-{tag}"})
        part.text = words
        root.insert(place, part)
    root.set("role", "img")
    root.set("aria-labelledby", f"chart-{key}-title")
    root.set("aria-describedby", f"chart-{key}-desc")
    root.set("focusable", "false")
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - as above


def _strip(part: ElementTree.Element) -> None:
    for name in list(part.attrib):
        bare = name.rpartition("}")[2]
        if bare in ("role", "style", "href", "class") or bare.startswith(("aria-", "on")):
            del part.attrib[name]
    for inner in list(part):
        if inner.tag.rpartition("}")[2] in _REFUSED_PARTS:
            part.remove(inner)
        else:
            _strip(inner)
