"""A chart as the tests of charts draw it."""

from datetime import date
from decimal import Decimal

from bot.charts.plan import Plan, planned
from handlers.ui import Chart
from handlers.words import Reader, Untranslated, say_n

READER = Reader("en", "Europe/Paris", Untranslated())
POINTS = ((date(2026, 11, 2), Decimal(40)), (date(2026, 11, 9), Decimal("36.5")), (date(2026, 11, 16), Decimal(32)))
OUTLOOK = say_n("At this pace the target comes in {n} week.", "At this pace the target comes in {n} weeks.", 3)
CHART = Chart(POINTS, Decimal(40), Decimal(20), "h", (date(2026, 11, 16), 32.0, date(2026, 12, 7)), OUTLOOK)


def plan(newest: int = 32, unit: str = "h") -> Plan:
    points = (*POINTS[:-1], (POINTS[-1][0], Decimal(newest)))
    return planned(Chart(points, CHART.baseline, CHART.target, unit, CHART.ahead, CHART.outlook), READER)
