"""`admin`: what holds for the whole organisation: language, hours, the channel, and who answers proposals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from babel.numbers import is_currency

from handlers import administration, company_calendar, preferences
from handlers.answers import Answers
from handlers.conversation import (
    Action,
    Card,
    Conversation,
    Flow,
    Look,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import title
from handlers.overview import set_up_hint
from handlers.reviewing import handed_over
from handlers.seen_by import admins
from handlers.subjects import NOTHING
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    ChannelPick,
    Choice,
    Fields,
    Form,
    Heading,
    Input,
    Message,
    Number,
    OnlyIf,
    Option,
    Para,
    PeoplePick,
    ShortText,
)
from handlers.words import Bold, Hour, Typed, Value, Weekday, Words, say
from initiatives.calendar import next_digest
from initiatives.initiative import Stage
from initiatives.people import Organisation, ReviewRule, Spot
from initiatives.rules import Rule, RuleBroken

ADMINS = only(Role.ADMIN)
EVERYBODY_ELSE = "everybody"
KINDS = (
    Option("team", say("Proposals of one team")),
    Option("function", say("Proposals of one function")),
    Option(EVERYBODY_ELSE, say("All other proposals")),
)


def _usual(organisation: Organisation) -> tuple[Input, ...]:
    """What holds for everybody who chose nothing else."""
    hint = say("A full hour, for example 9. The digest goes out one hour later.")
    return (
        preferences.language(organisation.language),
        preferences.zone(organisation.zone),
        preferences.day(say("Check-in day"), preferences.DAYS[organisation.check_in_day]),
        preferences.hour(say("Check-in hour (0 to 23)"), hint, str(organisation.check_in_hour), required=True),
        ShortText(
            name="currency",
            label=say("Currency"),
            hint=say("Three letters, for example EUR or USD."),
            default=organisation.currency,
            most=3,
            check=_is_currency,
        ),
    )


def _is_currency(value: object) -> Words | None:
    return None if is_currency(str(value).upper()) else say("Write three letters, for example EUR or USD.")


def _channel(organisation: Organisation) -> ChannelPick:
    return ChannelPick(
        name="channel",
        label=say("Channel for stories and the weekly digest"),
        hint=say("Invite Quickwin to it first. Left empty: nothing is posted."),
        required=False,
        default=organisation.stories.channel if organisation.stories else "",
    )


async def set_up_form(_look: Look, organisation: Organisation, _about: Args) -> Form:
    """Everything once, filled with what is set."""
    people = next((rule.people for rule in organisation.reviewers if rule.kind == "everybody"), ())
    return Form(
        title=say("Set up Quickwin"),
        submit=say("Save the set-up"),
        intro=say("A few short answers, and it runs. Everything can be changed later."),
        questions=(
            *_usual(organisation),
            _channel(organisation),
            PeoplePick(
                name="people",
                label=say("Who answers proposals?"),
                hint=say("Teams and functions can have others later. Left empty: the admins."),
                required=False,
                default=",".join(people),
            ),
        ),
    )


async def set_up(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    """Stores it all at once; what waits reaches those who answer it now."""
    rule = ReviewRule("everybody", "", answers.several("people"))
    usual = _with_usual(turn, replace(organisation, set_up=True), answers)
    changed = _with_channel(turn, usual, answers).with_reviewers(rule)
    company_calendar.check_usual_hour(changed, "hour", Rule.HOUR_IS_QUIET)
    await company_calendar.keep(turn, organisation, changed)
    also = await handed_over(
        turn.store, changed, turn.where.workspace, await turn.store.in_stage(turn.org, Stage.PROPOSED)
    )
    return Tell(Card("admin.set_up"), also=also)


def _with_usual(turn: Turn, organisation: Organisation, answers: Answers) -> Organisation:
    changed = replace(
        organisation,
        language=answers.text("language"),
        zone=preferences.zone_meant(answers.text("zone")),
        check_in_day=preferences.DAYS.index(answers.text("day")),
        check_in_hour=int(answers.number("hour")),
        currency=answers.text("currency").upper(),
    )
    if changed.currency != organisation.currency:
        changed = replace(changed, hour_rate=None)  # a rate is none in another currency
    return replace(changed, digest_at=next_digest(changed, turn.now)) if changed.set_up else changed


def _with_channel(turn: Turn, organisation: Organisation, answers: Answers) -> Organisation:
    channel = answers.text("channel")
    return replace(organisation, stories=Spot(turn.where.workspace, channel) if channel else None)


async def defaults_form(_look: Look, organisation: Organisation, _about: Args) -> Form:
    return Form(say("Usual settings"), say("Save them"), _usual(organisation))


async def defaults(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    changed = _with_usual(turn, organisation, answers)
    company_calendar.check_usual_hour(changed, "hour", Rule.HOUR_IS_QUIET)
    await company_calendar.keep(turn, organisation, changed)
    return Tell(Card("admin.overview", {"saved": "yes"}))


async def rate_form(_look: Look, organisation: Organisation, _about: Args) -> Form:
    known = organisation.hour_rate
    cost = Number(
        name="rate", label=say("What does an hour of work cost?"), hint=say("All costs, on average. Left empty: no money is shown."),
        low=Decimal(0), high=Decimal(100_000), unit=Typed(organisation.currency), word=organisation.currency, required=False,
        default="" if known is None else preferences.typed_number(known),
    )  # fmt: skip
    return Form(say("What an hour costs"), say("Save it"), (cost,))


async def rate(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    """By it freed hours are put into money; nobody's own pay is known or shown."""
    await turn.store.change_organisation(replace(organisation, hour_rate=answers.maybe_number("rate") or None))
    return Tell(Card("admin.overview", {"saved": "yes"}))


