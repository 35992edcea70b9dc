"""What an admin looks at: how the organisation is set up, which proposals wait, who could not be reached."""

from __future__ import annotations

from handlers import preferences
from handlers.conversation import Look
from handlers.facts import more, name_of, title
from handlers.missing import missed
from handlers.ui import Block, Button, Buttons, Heading, Note, Para
from handlers.words import Amount, Channel, Day, Hour, Listed, Text, Typed, Value, Weekday, Words, say, say_n
from initiatives.calendar import local_day
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation, ReviewRule, Spot

LISTED = 5


def _channel(spot: Spot | None) -> Words:
    if spot is None:
        return say("No channel yet: nothing is posted")
    return say("{channel}", channel=Channel(spot.channel))


def _rate(organisation: Organisation) -> Words:
    if organisation.hour_rate is None:
        return say("not said yet: no money is shown")
    return say("{cost}", cost=Amount(organisation.hour_rate, organisation.currency))


def usual(see: Look) -> tuple[tuple[Text, Text], ...]:
    organisation = see.organisation
    when: dict[str, Value] = {"day": Weekday(organisation.check_in_day), "hour": Hour(organisation.check_in_hour)}
    spot = organisation.stories
    return (
        (say("Check-ins"), say("{day} at {hour}, where each person is", **when)),
        (say("Language"), next(o.label for o in preferences.LANGUAGES if o.value == organisation.language)),
        (say("Time zone"), Typed(organisation.zone)),
        (say("Currency"), Typed(organisation.currency)),
        (say("An hour of work"), _rate(organisation)),
        (say("Stories and digest"), _channel(spot)),
    )


async def reviewers(see: Look) -> tuple[tuple[Text, Text], ...]:
    rules = [(_whose(rule), await names_of(see, rule.people)) for rule in see.organisation.reviewers]
    if not any(rule.kind == "everybody" for rule in see.organisation.reviewers):
        admins = tuple(admin.id for admin in await see.store.admins(see.org))
        rules.append((say("All other proposals"), await names_of(see, admins)))
    return tuple(rules)


def _whose(rule: ReviewRule) -> Words:
    match rule.kind:
        case "team":
            return say("Team {team}", team=Typed(rule.name))
        case "function":
            label = next((o.label for o in preferences.FUNCTIONS if o.value == rule.name), Typed(rule.name))
            return say("Function {function}", function=label)
        case "everybody":
            return say("All other proposals")


async def names_of(see: Look, people: tuple[str, ...]) -> Words:
    names = Listed(tuple([Typed((await name_of(see, person)).text) for person in people]))
    return say("{names}", names=names) if people else say("nobody yet")


async def unanswered(see: Look) -> tuple[Block, ...]:
    """Proposals that wait, longest first."""
    waiting = sorted(await see.store.in_stage(see.org, Stage.PROPOSED), key=lambda one: one.created_at)
    if not waiting:
        return (Note(say("No proposal waits for an answer.")),)
    n = len(waiting)
    heading = Heading(say_n("{n} proposal waits for an answer", "{n} proposals wait for an answer", n))
    left = (Note(more(n - LISTED)),) if n > LISTED else ()
    return (heading, *[Para(await _waits(see, one)) for one in waiting[:LISTED]], *left)


async def _waits(see: Look, initiative: Initiative) -> Words:
    since = Day(local_day(initiative.created_at, see.reader.zone))
    if not initiative.reviewers:
        return say("{title}, since {day}: nobody answers it yet", title=title(initiative), day=since)
    names = await names_of(see, initiative.reviewers)
    return say("{title}, since {day}: with {names}", title=title(initiative), day=since, names=names)


async def unreached(see: Look) -> tuple[Block, ...]:
    """How many people were not reached, the first of them by name, and the way to the list."""
    found = await missed(see.store, see.org)
    if not found:
        return ()
    names = Listed(tuple(Typed(one.name) for one in found[:LISTED]))
    n = len(found)
    line = say_n("{n} person could not be reached: {names}", "{n} people could not be reached: {names}", n, names=names)
    left = (Note(more(n - LISTED)),) if n > LISTED else ()
    return (Para(line), *left, Buttons((Button(say("See why"), "unreached.show"),)))
