"""The process that draws: plans come in, pictures go out, one after the other, until nobody asks any more.

A message is four bytes that say how long it is, and as many bytes. An empty one says that a plan could not be drawn.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from io import BytesIO
from math import inf
from typing import BinaryIO

from matplotlib import rcdefaults, use
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patheffects import withStroke

from bot.charts import marks
from bot.charts.plan import AnyPlan, Dots, Plan, read

INCHES, DOTS = (4.5, 2.6), 160
INK, SOFT, WAY, AIM = "#1d2b28", "#6b7a76", "#1f5f4a", "#b3541e"
SMALL, TITLE = 9, 10
EDGE = 0.08
"""Inches around everything."""
CLOSE = 0.25
"""Of all that is drawn from bottom to top: too little for a number between a reading and a line."""
SHORT = 9
"""Letters of a number that fit over its reading wherever that is."""
HALO = (withStroke(linewidth=3, foreground="white"),)
"""Around numbers, so that a line behind them does not strike them out."""
DOTTED_MOST = 60
"""More readings than these are a line without dots."""
MIDDLE, RIM = 5, 0.8
"""Where the quarters of a square from 0 to 10 meet, and how much is left around it."""
LENGTH = 4
LATER = 10
"""How far drawing steps back behind whoever answers people."""


def picture(plan: AnyPlan) -> bytes:
    """The plan as a PNG; the same plan gives the same bytes with the same libraries."""
    figure = Figure(figsize=INCHES, dpi=DOTS, facecolor="white", layout=ConstrainedLayoutEngine(w_pad=EDGE, h_pad=EDGE))
    axes = figure.add_subplot()
    if isinstance(plan, Dots):
        _dots(axes, plan)
    else:
        _way(axes, plan)
    drawn = BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()


def _dots(axes: Axes, plan: Dots) -> None:
    """Things in a square of four quarters, each with its mark."""
    for side in axes.spines.values():
        side.set_color(SOFT)
    for middle in (axes.axhline, axes.axvline):
        middle(MIDDLE, color=SOFT, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    axes.set_xlim(-RIM, 2 * MIDDLE + RIM)
    axes.set_ylim(-RIM, 2 * MIDDLE + RIM)
    axes.set_xticks([0, MIDDLE, 2 * MIDDLE])
    axes.set_yticks([0, MIDDLE, 2 * MIDDLE])
    axes.tick_params(colors=SOFT, labelsize=SMALL, length=3)
    axes.set_xlabel(drawable(plan.across), color=INK, fontsize=SMALL, parse_math=False)
    axes.set_ylabel(drawable(plan.up), color=INK, fontsize=SMALL, parse_math=False)
    axes.plot([x for x, _, _ in plan.dots], [y for _, y, _ in plan.dots], "o", color=WAY, markersize=7, zorder=3)
    for (x, y, mark), at in zip(plan.dots, marks.sides([(x, y) for x, y, _ in plan.dots]), strict=True):
        axes.annotate(
            label(mark), (x, y), xytext=(at.right, at.up), textcoords="offset points", ha=at.across, va=at.along,
            fontsize=SMALL, color=INK, weight="bold", parse_math=False, path_effects=HALO,
        )  # fmt: skip


def _way(axes: Axes, plan: Plan) -> None:
    """A number's way from reading to reading."""
    _bare(axes)
    _lines(axes, plan)
    dots = 5 if len(plan.days) <= DOTTED_MOST else 0
    axes.plot(plan.days, plan.values, color=WAY, linewidth=2, marker="o", markersize=dots, zorder=3)
    if plan.ahead and plan.target is not None:
        begun, level, comes = plan.ahead
        axes.plot([begun, comes], [level, plan.target], color=WAY, linewidth=1.6, linestyle=(0, (2, 2)), zorder=2)
    _words(axes, plan)


def drawable(words: str) -> str:
    """The words, or nothing where the font lacks a letter of them: boxes say nothing, and the words beside the picture say all."""
    return words if _letters().issuperset(map(ord, words)) else ""


