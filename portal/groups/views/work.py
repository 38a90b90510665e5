"""What waits for the viewer in this room."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from portal.access.entry import current_viewer
from portal.access.viewer import Role
from portal.core.paging import AT_ONCE
from portal.groups.projections.register import GroupLine, LedLine
from portal.groups.queries import register
from portal.web.filters import due, long_date
from portal.web.rooms import Line, Section

_GIVEN = (Role.PRA, Role.BCH, Role.BSE, Role.BME)
"""The roles that work on what other agencies share."""


def work() -> Sequence[Section]:
    """The groups that a lead responsible officer leads, and those that partners were given."""
    viewer = current_viewer()
    led = _led() if viewer.leads or viewer.holds(Role.LRO) else ()
    return (*led, *(_shared() if viewer.holds(*_GIVEN) else ()))


def _led() -> Sequence[Section]:
    lines = register.groups_i_lead(AT_ONCE + 1)
    return (
        Section(
            title="Groups I lead",
            lines=[_line(one) for one in lines[:AT_ONCE]],
            empty="You lead no groups.",
            more=url_for("groups.list_groups", mine="y") if len(lines) > AT_ONCE else "",
        ),
    )


def _shared() -> Sequence[Section]:
    lines, total = register.groups_led_elsewhere(AT_ONCE)
    return (
        Section(
            title="Groups shared with us",
            lines=[_given(one) for one in lines],
            empty="No group is shared with you. A group appears here when its lead agency shares"
            " it.",
            total=total,
            more=url_for("groups.list_groups") if total > len(lines) else "",
        ),
    )


def _given(one: GroupLine) -> Line:
    band = f", band {one.band}" if one.band else ""
    return Line(
        text=one.title,
        href=url_for("groups.show_group", group_id=one.id),
        note=f"{one.lead_agency}{band}",
    )


def _line(one: LedLine) -> Line:
    band = f"Band {one.band}" if one.band else "Not scored"
    if one.due_on is None:
        return Line(one.title, url_for("groups.show_group", group_id=one.id), band)
    near = due(one.due_on)
    return Line(
        text=one.title,
        href=url_for("groups.show_group", group_id=one.id),
        note=f"{band}, next review {long_date(one.due_on)}"
        + (f" ({near.words[0].lower()}{near.words[1:]})" if near.words else ""),
        urgent=near.state == "overdue",
    )
