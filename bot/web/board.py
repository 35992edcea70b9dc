"""Draws the dashboard: pure, everything that was typed is escaped, and nothing in it runs."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from handlers.dashboard_shown import Sheet
from handlers.words import Reader, Text, say

STYLE_PATH = "/dashboard.css"


def page(shown: Sheet, reader: Reader) -> str:
    """All of it in the reader's language."""
    parts = (
        f"<header>{_tag('h1', shown.title, reader)}{_tag('p', shown.moment, reader)}</header><main>",
        _tiles(shown, reader),
        _section(say("Where they stand"), _way(shown, reader), reader),
        _section(say("Under way"), _under_way(shown, reader), reader),
        _listed(say("The newest wins"), shown.wins, say("No win has been told yet."), reader),
        _listed(say("The newest lessons"), shown.lessons, say("No lesson was kept in the last two months."), reader),
        f"</main><footer>{_tag('p', shown.foot, reader)}</footer>",
    )
    return _document(shown.title, "".join(parts), reader)


def over(reader: Reader) -> str:
    """What is shown for a link that opens nothing any more."""
    title = say("This link is over")
    how = say("Write “dashboard” to Quickwin in your chat: it answers with a new one.")
    inside = f"<main><section>{_tag('h1', title, reader)}{_tag('p', how, reader)}</section></main>"
    return _document(title, inside, reader)


def _tiles(shown: Sheet, reader: Reader) -> str:
    tiles = (
        f"<li>{_tag('strong', one.value, reader)}{_tag('span', one.label, reader)}{_tag('small', one.note, reader)}</li>"
        for one in shown.tiles
    )
    return f'<ul class="tiles">{"".join(tiles)}</ul>'


def _way(shown: Sheet, reader: Reader) -> str:
    """The way from proposal to running as bars, and what stands aside in a line."""
    most = max((count for _, count in shown.way), default=0) or 1
    rows = "".join(
        f'<li>{_tag("span", name, reader)}<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rail" width="100" height="8"/><rect width="{100 * count / most:.1f}" height="8"/></svg>'
        f"<b>{count}</b></li>"
        for name, count in shown.way
    )
    aside = escape(" · ".join(reader.read(one) for one in shown.aside))
    return f'<ol class="way">{rows}</ol><p class="soft">{aside}</p>'


def _under_way(shown: Sheet, reader: Reader) -> str:
    if not shown.rows:
        return _tag("p", say("Nothing is under way yet."), reader)
    heads = "".join(_tag("th", one, reader, 'scope="col"') for one in shown.heads)
    rows = "".join(_row(cells, shown.heads, reader) for cells in shown.rows)
    others = _tag("p", shown.others, reader) if shown.others is not None else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{others}"


def _row(cells: Iterable[Text], heads: Iterable[Text], reader: Reader) -> str:
    """The label of each column stands in its cell too, for screens that are too narrow for a table."""
    drawn = (
        f'<td data-label="{escape(reader.read(head))}">{escape(reader.read(cell))}</td>'
        for cell, head in zip(cells, heads, strict=True)
    )
    return f"<tr>{''.join(drawn)}</tr>"


def _listed(title: Text, items: Iterable[tuple[Text, Text]], none: Text, reader: Reader) -> str:
    shown = "".join(f"<li>{_tag('b', what, reader)}{_tag('span', whose, reader)}</li>" for what, whose in items)
    return _section(title, f'<ul class="list">{shown}</ul>' if shown else _tag("p", none, reader), reader)


def _section(title: Text, inside: str, reader: Reader) -> str:
    return f"<section>{_tag('h2', title, reader)}{inside}</section>"


def _tag(name: str, text: Text, reader: Reader, attributes: str = "") -> str:
    return f"<{name}{' ' + attributes if attributes else ''}>{escape(reader.read(text))}</{name}>"


def _document(title: Text, body: str, reader: Reader) -> str:
    return (
        f'<!doctype html><html lang="{reader.language}"><head><meta charset="utf-8">{_tag("title", title, reader)}'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="{STYLE_PATH}"></head><body>{body}</body></html>'
    )
