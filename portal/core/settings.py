"""The settings of an installation, read once from the environment."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from os import environ as _environment  # noqa: TID251 - the doorway: nothing else reads it
from pathlib import Path
from urllib.parse import urlsplit

from portal.core.errors import SetUpFailed

_SHORTEST_SECRET = 32


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation was told.  Defaults are safe in production; weak values are named."""

    data: Path = Path("var")
    """``PORTAL_DATA``: the folder of the embedded database and of the files."""
    port: int = 8000
    """``PORT``: where ``portal demo`` serves, on the loopback address."""
    origin: str = ""
    """``PORTAL_ORIGIN``: the one address that browsers use, such as https://portal.example."""
    secret: str = field(default="", repr=False)
    """``PORTAL_SECRET``: signs form tokens; at least 32 characters, kept for the installation."""
    database_url: str = field(default="", repr=False)
    """``PORTAL_DATABASE_URL``: a server of our choice, as portal_web; empty means embedded."""
    owner_database_url: str = field(default="", repr=False)
    """``PORTAL_OWNER_DATABASE_URL``: the same, as portal_owner; for commands only."""
    door_database_url: str = field(default="", repr=False)
    """``PORTAL_DOOR_DATABASE_URL``: the same, as portal_door; for sign-in only."""
    admin_database_url: str = field(default="", repr=False)
    """``PORTAL_ADMIN_DATABASE_URL``: the same, as one who may make roles; for set-up only."""
    proxies: int = 0
    """``PORTAL_PROXIES``: how many trusted proxies stand before the portal."""
    demonstration: bool = False
    """``PORTAL_DEMONSTRATION``: set by ``portal demo`` alone; allows plain http on loopback."""
    idle_minutes: int = 30
    """``PORTAL_IDLE_MINUTES``: a sign-in ends after so long without a page."""
    longest_hours: int = 12
    """``PORTAL_LONGEST_HOURS``: a sign-in ends after so long in any case."""

    @property
    def is_embedded(self) -> bool:
        """Whether the portal runs its own database in the data folder."""
        return not self.database_url

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the portal over TLS."""
        return urlsplit(self.origin).scheme == "https"

    def weaknesses(self) -> list[str]:
        """Every reason not to serve real records with these settings, each a sentence."""
        host = urlsplit(self.origin)
        found = []
        if len(self.secret) < _SHORTEST_SECRET or len(set(self.secret)) < 10:
            found.append("Set PORTAL_SECRET to at least 32 random characters.")
        if not (host.scheme == "https" and host.netloc) and not self.demonstration:
            found.append("Set PORTAL_ORIGIN to the https address that browsers use.")
        if self.owner_database_url and not self.is_embedded and not self.demonstration:
            found.append("Unset PORTAL_OWNER_DATABASE_URL for the web server: it is for commands.")
        if self.admin_database_url and not self.is_embedded and not self.demonstration:
            found.append("Unset PORTAL_ADMIN_DATABASE_URL for the web server: it is for set-up.")
        return found


_NAMES = {
    "data": "PORTAL_DATA",
    "port": "PORT",
    "origin": "PORTAL_ORIGIN",
    "secret": "PORTAL_SECRET",
    "database_url": "PORTAL_DATABASE_URL",
    "owner_database_url": "PORTAL_OWNER_DATABASE_URL",
    "door_database_url": "PORTAL_DOOR_DATABASE_URL",
    "admin_database_url": "PORTAL_ADMIN_DATABASE_URL",
    "proxies": "PORTAL_PROXIES",
    "demonstration": "PORTAL_DEMONSTRATION",
    "idle_minutes": "PORTAL_IDLE_MINUTES",
    "longest_hours": "PORTAL_LONGEST_HOURS",
}


def read(environment: Mapping[str, str] = _environment) -> Settings:
    """The settings as the environment gives them; a value of the wrong shape is refused by name."""
    told: dict[str, object] = {}
    for attribute, name in _NAMES.items():
        text = environment.get(name, "").strip()
        if text:
            told[attribute] = _value(attribute, name, text)
    return Settings(**told)  # type: ignore[arg-type]  # each value was shaped by _value


def _value(attribute: str, name: str, text: str) -> object:
    if attribute == "data":
        return Path(text).expanduser()
    if attribute == "demonstration":
        return text == "1"
    if attribute in {"port", "proxies", "idle_minutes", "longest_hours"}:
        if not text.isascii() or not text.isdigit():
            raise SetUpFailed(f"{name} is {text!r}; set it to a whole number.")
        return int(text)
    return text


def kept_secret(data: Path) -> str:
    """The secret of an embedded installation: made once, kept beside its data, mode 0600."""
    path = data / "secret"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def environment_of(settings: Settings, more: Mapping[str, str]) -> dict[str, str]:
    """The environment in which a child process reads these settings, and what ``more`` says.

    Nothing else of the portal's is handed on: not the owner's address, not an administrator's.
    """
    told = {name: value for name, value in _environment.items() if name not in _NAMES.values()}
    told |= {
        "PORTAL_DATA": str(settings.data),
        "PORTAL_ORIGIN": settings.origin,
        "PORTAL_SECRET": settings.secret,
        "PORTAL_PROXIES": str(settings.proxies),
        "PORTAL_DEMONSTRATION": "1" if settings.demonstration else "0",
        "PORTAL_IDLE_MINUTES": str(settings.idle_minutes),
        "PORTAL_LONGEST_HOURS": str(settings.longest_hours),
    }
    return told | dict(more)
