"""The page of agreements to renew, and what of it waits on My work."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.entry import current_viewer
from portal.access.policy import Right, may
from portal.core.paging import AT_ONCE
from portal.groups.projections.basis import RenewalLine
from portal.groups.queries import renewals
from portal.groups.views.blueprint import bp
from portal.web.filters import long_date, plural
from portal.web.rooms import Line, Section


@bp.page("/agreements-to-renew", needs=Right.AGREEMENT_LIST)
def list_renewals() -> ResponseReturnValue:
    """List the agreements to renew, with the shares in sight that stop with each."""
    return render_template("groups/renewals.html", lines=renewals.renewals_page())


def waiting() -> Sequence[Section]:
    """The agreements to renew, for My work; nothing while none is due."""
    viewer = current_viewer()
    if not (viewer.leads or may(viewer, Right.AGREEMENT_LIST)):
        return ()
    lines = renewals.to_renew()
    if not lines:
        return ()
    more = url_for("groups.list_renewals") if may(viewer, Right.AGREEMENT_LIST) else ""
    return (
        Section(
            title="Agreements to renew",
            lines=[_line(one) for one in lines[:AT_ONCE]],
            empty="",
            total=len(lines),
            more=more,
        ),
    )


def _line(one: RenewalLine) -> Line:
    left = f"{plural(one.days_left, 'day')} left" if one.days_left >= 0 else "lapsed"
    stops = f", {plural(len(one.shares), 'share')} in your view" if one.shares else ""
    return Line(
        text=one.name,
        href=url_for("agencies.show_agreement", agreement_id=one.id),
        note=f"{left} ({long_date(one.ends_on)}){stops}",
        urgent=one.is_urgent,
    )
