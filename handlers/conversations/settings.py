"""`settings`: a person's zone, language, team, and when they are asked for their check-ins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers import preferences
from handlers.answers import Answers
from handlers.asking import replanned
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Card,
    Conversation,
    Flow,
    Look,
    Reply,
    Seeing,
    Tell,
    Turn,
    card,
)
from handlers.facts import period
from handlers.overview import how_asked
from handlers.replies import instead
from handlers.reviewing import handed_over
from handlers.subjects import ONESELF
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Check,
    Choices,
    DayPick,
    Fields,
    Form,
    Heading,
    Message,
    Note,
    Option,
    Para,
    ShortText,
    YesNo,
)
from handlers.words import Hour, Listed, Moment, Text, Typed, Weekday, Words, say
from initiatives.absence import ahead, away_until
from initiatives.calendar import calendar_of, check_hour, local_day, monday_of
from initiatives.initiative import Stage
from initiatives.people import Function, Person
from initiatives.rules import Rule
from initiatives.week_plan import next_question

AS_EVERYBODY = "as_everybody"
SHOWN = Card("settings.shown")


async def form(look: Look, person: Person, _about: Args) -> Form:
    """The questions, filled with what is set."""
    organisation = look.organisation
    usual_day = say("As everybody here ({day})", day=Weekday(organisation.check_in_day))
    chosen_day = AS_EVERYBODY if person.nudge_day is None else preferences.DAYS[person.nudge_day]
    usual_hour = say("A full hour. Left empty: as everybody here, {hour}.", hour=Hour(organisation.check_in_hour))
    chosen_hour = "" if person.nudge_hour is None else str(person.nudge_hour)
    today = local_day(look.now, person.zone)
    return Form(
        title=say("Your settings"),
        submit=say("Save them"),
        questions=(
            preferences.zone(person.zone),
            preferences.language(person.language),
            preferences.day(say("Check-in day"), chosen_day, (Option(AS_EVERYBODY, usual_day),)),
            preferences.hour(say("Check-in hour (0 to 23)"), usual_hour, chosen_hour, required=False),
            YesNo(name="nudges", label=say("Ask me for my check-ins every week?"), default=_yes_or_no(person.nudges)),
            DayPick(
                name="snooze",
                label=say("Pause the check-ins until"),
                hint=say("For example the day you are back. Left empty: no pause."),
                required=False,
                default=_still(person.snoozed_until, today),
                check=_within_a_year(today),
            ),
            ShortText(name="team", label=say("Your team"), required=False, default=person.team, most=60),
            Choices(
                name="functions",
                label=say("What your work belongs to"),
                hint=say("It helps find who answers your proposals."),
                options=preferences.FUNCTIONS,
                required=False,
                default=",".join(person.functions),
            ),
            YesNo(
                name="one_by_one",
                label=say("Ask me question by question, instead of with forms?"),
                default=_yes_or_no(person.one_by_one),
            ),
            YesNo(
                name="by_mail",
                label=say("Write me an e-mail when no chat reaches me?"),
                hint=say("To the address of your account here, if your organisation has set up e-mail."),
                default=_yes_or_no(person.by_mail),
            ),
        ),
    )


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def _still(until: date | None, today: date) -> str:
    return until.isoformat() if until is not None and until > today else ""


def _within_a_year(today: date) -> Check:
    def check(value: object) -> Words | None:
        if not isinstance(value, date):
            return None
        if value < today:
            return say("That day is over. Pick a later one.")
        if value > today + timedelta(days=366):
            return say("Pick a day within a year. To be asked no more, answer no to the question above.")
        return None

    return check


async def finish(turn: Turn, person: Person, answers: Answers, _about: Args) -> Reply:
    wanted = _with(person, answers)
    if wanted.nudge_hour is not None:
        check_hour(wanted, turn.organisation, "hour", Rule.HOUR_IS_QUIET)
    changed = await _replanned_if_moved(turn, person, wanted)
    await turn.store.keep_person(changed)
    return Tell(Card("settings.saved"), also=await _proposals_follow(turn, person, changed))


def _with(person: Person, answers: Answers) -> Person:
    """The person as the answers say. Zone and language stop following the platform's profile once they differ from it."""
    zone, language = preferences.zone_meant(answers.text("zone")), answers.text("language")
    hour = answers.maybe_number("hour")
    day = answers.text("day")
    return replace(
        person,
        zone=zone,
        own_zone=person.own_zone or zone != person.zone,
        language=language,
        own_language=person.own_language or language != person.language,
        nudge_day=None if day == AS_EVERYBODY else preferences.DAYS.index(day),
        nudge_hour=None if hour is None else int(hour),
        nudges=answers.yes("nudges"),
        snoozed_until=answers.day("snooze"),
        one_by_one=answers.yes("one_by_one"),
        by_mail=answers.yes("by_mail"),
        team=answers.text("team"),
        functions=tuple(Function(name) for name in answers.several("functions")),
    )


async def _replanned_if_moved(turn: Turn, before: Person, after: Person) -> Person:
    """With the next check-in worked out anew, if anything it depends on is different."""
    if calendar_of(before, turn.organisation) == calendar_of(after, turn.organisation):
        return after
    return await replanned(turn.store, turn.organisation, after, turn.now)


