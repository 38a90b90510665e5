"""The question that every form with a narrative asks before the portal takes it."""

from __future__ import annotations

import wtforms
from wtforms.validators import ValidationError

from portal.web.fields.choices import CheckboxField
from portal.web.fields.form import PortalForm


class NarrativeForm(PortalForm):
    """A form that takes a narrative, and says of it whether the portal may hold it."""

    is_unfit = CheckboxField(
        "Some of this is SECRET, or comes from a covert source or from interception",
        hint="Tick it if it does, or if you are not sure. The portal then takes none of it and says"
        " what to do.",
    )

    def validate_is_unfit(self, _: wtforms.Field) -> None:
        """Take nothing of which its writer says so."""
        raise ValidationError(
            "The portal must not hold this. Take it out, or write nothing here and speak to your"
            " intelligence unit or information manager; use your agency's secure system for it"
        )
