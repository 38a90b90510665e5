"""The doorway of flask-talisman: what every answer tells the browser it may do."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_talisman import Talisman

CONTENT = {
    "default-src": "'none'",
    # Nothing but what carries the nonce; scripts that those import inherit it.
    "script-src": "",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'none'",
    "connect-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
DEVICES = dict.fromkeys(
    (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "hid",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    ),
    "()",
)
FOREVER = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Put the headers on every answer of ``app``, errors and redirects included.

    The cookie's own flags are the application's, since only it knows whether it is behind HTTPS.
    With ``no-referrer`` the check of the referrer by Flask-WTF would refuse every post over HTTPS,
    so it is off: the token and ``Sec-Fetch-Site`` are what is compared.
    """
    app.config["WTF_CSRF_SSL_STRICT"] = False
    # Registered first, so that it runs last and has the final word.
    app.after_request(_finish)
    Talisman(
        app,
        force_https=False,
        session_cookie_secure=False,
        session_cookie_samesite=app.config["SESSION_COOKIE_SAMESITE"] or "Lax",
        strict_transport_security_include_subdomains=True,
        content_security_policy=CONTENT,
        content_security_policy_nonce_in=["script-src"],
        frame_options="DENY",
        referrer_policy="no-referrer",
        permissions_policy=DEVICES,
    )


def _finish(response: Response) -> Response:
    headers = response.headers
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers.pop("Server", None)
    if request.endpoint == "static" and response.status_code < 400:
        headers["Cache-Control"] = FOREVER
    else:
        headers["Cache-Control"] = "no-store"
        headers.pop("ETag", None)
        headers.pop("Last-Modified", None)
        headers.pop("Expires", None)
    return response
