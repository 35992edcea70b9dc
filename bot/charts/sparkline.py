"""A chart as one line of signs, where no image can be shown."""

from __future__ import annotations

from handlers.ui import Chart, Scatter

STEPS = "▁▂▃▄▅▆▇█"


def signs(chart: Chart | Scatter) -> str:
    """What stands before the words where no image can be shown; nothing where only the words say it."""
    return f"{sparkline(chart)} " if isinstance(chart, Chart) else ""


def sparkline(chart: Chart) -> str:
    """A sign for each reading, from the lowest to the highest; all of one height where nothing moves."""
    values = [float(value) for _, value in chart.points]
    low, high = min(values), max(values)
    if low == high:
        return STEPS[3] * len(values)
    return "".join(STEPS[round((value - low) / (high - low) * (len(STEPS) - 1))] for value in values)
