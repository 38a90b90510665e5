"""How a refusal looks: what happened, what to do next, and the mark of the request."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portal.access.guard import request_id
from portal.core.errors import Conflict, NotAdmitted, NotAllowed, Refused, Unseen, UsedTwice
from portal.core.failures import described
from portal.core.paging import BeyondTheLast
from portal.core.transaction import SAFE
from portal.web.facts import Clash
from portal.web.kept import came_from_here, kept, renewed
from portal.web.lists import with_value

log = logging.getLogger(__name__)
_NO_RIGHT = "42501"


def _page(name: str, status: HTTPStatus, **said: object) -> Response:
    text = render_template(f"web/errors/{name}.html", request_id=request_id(), **said)
    return make_response(text, status)


def _kept(reason: str, status: HTTPStatus, **values: str) -> Response:
    """What was typed, to be read and sent again; nothing another site composed."""
    if not came_from_here(request):
        return _page("not_allowed", HTTPStatus.FORBIDDEN)
    return _page(
        "kept",
        status,
        reason=reason,
        kept=renewed(kept(request.form), **values),
        action=request.full_path.rstrip("?"),
    )


def _nobody(_: NotAdmitted) -> ResponseReturnValue:
    if request.method in SAFE:
        here = request.full_path.rstrip("?") if request.path != "/" else None
        return redirect(url_for("agencies.sign_in", next=here), 303)
    return _kept("signed-out", HTTPStatus.UNAUTHORIZED)


def _unseen(problem: Unseen) -> ResponseReturnValue:
    if isinstance(problem, BeyondTheLast):
        pairs = list(request.args.items(multi=True))
        href = with_value(request.path, pairs, "page", str(problem.last))
        return _page("not_found", HTTPStatus.NOT_FOUND, last_page=problem.last, last_href=href)
    return _page("not_found", HTTPStatus.NOT_FOUND)


def _not_allowed(_: NotAllowed) -> ResponseReturnValue:
    log.info("request.not-allowed", extra={"endpoint": request.endpoint})
    return _page("not_allowed", HTTPStatus.FORBIDDEN)


def _conflict(problem: Conflict) -> ResponseReturnValue:
    fields = [
        Clash(one.label, one.chosen, one.value)
        if one.chosen
        else Clash(one.label, " ".join(request.form.getlist(one.name)), one.value, one.name)
        for one in problem.fields
    ]
    again = request.form.copy()
    again["version"] = str(problem.version)
    return _page(
        "conflict",
        HTTPStatus.CONFLICT,
        fields=fields,
        kept=kept(again),
        action=request.path,
        back=request.path,
    )


def _refused(problem: Refused) -> ResponseReturnValue:
    return _page(
        "refused",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        reason=problem.reason,
        kept=kept(request.form),
        back=request.full_path.rstrip("?"),
    )


def _used_twice(_: UsedTwice) -> ResponseReturnValue:
    # The old key would be refused for ever: what is sent again is a form of its own.
    return _kept("used-twice", HTTPStatus.CONFLICT, key=str(uuid4()))


def _stale(_: StaleDataError) -> ResponseReturnValue:
    return _kept("changed", HTTPStatus.CONFLICT)


def _csrf(_: CSRFError) -> ResponseReturnValue:
    return _kept("out-of-date", HTTPStatus.BAD_REQUEST)


def _http(problem: HTTPException) -> ResponseReturnValue:
    if problem.response is not None:
        return make_response(problem.response)
    code = problem.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if code == HTTPStatus.NOT_FOUND:
        return _unseen(Unseen())
    names = {405: "not_found", 413: "refused", 429: "too_many"}
    page = _page(
        names.get(code, "wrong" if code >= HTTPStatus.INTERNAL_SERVER_ERROR else "refused"),
        HTTPStatus(code),
        reason="What was sent is too long. Shorten it and send it again."
        if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        else "The portal could not read what was sent. Go back and try again.",
    )
    if code == HTTPStatus.METHOD_NOT_ALLOWED:
        page.headers.extend(problem.get_headers())
        page.headers["Content-Type"] = "text/html; charset=utf-8"
    return page


def _busy(problem: Exception) -> ResponseReturnValue:
    log.error("database.busy %s\n%s", request_id(), described(problem))
    page = _page("busy", HTTPStatus.SERVICE_UNAVAILABLE)
    page.headers["Retry-After"] = "5"
    return page


def _database(problem: DBAPIError) -> ResponseReturnValue:
    """What the database refused: most often a right that ended while the page was made."""
    if getattr(problem.orig, "sqlstate", "") != _NO_RIGHT:
        return _wrong(problem)
    log.error("request.refused-by-database %s\n%s", request_id(), described(problem))
    return _unseen(Unseen())


def _wrong(problem: Exception) -> ResponseReturnValue:
    log.error("request.failed %s\n%s", request_id(), described(problem))
    return _page("wrong", HTTPStatus.INTERNAL_SERVER_ERROR)


def install(app: Flask) -> None:
    """Let the app answer every refusal with a page of its own."""
    handlers: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
        NotAdmitted: _nobody,
        Unseen: _unseen,
        NotAllowed: _not_allowed,
        Conflict: _conflict,
        Refused: _refused,
        UsedTwice: _used_twice,
        StaleDataError: _stale,
        CSRFError: _csrf,
        HTTPException: _http,
        OperationalError: _busy,
        PoolTimeout: _busy,
        DBAPIError: _database,
        Exception: _wrong,
    }
    for kind, handler in handlers.items():
        app.register_error_handler(kind, handler)
