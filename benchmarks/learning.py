"""Learn a page by heart: the template that gives its very bytes from the raw rows alone.

The floor must answer with the portal's HTML and do none of the portal's work.  So its template is
made from one answer of the portal: every value that the rows hold becomes a name again, the words
that a column's codes are shown as become a dictionary, and all the rest stays as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup, escape

Row = Any
Rows = Sequence[Row]
_SHORTEST = 4
"""Shorter values turn up by chance."""
_MARKS = {
    "nonce": re.compile(r'nonce="([^"]+)"'),
    "token": re.compile(r'name="csrf_token" value="([^"]+)"'),
}
_CLOCK = re.compile(r"at (?:\d{1,2}:\d\d[ap]m|midday|midnight)</p>")
"""When the page would be printed."""
_BODY = '<tbody class="govuk-table__body">'


class NotLearnt(Exception):
    """The rows do not hold what the page shows."""


def plain(html: str) -> str:
    """The page without what differs each time: the nonce, the form's token, the clock."""
    html = _CLOCK.sub("at ·</p>", html)
    for mark in _MARKS.values():
        for value in set(mark.findall(html)):
            html = html.replace(value, "·")
    return html


def learn(html: str, answers: Mapping[str, Rows], table: str = "") -> Callable[..., str]:
    """A function of the same answers that gives the page; ``table`` names the rows of its table."""
    if re.search(r"{[{%#]", html):
        raise NotLearnt("The page holds marks of a template.")
    words: dict[str, dict[Any, Markup]] = {}
    loop = ""
    if table:
        head, _, rest = html.partition(_BODY)
        body, _, tail = rest.partition("</tbody>")
        loop = _loop(body, table, answers[table], words)
        html = f"{head}{_BODY}\x01</tbody>{tail}"
    names = {
        f"{name}[{place}].{column}": getattr(row, column)
        for name, rows in answers.items()
        for place, row in enumerate(rows if name != table else ())
        for column in row._fields
    }
    for name, mark in _MARKS.items():
        found = mark.search(html)
        if found:
            names[name] = found.group(1)
    source = _named(html, names).replace("\x01", loop)
    template: Template = Environment(autoescape=True).from_string(source)
    return lambda **values: template.render(words=words, **values)


def _named(text: str, names: Mapping[str, Any]) -> str:
    """The text with each value replaced by its name, long values first."""
    found: list[str] = []
    for name, value in sorted(names.items(), key=lambda one: -len(str(one[1]))):
        shown = str(escape(value))
        if value is not None and len(shown) >= _SHORTEST and shown in text:
            text = text.replace(shown, f"\x02{len(found)}\x03")
            found.append(name)
    return re.sub("\x02(\\d+)\x03", lambda one: "{{ " + found[int(one.group(1))] + " }}", text)


def _loop(body: str, table: str, rows: Rows, words: dict[str, dict[Any, Markup]]) -> str:
    """The rows of the table as one loop."""
    *drawn, end = body.split("</tr>")
    if len(drawn) != len(rows):
        raise NotLearnt(f"The page has {len(drawn)} rows and the floor {len(rows)}.")
    cells = list(zip(*(re.split("(?=<t[dh])", one) for one in drawn), strict=True))
    made = [_cell(table, place, cell, rows, words) for place, cell in enumerate(cells)]
    return f"{{% for row in {table} %}}{''.join(made)}</tr>{{% endfor %}}{end}"


def _cell(
    table: str, place: int, drawn: Sequence[str], rows: Rows, words: dict[str, dict[Any, Markup]]
) -> str:
    """One cell of all rows: the same text about each row's own values, or words for a code."""
    columns = rows[0]._fields
    texts = {
        _named(text, {f"row.{column}": getattr(row, column) for column in columns})
        for text, row in zip(drawn, rows, strict=True)
    }
    if len(texts) == 1:
        return texts.pop()
    for column in columns:
        pairs = {(getattr(row, column), text) for text, row in zip(drawn, rows, strict=True)}
        codes = {code for code, _ in pairs}
        if len(pairs) == len(codes) and (
            len(codes) < len(rows) or isinstance(pairs.pop()[0], date)
        ):
            name = f"{table}{place}"
            words[name] = {
                getattr(row, column): Markup(text)  # noqa: S704 - the portal's own
                for text, row in zip(drawn, rows, strict=True)
            }
            return f"{{{{ words.{name}[row.{column}] }}}}"
    raise NotLearnt(f"No column gives cell {place}: {drawn[0].strip()}")
