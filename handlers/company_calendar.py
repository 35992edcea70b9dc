"""The calendar of a whole organisation: what holds for everybody who chose nothing else, asked and kept."""

from __future__ import annotations

from dataclasses import replace

from handlers import calendar_questions
from handlers.answers import Answers
from handlers.asking import replanned
from handlers.calendar_questions import MOST_A_WEEK
from handlers.conversation import Card, Look, Reply, Tell, Turn
from handlers.ui import Args, Form, Number
from handlers.words import Text, Typed, Words, say, say_n
from initiatives.calendar import calendar_of, is_quiet
from initiatives.people import Cadence, Organisation
from initiatives.rules import Rule, RuleBroken

MOST_FRESH, MOST_PATIENCE, MOST_SILENT = 6, 5, 12


async def form(_look: Look, organisation: Organisation, _about: Args) -> Form:
    """Filled with what is set."""
    place = calendar_questions.written(organisation.country, organisation.region)
    return Form(
        title=say("Calendar"),
        submit=say("Save it"),
        intro=say("It holds for everybody who chose nothing else."),
        questions=(
            calendar_questions.working_days(
                organisation.working_days, say("Nothing comes by itself on other days."), required=True
            ),
            calendar_questions.place(place, say("Like FR or DE-BY. Left empty: no public holidays.")),
            *_quiet(organisation),
            calendar_questions.how_often(organisation.cadence.value),
            calendar_questions.whole(
                "most_messages",
                say("Messages a week nobody asked for, at most"),
                say("To one person, all together: check-ins, reminders and the rest."),
                (1, MOST_A_WEEK),
                str(organisation.most_messages),
                required=True,
            ),
            calendar_questions.whole(
                "fresh_days",
                say("Days for which a number is new"),
                say("As long as it is, nobody is asked for it again. 0: always ask."),
                (0, MOST_FRESH),
                str(organisation.fresh_days),
                required=True,
            ),
            calendar_questions.whole(
                "remind_after",
                say("Working days until the reminder"),
                say("One reminder of each check-in. 0: none."),
                (0, MOST_PATIENCE),
                str(organisation.remind_after),
                required=True,
            ),
            calendar_questions.whole(
                "silent_weeks",
                say("Silent weeks until the sponsor is asked"),
                say("Weeks asked without an answer. 0: the sponsor is not asked."),
                (0, MOST_SILENT),
                str(organisation.silent_weeks),
                required=True,
            ),
        ),
    )


def _quiet(organisation: Organisation) -> tuple[Number, ...]:
    begin, end = str(organisation.quiet_from), str(organisation.quiet_to)
    first = say("Nothing comes by itself from this hour on.")
    hint = say("The same hour twice: no quiet hours.")
    return (
        calendar_questions.quiet_hour("quiet_from", say("Quiet from (0 to 23)"), first, begin, required=True),
        calendar_questions.quiet_hour("quiet_to", say("Quiet until (0 to 23)"), hint, end, required=True),
    )


async def finish(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    changed = _with(organisation, answers)
    check_usual_hour(changed, "quiet_from", Rule.QUIET_AT_CHECK_IN)
    await keep(turn, organisation, changed)
    return Tell(Card("admin.overview", {"saved": "yes"}))


def _with(organisation: Organisation, answers: Answers) -> Organisation:
    chosen = calendar_questions.chosen(answers)
    if not chosen.working_days:
        raise RuleBroken("working_days", Rule.NO_WORKING_DAY)
    return replace(
        organisation,
        working_days=chosen.working_days,
        country=chosen.country,
        region=chosen.region,
        quiet_from=int(answers.number("quiet_from")),
        quiet_to=int(answers.number("quiet_to")),
        cadence=chosen.cadence or Cadence.WEEKLY,
        most_messages=int(answers.number("most_messages")),
        fresh_days=int(answers.number("fresh_days")),
        remind_after=int(answers.number("remind_after")),
        silent_weeks=int(answers.number("silent_weeks")),
    )


def check_usual_hour(organisation: Organisation, field: str, rule: Rule) -> None:
    """Raises RuleBroken on that field when the usual check-in hour lies in the usual quiet hours."""
    begin, end, hour = organisation.quiet_from, organisation.quiet_to, organisation.check_in_hour
    if is_quiet(hour, (begin, end)):
        raise RuleBroken(field, rule, hour=str(hour), begin=str(begin), end=str(end))


async def keep(turn: Turn, before: Organisation, after: Organisation) -> None:
    """Stores the organisation; whoever's weeks it plans otherwise now is planned anew."""
    await turn.store.change_organisation(after)
    for person in await turn.store.people(turn.org):
        if person.nudge_at is not None and calendar_of(person, before) != calendar_of(person, after):
            await turn.store.keep_person(await replanned(turn.store, after, person, turn.now))


def pairs(organisation: Organisation) -> tuple[tuple[Text, Text], ...]:
    """What is set, as label and value."""
    return (
        (say("Working days"), calendar_questions.days(organisation.working_days)),
        (say("Public holidays"), calendar_questions.holidays_of(organisation.country, organisation.region)),
        (say("Quiet hours"), calendar_questions.hours((organisation.quiet_from, organisation.quiet_to))),
        (say("How often"), calendar_questions.cadence(organisation.cadence)),
        (say("Messages a week"), Typed(str(organisation.most_messages))),
        (say("A number is new for"), _days(organisation.fresh_days)),
        (say("Reminder after"), _working_days(organisation.remind_after)),
        (say("Sponsor asked after"), _silent_weeks(organisation.silent_weeks)),
    )


def _days(n: int) -> Words:
    return say_n("{n} day", "{n} days", n)


def _working_days(n: int) -> Words:
    return say_n("{n} working day", "{n} working days", n) if n else say("never")


def _silent_weeks(n: int) -> Words:
    return say_n("{n} week without an answer", "{n} weeks without an answer", n) if n else say("never")
