"""The operating-system account that the embedded server runs as, which is never root."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.core.errors import SetUpFailed

_DAC_OVERRIDE, _DAC_READ_SEARCH, _SETPCAP = 1, 2, 8
_SET_PDEATHSIG, _SET_SECUREBITS, _CAP_AMBIENT, _CAP_AMBIENT_RAISE = 1, 28, 47, 2
_NO_SETUID_FIXUP = 1 << 2
_CAPABILITY_VERSION_3 = 0x20080522

# Loaded here, because nothing may be loaded between fork and exec.
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """Whom the server runs as, and whom it admits."""

    uid: int
    gid: int
    client: str
    """The name of our own account, which the server admits as every role."""

    @property
    def changes(self) -> bool:
        """Whether the server runs as somebody other than ourselves."""
        return self.uid != os.geteuid()


def server_account() -> Account:
    """Ourselves; but nobody when we are root, whom PostgreSQL refuses."""
    uid, gid = os.geteuid(), os.getegid()
    try:
        client = pwd.getpwuid(uid).pw_name
    except KeyError:
        raise SetUpFailed(
            f"Account {uid} has no name on this machine, so the database cannot know it:"
            " add it to /etc/passwd, or start the portal as an account that has a name."
        ) from None
    if uid != 0:
        return Account(uid, gid, client)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise SetUpFailed(
            "The database may not run as root and there is no account called nobody:"
            " start the portal as an ordinary account."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, client)


def name_of(uid: int) -> str:
    """What people call an account."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def becoming(account: Account, needs: Iterable[Path]) -> Callable[[], None]:
    """What a child does between fork and exec to be ``account``, and to end when we end.

    A folder above the data or the programs may be closed to that account: a clone below root's own
    home is.  Nothing is opened for that: the child keeps the one capability that passes the folder.
    """
    capability = _capability(account, needs) if account.changes else None
    parent = os.getpid()
    # The signal comes when the *thread* that forked ends, so only the main one may ask for it.
    watched = threading.current_thread() is threading.main_thread()

    def become() -> None:
        if account.changes:
            if capability is not None:
                # Capabilities outlive the change of account, and access() heeds them: PostgreSQL
                # asks it whether its own program may be run.
                _call("prctl", _SET_SECUREBITS, _NO_SETUID_FIXUP, 0, 0, 0)
            os.setgroups([])
            os.setresgid(account.gid, account.gid, account.gid)
            os.setresuid(account.uid, account.uid, account.uid)
            if capability is not None:
                _keep_only(capability)
        # Last, because a change of account clears it.
        if watched and sys.platform == "linux":
            _call("prctl", _SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return become


def _capability(account: Account, needs: Iterable[Path]) -> int | None:
    closed = [path for path in needs if not _reaches(account, path)]
    if not closed:
        return None
    held = _held()
    # Passing closed folders is enough, unless the program itself may be run by its owner alone.
    runs = all(not path.is_file() or path.stat().st_mode & 0o001 for path in closed)
    for capability in [_DAC_READ_SEARCH, _DAC_OVERRIDE] if runs else [_DAC_OVERRIDE]:
        if held >> capability & held >> _SETPCAP & 1:
            return capability
    raise SetUpFailed(
        f"The database runs as {name_of(account.uid)}, who cannot reach {closed[0]}:"
        " open the folders above it to others (chmod o+x), or start the portal as an ordinary"
        " account."
    )


def _reaches(account: Account, path: Path) -> bool:
    """Whether the account may pass every folder above, and enter or run what lies there."""
    for place in (path, *path.parents, *path.resolve().parents):
        found = place.stat()
        mine = found.st_uid == account.uid
        if not found.st_mode & (0o100 if mine else 0o001):
            return False
    return True


def _held() -> int:
    """The capabilities this process could hand on."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(fields.get("CapPrm", "0").strip(), 16)


def _keep_only(capability: int) -> None:
    bit = 1 << capability
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    # Effective, permitted, inheritable; then the same for capabilities above the thirty-second.
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    _call("capset", ctypes.byref(header), ctypes.byref(sets))
    _call("prctl", _CAP_AMBIENT, _CAP_AMBIENT_RAISE, capability, 0, 0)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), name)
