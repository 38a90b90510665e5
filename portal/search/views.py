"""The search page."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import GuardedBlueprint, Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.search import queries
from portal.search.forms import SearchForm
from portal.search.projections import Hit
from portal.search.rules import Kind
from portal.web.rooms import Place

bp = GuardedBlueprint("search", __name__, template_folder="templates")
PLACES: tuple[Place, ...] = (Place("Search", "search.search", Right.SEARCH),)
_PAGES = {
    Kind.GROUP: "groups.show_group",
    Kind.SUMMARY: "groups.show_group",
    Kind.NARRATIVE: "groups.show_group",
    Kind.NOMINAL: "groups.show_people",
    Kind.LENT: "groups.show_group",
    Kind.PREMISES: "groups.show_links",
    Kind.ORDER: "groups.show_links",
    Kind.OPERATION: "groups.show_links",
    Kind.ENTRY: "groups.show_decisions",
}


@bp.page("/search", needs=Right.SEARCH, twice=Twice.HARMLESS)
def search() -> ResponseReturnValue:
    """Look for words in what the viewer may see."""
    form, found = SearchForm(), None
    if form.validate_on_submit():
        try:
            found = queries.find(form.words.data, page_number(request.form.get("number")))
        except Refused as refused:
            form.refuse(refused)
    lines = [(hit, _address(hit)) for hit in found.hits.items] if found else []
    text = render_template("search/search.html", form=form, found=found, lines=lines)
    return text, form.http_status


def _address(hit: Hit) -> str:
    if hit.kind in _PAGES:
        return url_for(_PAGES[hit.kind], group_id=hit.group_id)
    return url_for("plans.show_action", action_id=hit.target_id)
