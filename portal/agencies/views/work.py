"""What waits for the viewer in this room."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from portal.access.entry import current_viewer
from portal.access.viewer import Role
from portal.agencies.queries import invitations, members, recertification
from portal.core.paging import AT_ONCE
from portal.web.filters import long_date
from portal.web.rooms import Line, Section


def work() -> Sequence[Section]:
    """The viewer's own vetting, invitations to answer, work left behind, roles to confirm."""
    viewer = current_viewer()
    sections = [*_vetting()]
    if viewer.holds(Role.SPC, Role.FIM, Role.ADM):
        sections += _invitations()
    if viewer.holds(Role.SPC):
        sections += _left_behind()
    if viewer.holds(Role.SPC, Role.FIM):
        sections += _roles()
    return sections


def _vetting() -> Sequence[Section]:
    warning, until = members.my_vetting()
    if not warning:
        return ()
    line = Line(
        text=f"Your vetting {warning}",
        href=url_for("agencies.show_agency", agency_id=current_viewer().agency_id),
        note=f"last day {long_date(until)}; ask your agency's single point of contact to renew it",
        urgent="90" not in warning,
    )
    return (Section(title="Your vetting", lines=[line], empty=""),)


def _invitations() -> Sequence[Section]:
    lines = [
        Line(one.name, url_for("agencies.show_invitation", invitation_id=one.id), one.words)
        for one in invitations.waiting_for_me(AT_ONCE)
    ]
    return (Section("Invitations to answer", lines, ""),) if lines else ()


def _left_behind() -> Sequence[Section]:
    href = url_for("agencies.hand_over", agency_id=current_viewer().agency_id)
    lines = [Line(one.title, href) for one in members.left_behind()[:AT_ONCE]]
    return (Section("Left by people who left", lines, ""),) if lines else ()


def _roles() -> Sequence[Section]:
    waiting = recertification.roles_waiting()
    if waiting.due_on is None:
        return ()
    line = Line(
        text=f"{waiting.items} {'role' if waiting.items == 1 else 'roles'} to confirm",
        href=url_for("agencies.confirm_roles"),
        note=f"by {long_date(waiting.due_on)}; what is not confirmed ends that day",
        urgent=True,
    )
    return (Section("Access to confirm", [line], ""),)
