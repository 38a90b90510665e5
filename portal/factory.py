"""Puts the house together: the only module that knows every room."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.access import guard, sight
from portal.access.marking import shown_marking
from portal.access.sight import Guarded
from portal.agencies import scope as agencies_scope
from portal.agencies import views as agencies_views
from portal.agencies.queries import people as agencies_people
from portal.audit import record
from portal.audit import scope as audit_scope
from portal.audit import views as audit_views
from portal.boards import scope as boards_scope
from portal.boards import views as boards_views
from portal.core import transaction
from portal.core.db import db
from portal.core.server import Address, Role, named
from portal.core.server import engine as open_engine
from portal.core.settings import Settings
from portal.groups import scope as groups_scope
from portal.groups import views as groups_views
from portal.plans import scope as plans_scope
from portal.plans import views as plans_views
from portal.profiles import scope as profiles_scope
from portal.profiles import views as profiles_views
from portal.scoring import scope as scoring_scope
from portal.scoring import views as scoring_views
from portal.search import scope as search_scope
from portal.search import views as search_views
from portal.web import assets, errors, headers, home, rendering
from portal.web.navigation import Link
from portal.web.rooms import Room

ROOMS = (
    Room(
        groups_views.bp,
        groups_scope.ROWS,
        groups_views.PLACES,
        groups_views.work,
        closed=groups_scope.CLOSED,
    ),
    Room(search_views.bp, search_scope.ROWS, search_views.PLACES),
    Room(scoring_views.bp, scoring_scope.ROWS, (), scoring_views.work),
    Room(plans_views.bp, plans_scope.ROWS, (), plans_views.work, preview=plans_views.preview),
    Room(boards_views.bp, boards_scope.ROWS, boards_views.PLACES, boards_views.work),
    Room(profiles_views.bp, profiles_scope.ROWS, profiles_views.PLACES),
    Room(audit_views.bp, audit_scope.ROWS, audit_views.PLACES),
    Room(
        agencies_views.bp,
        agencies_scope.ROWS,
        agencies_views.PLACES,
        agencies_views.work,
        closed=agencies_scope.CLOSED,
    ),
)


def every_row() -> Iterator[Guarded]:
    """What every room guards, from the ground up."""
    for room in reversed(ROOMS):
        yield from room.rows


def declare() -> None:
    """Make what the rooms guard known; pages and commands alike begin with it."""
    sight.declare(every_row())


def on_named_server(settings: Settings) -> Flask:
    """The portal on the server that the settings name; ``portal serve`` names the embedded one."""
    urls = {Role.WEB: settings.database_url, Role.DOOR: settings.door_database_url}
    return create_app(settings, named(urls))


def create_app(settings: Settings, address: Address) -> Flask:
    """The portal as a web application, on the database at ``address``."""
    declare()
    app = Flask(
        "portal",
        static_folder=str(assets.FOLDER),
        static_url_path=assets.root(),
        template_folder=str(assets.FOLDER.parent / "templates"),
    )
    app.jinja_environment = rendering.Environment
    app.config.update(_configuration(settings, address))
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as its documentation says
            app.wsgi_app,
            x_for=settings.proxies,
            x_proto=settings.proxies,
            x_host=settings.proxies,
        )
    db.init_app(app)
    app.extensions["portal.door"] = open_engine(address.url(Role.DOOR), pool=2)
    app.extensions["portal.previews"] = [room.preview for room in ROOMS if room.preview]
    headers.install(app)
    app.extensions["portal.names"] = agencies_people.names_of
    transaction.install(app, record.write)
    CSRFProtect(app)
    rendering.install(app)
    errors.install(app)
    app.register_blueprint(home.pages(ROOMS))
    for room in ROOMS:
        app.register_blueprint(room.pages)
    guard.install(app)
    app.context_processor(_chrome)
    return app


def _configuration(settings: Settings, address: Address) -> dict[str, object]:
    prefix = "__Host-" if settings.is_https else ""
    return {
        "SECRET_KEY": settings.secret,
        "SQLALCHEMY_ENGINES": {},
        "SQLALCHEMY_DATABASE_URI": address.url(Role.WEB),
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": 6,
            "max_overflow": 0,
            "pool_timeout": 2,
            "pool_pre_ping": True,
            "hide_parameters": True,
        },
        "SESSION_COOKIE_NAME": f"{prefix}portal_form",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        guard.COOKIE: f"{prefix}portal_sign_in",
        "PORTAL_IDLE_MINUTES": settings.idle_minutes,
        "PORTAL_LONGEST_HOURS": settings.longest_hours,
        "PORTAL_ORIGIN": settings.origin,
        "PORTAL_DEMONSTRATION": settings.demonstration,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": settings.is_https,
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 200,
    }


def _chrome() -> dict[str, object]:
    """Who is asking and where they may go, for the frame of every page."""
    viewer = current_user if current_user.is_authenticated else None
    links: list[Link] = []
    if viewer is not None:
        shown, rest = home.menu(viewer, ROOMS)
        paths = {url_for(one.endpoint): one for one in (*shown, *rest)}
        # Of two places of which one lies below the other, the lower is where the page is.
        here = max(filter(_is_here, paths), key=len, default="")
        current = home.MORE if here and paths[here] in rest else paths.get(here)
        links = [
            Link(one.label, path, one == current) for path, one in paths.items() if one in shown
        ]
    return {"viewer": viewer, "navigation": tuple(links), "marking": shown_marking()}


def _is_here(place: str) -> bool:
    """Whether the page being made is the place, or lies below it."""
    return request.path == place or (place != "/" and request.path.startswith(f"{place}/"))
