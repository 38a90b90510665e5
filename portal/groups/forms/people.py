"""What is filled in about a nominal, their part in a group, and two who are held to be one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from portal.groups.operations.people import NewNominal, Said
from portal.groups.projections.people import GroupChoice, StatementLine
from portal.groups.rules import DISTRICTS, Area, Basis, Category, Confidence, InvolvementRole, Word
from portal.web.fields import (
    DateField,
    FilterForm,
    HiddenKey,
    HiddenVersion,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
    TextField,
)

W = TypeVar("W", bound=Word)


def _options(words: type[W]) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in words if one.value != "not_stated"]


class OnDayForm(FilterForm):
    """The day on which somebody was in the group, read from the address."""

    on = DateField("In the group on", hint="For example, 27 3 2026")

    def day(self) -> date | None:
        """The day asked about; none where nothing, or no day, was sent."""
        self.validate()
        return None if self.on.errors else self.on.data


class StatementForm(PortalForm):
    """A nominal's part in a group."""

    role = RadiosField("Role", needed="Choose the role", options=_options(InvolvementRole))
    category = SelectField(
        "Person category", needed="Choose the person category", options=_options(Category)
    )
    basis = RadiosField(
        "Fact or assessment", needed="Choose fact or assessment", options=_options(Basis)
    )
    confidence = RadiosField(
        "Confidence", needed="Choose the confidence", options=_options(Confidence)
    )
    from_on = DateField(
        "First day",
        hint="Leave empty if it is not known",
        must="past or today",
    )
    to_on = DateField("Last day", hint="Leave empty while they are in the group")

    def said(self) -> Said:
        """What was stated, of a form that holds."""
        return Said(
            InvolvementRole(self.role.data or ""),
            Category(self.category.data or ""),
            Basis(self.basis.data or ""),
            Confidence(self.confidence.data or ""),
            self.from_on.data,
            self.to_on.data,
        )


class EditStatementForm(StatementForm):
    """A statement to be changed, with the version that the writer has before them."""

    version = HiddenVersion()

    def show(self, line: StatementLine) -> None:
        """Fill in what stands."""
        self.process(
            data={
                "role": line.role.value,
                "category": line.category.value,
                "basis": line.basis.value,
                "confidence": line.confidence.value,
                "from_on": line.from_on,
                "to_on": line.to_on,
                "version": line.version,
            }
        )


class AddNominalForm(StatementForm):
    """A person who is not recorded yet, and their part in the group."""

    key = HiddenKey()
    surname = TextField("Surname", needed="Enter the surname", autocomplete="off")
    forename = TextField("Forename", autocomplete="off")
    born = DateField("Date of birth", needed="Enter the date of birth", must="past")
    district = SelectField(
        "Home district",
        needed="Choose the home district",
        options=[(name, name) for name in DISTRICTS],
    )
    address = TextField("Address", autocomplete="off")
    number = TextField(
        "Number in another system", hint="For example, a PNC number", limit=40, autocomplete="off"
    )

    def who(self) -> NewNominal:
        """Who it is, of a form that holds."""
        assert self.born.data is not None  # noqa: S101 - the field is needed
        district = self.district.data or ""
        return NewNominal(
            surname=self.surname.data or "",
            forename=self.forename.data or "",
            born=self.born.data,
            home_area=Area(DISTRICTS[district]),
            home_district=district,
            address=self.address.data or "",
            external_id=self.number.data or "",
        )


class StatePartForm(StatementForm):
    """In which group a nominal who is recorded already has which part."""

    key = HiddenKey()
    group = SelectField("Group", needed="Choose the group")

    def offer(self, groups: Sequence[GroupChoice]) -> None:
        """The groups in which the viewer may state it."""
        self.group.offer([(str(one.id), one.name) for one in groups])

    def group_id(self) -> UUID:
        """The group that was chosen."""
        return UUID(self.group.data or "")


class AnswerProposalForm(PortalForm):
    """Whether to take in what a partner proposed."""

    answer = RadiosField(
        "Your answer",
        needed="Choose whether to take it in",
        options=[("accept", "Take it in"), ("decline", "Decline it")],
    )


class CombineForm(PortalForm):
    """With which nominal, and why."""

    key = HiddenKey()
    reference = TextField(
        "Reference of the other nominal", needed="Enter the reference", limit=100, spellcheck=False
    )
    reason = TextArea("Reason", needed="Enter the reason", limit=1000, rows=4)


class ConfirmForm(PortalForm):
    """A step that asks nothing but to be confirmed."""
