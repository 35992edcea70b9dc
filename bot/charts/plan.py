"""What is on a chart's picture, ready to be drawn: numbers, and words in the reader's language."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

import orjson

from bot.text import cut, one_line
from handlers.ui import Chart, Message, Picture
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


def read(written: bytes) -> Plan:
    """The plan as it was before it was written."""
    kept = orjson.loads(written)
    ahead, ticks = kept.pop("ahead"), kept.pop("ticks")
    days, values = tuple(kept.pop("days")), tuple(kept.pop("values"))
    named = tuple((day, words) for day, words in ticks)
    return Plan(days=days, values=values, ahead=tuple(ahead) if ahead else None, ticks=named, **kept)


def planned(chart: Chart, reader: Reader) -> Plan:
    """The chart as one reader sees it."""
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


def plans(message: Message, reader: Reader) -> tuple[Plan, ...]:
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
