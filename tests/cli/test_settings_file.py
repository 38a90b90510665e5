"""``.env.example`` names every setting with its default, and no other."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from portal.core.settings import Settings, read

_LINE = re.compile(r"^# (PORT(?:AL_[A-Z_]+)?)=(.*)$", re.MULTILINE)
_FILE = Path(__file__).parents[2] / ".env.example"


def test_the_example_holds_every_setting_at_its_default() -> None:
    told = dict(_LINE.findall(_FILE.read_text()))
    assert read(told) == Settings()
    assert len(told) == len(fields(Settings))


def test_each_setting_of_the_example_is_read() -> None:
    told = dict(_LINE.findall(_FILE.read_text()))
    changed = dict.fromkeys(told, "1")
    found, ordinary = read(changed), Settings()
    unread = [
        one.name for one in fields(Settings)
        if getattr(found, one.name) == getattr(ordinary, one.name)
    ]  # fmt: skip
    assert unread == []
