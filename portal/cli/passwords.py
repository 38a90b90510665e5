"""Which passwords a command refuses."""

from __future__ import annotations

from portal.agencies.sign_in import weakness
from portal.core.errors import SetUpFailed

LONGEST = 1000


def refuse_weak(password: str, email: str) -> None:
    """Go no further with a password that somebody would guess."""
    problem = (
        f"The password has {len(password)} characters: choose one of {LONGEST} or fewer."
        if len(password) > LONGEST
        else weakness(password, email)
    )
    if problem:
        raise SetUpFailed(problem)
