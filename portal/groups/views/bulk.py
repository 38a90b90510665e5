"""Sharing several groups at a time, and taking several shares back."""

from __future__ import annotations

from hmac import compare_digest

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.bulk import RevokeSeveralForm, ShareSeveralForm
from portal.groups.operations import bulk as operations
from portal.groups.projections.bulk import Choice, GroupReaders
from portal.groups.projections.sharing import SharePage
from portal.groups.queries import bulk, sharing
from portal.groups.views.blueprint import bp
from portal.groups.views.sharing import proof_of
from portal.web.filters import plural


@bp.page("/share-several", needs=Right.SHARE_SEVERAL, twice=Twice.REPLAY)
def share_several() -> ResponseReturnValue:
    """Ask which groups and on what terms, list whom it adds, then share all of them or none."""
    choices = bulk.groups_to_share()
    form = ShareSeveralForm()
    form.offer_groups(choices)
    page = sharing.share_page(choices[0].id) if choices else None
    if page is None:
        return render_template("groups/share_several.html", form=form, page=None)
    form.offer(page)
    if request.method == "POST" and form.validate() and request.form.get("step") != "change":
        try:
            return _check_or_share(form, choices, page)
        except Refused as refused:
            form.refuse(refused)
    return render_template("groups/share_several.html", form=form, page=page), form.http_status


def _check_or_share(
    form: ShareSeveralForm, choices: tuple[Choice, ...], page: SharePage
) -> ResponseReturnValue:
    terms, groups, proof = form.terms(), form.chosen(), proof_of(form)
    sight = page.sight(terms.recipient_id, terms.view, terms.last_day, person=bool(terms.person))
    was_checked = compare_digest(str(form.checked.data or ""), proof)
    if was_checked and request.form.get("step") == "share":
        waiting = operations.share_groups(groups, terms)
        flash(
            f"{plural(len(groups), 'group')} shared with {sight.recipient}."
            + (f" {plural(waiting, 'share')} wait for a second person." if waiting else "")
        )
        return redirect(url_for("groups.list_groups"), 303)
    waiting = operations.try_groups(groups, terms)
    readers = bulk.readers_of(groups)
    lines = [
        GroupReaders(one.title, tuple(readers[one.id]), sight.recipient)
        for one in choices
        if one.id in readers
    ]
    return render_template(
        "groups/check_several.html",
        form=form,
        sight=sight,
        lines=lines,
        proof=proof,
        waiting=waiting,
    )


@bp.page("/revoke-several", needs=Right.SHARE_SEVERAL, twice=Twice.HARMLESS)
def revoke_several() -> ResponseReturnValue:
    """Ask which shares, list whom it removes, then take all of them back or none."""
    lines = bulk.shares_to_revoke()
    form = RevokeSeveralForm()
    form.offer(lines)
    if form.validate_on_submit():
        chosen = form.chosen()
        if request.form.get("step") == "revoke":
            operations.revoke_shares(chosen)
            flash(f"{plural(len(chosen), 'share')} revoked.")
            return redirect(url_for("groups.list_groups"), 303)
        if request.form.get("step") == "check":
            removed = [one for one in lines if one.id in chosen]
            return render_template("groups/check_revokes.html", lines=removed)
    return render_template("groups/revoke_several.html", form=form, lines=lines), form.http_status
