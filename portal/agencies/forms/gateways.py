"""What an information manager fills in to propose an entry of the register, and to answer one."""

from __future__ import annotations

from portal.agencies.operations.gateways import GatewayTerms
from portal.agencies.rules import ANY, BOARD, CIRCLE, KINDS, GatewayState, Purpose
from portal.web.fields import (
    CheckboxesField,
    DateField,
    HiddenKey,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
    TextField,
)

_KINDS = [(ANY, "Any"), *((one, one.capitalize()) for one in KINDS)]
_BECOMES = (GatewayState.CHECK, GatewayState.IN_USE, GatewayState.RETIRED)


class GatewayForm(PortalForm):
    """An entry of the register."""

    code = TextField(
        "Code", needed="Enter a code", limit=40, width=20, hint="Such as CDA115-POLICE"
    )
    name = TextField(
        "Power or duty", needed="Enter the power or duty", limit=200,
        hint="The Act and section, and to whom it lets agencies share",
    )  # fmt: skip
    from_kind = SelectField("From", needed="Choose which agencies share", options=_KINDS)
    to_kind = SelectField(
        "To",
        needed="Choose with whom they share",
        options=[*_KINDS, (BOARD, "Partnership board"), (CIRCLE, "Sharing circle")],
    )
    data_kinds = TextArea("Data", needed="Enter which data", limit=500, rows=2)
    purposes = CheckboxesField(
        "Purposes", hint="Choose none if it serves any purpose",
        options=[(one.value, one.label) for one in Purpose],
    )  # fmt: skip
    conditions = TextArea("Conditions", limit=1000, rows=3)
    onward_rule = TextArea(
        "Onward rule", limit=500, rows=2, hint="Who may pass the data on, if any"
    )
    approver_role = TextField("Who approves a disclosure", limit=120)
    form_of_disclosure = TextField("Form of the disclosure", limit=200, hint="Such as a memorandum")
    offence_warning = TextArea("Offence warning", limit=1000, rows=3)
    note = TextArea("Note", limit=1000, rows=3)
    expires_on = DateField("Last day", hint="Leave it empty if the power does not expire")
    becomes = RadiosField(
        "State once approved",
        needed="Choose the state once approved",
        options=[(one.value, one.label) for one in _BECOMES],
    )
    reason = TextArea(
        "Why this is proposed", needed="Enter why this is proposed", limit=1000, rows=3
    )
    key = HiddenKey()

    def terms(self) -> GatewayTerms:
        """What was filled in, once it has been found in order."""
        return GatewayTerms(
            code=self.code.data,
            name=self.name.data,
            from_kind=self.from_kind.data,
            to_kind=self.to_kind.data,
            data_kinds=self.data_kinds.data,
            purposes=list(self.purposes.data or ()),
            conditions=self.conditions.data,
            onward_rule=self.onward_rule.data,
            approver_role=self.approver_role.data,
            form=self.form_of_disclosure.data,
            offence_warning=self.offence_warning.data,
            note=self.note.data,
            expires_on=self.expires_on.data,
            becomes=self.becomes.data or "",
            reason=self.reason.data,
        )


class AnswerGatewayForm(PortalForm):
    """A second person's answer to a proposal."""

    answer = RadiosField(
        "Your answer",
        needed="Choose your answer",
        options=[("approve", "Approve"), ("decline", "Decline")],
    )
