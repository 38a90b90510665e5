"""Naming the one whom a page is about."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from portal.groups.projections.whom import Whom
from portal.web.fields import EmailField, PortalForm, SelectField


class WhomForm(PortalForm):
    """An agency, a board or a sharing circle; or one person, by their email address."""

    recipient = SelectField("Agency, board or sharing circle")
    email = EmailField(
        "Or one person",
        hint="Their email address. If they work for several agencies, choose the agency too.",
        autocomplete="off",
    )

    def offer(self, receivers: Sequence[Whom]) -> None:
        """Set the choices."""
        self.recipient.offer([(str(one.id), one.label) for one in receivers])

    def whom(self) -> tuple[UUID | None, str]:
        """What was chosen: a recipient, an email address, or both."""
        return (UUID(self.recipient.data) if self.recipient.data else None), self.email.data or ""
