"""Where the chrome of a page leads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go.  ``current`` marks the place the reader is in."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses that every page offers, whatever rooms there are."""

    home: str = "/"
    sign_in: str = "/sign-in"
    sign_out: str = "/sign-out"
    change_agency: str = "/choose-agency"
    own_view: str = "/own-view"
    help: tuple[Link, ...] = (
        Link("Help", "/help"),
        Link("Who may see what", "/help/who-may-see-what"),
        Link("Accessibility", "/help/accessibility"),
        Link("Privacy and handling", "/help/privacy"),
        Link("Cookies", "/help/cookies"),
    )
