"""How material may be handled: what the partnership agreed, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandlingPage:
    """The markings that the portal may hold, the handling codes, the conditions under each."""

    markings: tuple[str, ...]
    codes: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    """Code, name, what it means, and the conditions that a share can carry under it."""
