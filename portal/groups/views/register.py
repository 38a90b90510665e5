"""The register of groups."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.viewer import Role
from portal.core.paging import page_number
from portal.groups.forms.register import FilterGroupsForm
from portal.groups.projections.register import LeadAgency
from portal.groups.queries import lending, register
from portal.groups.views.blueprint import bp
from portal.web.filters import plural
from portal.web.lists import Column, Filter, columns, pages

_COLUMNS = (
    Column("Group", "name"),
    Column("Reference"),
    Column("Area"),
    Column("Theme"),
    Column("Band", "band"),
    Column("Tier"),
    Column("Lead agency"),
    Column("Next review", "review"),
    Column("Status"),
)


@bp.page("", needs=Right.GROUP_LIST)
def list_groups() -> ResponseReturnValue:
    """Show the groups in sight, a page at a time."""
    agencies = register.lead_agencies()
    form = FilterGroupsForm(formdata=request.args)
    wanted = form.read(agencies, request.args.get("sort", ""))
    page = register.register(wanted, page_number(request.args.get("page")))
    pairs = list(request.args.items(multi=True))
    text = render_template(
        "groups/list.html",
        form=form,
        page=page,
        in_view=sum(one.groups for one in agencies),
        filter=_filter(form, agencies, pairs),
        columns=columns(request.path, pairs, _COLUMNS, wanted.order.value),
        pages=pages(request.path, pairs, page.lines),
        leads=current_viewer().leads,
        to_accept=lending.how_many_to_accept(),
        may_share=current_viewer().leads or current_viewer().holds(Role.COO),
    )
    return text, form.http_status


def _filter(
    form: FilterGroupsForm, agencies: tuple[LeadAgency, ...], pairs: list[tuple[str, str]]
) -> Filter:
    here = url_for("groups.list_groups")
    return Filter(
        action=here,
        clear=here,
        chips=form.chips(here, pairs),
        says=f"Filters all {plural(sum(one.groups for one in agencies), 'group')} in your view",
        also=tuple(pair for pair in pairs if pair[0] == "sort"),
    )