def label(words: str) -> str:
    """What can be drawn of a number and its unit: a number is worth showing without it."""
    return " ".join(word for word in words.split(" ") if drawable(word))


@cache
def _letters() -> frozenset[int]:
    plain, bold = (get_font(findfont(FontProperties(weight=weight))).get_charmap() for weight in ("normal", "bold"))
    return frozenset(plain) & frozenset(bold)


def _bare(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
    axes.set_yticks([])
    axes.tick_params(axis="x", colors=SOFT, labelsize=SMALL, length=3)
    axes.margins(x=0.08, y=0.2)


def _lines(axes: Axes, plan: Plan) -> None:
    """Where it began and where it is to come, each with its number on the side where the newest reading is not."""
    last, newest = _end(plan), plan.values[-1]
    for value, words, colour in ((plan.baseline, plan.start, SOFT), (plan.target, plan.aim, AIM)):
        if value is None or (colour == SOFT and value == plan.target):
            continue
        above = value > newest
        axes.axhline(value, color=colour, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
        axes.annotate(
            label(words), (last, value), xytext=(0, 3 if above else -3), textcoords="offset points", ha="right",
            va="bottom" if above else "top", fontsize=SMALL, color=colour, parse_math=False, path_effects=HALO,
        )  # fmt: skip


def _end(plan: Plan) -> int:
    return plan.ahead[2] if plan.ahead else plan.days[-1]


def _words(axes: Axes, plan: Plan) -> None:
    axes.set_title(drawable(plan.title), fontsize=TITLE, color=INK, loc="left", wrap=True, parse_math=False)
    axes.set_xticks([day for day, _ in plan.ticks], [drawable(words) for _, words in plan.ticks], parse_math=False)
    above = stands_over(plan)
    axes.annotate(
        label(plan.newest), (plan.days[-1], plan.values[-1]), xytext=(0, 8 if above else -8),
        textcoords="offset points", ha=_side(plan), va="bottom" if above else "top",
        fontsize=SMALL, color=INK, weight="bold", parse_math=False, path_effects=HALO,
    )  # fmt: skip


def stands_over(plan: Plan) -> bool:
    """Whether the newest number stands over its reading: under it where a line is close above, unless one is closer below.

    A long one stands beside the way that led there, so it is under a way that falls wherever there is room.
    """
    newest, lines = plan.values[-1], [value for value in (plan.baseline, plan.target) if value is not None]
    above = min((value - newest for value in lines if value > newest), default=inf)
    below = min((newest - value for value in lines if value <= newest), default=inf)
    drawn = (*plan.values, *lines)
    room = CLOSE * (max(drawn) - min(drawn))
    if len(plan.newest) > SHORT and below > room and max(plan.values) > newest:
        return False
    return above >= min(below, room)


def _side(plan: Plan) -> str:
    """Which end of the newest number stands at its reading: a long one stays inside, and out of the way ahead."""
    if len(plan.newest) <= SHORT:
        return "center"
    first, end = plan.days[0], _end(plan)
    share = (plan.days[-1] - first) / (end - first) if end > first else 0.5
    if share < 1 / 3:
        return "left"
    return "right" if plan.ahead or share > 2 / 3 else "center"


def serve(asked: BinaryIO, answered: BinaryIO) -> None:
    """Draws what is asked for until nothing comes any more."""
    while len(head := asked.read(LENGTH)) == LENGTH:
        written = asked.read(int.from_bytes(head, "big"))
        try:
            drawn = picture(read(written))
        except Exception as error:  # one plan that cannot be drawn is not the end of the others
            sys.stderr.write(f"a chart could not be drawn: {type(error).__name__}: {error}\n")
            drawn = b""
        answered.write(len(drawn).to_bytes(LENGTH, "big") + drawn)
        answered.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):  # not on Windows
        os.nice(LATER)
    rcdefaults()  # the same look for everybody, whatever settings of matplotlib lie around
    use("agg")
    serve(sys.stdin.buffer, sys.stdout.buffer)
