"""The pages of signing in and out, and of choosing an agency."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.access.guard import COOKIE, request_id
from portal.agencies import sign_in as door
from portal.agencies.forms.sign_in import ChooseAgencyForm, SignInForm
from portal.agencies.views.blueprint import bp

_FAILED = "Enter the email address and password of your account. What you entered did not match"


def _engine() -> door.Door:
    engine: door.Door = current_app.extensions["portal.door"]
    return engine


def _lasting(remaining: timedelta | None) -> door.Lasting:
    """How long a sign-in holds; changing the agency does not lengthen what was begun."""
    longest = timedelta(hours=current_app.config["PORTAL_LONGEST_HOURS"])
    return door.Lasting(
        timedelta(minutes=current_app.config["PORTAL_IDLE_MINUTES"]),
        longest if remaining is None else min(longest, remaining),
    )


def _token() -> str:
    return request.cookies.get(current_app.config[COOKIE], "")


def _onward() -> str:
    """The page that was asked for before signing in: a path of ours, or My work."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    is_ours = wanted.startswith("/") and not parts.scheme and not parts.netloc
    is_plain = not any(sign in wanted for sign in "\\\t\r\n") and not wanted.startswith("//")
    return wanted if is_ours and is_plain else url_for("home.my_work")


def _with_cookie(answer: Response, token: str) -> Response:
    answer.set_cookie(
        current_app.config[COOKIE],
        token,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer


@bp.public("/sign-in", because="nobody is known yet", methods=("GET", "POST"))
def sign_in() -> ResponseReturnValue:
    """Ask who somebody is."""
    form = SignInForm()
    if form.validate_on_submit():
        account = door.check(
            _engine(),
            form.email.data,
            form.password.data,
            demonstration=current_app.config["PORTAL_DEMONSTRATION"],
        )
        if account is not None:
            return _open(account)
        form.form_errors.append(_FAILED)
    return render_template("agencies/sign_in.html", form=form), form.http_status


def _open(account: door.Account) -> Response:
    only = account.choices[0].membership_id if len(account.choices) == 1 else None
    if _token():
        door.closed(_engine(), _token(), request_id())
    session.clear()
    token = door.opened(_engine(), account.person_id, only, _lasting(None), request_id())
    here = _onward() if only else url_for("agencies.choose_agency", next=request.args.get("next"))
    return _with_cookie(redirect(here, 303), token)


@bp.public(
    "/choose-agency", because="a sign-in without an agency may only choose", methods=("GET", "POST")
)
def choose_agency() -> ResponseReturnValue:
    """Choose the agency to act for; changing it is a new sign-in."""
    account = door.holder(_engine(), _token()) if _token() else None
    if account is None:
        return redirect(url_for("agencies.sign_in"), 303)
    form = ChooseAgencyForm()
    form.membership.offer([(str(one.membership_id), one.agency) for one in account.choices])
    if form.validate_on_submit():
        old = _token()
        lasting = _lasting(account.remaining)
        token = door.opened(
            _engine(), account.person_id, UUID(form.membership.data), lasting, request_id()
        )
        door.closed(_engine(), old, request_id())
        session.clear()
        return _with_cookie(redirect(_onward(), 303), token)
    return render_template("agencies/choose_agency.html", form=form), form.http_status


@bp.public("/sign-out", because="it only ends a sign-in", methods=("POST",))
def sign_out() -> ResponseReturnValue:
    """End the sign-in at the server and forget what the browser holds."""
    if _token():
        door.closed(_engine(), _token(), request_id())
    session.clear()
    answer = redirect(url_for("agencies.signed_out"), 303)
    answer.delete_cookie(current_app.config[COOKIE], path="/")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.public("/signed-out", because="it says that nobody is signed in")
def signed_out() -> ResponseReturnValue:
    """Say that the sign-in has ended."""
    return render_template("agencies/signed_out.html")
