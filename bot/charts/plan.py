"""What is on a chart's picture, ready to be drawn: numbers, and words in the reader's language."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import overload

import orjson

from bot.text import cut, one_line
from handlers.ui import Chart, Message, Picture, Scatter
from handlers.words import Amount, Day, Reader, say

WORDS_MOST = 40
TITLE_MOST = 120


@dataclass(frozen=True)
class Plan:
    """Days count from the year 1. `ahead` goes from a day and a level to the day on which it is at the target.

    `ticks` are the days that are named. The same plan is the same picture.
    """

    days: tuple[int, ...]
    values: tuple[float, ...]
    baseline: float | None
    target: float | None
    ahead: tuple[int, float, int] | None
    title: str
    start: str
    aim: str
    newest: str
    ticks: tuple[tuple[int, str], ...]

    def written(self) -> bytes:
        return orjson.dumps(asdict(self))


@dataclass(frozen=True)
class Dots:
    """The same for things by two amounts from 0 to 10: how far across, how far up, and the mark at each."""

    dots: tuple[tuple[float, float, str], ...]
    across: str
    up: str

    def written(self) -> bytes:
        return orjson.dumps(asdict(self))


AnyPlan = Plan | Dots


def read(written: bytes) -> AnyPlan:
    """The plan as it was before it was written."""
    kept = orjson.loads(written)
    if "dots" in kept:
        dots = tuple((across, up, mark) for across, up, mark in kept["dots"])
        return Dots(dots, kept["across"], kept["up"])
    ahead, ticks = kept.pop("ahead"), kept.pop("ticks")
    days, values = tuple(kept.pop("days")), tuple(kept.pop("values"))
    named = tuple((day, words) for day, words in ticks)
    return Plan(days=days, values=values, ahead=tuple(ahead) if ahead else None, ticks=named, **kept)


@overload
def planned(chart: Chart, reader: Reader) -> Plan: ...
@overload
def planned(chart: Scatter, reader: Reader) -> Dots: ...
def planned(chart: Chart | Scatter, reader: Reader) -> AnyPlan:
    """The chart as one reader sees it."""
    return _dots(chart, reader) if isinstance(chart, Scatter) else _way(chart, reader)


def _dots(chart: Scatter, reader: Reader) -> Dots:
    dots = tuple((float(across), float(up), _line(mark, WORDS_MOST)) for mark, across, up in chart.dots)
    return Dots(dots, _line(reader.read(chart.across), WORDS_MOST), _line(reader.read(chart.up), WORDS_MOST))


def _way(chart: Chart, reader: Reader) -> Plan:
    ahead = chart.ahead
    last = chart.points[-1]
    return Plan(
        days=tuple(day.toordinal() for day, _ in chart.points),
        values=tuple(float(value) for _, value in chart.points),
        baseline=_number(chart.baseline),
        target=_number(chart.target),
        ahead=(ahead[0].toordinal(), round(ahead[1], 6), ahead[2].toordinal()) if ahead else None,
        title=_line(reader.read(chart.outlook), TITLE_MOST) if chart.outlook is not None else "",
        start=_amount(chart.baseline, chart.unit, reader),
        aim=_aim(chart, reader),
        newest=_amount(last[1], chart.unit, reader),
        ticks=tuple((day.toordinal(), reader.read(say("{day}", day=Day(day)))) for day in _named(chart)),
    )


def plans(message: Message, reader: Reader) -> tuple[AnyPlan, ...]:
    """Of every picture in a message that is drawn as an image."""
    found = (block for block in message.blocks if isinstance(block, Picture) and not block.small)
    return tuple(planned(block.chart, reader) for block in found)


def _named(chart: Chart) -> list[date]:
    last = chart.ahead[2] if chart.ahead else chart.points[-1][0]
    return sorted({chart.points[0][0], last})


def _aim(chart: Chart, reader: Reader) -> str:
    if chart.target is None:
        return ""
    return _line(reader.read(say("target {target}", target=Amount(chart.target, chart.unit))), WORDS_MOST)


def _amount(value: Decimal | None, unit: str, reader: Reader) -> str:
    return _line(reader.read(say("{value}", value=Amount(value, unit))), WORDS_MOST) if value is not None else ""


def _number(value: Decimal | None) -> float | None:
    return float(value) if value is not None else None


def _line(words: str, most: int) -> str:
    return cut(one_line(words), most)
