"""The pages of onward release: asking an owner, answering, withdrawing consent."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.entry import current_viewer
from portal.access.guard import Twice
from portal.access.policy import ORIGINATORS, Right
from portal.agencies.models import OriginConsent
from portal.core.errors import Refused
from portal.core.paging import AT_ONCE, page_number
from portal.groups.forms.origin import AnswerReleaseForm, AskReleaseForm, WithdrawForm
from portal.groups.models import Group
from portal.groups.operations import origin as operations
from portal.groups.queries import origin
from portal.groups.views.blueprint import bp
from portal.web.lists import pages as numbered
from portal.web.rooms import Line, Section


@bp.page("/onward-release", needs=Right.CONSENT_LIST)
def list_consents() -> ResponseReturnValue:
    """List the requests for onward release and the consents in sight."""
    page = origin.list_consents(page_number(request.args.get("page")))
    links = numbered(request.path, list(request.args.items(multi=True)), page.lines)
    return render_template("groups/consents.html", page=page, links=links)


@bp.page("/<uuid:group_id>/onward-release", needs=Right.CONSENT_ASK, on=Group, twice=Twice.REPLAY)
def ask_release(group_id: UUID) -> ResponseReturnValue:
    """Ask an owner to let their material in a group be passed on."""
    page = origin.ask_page(group_id)
    form = AskReleaseForm()
    form.offer(page)
    if form.validate_on_submit():
        try:
            made = operations.ask_release(group_id, form.asked())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The owner has been asked. You can share once they have given consent.")
            return redirect(url_for("groups.show_consent", consent_id=made), 303)
    return render_template("groups/ask_release.html", page=page, form=form), form.http_status


@bp.page("/onward-release/<uuid:consent_id>", needs=Right.CONSENT_SEE, on=OriginConsent)
def show_consent(consent_id: UUID) -> ResponseReturnValue:
    """Show one request with its answer."""
    return render_template("groups/consent.html", page=origin.consent_page(consent_id))


@bp.page(
    "/onward-release/<uuid:consent_id>/answer",
    needs=Right.CONSENT_ANSWER,
    on=OriginConsent,
    twice=Twice.HARMLESS,
)
def answer_release(consent_id: UUID) -> ResponseReturnValue:
    """Give or decline consent, for the owner."""
    form = AnswerReleaseForm()
    if form.validate_on_submit():
        try:
            _answer(consent_id, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Your answer is recorded.")
            return redirect(url_for("groups.show_consent", consent_id=consent_id), 303)
    page = origin.consent_page(consent_id)
    return render_template("groups/answer_release.html", page=page, form=form), form.http_status


def _answer(consent_id: UUID, form: AnswerReleaseForm) -> None:
    until = form.until.data
    if form.answer.data == "give" and until is not None:
        operations.give_consent(consent_id, form.reference.data, until, form.words.data)
    else:
        operations.decline_consent(consent_id, form.words.data)


@bp.page(
    "/onward-release/<uuid:consent_id>/withdraw",
    needs=Right.CONSENT_ANSWER,
    on=OriginConsent,
    twice=Twice.HARMLESS,
)
def withdraw_consent(consent_id: UUID) -> ResponseReturnValue:
    """Ask whether to withdraw consent, and withdraw it."""
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            operations.withdraw_consent(consent_id)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Consent is withdrawn. What was shared by it can no longer be opened.")
            return redirect(url_for("groups.show_consent", consent_id=consent_id), 303)
    page = origin.consent_page(consent_id)
    return render_template("groups/withdraw_consent.html", page=page, form=form), form.http_status


def waiting() -> Sequence[Section]:
    """The requests that the viewer's agency has to answer, for My work; nothing while none is."""
    if not current_viewer().holds(*ORIGINATORS):
        return ()
    lines = origin.waiting_for_us()
    if not lines:
        return ()
    return (
        Section(
            title="Requests to pass our material on",
            lines=[
                Line(
                    text=f"{one.group}, to {one.recipient}",
                    href=url_for("groups.show_consent", consent_id=one.id),
                    note=one.purpose.label,
                )
                for one in lines[:AT_ONCE]
            ],
            empty="",
            total=len(lines),
            more=url_for("groups.list_consents"),
        ),
    )
