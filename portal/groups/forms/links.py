"""What is filled in to link something to a group, and to end a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from portal.groups.operations.links import NewOperation, NewOrder, NewPlace
from portal.groups.rules import (
    OPERATION_STATES,
    ORDER_STATES,
    PREMISES_STATES,
    LinkState,
    OrderKind,
)
from portal.web.fields import (
    CheckboxField,
    DateField,
    HiddenKey,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
    TextField,
)

_FOR_PARTNERS = "Partners who read the partner summary see this too"


def _states(states: Sequence[LinkState]) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in states]


class AddPremisesForm(PortalForm):
    """A place that the group uses."""

    key = HiddenKey()
    name = TextField("Name", needed="Enter what the premises are called")
    address = TextField("Address", needed="Enter the address", autocomplete="off")
    use = TextField("What the group uses it for", needed="Enter what it is used for")
    state = RadiosField("State", needed="Choose the state", options=_states(PREMISES_STATES))
    from_on = DateField("First day", hint="Leave empty if it is not known", must="past or today")
    partners = CheckboxField(_FOR_PARTNERS)

    def new(self) -> NewPlace:
        """What was filled in, of a form that holds."""
        return NewPlace(
            self.name.data or "",
            self.address.data or "",
            self.use.data or "",
            LinkState(self.state.data or ""),
            self.from_on.data,
            bool(self.partners.data),
        )


class AddOperationForm(PortalForm):
    """An operation against the group."""

    key = HiddenKey()
    name = TextField("Name of the operation", needed="Enter the name of the operation")
    aim = TextField("Aim", needed="Enter the aim")
    state = RadiosField("State", needed="Choose the state", options=_states(OPERATION_STATES))
    from_on = DateField("First day", hint="Leave empty if it is not known")
    partners = CheckboxField(_FOR_PARTNERS)

    def new(self) -> NewOperation:
        """What was filled in, of a form that holds."""
        return NewOperation(
            self.name.data or "",
            self.aim.data or "",
            LinkState(self.state.data or ""),
            self.from_on.data,
            bool(self.partners.data),
        )


class AddOrderForm(PortalForm):
    """A court order against somebody in the group."""

    key = HiddenKey()
    nominal = SelectField("Against whom", needed="Choose against whom it is made")
    kind = SelectField(
        "Order",
        needed="Choose the order",
        options=[(one.value, one.label) for one in OrderKind],
    )
    court = TextField("Court", needed="Enter the court")
    conditions = TextArea("Conditions", needed="Enter the conditions", limit=4000, rows=5)
    state = RadiosField("State", needed="Choose the state", options=_states(ORDER_STATES))
    from_on = DateField("First day", hint="Leave empty while it is sought")

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        """The people of the group."""
        self.nominal.offer([(str(ident), name) for ident, name in people])

    def new(self) -> NewOrder:
        """What was filled in, of a form that holds."""
        return NewOrder(
            UUID(self.nominal.data or ""),
            OrderKind(self.kind.data or ""),
            self.court.data or "",
            self.conditions.data or "",
            LinkState(self.state.data or ""),
            self.from_on.data,
        )


class EndLinkForm(PortalForm):
    """The last day of a link."""

    day = DateField("Last day", needed="Enter the last day", must="past or today")

    def last(self) -> date:
        """The last day, of a form that holds."""
        assert self.day.data is not None  # noqa: S101 - the field is needed
        return self.day.data
