"""Draws the dashboard: pure, everything that was typed is escaped, and nothing in it runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape

from handlers.dashboards import LISTED, Board
from handlers.facts import from_to, more, split, stage
from handlers.first_answers import rounded
from handlers.words import Amount, Day, Moment, Reader, Text, Typed, say, say_n
from initiatives.initiative import ASKED_WEEKLY, Initiative, Stage
from initiatives.people import Organisation

STYLE_PATH = "/dashboard.css"
WAY = (Stage.PROPOSED, *ASKED_WEEKLY)
ASIDE = (Stage.PARKED, Stage.DECLINED, Stage.STOPPED)


def page(
    organisation: Organisation, board: Board, at: datetime, names: Mapping[str, str], reader: Reader, *, admin: bool
) -> str:
    """All of it in the reader's language. What a single initiative's number is now only admins read."""
    title = say("Initiatives at {organisation}", organisation=Typed(organisation.name))
    moment = say("As of {moment}", moment=Moment(at))
    parts = (
        f"<header>{_tag('h1', title, reader)}{_tag('p', moment, reader)}</header><main>",
        _tiles(board, organisation, reader),
        _stages(board, reader),
        _under_way(board, names, reader, admin=admin),
        _wins(board, reader),
        _lessons(board, reader),
        f"</main><footer>{_tag('p', _who_reads(admin=admin), reader)}</footer>",
    )
    return _document(title, "".join(parts), reader)


def over(reader: Reader) -> str:
    """What is shown for a link that opens nothing any more."""
    title = say("This link is over")
    how = say("Write “dashboard” to Quickwin in your chat: it answers with a new one.")
    return _document(
        title, f"<main><section>{_tag('h1', title, reader)}{_tag('p', how, reader)}</section></main>", reader
    )


def _who_reads(*, admin: bool) -> Text:
    if admin:
        return say("You are an admin: everybody else reads this page without the latest numbers of single initiatives.")
    return say(
        "Everybody here reads the same. Numbers come from those who report them; nobody’s work is judged by them."
    )


def _tiles(board: Board, organisation: Organisation, reader: Reader) -> str:
    days = say_n("promised: within {n} working day", "promised: within {n} working days", organisation.answer_days)
    late = say_n("{n} waits longer", "{n} wait longer", board.answers.late)
    first = board.answers.answers
    answered = say("{value}", value=Amount(rounded(first.days))) if first else say("–")
    hours = say("{value}", value=Amount(board.freed.hours, "h"))
    split_up = split(board.freed.parts, "h") if board.freed.parts else say("nothing that counts yet")
    waiting = board.stages.get(Stage.PROPOSED, 0)
    shown: tuple[tuple[Text, Text, Text], ...] = (
        (hours, say("freed every week"), split_up),
        (say("{n}", n=board.told), say("wins told"), say_n("{n} team is at it", "{n} teams are at it", _teams(board))),
        (
            say("{n}", n=len(board.under_way)),
            say("initiatives under way"),
            say_n("{n} proposal waits for an answer", "{n} proposals wait for an answer", waiting),
        ),
        (
            answered,
            say("working days to a first answer (median of four weeks)"),
            say("{days}; {late}", days=days, late=late),
        ),
    )
    tiles = (
        f"<li>{_tag('strong', value, reader)}{_tag('span', label, reader)}{_tag('small', note, reader)}</li>"
        for value, label, note in shown
    )
    return f'<ul class="tiles">{"".join(tiles)}</ul>'


def _teams(board: Board) -> int:
    return len({one.team.casefold() for one in board.under_way if one.team})


def _stages(board: Board, reader: Reader) -> str:
    """The way from proposal to running as bars, and what stands aside in a line."""
    most = max((board.stages.get(one, 0) for one in WAY), default=0) or 1
    rows = "".join(
        f'<li><span>{escape(reader.read(stage(one)))}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rail" width="100" height="8"/><rect width="{100 * board.stages.get(one, 0) / most:.1f}" height="8"/></svg>'
        f"<b>{board.stages.get(one, 0)}</b></li>"
        for one in WAY
    )
    aside = [say("{stage}: {n}", stage=stage(one), n=board.stages.get(one, 0)) for one in ASIDE]
    line = escape(" · ".join(reader.read(one) for one in aside))
    return _section(say("Where they stand"), f'<ol class="way">{rows}</ol><p class="soft">{line}</p>', reader)


def _under_way(board: Board, names: Mapping[str, str], reader: Reader, *, admin: bool) -> str:
    heads: list[Text] = [say("Initiative"), say("Stage"), say("Owner"), say("What it is to move")]
    heads += [say("Latest number")] if admin else []
    shown = board.under_way[:LISTED]
    if not shown:
        return _section(say("Under way"), _tag("p", say("Nothing is under way yet."), reader), reader)
    rows = "".join(_row(_cells(one, names, admin=admin), heads, reader) for one in shown)
    head = "".join(_tag("th", one, reader, 'scope="col"') for one in heads)
    left = _tag("p", more(len(board.under_way) - LISTED), reader) if len(board.under_way) > LISTED else ""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{left}"
    return _section(say("Under way"), table, reader)


def _cells(one: Initiative, names: Mapping[str, str], *, admin: bool) -> list[Text]:
    cells: list[Text] = [Typed(one.title), stage(one.stage), Typed(names.get(one.owner, "")), from_to(one.leading)]
    if admin and one.latest is not None:
        cells.append(say("{value}, {day}", value=Amount(one.latest.value, one.leading.unit), day=Day(one.latest.on)))
    elif admin:
        cells.append(say("–"))
    return cells


def _row(cells: Iterable[Text], heads: Iterable[Text], reader: Reader) -> str:
    """The label of each column stands in its cell too, for screens that are too narrow for a table."""
    drawn = (
        f'<td data-label="{escape(reader.read(head))}">{escape(reader.read(cell))}</td>'
        for cell, head in zip(cells, heads, strict=True)
    )
    return f"<tr>{''.join(drawn)}</tr>"


def _wins(board: Board, reader: Reader) -> str:
    told = [(Typed(one.headline), Typed(one.shown_as)) for one in board.wins]
    return _listed(say("The newest wins"), told, say("No win has been told yet."), reader)


def _lessons(board: Board, reader: Reader) -> str:
    kept = [(Typed(one.reuse), Typed(one.about)) for one in board.lessons]
    return _listed(say("The newest lessons"), kept, say("No lesson was kept in the last two months."), reader)


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
