"""How gunicorn runs the portal: its settings and hooks, named to it by ``portal serve``."""

from __future__ import annotations

from typing import Any

from gunicorn.http.wsgi import Response

from portal.core.db import db

worker_class = "gthread"
threads = 4
preload_app = True
timeout = 30
graceful_timeout = 30
keepalive = 5
max_requests = 2000
max_requests_jitter = 400
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
secure_scheme_headers: dict[str, str] = {}  # the portal itself reads what its proxies say
proc_name = "portal"

_with_server = Response.default_headers


def _without_server(response: Any) -> list[str]:
    """The headers of every answer, without the one that names the server."""
    return [line for line in _with_server(response) if not line.startswith("Server:")]


Response.default_headers = _without_server


def post_fork(server: Any, worker: Any) -> None:
    """Let no connection of the process that loaded the portal be shared by two workers."""
    del server
    app = worker.app.wsgi()
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose(close=False)
    app.extensions["portal.door"].dispose(close=False)
