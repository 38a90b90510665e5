"""What a person fills in to share several groups, or to take several shares back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from portal.groups.forms.sharing import ShareGroupForm
from portal.groups.projections.bulk import Choice, ReaderLine
from portal.web.fields import CheckboxesField, Option, PortalForm
from portal.web.filters import long_date


class ShareSeveralForm(ShareGroupForm):
    """Which groups, and the terms that hold for each of them."""

    groups = CheckboxesField("Groups", needed="Choose the groups")

    def offer_groups(self, choices: Sequence[Choice]) -> None:
        """Set the groups that can be chosen."""
        self.groups.offer([Option(str(one.id), one.title, one.reference) for one in choices])

    def chosen(self) -> list[UUID]:
        """The groups that were chosen."""
        return [UUID(one) for one in self.groups.data or ()]

    def answers(self) -> list[tuple[str, str]]:
        """Each answer as the check page sends it along."""
        return [(self.groups.name, one) for one in self.groups.data or ()] + super().answers()


class RevokeSeveralForm(PortalForm):
    """Which shares are taken back."""

    shares = CheckboxesField("Shares", needed="Choose the shares to revoke")

    def offer(self, lines: Sequence[ReaderLine]) -> None:
        """Set the shares that can be chosen."""
        self.shares.offer(
            [
                Option(
                    str(one.id),
                    f"{one.recipient}: {one.title}",
                    f"{one.view.capitalize()}, until {long_date(one.last_day)}",
                )
                for one in lines
            ]
        )

    def chosen(self) -> list[UUID]:
        """The shares that were chosen."""
        return [UUID(one) for one in self.shares.data or ()]
