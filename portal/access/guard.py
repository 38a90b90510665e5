"""The door: each page says which right it needs, and on which row, where its URL is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from flask import (
    Blueprint,  # noqa: TID251 - this is the doorway
    Flask,
    Response,
    current_app,
    make_response,
    redirect,
    request,
)
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import BadRequest

from portal.access import entry
from portal.access.models import SentForm
from portal.access.policy import Right
from portal.access.sight import allow, fetch, guarded
from portal.access.viewer import Mode, Viewer
from portal.core import clock
from portal.core.db import Base, db, session
from portal.core.errors import NotAdmitted, NotAllowed, Refused, UsedTwice
from portal.core.transaction import SAFE

Page = Callable[..., ResponseReturnValue]
COOKIE = "PORTAL_COOKIE"


class Twice(Enum):
    """What a second copy of a page's post means."""

    REPLAY = "the form carries a one-use key; a second copy gets the first answer"
    CONFLICT = "the form carries the row's version; a second writer gets both texts"
    HARMLESS = "doing it again changes nothing"


@dataclass(frozen=True, slots=True)
class Door:
    """What a page declared: a right with its row, or that it is public with a reason."""

    needs: Right | None
    on: type[Base] | None
    twice: Twice | None
    because: str
    ends_mode: bool = False
    """Whether it may be sent while the viewer sees as another or as a room: it ends that."""


class GuardedBlueprint(Blueprint):
    """A blueprint whose pages cannot be added without saying what they need."""

    def page(
        self,
        rule: str,
        *,
        needs: Right,
        on: type[Base] | None = None,
        twice: Twice | None = None,
        ends_mode: bool = False,
    ) -> Callable[[Page], Page]:
        """A page for those who hold ``needs`` (on the row whose id the URL holds).

        ``twice`` says that it takes posts; a page that only reads leaves it out.  ``ends_mode``
        is for the one page by which a viewer sees again as themselves.
        """
        if ("<uuid:" in rule) != (on is not None):
            raise ValueError(f"{rule}: name the row of the id in the URL with on=")
        methods = ["GET", "POST"] if twice else ["GET"]

        def add(view: Page) -> Page:
            made = _guard(view, Door(needs, on, twice, "", ends_mode))
            super(GuardedBlueprint, self).add_url_rule(rule, view.__name__, made, methods=methods)
            return made

        return add

    def public(
        self, rule: str, *, because: str, methods: tuple[str, ...] = ("GET",)
    ) -> Callable[[Page], Page]:
        """A page for anybody.  ``because`` says why it may be."""

        def add(view: Page) -> Page:
            view.door = Door(None, None, None, because)  # type: ignore[attr-defined]  # a mark
            super(GuardedBlueprint, self).add_url_rule(
                rule, view.__name__, view, methods=list(methods)
            )
            return view

        return add

    def add_url_rule(self, *_: Any, **__: Any) -> None:
        """Refused: a page must say what it needs."""
        raise TypeError("use page(needs=…) or public(because=…)")


def _guard(view: Page, door: Door) -> Page:
    @wraps(view)
    def page(**ids: Any) -> ResponseReturnValue:
        if not current_user.is_authenticated:
            raise NotAdmitted
        assert door.needs is not None  # noqa: S101 - tells the type checker
        mode = entry.current_viewer().mode
        if mode is not None and not door.ends_mode:
            if request.method not in SAFE:
                raise Refused(_NOT_NOW[mode.is_room])
            if _leaves(door, ids, mode):
                entry.return_to_oneself()
                return redirect(request.full_path.rstrip("?"), 303)
        if door.on is None:
            allow(door.needs)
        else:
            fetch(door.on, _only(ids), door.needs)
        if request.method not in SAFE and door.twice is Twice.REPLAY:
            return _once(view, ids)
        return view(**ids)

    page.door = door  # type: ignore[attr-defined]  # a mark that start-up reads
    return page


_NOT_NOW = {
    False: "You are seeing this group as somebody else, so nothing can be changed. See as yourself"
    " again first, then send it anew.",
    True: "You are in boardroom mode, so nothing can be changed. End it first, then send it anew.",
}


