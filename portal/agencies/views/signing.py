"""The steps of an agreement, a page each: consulted on, signed, live, renewed, ended, left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.agencies.forms.agreements import EndForm, NewVersionForm, SignForm, StepForm
from portal.agencies.models import Agreement
from portal.agencies.operations import signing
from portal.agencies.projections.agreements import AgreementPage
from portal.agencies.queries import agreements
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused
from portal.web.fields import PortalForm


@dataclass(frozen=True, slots=True)
class Step:
    """How a step is asked for: what it does, the words of its button, and what it says after."""

    heading: str
    words: str
    button: str
    done: str
    is_grave: bool = False


def _take(
    agreement_id: UUID, step: Step, form: PortalForm, act: Callable[[AgreementPage], UUID | None]
) -> ResponseReturnValue:
    page = agreements.agreement_page(agreement_id)
    if form.validate_on_submit():
        try:
            made = act(page)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(step.done)
            here = made or agreement_id
            return redirect(url_for("agencies.show_agreement", agreement_id=here), 303)
    text = render_template("agencies/step.html", page=page, step=step, form=form)
    return text, form.http_status


CONSULT = Step(
    "Put this agreement to consultation",
    "Its parties can open it and sign it. Its terms stay as they are from now on; to change them, "
    "take it back to a draft.",
    "Put to consultation",
    "The agreement is in consultation. Its parties can sign it.",
)
BACK = Step(
    "Take this agreement back to a draft",
    "What was signed is signed anew, because the terms may change.",
    "Take back to a draft",
    "The agreement is a draft again.",
)
SIGN = Step(
    "Sign for your agency",
    "The portal keeps the office, the day, and that you recorded the signature.",
    "Sign",
    "The agreement is signed for your agency.",
)
LIVE = Step(
    "Make this agreement live",
    "Groups can be shared under it at once. A version that is live now is superseded: what was "
    "shared under it goes on where this version covers the agencies, the view and the purpose, "
    "and stops where it does not.",
    "Make live",
    "The agreement is live.",
)
ANEW = Step(
    "Draft a new version",
    "The draft begins with the same terms, parties and data schedule. All parties sign it anew. "
    "Until it is live, this version stays as it is.",
    "Draft a new version",
    "The new version is a draft. Check its days, then put it to consultation.",
)
END = Step(
    "End this agreement early",
    "Everything shared under it stops with the next click of whoever reads it. This cannot be "
    "undone: to share again, draft a new agreement.",
    "End the agreement",
    "The agreement has ended. What was shared under it can no longer be opened.",
    is_grave=True,
)
LEAVE = Step(
    "Leave this agreement",
    "What your agency gave and was given under it stops with the next click of whoever reads it. "
    "What was shared with a board or a circle that your agency belongs to stops as well.",
    "Leave the agreement",
    "Your agency has left the agreement.",
    is_grave=True,
)


@bp.page(
    "/agreements/<uuid:agreement_id>/consult",
    needs=Right.AGREEMENT_KEEP,
    on=Agreement,
    twice=Twice.HARMLESS,
)
def consult_agreement(agreement_id: UUID) -> ResponseReturnValue:
    """Put a draft to its parties."""
    return _take(agreement_id, CONSULT, StepForm(), signing.consult)


@bp.page(
    "/agreements/<uuid:agreement_id>/back-to-draft",
    needs=Right.AGREEMENT_KEEP,
    on=Agreement,
    twice=Twice.HARMLESS,
)
def take_back_agreement(agreement_id: UUID) -> ResponseReturnValue:
    """Take an agreement back from consultation."""
    return _take(agreement_id, BACK, StepForm(), lambda page: signing.take_back(page.id))


@bp.page(
    "/agreements/<uuid:agreement_id>/sign",
    needs=Right.AGREEMENT_SIGN,
    on=Agreement,
    twice=Twice.HARMLESS,
)
def sign_agreement(agreement_id: UUID) -> ResponseReturnValue:
    """Sign for the viewer's agency."""
    form = SignForm()
    return _take(agreement_id, SIGN, form, lambda page: signing.sign(page.id, form.office.data))


@bp.page(
    "/agreements/<uuid:agreement_id>/make-live",
    needs=Right.AGREEMENT_KEEP,
    on=Agreement,
    twice=Twice.HARMLESS,
)
def make_agreement_live(agreement_id: UUID) -> ResponseReturnValue:
    """Let a signed agreement bear shares."""
    return _take(agreement_id, LIVE, StepForm(), lambda page: signing.make_live(page.id))


@bp.page(
    "/agreements/<uuid:agreement_id>/new-version",
    needs=Right.AGREEMENT_EDIT,
    on=Agreement,
    twice=Twice.REPLAY,
)
def draft_version(agreement_id: UUID) -> ResponseReturnValue:
    """Draft the next version of an agreement."""
    return _take(agreement_id, ANEW, NewVersionForm(), lambda page: signing.new_version(page.id))


@bp.page(
    "/agreements/<uuid:agreement_id>/end",
    needs=Right.AGREEMENT_KEEP,
    on=Agreement,
    twice=Twice.HARMLESS,
)
def end_agreement(agreement_id: UUID) -> ResponseReturnValue:
    """End an agreement before its last day."""
    form = EndForm()
    return _take(
        agreement_id, END, form, lambda page: signing.end_agreement(page.id, form.reason.data)
    )


@bp.page(
    "/agreements/<uuid:agreement_id>/leave",
    needs=Right.AGREEMENT_SIGN,
    on=Agreement,
    twice=Twice.HARMLESS,
)
def leave_agreement(agreement_id: UUID) -> ResponseReturnValue:
    """Let the viewer's agency leave an agreement."""
    return _take(agreement_id, LEAVE, StepForm(), lambda page: signing.leave_agreement(page.id))
