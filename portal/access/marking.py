"""The highest marking of what a page shows: of every row that was read to make it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import QueryContext

from portal.core.db import Base, session

LABELS = {1: "OFFICIAL", 2: "OFFICIAL-SENSITIVE"}
"""The markings that the portal may hold, from the lowest up, as they are printed."""
_LOWEST, _HIGHEST = min(LABELS), max(LABELS)


@event.listens_for(Base, "load", propagate=True)
def _note(row: Base, context: QueryContext) -> None:
    marking = row.__dict__.get("marking")
    if marking is not None and context.session is not None:
        info = context.session.info
        info["marking"] = max(marking, info.get("marking", _LOWEST))


def shown_marking() -> str:
    """The marking to print on the page being made.

    Where a page tells of a group and read no marked row of it, the highest is printed.
    """
    info: dict[Any, Any] = session().info
    if "marking" in info:
        return LABELS[info["marking"]]
    noted = [*info.get("shown", ()), *info.get("recorded", ())]
    names_a_group = any(item[2] for entry in noted for item in entry[3])
    return LABELS[_HIGHEST if names_a_group else _LOWEST]
