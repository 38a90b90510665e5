"""How a failure reaches the log: where and of what kind, never with the values it was about.

A driver's message quotes the failing row, and ours may quote what somebody typed.
"""

from __future__ import annotations

import traceback

from sqlalchemy.exc import DBAPIError


def described(problem: BaseException) -> str:
    """The kind of the failure, its SQL state and constraint if it has them, and its frames."""
    kinds = [type(problem).__qualname__]
    if isinstance(problem, DBAPIError) and problem.orig is not None:
        diagnosis = getattr(problem.orig, "diag", None)
        state = getattr(diagnosis, "sqlstate", None) or getattr(problem.orig, "sqlstate", None)
        kinds += [type(problem.orig).__qualname__, str(state or "")]
        kinds.append(str(getattr(diagnosis, "constraint_name", None) or ""))
    frames = traceback.extract_tb(problem.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([" ".join(kind for kind in kinds if kind), *places])
