"""What a reader finds on the dashboard, in words: its figures, where initiatives stand, and what is under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.dashboards import LISTED, Board
from handlers.facts import from_to, more, split, stage
from handlers.first_answers import rounded
from handlers.words import Amount, Day, Moment, Text, Typed, say, say_n
from initiatives.initiative import ASKED_WEEKLY, Initiative, Stage
from initiatives.people import Organisation

WAY = (Stage.PROPOSED, *ASKED_WEEKLY)
ASIDE = (Stage.PARKED, Stage.DECLINED, Stage.STOPPED)


@dataclass(frozen=True)
class Tile:
    """One figure, what it counts, and what stands behind it."""

    value: Text
    label: Text
    note: Text


@dataclass(frozen=True)
class Sheet:
    """All of a page for one reader; a row of what is under way has a cell for each of the heads."""

    title: Text
    moment: Text
    tiles: tuple[Tile, ...]
    way: tuple[tuple[Text, int], ...]
    aside: tuple[Text, ...]
    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    others: Text | None
    wins: tuple[tuple[Text, Text], ...]
    lessons: tuple[tuple[Text, Text], ...]
    foot: Text


def sheet(organisation: Organisation, board: Board, at: datetime, names: Mapping[str, str], *, admin: bool) -> Sheet:
    """What a single initiative's number is now only admins read."""
    last: tuple[Text, ...] = (say("Latest number"),) if admin else ()
    left = len(board.under_way) - LISTED
    return Sheet(
        title=say("Initiatives at {organisation}", organisation=Typed(organisation.name)),
        moment=say("As of {moment}", moment=Moment(at)),
        tiles=_tiles(board, organisation),
        way=tuple((stage(one), board.stages.get(one, 0)) for one in WAY),
        aside=tuple(say("{stage}: {n}", stage=stage(one), n=board.stages.get(one, 0)) for one in ASIDE),
        heads=(say("Initiative"), say("Stage"), say("Owner"), say("What it is to move"), *last),
        rows=tuple(_row(one, names, admin=admin) for one in board.under_way[:LISTED]),
        others=more(left) if left > 0 else None,
        wins=tuple((Typed(one.headline), Typed(one.shown_as)) for one in board.wins),
        lessons=tuple((Typed(one.reuse), Typed(one.about)) for one in board.lessons),
        foot=_who_reads(admin=admin),
    )


def _who_reads(*, admin: bool) -> Text:
    if admin:
        return say("You are an admin: everybody else reads this page without the latest numbers of single initiatives.")
    return say(
        "Everybody here reads the same. Numbers come from those who report them; nobody’s work is judged by them."
    )


def _tiles(board: Board, organisation: Organisation) -> tuple[Tile, ...]:
    teams = {one.team.casefold() for one in board.under_way if one.team}
    return (
        Tile(
            say("{value}", value=Amount(board.freed.hours, "h")),
            say("freed every week"),
            split(board.freed.parts, "h") if board.freed.parts else say("nothing that counts yet"),
        ),
        Tile(
            say("{n}", n=board.told),
            say("wins told"),
            say_n("{n} team is at it", "{n} teams are at it", len(teams)),
        ),
        Tile(
            say("{n}", n=len(board.under_way)),
            say("initiatives under way"),
            say_n(
                "{n} proposal waits for an answer",
                "{n} proposals wait for an answer",
                board.stages.get(Stage.PROPOSED, 0),
            ),
        ),
        _first_answers(board, organisation),
    )


def _first_answers(board: Board, organisation: Organisation) -> Tile:
    days = say_n("promised: within {n} working day", "promised: within {n} working days", organisation.answer_days)
    late = say_n("{n} waits longer", "{n} wait longer", board.answers.late)
    first = board.answers.answers
    return Tile(
        say("{value}", value=Amount(rounded(first.days))) if first else say("–"),
        say("working days to a first answer (median of four weeks)"),
        say("{days}; {late}", days=days, late=late),
    )


def _row(one: Initiative, names: Mapping[str, str], *, admin: bool) -> tuple[Text, ...]:
    cells = (Typed(one.title), stage(one.stage), Typed(names.get(one.owner, "")), from_to(one.leading))
    return (*cells, _latest(one)) if admin else cells


def _latest(one: Initiative) -> Text:
    if one.latest is None:
        return say("–")
    return say("{value}, {day}", value=Amount(one.latest.value, one.leading.unit), day=Day(one.latest.on))
