"""What waits for the viewer on the path of groups: each kind only where something waits."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from portal.access.entry import current_viewer
from portal.access.viewer import Role
from portal.core.paging import AT_ONCE
from portal.groups.queries import assurance, intelligence, officers, status, triggers
from portal.web.filters import plural
from portal.web.rooms import Line, Section

_LONG = 7
"""Days after which something that waits is marked as urgent."""


def work() -> Sequence[Section]:
    """Offers, triggers, unled groups, proposals and intelligence that wait for the viewer."""
    viewer = current_viewer()
    found = _offers() if viewer.holds(Role.LRO, Role.PRA) else []
    if viewer.holds(Role.COO, Role.SCR, Role.SCO, Role.LRO, Role.PRA, Role.SPC):
        found += _triggers()
    if viewer.holds(Role.COO):
        found += _unled()
    if viewer.holds(Role.SCR, Role.SCO):
        found += _closures()
    if viewer.leads:
        found += _unread()
    return found


def _offers() -> list[Section]:
    lines = [
        Line(
            text=f"Lead of {reference}",
            href=url_for("groups.answer_offer", handover_id=ident),
            note=f"Waiting for your answer for {plural(days, 'day')}",
            urgent=days >= _LONG,
        )
        for ident, reference, days in officers.offers_to_me()
    ]
    return [Section("Groups I am asked to lead", lines, "")] if lines else []


def _triggers() -> list[Section]:
    lines, total = triggers.waiting_for_me()
    if not lines:
        return []
    return [
        Section(
            title="Triggers that wait for me",
            lines=[
                Line(
                    text=f"{one.reference}, {one.name_of_record}",
                    href=url_for("groups.show_trigger", trigger_id=one.id),
                    note=f"{one.state.label} for {plural(one.waits, 'day')}",
                    urgent=one.waits >= _LONG,
                )
                for one in lines
            ],
            empty="",
            more=url_for("groups.list_triggers"),
            total=total,
        )
    ]


def _unled() -> list[Section]:
    groups = assurance.unled_groups()
    lines = [
        Line(one.title, url_for("groups.show_officers", group_id=one.id), one.why, urgent=True)
        for one in groups[:AT_ONCE]
    ]
    if not lines:
        return []
    lists = url_for("groups.list_officers")
    return [Section("Groups without a lead officer", lines, "", more=lists, total=len(groups))]


def _closures() -> list[Section]:
    lines = [
        Line(
            text=f"{kind.label} {reference}",
            href=url_for("groups.answer_closure", closure_id=ident),
            note="Proposed, and your answer is next",
        )
        for ident, reference, kind in status.closures_for_me()
    ]
    return [Section("Groups to archive or reopen", lines, "")] if lines else []


def _unread() -> list[Section]:
    lines = [
        Line(
            text=one.title,
            href=url_for("groups.show_intelligence", group_id=one.group_id),
            note=f"{plural(one.unread, 'item')}, the oldest received {plural(one.oldest, 'day')}"
            " ago",
            urgent=one.oldest >= _LONG,
        )
        for one in intelligence.unread_of_mine(AT_ONCE)
    ]
    return [Section("Intelligence to review", lines, "")] if lines else []
