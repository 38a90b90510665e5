"""The page of the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from portal.access.guard import GuardedBlueprint
from portal.access.policy import Right
from portal.audit import queries
from portal.audit.events import Verb
from portal.audit.projections import LogPage, Wanted
from portal.core.errors import Unseen
from portal.core.paging import page_number
from portal.web.fields import DateField, FilterForm, SelectField
from portal.web.filters import long_date
from portal.web.lists import Chip, Column, Filter, address, pages
from portal.web.rooms import Place

bp = GuardedBlueprint("audit", __name__, template_folder="templates")

PLACES: tuple[Place, ...] = (Place("Record", "audit.show_log", Right.LOG_SEE),)

_COLUMNS = (
    Column("When"), Column("Who"), Column("What was done"), Column("Records"), Column("Request"),
)  # fmt: skip
Pairs = Sequence[tuple[str, str]]


class LogFilter(FilterForm):
    """Which entries to show."""

    verb = SelectField(
        "Kind of act", empty="Any", options=[(verb.value, verb.value.capitalize()) for verb in Verb]
    )
    first = DateField("From", hint="For example, 27 3 2026")
    last = DateField("To")


@bp.page("/record", needs=Right.LOG_SEE)
def show_log() -> ResponseReturnValue:
    """Show who consulted, altered and disclosed what, and to whom."""
    form, pairs = LogFilter(formdata=request.args), list(request.args.items(multi=True))
    form.validate()
    page = queries.log_page(_wanted(form), current_app.extensions["portal.names"])
    return render_template(
        "audit/record.html",
        page=page,
        form=form,
        columns=_COLUMNS,
        filter=_filter(page, pairs),
        pages=pages(request.path, pairs, page.page),
        address_of=lambda record: address(request.path, [("record", str(record))]),
    ), form.http_status


def _wanted(form: LogFilter) -> Wanted:
    """What the address asks for; a field that is wrong asks for nothing."""
    wrong = form.errors

    def day(name: str) -> date | None:
        return None if name in wrong else form[name].data

    return Wanted(
        number=page_number(request.args.get("page")),
        verb=Verb(form.verb.data) if form.verb.data and "verb" not in wrong else None,
        first=day("first"),
        last=day("last"),
        record=_record(request.args.get("record", "")),
    )


def _record(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Unseen from None


def _filter(page: LogPage, pairs: Pairs) -> Filter:
    record = page.wanted.record
    return Filter(
        action=request.path,
        clear=request.path,
        chips=tuple(_chips(page.wanted, pairs)),
        says="Filters all entries in your view",
        also=(("record", str(record)),) if record else (),
    )


def _chips(wanted: Wanted, pairs: Pairs) -> Iterator[Chip]:
    chosen = {
        "verb": ("Kind of act", wanted.verb.value.capitalize() if wanted.verb else ""),
        "first": ("From", long_date(wanted.first) if wanted.first else ""),
        "last": ("To", long_date(wanted.last) if wanted.last else ""),
        "record": ("Record", f"{wanted.record.hex[:8]}…" if wanted.record else ""),
    }
    for name, (category, label) in chosen.items():
        if label:
            rest = [pair for pair in pairs if pair[0] not in (name, "page")]
            yield Chip(category, label, address(request.path, rest))
