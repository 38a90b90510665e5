"""What a person types to sign in, and to choose the agency that they act for."""

from __future__ import annotations

from wtforms.validators import InputRequired

from portal.web.fields import EmailField, PasswordField, PortalForm, RadiosField


class SignInForm(PortalForm):
    """E-mail address and password."""

    email = EmailField("Email address", [InputRequired("Enter your email address")])
    password = PasswordField("Password", [InputRequired("Enter your password")], limit=1000)


class ChooseAgencyForm(PortalForm):
    """Which of their agencies a person acts for."""

    membership = RadiosField("Agency", [InputRequired("Choose the agency that you are acting for")])