def _leaves(door: Door, ids: dict[str, Any], mode: Mode) -> bool:
    """Whether a page lies outside the one group that is seen as somebody else."""
    if mode.is_room:
        return False
    guard = guarded(door.on) if door.on is not None else None
    if guard is None or guard.group is None:
        return True
    return guard.group is guard.key and _only(ids) != mode.group_id


def _only(ids: dict[str, Any]) -> UUID:
    (ident,) = [value for value in ids.values() if isinstance(value, UUID)]
    return ident


def _once(view: Page, ids: dict[str, Any]) -> Response:
    """Run a page's post at most once for the key that its form carries."""
    try:
        key = UUID(request.form.get("key", ""))
    except ValueError:
        raise Refused("This form is out of date. Open the page again and send it anew.") from None
    digest = _digest()
    earlier = _earlier(key, digest)
    if earlier is not None:
        return earlier
    response = make_response(view(**ids))
    if response.status_code not in (302, 303):
        # Perhaps refused because its twin, sent at the same moment, came first.
        first = _earlier(key, digest)
        return _instead(first) if first is not None else response
    viewer = entry.current_viewer()
    db.session.add(
        SentForm(
            key=key,
            membership_id=viewer.membership_id,
            digest=digest,
            answer=response.headers["Location"],
            sent_at=clock.now(),
        )
    )
    try:
        db.session.flush()
    except IntegrityError:
        # Its twin was sent at the same moment and won: all of this one is thrown away.
        session().rollback()
        first = _earlier(key, digest)
        if first is None:
            session().info.pop("recorded", None)
            raise UsedTwice from None
        return _instead(first)
    return response


def _instead(first: Response) -> Response:
    """Answer as the twin was answered; nothing of this one is kept."""
    session().rollback()
    session().info.pop("recorded", None)
    return first


def _digest() -> str:
    sent = [(name, text) for name, text in request.form.items(multi=True) if name != "csrf_token"]
    return hashlib.sha256(json.dumps([request.path, *sorted(sent)]).encode()).hexdigest()


def _earlier(key: UUID, digest: str) -> Response | None:
    sent = db.session.get(SentForm, key)
    if sent is None:
        return None
    if sent.digest != digest:
        raise UsedTwice
    return make_response(redirect(sent.answer, 303))


def load_viewer(_: object) -> Viewer | None:
    """Who shows a secret that still holds; for Flask-Login, asked at most once a request."""
    token = request.cookies.get(current_app.config[COOKIE], "")
    if not token or len(token) > 100:
        return None
    current = session()
    current.info["request_id"] = request_id()
    current.info["idle"] = current_app.config["PORTAL_IDLE_MINUTES"]
    entry.enter_as_holder(token, read_only=request.method in SAFE)
    try:
        return entry.current_viewer()
    except NotAdmitted:
        current.rollback()
        return None


def request_id() -> str:
    """A random mark of this request, for the trail, the logs and the error pages."""
    if "portal.request_id" not in request.environ:
        request.environ["portal.request_id"] = uuid4().hex[:12]
    mark: str = request.environ["portal.request_id"]
    return mark


def install(app: Flask) -> None:
    """Let the app know its viewers, and refuse posts that come from another site."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)
    manager.request_loader(load_viewer)

    @app.before_request
    def same_site() -> None:
        if request.method in SAFE:
            return
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            raise NotAllowed

    @app.before_request
    def own_host() -> None:
        """Refuse a forged ``Host``; a health check may come under any name."""
        ours = urlsplit(str(app.config["PORTAL_ORIGIN"]))
        is_strange = ours.scheme == "https" and (
            request.host.lower() != ours.netloc.lower().removesuffix(":443")
        )
        if is_strange and request.endpoint != "home.health":
            raise BadRequest

    for rule in app.url_map.iter_rules():
        if not hasattr(app.view_functions[rule.endpoint], "door") and rule.endpoint != "static":
            raise TypeError(f"{rule.endpoint} did not come through the door: use page(needs=…)")
