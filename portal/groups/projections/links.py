"""What a group is linked to, as far as it is in sight: lines of a table, and a drawing of them.

The drawing knows nothing but the lines: what is out of sight has no place in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.groups.projections.pages import GroupHeader

_WIDTH, _HEIGHT, _STEP, _GAP = 220, 36, 48, 70
_LONGEST = 27


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link: of the group, or of a nominal to another group."""

    kind: str
    """group, person, premises, operation or order."""
    id: UUID
    name: str
    link: str
    source: str
    from_on: date | None = None
    to_on: date | None = None
    state: str = ""
    via: UUID | None = None
    """The nominal through whom it is linked; none for the group itself."""
    via_name: str = ""
    may_end: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A node of the drawing."""

    kind: str
    words: str
    whole: str
    x: int
    y: int
    width: int = _WIDTH
    height: int = _HEIGHT


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge of the drawing, from the right of one box to the left of another."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and wires, in the order in which they are drawn."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]


@dataclass(frozen=True, slots=True)
class LinksPage:
    """The links of a group, drawn and in words."""

    header: GroupHeader
    lines: tuple[LinkLine, ...]
    drawing: Drawing | None
    """None where nothing is linked in sight."""
    may_add: bool
    may_add_order: bool
    sees_people: bool


def _box(kind: str, name: str, column: int, row: int) -> Box:
    words = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    return Box(kind, words, name, column * (_WIDTH + _GAP) + 1, row * _STEP + 1)


def _wire(start: Box, end: Box) -> Wire:
    half = _HEIGHT // 2
    return Wire(start.x + _WIDTH, start.y + half, end.x, end.y + half)


def drawn(title: str, lines: tuple[LinkLine, ...]) -> Drawing | None:
    """The group at the left, what it is linked to beside it, what those lead to at the right."""
    near = [line for line in lines if line.via is None]
    far = [line for line in lines if line.via is not None]
    if not near:
        return None
    boxes = {line.id: _box(line.kind, line.name, 1, row) for row, line in enumerate(near)}
    places: dict[UUID, Box] = {}
    for line in far:
        if line.id not in places:
            places[line.id] = _box(line.kind, line.name, 2, len(places))
    rows = max(len(near), len(places))
    centre = _box("group", title, 0, (len(near) - 1) // 2)
    wires = [_wire(centre, box) for box in boxes.values()]
    wires += [_wire(boxes[line.via], places[line.id]) for line in far if line.via in boxes]
    return Drawing(
        width=(3 if places else 2) * (_WIDTH + _GAP) - _GAP + 2,
        height=rows * _STEP,
        boxes=(centre, *boxes.values(), *places.values()),
        wires=tuple(wires),
    )
