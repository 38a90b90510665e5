"""Counting what the portal asks of its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import before_render_template, template_rendered
from jinja2 import Template
from sqlalchemy import event

from portal.core.db import db
from tests.conftest import World


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """The statements that the web role sends meanwhile."""
    sent: list[str] = []
    with world.app.app_context():
        engine = db.engine

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def statements_while_rendering(world: World) -> Iterator[list[str]]:
    """The statements that are sent while a template is being rendered: there must be none."""
    found: list[str] = []
    rendering: list[str] = []
    with world.app.app_context():
        engine = db.engine

    def begin(_: object, template: Template, **__: object) -> None:
        rendering.append(str(template.name))

    def end(_: object, **__: object) -> None:
        rendering.clear()

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if rendering:
            found.append(f"{rendering[-1]}: {statement}")

    event.listen(engine, "before_cursor_execute", note)
    try:
        with (
            before_render_template.connected_to(begin, world.app),
            template_rendered.connected_to(end, world.app),
        ):
            yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
