"""One commit for each request: the only caller of commit in the portal's pages.

A page that reads runs in a transaction that the database keeps read only.  What it showed is
recorded in a second, short one before the answer leaves.  A page that writes commits its change
and its record together, or nothing.  No record, no page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Flask, Response, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from portal.core.db import PortalSession, session
from portal.core.errors import NotAdmitted
from portal.core.failures import described

log = logging.getLogger(__name__)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Writer = Callable[[PortalSession], None]


def install(app: Flask, write_record: Writer) -> None:
    """Let every request of the app end so; ``write_record`` puts it on the trail."""

    @app.after_request
    def finish(response: Response) -> Response:
        current = session()
        if "viewer" not in current.info:
            return response
        try:
            _finish(current, response, write_record)
        except NotAdmitted:
            # The sign-in ended between the page and its record: the next request says so.
            current.rollback()
            return _nothing(response)
        except (SQLAlchemyError, StaleDataError) as problem:
            # Not exception(): the driver's message quotes the row.
            log.error("record.not-written\n%s", described(problem))
            current.rollback()
            return _nothing(response)
        return response


def _finish(current: PortalSession, response: Response, write_record: Writer) -> None:
    changes = request.method not in SAFE and response.status_code < 400
    if not changes:
        if request.method in SAFE and response.status_code < 500:
            _end_reading(current)
        else:
            current.rollback()
        current.info.pop("recorded", None)
        current.allow_writing()
    write_record(current)
    current.commit()


def _end_reading(current: PortalSession) -> None:
    """End a transaction that the database kept read only, in a way that keeps what it prepared.

    After a rollback the driver throws away every statement that the server had prepared on the
    connection, and each page would be planned anew.  There is nothing to commit.
    """
    current.expunge_all()
    current.commit()


def _nothing(response: Response) -> Response:
    """An empty 503: what could not be recorded is not shown."""
    empty = Response(status=503, headers={"Retry-After": "5"})
    empty.headers["Content-Length"] = "0"
    del response
    return empty
