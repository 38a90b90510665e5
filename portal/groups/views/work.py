"""What waits for the viewer in this room."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from portal.access.entry import current_viewer
from portal.access.policy import Right, may
from portal.access.viewer import Role
from portal.core.paging import AT_ONCE
from portal.groups.projections.glass import GlassLine
from portal.groups.projections.register import GroupLine, LedLine
from portal.groups.queries import glass, recertification, register, texts
from portal.groups.views import following, origin, renewals, waiting
from portal.web.filters import due, long_date, moment
from portal.web.rooms import Line, Section

_TOLD = (Role.LRO, Role.SRO, Role.COO, Role.ANA, Role.SCO, Role.SCR, Role.FIM, Role.ADM)
"""The roles that are told of break-glass, or ask for it."""
_GIVEN = (Role.PRA, Role.BCH, Role.BSE, Role.BME)
"""The roles that work on what other agencies share."""
_CONFIRM = (Role.LRO, Role.SRO, Role.COO)
"""The roles that answer for partner summaries."""


def work() -> Sequence[Section]:
    """The groups that a lead responsible officer leads, and those that partners were given."""
    viewer = current_viewer()
    led = _led() if viewer.leads or viewer.holds(Role.LRO) else ()
    adrift = _adrift() if viewer.leads or viewer.holds(*_CONFIRM) else ()
    given = _shared() if viewer.holds(*_GIVEN) else ()
    told = _glass() if viewer.leads or viewer.holds(*_TOLD) else ()
    confirm = _to_confirm() if may(viewer, Right.SHARE_CONFIRM) else ()
    return (
        *told,
        *following.waits(),
        *waiting.work(),
        *led,
        *adrift,
        *given,
        *confirm,
        *origin.waiting(),
        *renewals.waiting(),
    )


def _to_confirm() -> Sequence[Section]:
    items, due_on = recertification.shares_waiting()
    if due_on is None:
        return ()
    line = Line(
        text=f"{items} {'share' if items == 1 else 'shares'} to confirm",
        href=url_for("groups.confirm_shares"),
        note=f"by {long_date(due_on)}; what is not confirmed stops that day",
        urgent=True,
    )
    return (Section("Shares to confirm", [line], ""),)


def _adrift() -> Sequence[Section]:
    lines = texts.summaries_adrift(AT_ONCE)
    if not lines:
        return ()
    return (
        Section(
            title="Partner summaries to read again",
            lines=[
                Line(
                    one.title,
                    url_for("groups.confirm_summary", group_id=one.id),
                    "The narrative changed after the summary was written",
                    urgent=True,
                )
                for one in lines
            ],
            empty="",
        ),
    )


def _glass() -> Sequence[Section]:
    """Emergencies that wait for the viewer's answer, or that they are told of."""
    lines = glass.glass_news()
    if not lines:
        return ()
    return (Section(title="Break-glass", lines=[_emergency(one) for one in lines], empty=""),)


def _emergency(one: GlassLine) -> Line:
    if one.state == "awaiting" and not one.is_mine:
        href = url_for("groups.answer_glass", glass_id=one.id)
        return Line(f"{one.asked_by} asks to read {one.reference}", href, urgent=True)
    if one.group_id is None:
        return Line(one.reference, url_for("groups.list_glass"), one.words)
    until = moment(one.ended_at or one.until) if one.until else ""
    href = url_for("groups.show_group", group_id=one.group_id)
    if one.is_mine:
        return Line(one.reference, href if one.is_live else url_for("groups.list_glass"), one.words)
    if not current_viewer().holds(Role.FIM, Role.SCR) or current_viewer().leads:
        href = url_for("groups.show_sharing", group_id=one.group_id)
    else:
        href = url_for("groups.end_glass", glass_id=one.id)
    return Line(f"{one.asked_by} reads {one.reference}", href, f"until {until}", urgent=one.is_live)


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
