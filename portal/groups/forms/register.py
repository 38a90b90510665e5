"""What the register can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from portal.core.errors import Refused
from portal.groups.projections.register import LeadAgency, Order, Wanted
from portal.groups.rules import Area, Band, GroupStatus, Theme, Tier
from portal.web.fields import CheckboxesField, CheckboxField, FilterForm, SelectField
from portal.web.lists import Chip, without_value

_MANY = ("area", "base", "tier")
_ONE = ("band", "theme", "agency", "status")


class FilterGroupsForm(FilterForm):
    """The filters of the register, read from its address."""

    mine = CheckboxField("Only groups that I lead")
    area = CheckboxesField("Impact area", options=[(one.value, one.label) for one in Area])
    base = CheckboxesField("Base area", options=[(one.value, one.label) for one in Area])
    tier = CheckboxesField("Tier", options=[(str(one.value), one.label) for one in Tier])
    band = SelectField(
        "Band", empty="All bands", options=[(one.value, f"Band {one.value}") for one in Band]
    )
    theme = SelectField(
        "Theme", empty="All themes", options=[(one.value, one.label) for one in Theme]
    )
    agency = SelectField("Lead agency", empty="All lead agencies")
    status = SelectField(
        "Status", empty="All statuses", options=[(one.value, one.label) for one in GroupStatus]
    )

    def read(self, agencies: Iterable[LeadAgency], sort: str) -> Wanted:
        """What is wanted.  What is not on offer is named in the form's errors and left aside."""
        self.agency.offer([(str(one.id), one.name) for one in agencies])
        self.validate()
        order = Order.REVIEW
        if sort in set(Order):
            order = Order(sort)
        elif sort:
            self.refuse(Refused("Order: choose a column heading to sort by"))
        return Wanted(
            areas=self._chosen("area"),
            bases=self._chosen("base"),
            themes=self._chosen("theme"),
            bands=self._chosen("band"),
            tiers=[int(tier) for tier in self._chosen("tier")],
            statuses=self._chosen("status"),
            agencies=[UUID(agency) for agency in self._chosen("agency")],
            led_by_me=bool(self.mine.data),
            order=order,
        )

    def _chosen(self, name: str) -> list[str]:
        """What was chosen of one filter, and is on offer."""
        field = self[name]
        if field.errors:
            return []
        sent = field.data if name in _MANY else [field.data]
        return [value for value in sent or () if value]

    def chips(self, path: str, pairs: list[tuple[str, str]]) -> tuple[Chip, ...]:
        """Each filter chosen, with the address of the list without it."""
        made = []
        if self.mine.data:
            without = [pair for pair in pairs if pair[0] != "mine"]
            made.append(Chip("Groups", "that I lead", without_value(path, without, "mine", "")))
        for name in (*_MANY, *_ONE):
            labels = {str(one.value): one.label for one in self[name].choices}
            made += [
                Chip(self[name].label.text, labels[value], without_value(path, pairs, name, value))
                for value in self._chosen(name)
            ]
        return tuple(made)
