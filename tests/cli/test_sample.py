"""``portal sample``: as much as it says, and never into records that are there."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.groups.models import Involvement
from tests.cli.conftest import Installation


def test_the_local_sample_has_the_sizes_of_the_seed(installation: Installation) -> None:
    said = installation.run("sample", "--size", "local", "--json")
    assert said.code == 0
    assert {key: said.figures[key] for key in ("groups", "nominals", "agencies", "boards")} == {
        "groups": 34, "nominals": 255, "agencies": 12, "boards": 2,
    }  # fmt: skip
    with Session(installation.owner) as session:
        sizes = select(func.count()).select_from(Involvement).group_by(Involvement.group_id)
        assert max(session.scalars(sizes)) <= 30
    assert "holds groups already" in installation.run("sample", "--size", "local").line