async def _proposals_follow(turn: Turn, before: Person, after: Person) -> Also:
    """Who answers somebody's proposals may depend on their functions, and which of others they look at."""
    if set(before.functions) == set(after.functions):
        return ()
    waiting = await turn.store.in_stage(turn.org, Stage.PROPOSED)
    return await handed_over(turn.store, turn.organisation, turn.where.workspace, waiting)


async def show(_turn: Turn, _person: Person, _about: Args) -> Reply:
    return Tell(SHOWN)


async def pause(turn: Turn, person: Person, _about: Args) -> Reply:
    """The next check-in is left out: a week's pause, whatever day it is pressed on."""
    planned = next_question(person, turn.organisation, turn.now)
    until = monday_of(local_day(planned, person.zone)) + timedelta(weeks=1)
    return await _keep(turn, person, replace(person, snoozed_until=until))


async def wake(turn: Turn, person: Person, _about: Args) -> Reply:
    return await _keep(turn, person, replace(person, snoozed_until=None))


async def opt_out(turn: Turn, person: Person, _about: Args) -> Reply:
    return await _keep(turn, person, replace(person, nudges=False))


async def opt_in(turn: Turn, person: Person, _about: Args) -> Reply:
    return await _keep(turn, person, replace(person, nudges=True))


async def _keep(turn: Turn, before: Person, after: Person) -> Reply:
    await turn.store.keep_person(await _replanned_if_moved(turn, before, after))
    return await instead(turn, SHOWN, home_shows_it=True)


@card("settings.shown")
async def shown(see: Seeing, _about: Args) -> Message:
    """What is set, with a button for what is changed most."""
    assert see.person is not None  # noqa: S101 told to a person only
    return Message(
        say("Your settings"),
        (Heading(say("Your settings")), *_what_is_set(see, see.person), *_days_off(see, see.person)),
    )


@card("settings.saved")
async def saved(see: Seeing, _about: Args) -> Message:
    assert see.person is not None  # noqa: S101 told to a person only
    text = say("Your settings are saved.")
    return Message(text, (Para(text), *_what_is_set(see, see.person)))


def _what_is_set(see: Seeing, person: Person) -> tuple[Para | Fields | Note | Buttons, ...]:
    planned = Moment(next_question(person, see.organisation, see.now))
    next_one = (Note(say("Next check-in: {when}.", when=planned)),) if person.nudge_at and person.nudges else ()
    return (Para(how_asked(see, person)), *next_one, Fields(_pairs(person)), Buttons(_buttons(see, person)))


def _days_off(see: Seeing, person: Person) -> tuple[Block, ...]:
    """When somebody is away, and the way to the rest of their calendar."""
    today = local_day(see.now, person.zone)
    periods = ahead(person, today)
    listed = Listed(tuple(period(one) for one in periods))
    noted = (Para(say("Time off: {periods}", periods=listed)),) if periods else ()
    back = (Button(say("I am back"), "away.here"),) if away_until(person, today) is not None else ()
    add = Button(say("Add time off"), "away.off")
    return (*noted, Buttons((*back, add, Button(say("My calendar"), "calendar.show"))))


def _pairs(person: Person) -> tuple[tuple[Text, Text], ...]:
    names = {option.value: option.label for option in preferences.FUNCTIONS}
    pairs: list[tuple[Text, Text]] = [
        (say("Language"), next(o.label for o in preferences.LANGUAGES if o.value == person.language)),
        (say("Time zone"), Typed(person.zone)),
    ]
    if person.one_by_one:
        pairs.append((say("Questions"), say("One by one")))
    if person.by_mail:
        pairs.append((say("E-mail"), say("When no chat reaches me")))
    if person.team:
        pairs.append((say("Team"), Typed(person.team)))
    if person.functions:
        listed = Listed(tuple(names[function] for function in person.functions))
        pairs.append((say("Work"), say("{functions}", functions=listed)))
    return tuple(pairs)


def _buttons(see: Seeing, person: Person) -> tuple[Button, ...]:
    change = Button(say("Change my settings"), "settings.settings", style="primary")
    ledger = Button(say("Your check-ins"), "ledger.show")
    if not person.nudges:
        return change, Button(say("Ask me again every week"), "settings.opt_in"), ledger
    until = person.snoozed_until
    if until is not None and until > local_day(see.now, person.zone):
        on = Button(say("End the pause"), "settings.wake")
    else:
        on = Button(say("Pause for a week"), "settings.pause")
    return change, on, Button(say("Do not ask me any more"), "settings.opt_out"), ledger


CONVERSATION = Conversation(
    name="settings",
    help=say("Choose your language, and when you are asked"),
    start="show",
    words=("réglages", "paramètres", "snooze"),
    flows=(Flow("settings", ONESELF, EVERYBODY, form, finish),),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("pause", ONESELF, EVERYBODY, pause),
        Action("wake", ONESELF, EVERYBODY, wake),
        Action("opt_out", ONESELF, EVERYBODY, opt_out),
        Action("opt_in", ONESELF, EVERYBODY, opt_in),
    ),
    cards=(shown, saved),
)
