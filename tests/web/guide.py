"""A throw-away application with one page that shows every shared piece."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from werkzeug.datastructures import MultiDict

from portal.core.clock import today
from portal.web import assets, headers, rendering
from portal.web.charts import draw
from portal.web.facts import Clash, Entry
from portal.web.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    EmailField,
    FilterForm,
    HiddenKey,
    HiddenVersion,
    NumberField,
    Option,
    PasswordField,
    PortalForm,
    RadiosField,
    SelectField,
    TextArea,
    TextField,
)
from portal.web.kept import kept
from portal.web.lists import Chip, Column, Filter, columns, pages
from portal.web.navigation import Link

CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "width": 560,
    "height": 220,
    "mark": {"type": "line", "point": True},
    "encoding": {
        "x": {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth", "title": "Month"},
        "y": {"field": "groups", "type": "quantitative", "title": "Active groups"},
    },
    "data": {"values": [{"month": f"2015-{m:02}-01", "groups": 30 + m % 4} for m in range(1, 13)]},
}


@dataclass(frozen=True, slots=True)
class Someone:
    """As much of a viewer as the chrome shows."""

    person_name: str = "Lena Okafor"
    agency_name: str = "Nottinghamshire Police"
    has_other_agencies: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the guide's list."""

    reference: str
    name: str
    band: str | None
    tier: int | None
    agency: str
    members: int
    review: date | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of the guide's list."""

    number: int = 4
    last: int = 9
    total: int = 434
    first_item: int = 151
    last_item: int = 200


class GuideForm(PortalForm):
    """One of each field."""

    name = TextField("Name of the board", needed="Enter the name of the board", limit=40)
    summary = TextArea(
        "Partner summary", needed="Enter a summary", hint="Partners will read this.", limit=200
    )
    review = DateField(
        "Review date",
        needed="Enter the review date",
        must="future or today",
        hint="For example, 27 3 2031",
    )
    agency = SelectField(
        "Agency", needed="Choose an agency", options=[("a", "HMRC"), ("b", "Nottingham City")]
    )
    view = RadiosField(
        "What they will see",
        needed="Choose what they will see",
        options=[Option("1", "Headline", "Reference, band and tier"), Option("2", "Summary")],
    )
    themes = CheckboxesField("Crime themes", options=[("d", "Drugs"), ("f", "Fraud")])
    email = EmailField("Email address")
    password = PasswordField("Password")
    members = NumberField("Number of members", most=500)
    sure = CheckboxField("I have read the agreement", needed="Confirm you have read the agreement")
    version = HiddenVersion(default=3)
    key = HiddenKey()


class GuideFilter(FilterForm):
    """The filter of the guide's list."""

    band = SelectField("Band", empty="Any band", options=[("3B", "Band 3B and above")])
    tier = CheckboxesField("Tier", options=[("1", "Tier 1"), ("2", "Tier 2")])


def lines() -> list[Line]:
    """Rows with every kind of band, tier and date."""
    day = today()
    return [
        Line("OCG-7F3K-Q2MD", "Bestwood couriers", "1A", 1, "Nottinghamshire Police", 14, day),
        Line("OCG-2B9T-XW4H", "Trent fuel", "2C", 2, "HMRC", 1234, day - timedelta(days=12)),
        Line("OCG-9QLM-0RDZ", "Łódź haulage", "3B", 3, "Derbyshire", 3, day + timedelta(days=5)),
        Line("OCG-5HHC-8N1V", "Llŷn scrap", "5C", 4, "NCA", 7, day + timedelta(days=90)),
        Line("OCG-1ZZP-6KTA", "A very long name " * 6, None, None, "City Council", 0, None),
    ]


def app() -> Flask:
    """The application.  Every post to ``/`` is checked and shown again."""
    flask = Flask(
        __name__,
        template_folder=str(Path(__file__).parent / "templates"),
        static_folder=str(assets.FOLDER),
        static_url_path=assets.root(),
    )
    flask.secret_key = "for these tests only"
    CSRFProtect(flask)
    headers.install(flask)
    rendering.install(flask)
    flask.add_url_rule("/", view_func=guide, methods=["GET", "POST"])
    flask.add_url_rule("/errors/<name>", view_func=error, methods=["GET", "POST"])
    flask.add_url_rule("/flash", view_func=flashed)
    flask.add_url_rule("/signed-out", view_func=signed_out)
    return flask


def guide() -> ResponseReturnValue:
    """Every shared piece on one page."""
    form = GuideForm()
    if request.method == "POST":
        form.validate()
    query = list(request.args.items(multi=True))
    wanted = [
        Column("Reference", "reference"),
        Column("Name"),
        Column("Band", "band"),
        Column("Tier", "tier"),
        Column("Members", "members", numeric=True),
        Column("Next review", "review"),
    ]
    return render_template(
        "guide.html",
        viewer=Someone(),
        navigation=(
            Link("My work", "/"),
            Link("Groups", "/groups", current=True),
            Link("Boards", "/boards"),
            Link("Profiles", "/profiles"),
        ),
        form=form,
        picked=GuideFilter(formdata=request.args),
        lines=lines(),
        columns=columns("/", query, wanted, request.args.get("sort", "review")),
        pages=pages("/", query, Shelf()),
        filter=Filter(
            action="/",
            clear="/",
            chips=(Chip("Band", "3B and above", "/"), Chip("Tier", "1", "/?band=3B")),
            says="Filters all 434 groups in your view",
            also=(("sort", "review"),),
        ),
        entries=(
            Entry(
                "Shared with HMRC",
                datetime(2015, 6, 6, 13, 32, tzinfo=UTC),
                "Lena Okafor",
                "Partner summary until 30 June 2026.",
                "/shares",
                "What HMRC can see",
            ),
            Entry("Mapped", date(2015, 5, 1)),
        ),
        drawing=draw(CHART, "Active groups", "Active groups by month in 2015."),
    )


def flashed() -> ResponseReturnValue:
    """The guide after an act."""
    flash("HMRC can now see the partner summary until 30 June 2026.")
    return guide()


def signed_out() -> ResponseReturnValue:
    """A page for nobody in particular."""
    return render_template("web/errors/signed_out.html")


def error(name: str) -> ResponseReturnValue:
    """An error page, with all it may be given."""
    sent = MultiDict(
        [
            ("summary_text", "Line one\nLine two"),
            ("review", "17"),
            ("review", "5"),
            ("review", "2031"),
            ("version", "3"),
        ]
    )
    known: dict[str, Any] = {
        "viewer": Someone(),
        "request_id": "3f2b9c1e",
        "reason": "A group with a live plan cannot be archived. Close its plan first.",
        "kept": kept(sent),
        "action": "/",
        "fields": (
            Clash("Partner summary", "What I typed", "What Ravi saved", "summary_text"),
            Clash("Review date", "17 May 2031", "1 May 2031"),
        ),
    }
    return render_template(f"web/errors/{name}.html", **known)
