"""The file in which a server says who it is, believed only as far as it can be proved."""

from __future__ import annotations

from pathlib import Path


class ProcessFile:
    """Process number, folder, time, port and socket folder, each on its line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "postmaster.pid"
        try:
            self._lines = self._path.read_text().splitlines()
        except FileNotFoundError:
            self._lines = []

    @property
    def number(self) -> str:
        """The process number, as written."""
        return self._lines[0].strip() if self._lines else "(unknown)"

    @property
    def socket(self) -> Path | None:
        """The folder of its socket, once it has one."""
        return Path(self._lines[4]) if len(self._lines) > 4 and self._lines[4] else None

    def lives(self) -> bool:
        """Whether that number is PostgreSQL, at work in this very folder."""
        if not self.number.isdigit():
            return False
        process = Path("/proc") / self.number
        try:
            if (process / "comm").read_text().strip() != "postgres":
                return False
            return (process / "cwd").samefile(self._folder)
        except PermissionError:
            return str(self._folder).encode() in (process / "cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            return False

    def remove(self) -> None:
        """Forget a server that is proved to be gone."""
        self._path.unlink(missing_ok=True)
