"""The second person's page: what a waiting share will open, and their answer."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.lending import ApproveShareForm
from portal.groups.models import Share
from portal.groups.operations import approval as operations
from portal.groups.projections.sharing import RevokePage
from portal.groups.queries import sharing
from portal.groups.views.blueprint import bp
from portal.groups.views.sharing import drawn

_CHANGED = "What they will see has changed since you opened this page. Read it again below"


@bp.page(
    "/shares/<uuid:share_id>/approve", needs=Right.SHARE_APPROVE, on=Share, twice=Twice.HARMLESS
)
def approve_share(share_id: UUID) -> ResponseReturnValue:
    """Show the terms, then exactly what the recipient will read; take the second person's answer.

    What they will read is asked for by a post: a page that is only opened writes nothing, and a
    preview writes the share as if it were approved, and throws it away.
    """
    page, form = sharing.revoke_page(share_id), ApproveShareForm()
    rendering, digest = _rendered(share_id, page) if form.is_submitted() else (Markup(), "")
    if request.form.get("step") == "answer" and form.validate():
        try:
            return _answer(share_id, form, digest)
        except Refused as refused:
            form.refuse(refused)
    form.shown.data = digest
    text = render_template("groups/approve_share.html", page=page, form=form, rendering=rendering)
    return text, form.http_status


def _rendered(share_id: UUID, page: RevokePage) -> tuple[Markup, str]:
    """The preview as it is put on the page, and its digest; nothing once it was answered."""
    if not page.share.waits:
        return Markup(), ""
    with operations.as_recipient(share_id):
        seen, parts = drawn(page.header.id)
    sight = page.share.sight
    text = render_template(
        "groups/_preview.html",
        seen=seen,
        parts=parts,
        recipient=sight.recipient,
        is_many=sight.is_board or sight.is_circle,
    )
    return Markup(text), sha256(text.encode()).hexdigest()  # noqa: S704 - our own template


def _answer(share_id: UUID, form: ApproveShareForm, digest: str) -> ResponseReturnValue:
    if form.answer.data == "decline":
        if not form.reason.data:
            raise Refused("Enter why you decline it", "reason")
        group_id = operations.decline_share(share_id, form.reason.data)
        flash("The share was declined. It opens nothing.")
    elif form.shown.data != digest:
        raise Refused(_CHANGED)
    else:
        group_id = operations.approve_share(share_id, digest)
        flash("The share was approved and is live.")
    return redirect(url_for("groups.show_sharing", group_id=group_id), 303)
