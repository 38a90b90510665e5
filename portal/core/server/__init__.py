"""The database server: where it is, how the embedded one is started, what it must be like.

Embedded means one machine and one service account: whoever can be that account can be any role.
For anything more, name a server.
"""

from __future__ import annotations

from portal.core.server.address import SET_UP, SETTING, Address, Role, named
from portal.core.server.connections import engine
from portal.core.server.databases import drop_database, make_database, make_roles
from portal.core.server.gate import examine
from portal.core.server.process import Embedded

__all__ = [
    "SETTING",
    "SET_UP",
    "Address",
    "Embedded",
    "Role",
    "drop_database",
    "engine",
    "examine",
    "make_database",
    "make_roles",
    "named",
]
