"""Which passwords a command refuses."""

from __future__ import annotations

from portal.agencies.sign_in import DEMONSTRATION_PASSWORD
from portal.core.errors import SetUpFailed

SHORTEST = 15
LONGEST = 1000
_COMMON = {
    "password", "passw0rd", "letmein", "welcome", "qwerty", "qwertyuiop", "iloveyou", "abc",
    "admin", "administrator", "changeme", "secret", "monkey", "dragon", "football", "liverpool",
    "nottingham", "police", "portal", "partnership", "summer", "winter", "spring", "autumn",
}  # fmt: skip
"""Words that make no password, however often and with whatever digits they are written."""


def refuse_weak(password: str, email: str) -> None:
    """Go no further with a password that somebody would guess."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise SetUpFailed(
            f"The password has {len(password)} characters: choose one of {SHORTEST} or more, such"
            " as three words that have nothing to do with each other."
        )
    if password.casefold() == DEMONSTRATION_PASSWORD:
        raise SetUpFailed("That password is the demonstration's: choose another.")
    letters = "".join(sign for sign in password.casefold() if sign.isalpha())
    if len(set(password)) < 6 or any(_made_of(letters, word) for word in _COMMON):
        raise SetUpFailed("That password is easily guessed: choose three unrelated words.")
    if email.partition("@")[0].casefold() in password.casefold():
        raise SetUpFailed("That password holds the e-mail address: choose another.")


def _made_of(letters: str, word: str) -> bool:
    return not letters.replace(word, "")
