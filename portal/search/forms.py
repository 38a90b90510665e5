"""What is looked for."""

from __future__ import annotations

from portal.web.fields import PortalForm, TextField


class SearchForm(PortalForm):
    """Words to look for.  They are sent in the body of the form, never in an address."""

    words = TextField(
        "Name, reference or words",
        needed="Enter a name, a reference or a word",
        hint="Records that hold every word are found. A name may be spelt another way.",
        autocomplete="off",
        spellcheck="false",
    )
