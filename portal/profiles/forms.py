"""The form that publishes totals."""

from __future__ import annotations

from portal.web.fields import HiddenKey, HiddenVersion, PortalForm


class PublishTotalsForm(PortalForm):
    """Publish the figures that the page shows."""

    key = HiddenKey()
    version = HiddenVersion()
