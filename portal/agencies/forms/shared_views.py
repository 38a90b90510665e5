"""What a person chooses to propose a version of a view, and to answer one."""

from __future__ import annotations

from portal.access.precision import WORDS
from portal.access.viewer import Section
from portal.agencies.operations.shared_views import NewVersion
from portal.agencies.projections.shared_views import ViewLine
from portal.web.fields import CheckboxesField, HiddenKey, PortalForm, RadiosField, TextArea


class ProposeVersionForm(PortalForm):
    """Which parts a view opens from now on, and why."""

    sections = CheckboxesField(
        "What it opens",
        hint="Every view opens the headline: reference, theme, City or County, and who leads.",
    )
    reason = TextArea("Why it should change", needed="Enter why it should change", limit=1000)
    key = HiddenKey()

    def offer(self, view: ViewLine) -> None:
        """Set the choices; what the view opens now is ticked."""
        self.sections.offer([(str(one.name), WORDS[one]) for one in view.choices])
        if not self.is_submitted():
            held = view.live.sections
            self.sections.data = [str(one.name) for one in view.choices if one in held]

    def new_version(self) -> NewVersion:
        """What was chosen."""
        sections = Section.HEADLINE
        for name in self.sections.data or ():
            sections |= Section[name]
        return NewVersion(sections, self.reason.data)


class AnswerVersionForm(PortalForm):
    """Yes or no."""

    answer = RadiosField(
        "Do you approve this version?",
        needed="Choose whether you approve it",
        options=[
            ("approve", "Yes, it holds from now on"),
            ("decline", "No, leave the view as it is"),
        ],
    )
