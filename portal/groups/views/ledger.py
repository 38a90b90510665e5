"""The disclosure ledger."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.groups.forms.lending import LedgerForm
from portal.groups.operations.ledger import take_ledger
from portal.groups.queries import ledger
from portal.groups.views.blueprint import bp


@bp.page("/ledger", needs=Right.LEDGER_SEARCH, twice=Twice.HARMLESS)
def show_ledger() -> ResponseReturnValue:
    """Show what was disclosed, narrowed by what was posted; or give it as a file."""
    form = LedgerForm()
    form.offer(ledger.ledger_choices())
    if form.validate_on_submit():
        lines = ledger.disclosures(*form.wanted())
        if request.form.get("step") == "file":
            return _file(take_ledger(lines))
        return render_template("groups/ledger.html", form=form, lines=lines, most=ledger.MOST)
    text = render_template("groups/ledger.html", form=form, lines=None, most=ledger.MOST)
    return text, form.http_status


def _file(text: str) -> Response:
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="disclosure-ledger.csv"'
    return answer
