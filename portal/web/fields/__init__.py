"""What a person may type, and what is said when it will not do."""

from portal.web.fields.base import Said
from portal.web.fields.choices import (
    CheckboxesField,
    CheckboxField,
    Option,
    RadiosField,
    SelectField,
)
from portal.web.fields.dates import DateField
from portal.web.fields.form import FilterForm, PortalForm, Typed, error_summary
from portal.web.fields.hidden import Hidden, HiddenKey, HiddenVersion
from portal.web.fields.narrative import NarrativeForm
from portal.web.fields.text import (
    EmailField,
    NumberField,
    PasswordField,
    TextArea,
    TextField,
)

__all__ = [
    "CheckboxField",
    "CheckboxesField",
    "DateField",
    "EmailField",
    "FilterForm",
    "Hidden",
    "HiddenKey",
    "HiddenVersion",
    "NarrativeForm",
    "NumberField",
    "Option",
    "PasswordField",
    "PortalForm",
    "RadiosField",
    "Said",
    "SelectField",
    "TextArea",
    "TextField",
    "Typed",
    "error_summary",
]
