"""Shutting somebody out of a group, and letting them back."""

from __future__ import annotations

from portal.groups.forms.whom import WhomForm
from portal.web.fields import DateField, HiddenKey, PortalForm, TextArea


class GiveDenialForm(WhomForm):
    """Whom to shut out, why, and until when."""

    key = HiddenKey()
    reason = TextArea(
        "Reason",
        needed="Enter the reason",
        hint="For example, a conflict of interest that they declared. They do not read it.",
        limit=1000,
    )
    last_day = DateField(
        "Last day, if there is one", must="future", hint="Leave it empty until somebody ends it."
    )


class EndDenialForm(PortalForm):
    """Nothing but the press of the button."""
