"""What is said when a proposal becomes a trial: from when, for how long, and what its owner does next."""

from __future__ import annotations

from handlers.facts import from_to
from handlers.ui import Block, Button, Buttons, Fields, Note, Para
from handlers.words import Amount, Day, Typed, say, say_n
from initiatives.initiative import Initiative


def for_owner(initiative: Initiative) -> list[Block]:
    """What its owner does next: measure the number as it is, or wait to be asked for it."""
    if not initiative.needs_baseline:
        return [Note(say("You own it. Once a week you are asked for the number, and it takes seconds."))]
    ask = say(
        "You own it. Before it starts: what is {kpi} today? A trial counts from a first number.",
        kpi=Typed(initiative.leading.name),
    )
    about = {"initiative": initiative.id}
    return [Para(ask), Buttons((Button(say("Give the first number"), "check_in.answer", about, "primary"),))]


def schedule(initiative: Initiative) -> list[Block]:
    """Its weeks, its number and what it costs to set up."""
    trial = initiative.trial
    if trial is None:
        return []
    weeks = say_n("{n} week from {start}", "{n} weeks from {start}", trial.weeks, start=Day(trial.start))
    pairs = [(say("Trial"), weeks), (say("The number"), from_to(initiative.leading))]
    effort = initiative.effort_estimated
    if effort is not None and effort.cost is not None:
        pairs.append((say("Set-up cost"), say("{cost}", cost=Amount(effort.cost, effort.currency))))
    return [Fields(tuple(pairs))]
