"""What the portal must not hold: told from the words themselves, wherever they come in.

What this does not do: understand.  A text that hides what it is passes; the question on the forms
that take narratives is for that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")
_WHAT: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "Take out what is marked SECRET or above. The portal holds nothing above OFFICIAL-SENSITIVE:"
    " keep it in your agency's secure system, and ask your information manager to remove it from"
    " wherever it was copied": (
        re.compile(r"\b(?:TOP[ -]?SECRET|SECRET|STRAP ?[0-9])\b"),
        re.compile(r"\btop[ -]secret\b", re.IGNORECASE),
        re.compile(r"\b(?:marked|classified(?: as)?|uk|nato) secret\b", re.IGNORECASE),
    ),
    "Take out what tells of a covert source or of interception. The portal must not hold it: speak"
    " to your source or intelligence unit before you do anything else with it": (
        re.compile(r"\bCHIS(?:es)?\b"),
        re.compile(
            r"\b(?:covert (?:human (?:intelligence )?)?source|undercover officer|"
            r"intercept(?:ion)? (?:material|product|warrant|evidence)|"
            r"(?:lawful|telephone|phone) intercept(?:ion)?|registered informant|source handler|"
            r"handler of (?:the|a) source)s?\b",
            re.IGNORECASE,
        ),
    ),
    "Take out the source grading. Partners are given what it says, not how it was graded: the"
    " graded report stays in the intelligence system": (
        re.compile(r"\b[123][A-E][PC]\b|\b[123] ?/ ?[A-E] ?/ ?[PC]\b"),
        re.compile(r"\b[A-E][1-5](?:[1-5]|/[1-5])\b(?= ?(?:grad|intel))"),
        re.compile(r"\b(?:3 ?x ?5 ?x ?2|5 ?x ?5 ?x ?5)\b", re.IGNORECASE),
    ),
}


def must_not_hold(text: str) -> str | None:
    """Why the portal must not hold this text, and what to do; None when nothing speaks against."""
    # The end of a postcode looks like a source grading.
    plain = _POSTCODE.sub(" ", text)
    for sentence, patterns in _WHAT.items():
        if any(pattern.search(plain) for pattern in patterns):
            return sentence
    return None
