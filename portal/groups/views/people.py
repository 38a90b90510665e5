"""The people of a group, and what is stated of them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.groups.forms.people import (
    AddNominalForm,
    AnswerProposalForm,
    EditStatementForm,
    OnDayForm,
)
from portal.groups.models import Group, Involvement
from portal.groups.operations import people as operations
from portal.groups.queries import nominals, pages, people
from portal.groups.rules import StatementState
from portal.groups.views.blueprint import bp
from portal.web.lists import Column
from portal.web.lists import pages as numbered

_COLUMNS = tuple(
    Column(label)
    for label in ("Name", "Role and source", "Date of birth", "Home", "Status", "Reference")
)


@bp.page("/<uuid:group_id>/people", needs=Right.MEMBERS_SEE, on=Group)
def show_people(group_id: UUID) -> ResponseReturnValue:
    """Show the people of a group, a page at a time; on a day, those who were in it then."""
    form = OnDayForm(formdata=request.args)
    page = people.people_page(group_id, page_number(request.args.get("page")), form.day())
    pairs = list(request.args.items(multi=True))
    text = render_template(
        "groups/people.html",
        page=page,
        form=form,
        columns=_COLUMNS,
        pages=numbered(request.path, pairs, page.people),
    )
    return text, form.http_status


@bp.page("/<uuid:group_id>/people/new", needs=Right.MEMBER_ADD, on=Group, twice=Twice.REPLAY)
def add_nominal(group_id: UUID) -> ResponseReturnValue:
    """Add a nominal, or propose one to those who run the group."""
    form = AddNominalForm()
    if form.validate_on_submit():
        try:
            state = operations.add_nominal(group_id, form.who(), form.said())
        except Refused as refused:
            form.refuse(refused)
        else:
            return _added(group_id, state)
    text = render_template(
        "groups/add_nominal.html", form=form, header=pages.group_header(group_id)
    )
    return text, form.http_status


def _added(group_id: UUID, state: StatementState) -> ResponseReturnValue:
    if state is StatementState.STATED:
        flash("The nominal is in the group.")
        return redirect(url_for("groups.show_people", group_id=group_id), 303)
    flash("Your proposal is with the lead officer, who takes it in or declines it.")
    return redirect(url_for("groups.show_group", group_id=group_id), 303)


@bp.page(
    "/statements/<uuid:statement_id>/edit",
    needs=Right.MEMBER_EDIT,
    on=Involvement,
    twice=Twice.CONFLICT,
)
def edit_statement(statement_id: UUID) -> ResponseReturnValue:
    """Change or end what the viewer's agency states; another agency's statement stays as it is."""
    form = EditStatementForm()
    if form.validate_on_submit():
        try:
            nominal_id = operations.edit_statement(statement_id, form.said(), form.version.data)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The statement of your agency is changed.")
            return redirect(url_for("groups.show_nominal", nominal_id=nominal_id), 303)
    page = nominals.statement_page(statement_id)
    if not form.is_submitted():
        form.show(page.line)
    return render_template("groups/edit_statement.html", form=form, page=page), form.http_status


@bp.page(
    "/statements/<uuid:statement_id>/answer",
    needs=Right.MEMBER_ANSWER,
    on=Involvement,
    twice=Twice.HARMLESS,
)
def answer_proposal(statement_id: UUID) -> ResponseReturnValue:
    """Take in or decline what a partner proposed."""
    form = AnswerProposalForm()
    if form.validate_on_submit():
        accept = form.answer.data == "accept"
        try:
            group_id = operations.answer_proposal(statement_id, accept=accept)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The proposal is taken in." if accept else "The proposal is declined.")
            return redirect(url_for("groups.show_people", group_id=group_id), 303)
    page = nominals.statement_page(statement_id)
    return render_template("groups/answer_proposal.html", form=form, page=page), form.http_status
