"""What is sent to see again as oneself."""

from __future__ import annotations

from portal.web.fields import PortalForm


class OwnViewForm(PortalForm):
    """Nothing but the press of the button."""
