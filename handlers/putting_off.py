"""Putting a check-in off: the three ways to do it, when it comes back, and what its message says about that."""

from __future__ import annotations

from dataclasses import replace

from handlers.absences import periods_in
from handlers.conversation import Seeing, Turn
from handlers.facts import period
from handlers.ui import Block, Button, Note
from handlers.words import Moment, Words, say
from initiatives.absence import ahead
from initiatives.calendar import local_day
from initiatives.people import Person
from initiatives.snoozing import Snooze, in_its_week, snoozed_to
from storage.weeks import Nudge, NudgeState


def put_off(turn: Turn, person: Person, nudge: Nudge, until: str) -> Nudge:
    """Its one reminder comes then; where it has been sent, nothing comes any more. A week that is over has no later."""
    snooze = Snooze(until) if until in set(Snooze) else Snooze.TODAY
    moment = None if nudge.reminder else snoozed_to(person, turn.organisation, snooze, turn.now)
    return replace(nudge, state=NudgeState.LATER, remind_at=in_its_week(person, moment, nudge.week))


def later_buttons(week: str) -> list[Button]:
    """Until when it may be put off."""
    return [
        Button(say("Later today"), "check_in.later", _until(week, Snooze.TODAY)),
        Button(say("Tomorrow"), "check_in.later", _until(week, Snooze.TOMORROW)),
        Button(say("Next week"), "check_in.later", _until(week, Snooze.NEXT_WEEK)),
    ]


def _until(week: str, snooze: Snooze) -> dict[str, str]:
    return {"week": week, "until": snooze.value}


def comes_back(nudge: Nudge) -> Words:
    """When a check-in that was put off is reminded of."""
    if nudge.reminder:
        return say("It waits here. Write the number whenever you have it.")
    if nudge.remind_at is None:
        return say("It waits here, without a reminder; next week’s check-in asks again.")
    return say("It waits here. You are reminded once, {when}.", when=Moment(nudge.remind_at))


def while_away(see: Seeing, nudge: Nudge) -> list[Block]:
    """That its owner is away in its week, if so."""
    if see.person is None:
        return []
    today = local_day(see.now, see.person.zone)
    away = [one for one in ahead(see.person, today) if one in periods_in(see.person, nudge.week)]
    return [Note(say("You are away: {days}. Nobody reminds you then.", days=period(away[0])))] if away else []
