"""The policy in words keeps up with the policy that is enforced."""

from __future__ import annotations

from pathlib import Path

from portal.access.policy import POLICY, Right
from portal.access.policy_page import COMMAND, RIGHTS_IN_WORDS, policy_markdown

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "policy.md"


def test_the_document_says_what_the_policy_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == policy_markdown(), (
        f"docs/policy.md is stale; run: {COMMAND}"
    )


def test_every_right_is_said_in_words() -> None:
    assert set(RIGHTS_IN_WORDS) == set(Right), "say the new right in policy_page.py"
    assert set(POLICY) == set(Right)