async def channel_form(_look: Look, organisation: Organisation, _about: Args) -> Form:
    return Form(say("The channel"), say("Save the channel"), (_channel(organisation),))


async def channel(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    await turn.store.change_organisation(_with_channel(turn, organisation, answers))
    return Tell(Card("admin.overview", {"saved": "yes"}))


REVIEWERS = Form(
    title=say("Who answers"),
    submit=say("Save it"),
    intro=say("For a team first, then for a function, then for everybody else. With nobody set, the admins answer."),
    questions=(
        Choice(name="kind", label=say("Which proposals?"), options=KINDS),
        ShortText(
            name="team",
            label=say("The team’s name"),
            hint=say("As people write it in their settings."),
            most=60,
            only_if=OnlyIf("kind", ("team",)),
        ),
        Choice(
            name="function",
            label=say("The function"),
            options=preferences.FUNCTIONS,
            only_if=OnlyIf("kind", ("function",)),
        ),
        PeoplePick(
            name="people",
            label=say("Who answers them?"),
            hint=say("They act from now on. Left empty: nobody is set for these any more."),
            required=False,
        ),
    ),
)


async def reviewers(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    """The rule takes effect at once, also for proposals that wait already."""
    rule = _rule(answers)
    changed = organisation.with_reviewers(rule)
    if not rule.people and changed == organisation:
        raise RuleBroken("people", Rule.EMPTY)
    await turn.store.change_organisation(changed)
    also = await handed_over(
        turn.store, changed, turn.where.workspace, await turn.store.in_stage(turn.org, Stage.PROPOSED)
    )
    return Tell(Card("admin.overview", {"saved": "yes"}), also=also)


def _rule(answers: Answers) -> ReviewRule:
    kinds: dict[str, Literal["team", "function", "everybody"]] = {
        "team": "team", "function": "function", EVERYBODY_ELSE: "everybody",
    }  # fmt: skip
    kind = kinds[answers.text("kind")]
    return ReviewRule(kind, answers.text(kind), answers.several("people"))


async def show(_turn: Turn, _organisation: Organisation, _about: Args) -> Reply:
    return Tell(Card("admin.overview"))


@card("admin.overview", seen_by=admins)
async def overview(see: Seeing, about: Args) -> Message:
    """How it is set up, and what needs an admin's eye."""
    saved = (Para(say("Saved. It holds from now on.")),) if about.get("saved") else ()
    blocks: tuple[Block, ...] = (
        *saved,
        *set_up_hint(see),
        Heading(say("How Quickwin is set up")),
        Fields(administration.usual(see)),
        Heading(say("The calendar of everybody")),
        Fields(company_calendar.pairs(see.organisation)),
        Heading(say("Who answers proposals")),
        Fields(await administration.reviewers(see)),
        *await administration.unanswered(see),
        *await administration.unreached(see),
        Buttons(
            (
                Button(say("Change who answers"), "admin.reviewers"),
                Button(say("Change the channel"), "admin.channel"),
                Button(say("Change day, hour and language"), "admin.defaults"),
                Button(say("Change the calendar"), "admin.calendar"),
                Button(say("Connect another workspace"), "connect.code"),
            )
        ),
        Buttons(
            (
                Button(say("Who is asked next week"), "upcoming.show"),
                Button(say("Everybody’s check-ins"), "ledger.everybody"),
                Button(say("What came of it"), "value.show"),
                Button(say("Say what an hour costs"), "admin.rate"),
                Button(say("The answer promise"), "promise.show"),
            )
        ),
    )
    return Message(say("How Quickwin is set up, and what waits"), blocks)


@card("admin.set_up", seen_by=admins)
async def set_up_card(see: Seeing, _about: Args) -> Message:
    """The set-up is done: what happens from now on."""
    text = say("{name} is set up.", name=Bold(see.organisation.name))
    when: dict[str, Value] = {
        "day": Weekday(see.organisation.check_in_day),
        "hour": Hour(see.organisation.check_in_hour),
    }
    asked = say("Owners are asked on {day} at {hour}, wherever they are.", **when)
    buttons = (
        Button(say("Set who answers for a team"), "admin.reviewers"),
        Button(say("See the whole set-up"), "admin.show"),
        Button(say("Propose an initiative"), "propose.begin"),
    )
    return Message(text, (Para(text), Para(asked), Buttons(buttons)))


@card("admin.handed_over")
async def handed_over_card(see: Seeing, about: Args) -> Message:
    """What a former reviewer's card shows: who has the proposal now."""
    initiative = await see.store.initiative(see.org, about["initiative"])
    if initiative is None:
        text = say("This proposal is not there any more.")
        return Message(text, (Para(text),))
    names = await administration.names_of(see, initiative.reviewers)
    text = say("{title} is answered by {names} now.", title=title(initiative), names=names)
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="admin",
    help=say("Set up who answers proposals, the channel and the hours"),
    start="show",
    words=("administration", "setup"),
    flows=(
        Flow("set_up", NOTHING, ADMINS, set_up_form, set_up),
        Flow("defaults", NOTHING, ADMINS, defaults_form, defaults),
        Flow("calendar", NOTHING, ADMINS, company_calendar.form, company_calendar.finish),
        Flow("rate", NOTHING, ADMINS, rate_form, rate),
        Flow("channel", NOTHING, ADMINS, channel_form, channel),
        Flow("reviewers", NOTHING, ADMINS, REVIEWERS, reviewers),
    ),
    actions=(Action("show", NOTHING, ADMINS, show),),
    cards=(overview, set_up_card, handed_over_card),
)
