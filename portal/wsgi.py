"""Where a WSGI server finds the portal: on the database that the settings name."""

from __future__ import annotations

from portal import factory
from portal.core.settings import read

application = factory.on_named_server(read())
