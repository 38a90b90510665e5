"""Who sees a group; sharing it, and taking a share back."""

from __future__ import annotations

from collections.abc import Sequence
from hmac import compare_digest
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import Signer
from markupsafe import Markup

from portal.access.entry import current_viewer
from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.groups.forms.sharing import RevokeShareForm, ShareGroupForm
from portal.groups.models import Group, Share
from portal.groups.operations import revoking
from portal.groups.operations import sharing as operations
from portal.groups.projections.pages import GroupPage
from portal.groups.projections.sharing import SharePage
from portal.groups.queries import pages, sharing
from portal.groups.views.blueprint import bp
from portal.web.filters import long_date
from portal.web.lists import pages as numbered


@bp.page("/<uuid:group_id>/sharing", needs=Right.SHARING_SEE, on=Group)
def show_sharing(group_id: UUID) -> ResponseReturnValue:
    """Show who sees a group, and by what."""
    page = sharing.sharing_page(group_id, page_number(request.args.get("page")))
    pairs = list(request.args.items(multi=True))
    links = numbered(request.path, pairs, page.shares)
    return render_template("groups/sharing.html", page=page, links=links)


@bp.page("/<uuid:group_id>/share", needs=Right.GROUP_SHARE, on=Group, twice=Twice.REPLAY)
def share_group(group_id: UUID) -> ResponseReturnValue:
    """Ask for the terms of a share, show what they will see, then share."""
    page = sharing.share_page(group_id)
    form = ShareGroupForm()
    form.offer(page)
    form.suggest(request.args)
    asks_on = request.form.get("step") not in ("change", "gateways")
    if request.method == "POST" and asks_on and form.validate():
        try:
            return _check_or_share(page, form)
        except Refused as refused:
            form.refuse(refused)
    return render_template("groups/share.html", page=page, form=form), form.http_status


def _check_or_share(page: SharePage, form: ShareGroupForm) -> ResponseReturnValue:
    terms, proof = form.terms(), proof_of(form)
    sight = page.sight(terms.recipient_id, terms.view, terms.last_day, person=bool(terms.person))
    added = sharing.cascade_adds(page.header.id, terms.recipient_id) if terms.cascades else ()
    was_checked = compare_digest(str(form.checked.data or ""), proof)
    if was_checked and request.form.get("step") == "share":
        waits = operations.share_group(page.header.id, terms)
        flash(
            "The share waits for approval by a second person. It opens nothing until then."
            if waits
            else f"{sight.who} can see this group until {long_date(sight.last_day)}."
        )
        return redirect(url_for("groups.show_sharing", group_id=page.header.id), 303)
    with operations.as_recipient(page.header.id, terms) as needs_approval:
        seen, parts = drawn(page.header.id)
    return render_template(
        "groups/check_share.html",
        page=page,
        form=form,
        sight=sight,
        added=added,
        gateway=page.gateway(terms.gateway_id),
        seen=seen,
        parts=parts,
        proof=proof,
        needs_approval=needs_approval,
    )


def drawn(group_id: UUID) -> tuple[GroupPage, Sequence[Markup]]:
    """The group's overview, and what other rooms show of the group, as whoever asks sees it."""
    drawers = current_app.extensions["portal.previews"]
    return pages.group_page(group_id), [draw(group_id) for draw in drawers]


def proof_of(form: ShareGroupForm) -> str:
    """A mark that this viewer was shown what these answers open; nobody can make it up."""
    said = [str(current_viewer().membership_id), request.path, str(form.key.data)]
    said += [str(form.terms().version_id), *(value for _, value in form.answers())]
    signer = Signer(current_app.config["SECRET_KEY"], salt="share that was checked")
    return signer.get_signature("|".join(said)).decode()


@bp.page("/shares/<uuid:share_id>/revoke", needs=Right.SHARE_REVOKE, on=Share, twice=Twice.HARMLESS)
def revoke_share(share_id: UUID) -> ResponseReturnValue:
    """Ask whether to take a share back, and take it back."""
    form = RevokeShareForm()
    if form.validate_on_submit():
        group_id = revoking.revoke_share(share_id)
        flash("The share has been revoked. They can no longer open this group by it.")
        return redirect(url_for("groups.show_sharing", group_id=group_id), 303)
    return render_template(
        "groups/revoke_share.html", page=sharing.revoke_page(share_id), form=form
    )
