"""The process that draws: plans come in, pictures go out, one after the other, until nobody asks any more.

A message is four bytes that say how long it is, and as many bytes. An empty one says that a plan could not be drawn.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO
from typing import BinaryIO

from matplotlib import use
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

from bot.charts.plan import Plan, read

INCHES, DOTS = (4.5, 2.6), 160
INK, SOFT, WAY, AIM = "#1d2b28", "#6b7a76", "#1f5f4a", "#b3541e"
SMALL, TITLE = 9, 10
LENGTH = 4
LATER = 10
"""How far drawing steps back behind whoever answers people."""


def picture(plan: Plan) -> bytes:
    """The plan as a PNG; the same plan gives the same bytes with the same libraries."""
    figure = Figure(figsize=INCHES, dpi=DOTS, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    _bare(axes)
    _lines(axes, plan)
    axes.plot(plan.days, plan.values, color=WAY, linewidth=2, marker="o", markersize=5, zorder=3)
    if plan.ahead and plan.target is not None:
        begun, level, comes = plan.ahead
        axes.plot([begun, comes], [level, plan.target], color=WAY, linewidth=1.6, linestyle=(0, (2, 2)), zorder=2)
    _words(axes, plan)
    drawn = BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()


def drawable(words: str) -> str:
    """The words, or nothing where the font lacks a letter of them: boxes say nothing, and the words beside the picture say all."""
    letters = get_font(findfont(FontProperties())).get_charmap()
    return words if all(ord(letter) in letters for letter in words) else ""


def _bare(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
    axes.set_yticks([])
    axes.tick_params(axis="x", colors=SOFT, labelsize=SMALL, length=3)
    axes.margins(x=0.08, y=0.2)


def _lines(axes: Axes, plan: Plan) -> None:
    """Where it began and where it is to come, each with its number on the side where the readings are not."""
    last = plan.ahead[2] if plan.ahead else plan.days[-1]
    middle = (max(plan.values) + min(plan.values)) / 2
    for value, words, colour in ((plan.baseline, plan.start, SOFT), (plan.target, plan.aim, AIM)):
        if value is None:
            continue
        above = value >= middle
        axes.axhline(value, color=colour, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
        axes.annotate(
            drawable(words), (last, value), xytext=(0, 3 if above else -3), textcoords="offset points", ha="right",
            va="bottom" if above else "top", fontsize=SMALL, color=colour, parse_math=False,
        )  # fmt: skip


def _words(axes: Axes, plan: Plan) -> None:
    axes.set_title(drawable(plan.title), fontsize=TITLE, color=INK, loc="left", wrap=True, parse_math=False)
    axes.set_xticks([day for day, _ in plan.ticks], [drawable(words) for _, words in plan.ticks], parse_math=False)
    axes.annotate(
        drawable(plan.newest), (plan.days[-1], plan.values[-1]), xytext=(0, 8), textcoords="offset points", ha="center",
        va="bottom", fontsize=SMALL, color=INK, weight="bold", parse_math=False,
    )  # fmt: skip


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
    os.nice(LATER)
    use("agg")
    serve(sys.stdin.buffer, sys.stdout.buffer)
