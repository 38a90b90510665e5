"""The doorway of govuk-frontend-jinja: its components as functions for our templates.

Our own templates refuse a name that is not there.  The components count on the opposite, so
they live in an environment of their own and are called as functions: ``govukButton({…})``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

LOADER = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})

_LENIENT = Environment(
    loader=LOADER,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,  # else each part of a component looks at its file each time
)

NAMES = (
    "accordion",
    "back-link",
    "breadcrumbs",
    "button",
    "character-count",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "file-upload",
    "generic-header",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "panel",
    "password-input",
    "phase-banner",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tabs",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
)


def _called(component: str) -> str:
    return "govuk" + component.title().replace("-", "")


@cache
def _macro(component: str) -> Callable[..., Markup]:
    template = _LENIENT.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    macro: Callable[..., Markup] = getattr(template.module, _called(component))
    return macro


def draw(component: str, params: Mapping[str, Any] | None = None, **more: Any) -> Markup:
    """One component, such as ``button``, from the options its own documentation lists."""
    return _macro(component)({} if params is None else params, **more)


def functions() -> dict[str, Callable[..., Markup]]:
    """Every component by the name that templates call, such as ``govukButton``."""
    return {_called(name): partial(draw, name) for name in NAMES}
