"""`campaigns`: themes with their own days, questions, reviewers and channel, made by admins for everybody to propose for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers import campaign_days
from handlers.administration import names_of
from handlers.answers import Answers
from handlers.campaigning import CHOICE, open_now
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Ask,
    Card,
    Change,
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
from handlers.facts import stage
from handlers.replies import instead
from handlers.reviewing import handed_over
from handlers.subjects import CAMPAIGN, NOTHING, ONESELF
from handlers.turning import leaf, page_of
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    ChannelPick,
    DayPick,
    Fields,
    Form,
    Heading,
    LongText,
    Message,
    Note,
    Para,
    PeoplePick,
    Quote,
    ShortText,
)
from handlers.words import Bold, Channel, Day, Text, Typed, Words, say, say_n
from initiatives.calendar import local_day
from initiatives.campaigns import Campaign, as_typed, by_stage, ended, extras_in, planned
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person, Spot

ADMINS = only(Role.ADMIN)
WEEKS = timedelta(weeks=4)
"""How long a campaign is proposed to take."""


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    kept = {name: about[name] for name in ("page",) if name in about}
    return await instead(turn, Card("campaigns.overview", kept))


async def one(turn: Turn, campaign: Campaign, _about: Args) -> Reply:
    return await instead(turn, Card("campaigns.one", {"campaign": campaign.id}))


async def propose(turn: Turn, campaign: Campaign, _about: Args) -> Reply:
    """The usual form with this campaign chosen; one that is over says so."""
    if not campaign.is_open(_today(turn)):
        return Tell(Card("campaigns.one", {"campaign": campaign.id}))
    return Ask("propose.propose", {}, {CHOICE: campaign.id})


async def make_form(look: Look, organisation: Organisation, _about: Args) -> Form:
    today = _today(look)
    made = Campaign("", organisation.id, "", today, today + WEEKS, "", spot=organisation.stories)
    return _form(say("A campaign"), say("Plan the campaign"), made)


async def change_form(_look: Look, campaign: Campaign, _about: Args) -> Form:
    return _form(say("A campaign"), say("Keep the changes"), campaign)


def _form(title: Words, submit: Words, known: Campaign) -> Form:
    questions = (
        ShortText(name="theme", label=say("What is it about?"), default=known.theme, most=60),
        LongText(
            name="why", label=say("What do you hope for?"), hint=say("Two sentences for everybody to read."),
            required=False, default=known.why, most=600,
        ),
        DayPick(name="first", label=say("First day"), default=known.first.isoformat()),
        DayPick(name="last", label=say("Last day"), default=known.last.isoformat()),
        LongText(
            name="extras", label=say("Questions of its own, one a line"),
            hint=say("At most 5. Choices stand after a colon: Which site: Lyon, Paris"),
            required=False, default=as_typed(known.extras), most=1500,
        ),
        PeoplePick(
            name="reviewers", label=say("Who answers its proposals?"), hint=say("Left empty: whoever answers others."),
            apart=True, required=False, default=",".join(known.reviewers),
        ),
        ChannelPick(
            name="channel", label=say("Channel where it is announced"), hint=say("Left empty: nothing is posted."),
            required=False, default=known.spot.channel if known.spot is not None else "",
        ),
    )  # fmt: skip
    return Form(title, submit, questions)


async def make(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    """It is announced by the job, on its first day."""
    today = _today(turn)
    made = Campaign(turn.new_id(), organisation.id, "", today, today, turn.person.id)
    kept = planned(_answered(turn, made, answers), organisation, today, announced=False)
    await turn.store.keep_campaign(kept)
    return Tell(Card("campaigns.one", {"campaign": kept.id}))


async def change(turn: Turn, campaign: Campaign, answers: Answers, _about: Args) -> Reply:
    """What waits goes to whoever answers it now; what was posted is drawn anew."""
    today, changed = _today(turn), replace(_answered(turn, campaign, answers), ended=False)
    announced = campaign.stands and campaign.begin_at is None and changed.first <= today
    kept = planned(changed, turn.organisation, today, announced=announced)
    await turn.store.keep_campaign(kept)
    also = await handed_over(turn.store, turn.organisation, turn.where.workspace, await _proposals(turn, kept))
    return Tell(Card("campaigns.one", {"campaign": kept.id}), also=(*also, *await _redrawn(turn, kept)))


def _answered(turn: Turn, campaign: Campaign, answers: Answers) -> Campaign:
    channel, spot = answers.text("channel"), campaign.spot
    if spot is None or spot.channel != channel:
        spot = Spot(turn.where.workspace, channel) if channel else None
    return replace(
        campaign,
        theme=" ".join(answers.text("theme").split()),
        why=answers.text("why"),
        first=answers.day("first") or campaign.first,
        last=answers.day("last") or campaign.last,
        extras=extras_in(answers.text("extras")),
        reviewers=answers.several("reviewers"),
        spot=spot,
    )


async def end(turn: Turn, campaign: Campaign, _about: Args) -> Reply:
    kept = ended(campaign, turn.now)
    await turn.store.keep_campaign(kept)
    return await instead(turn, Card("campaigns.one", {"campaign": kept.id}), await _redrawn(turn, kept))


async def _redrawn(turn: Turn, campaign: Campaign) -> Also:
    shown = Card(campaign_days.BEGUN, {"campaign": campaign.id}, subject=campaign.id)
    rows = await turn.store.deliveries_about(turn.org, shown.name, campaign.id)
    return tuple(Change(row.id, shown) for row in rows)


async def _proposals(look: Look, campaign: Campaign) -> list[Initiative]:
    """What was proposed for it."""
    entries = await look.store.entries_of(look.org, campaign.id)
    found = [await look.store.initiative(look.org, entry.id) for entry in entries]
    return [initiative for initiative in found if initiative is not None]


def _today(look: Look) -> date:
    """A campaign's days are those of the organisation."""
    return local_day(look.now, look.organisation.zone)


@card("campaigns.overview")
async def overview(see: Seeing, about: Args) -> Message:
    """What can be proposed for now; admins see what is to come and what is over, too."""
    known = await see.store.campaigns(see.org) if _keeps(see) else await open_now(see)
    known = sorted(known, key=lambda each: (each.stands, each.first, each.id), reverse=True)
    shown, turns = leaf(known, page_of(about), "campaigns.show", {})
    text = say("Campaigns: a theme for some weeks, for everybody") if known else say("No campaign goes on now.")
    blocks: list[Block] = [Heading(say("Campaigns")), Para(text), *(Quote(_line(see, each)) for each in shown)]
    opened = [Button(say("{theme}", theme=Bold(each.theme)), "campaigns.one", {"campaign": each.id}) for each in shown]
    made = [Button(say("Plan a campaign"), "campaigns.make")] if _keeps(see) else []
    buttons = (*opened, *turns, *made)
    return Message(text, (*blocks, Buttons(buttons)) if buttons else tuple(blocks))


def _keeps(see: Seeing) -> bool:
    return see.person is not None and see.person.active and see.person.admin


def _line(see: Look, campaign: Campaign) -> Words:
    theme, days = Bold(campaign.theme), {"first": Day(campaign.first), "last": Day(campaign.last)}
    if _is_over(see, campaign):
        return say("{theme}: over", theme=theme)
    return say("{theme}: {first} to {last}", theme=theme, **days)


def _is_over(see: Look, campaign: Campaign) -> bool:
    return campaign.ended or campaign.last < _today(see)


@card("campaigns.one")
async def one_card(see: Seeing, about: Args) -> Message:
    """Everything about one; its plan and the way to change it for admins alone."""
    campaign = await see.store.campaign(see.org, about["campaign"])
    if campaign is None:
        text = say("This campaign is not there any more.")
        return Message(text, (Para(text),))
    blocks = [*_head(see, campaign), Para(_when(see, campaign))]
    if _keeps(see):
        blocks += [Fields(tuple(await _plan(see, campaign))), *await _came_of_it(see, campaign)]
    buttons = _buttons(see, campaign)
    return Message(_line(see, campaign), (*blocks, Buttons(buttons)))


def _head(see: Look, campaign: Campaign) -> list[Block]:
    return [Heading(Typed(campaign.theme)), *([Para(Typed(campaign.why))] if campaign.why else [])]


def _when(see: Look, campaign: Campaign) -> Words:
    if _is_over(see, campaign):
        return say("It is over. What takes too long can be proposed all the same.")
    if campaign.is_open(_today(see)):
        return say("Open until {day}.", day=Day(campaign.last))
    return say("From {first} to {last}.", first=Day(campaign.first), last=Day(campaign.last))


async def _plan(see: Look, campaign: Campaign) -> list[tuple[Text, Text]]:
    pairs: list[tuple[Text, Text]] = [
        (say("Question {n}", n=n), Typed(as_typed((each,)))) for n, each in enumerate(campaign.extras, 1)
    ]
    usual = say("whoever answers others")
    answered = await names_of(see, campaign.reviewers) if campaign.reviewers else usual
    where = say("{channel}", channel=Channel(campaign.spot.channel)) if campaign.spot else say("nowhere")
    return [*pairs, (say("Answered by"), answered), (say("Announced in"), where)]


async def _came_of_it(see: Look, campaign: Campaign) -> list[Block]:
    """How many proposals came, and where they stand now."""
    found = await _proposals(see, campaign)
    came = Para(say_n("{n} proposal was made for it.", "{n} proposals were made for it.", len(found)))
    pairs = tuple((stage(where), Typed(str(count))) for where, count in by_stage(found))
    return [came, Fields(pairs)] if pairs else [came]


def _buttons(see: Seeing, campaign: Campaign) -> tuple[Button, ...]:
    about = {"campaign": campaign.id}
    back = Button(say("All campaigns"), "campaigns.show")
    way = Button(say("Propose an initiative"), "propose.begin")
    if campaign.is_open(_today(see)):
        way = Button(say("Propose for it"), "campaigns.propose", about, "primary")
    if not _keeps(see):
        return (way, back)
    ending = (Button(say("End it now"), "campaigns.end", about),) if campaign.stands and not campaign.ended else ()
    return (way, Button(say("Change it"), "campaigns.change", about), *ending, back)


@card(campaign_days.BEGUN, by_itself=True)
async def begun(see: Seeing, about: Args) -> Message:
    """The announcement in its channel, as the campaign stands now."""
    campaign = await CAMPAIGN.of(see, about)
    text = say("A campaign for everybody: {theme}", theme=Bold(campaign.theme))
    blocks = [*_head(see, campaign), Para(_when(see, campaign))]
    if not _is_over(see, campaign):
        about = {"campaign": campaign.id}
        blocks.append(Buttons((Button(say("Propose for it"), "campaigns.propose", about, "primary"),)))
    return Message(text, (*blocks, _reason()))


@card(campaign_days.OVER, by_itself=True)
async def over(see: Seeing, about: Args) -> Message:
    """Its end in the same channel: how many proposals came, and where they stand."""
    campaign = await CAMPAIGN.of(see, about)
    text = say("The campaign {theme} is over. Thank you to everybody who took part.", theme=Bold(campaign.theme))
    return Message(text, (Para(text), *await _came_of_it(see, campaign), _reason()))


def _reason() -> Note:
    return Note(
        say("It stands here because an admin chose this channel. Admins change it by “campaigns”, the rest by “admin”.")
    )


CONVERSATION = Conversation(
    name="campaigns",
    help=say("See which themes are called for, and propose for one"),
    start="show",
    words=("campaign", "campagnes", "campagne"),
    flows=(
        Flow("make", NOTHING, ADMINS, make_form, make),
        Flow("change", CAMPAIGN, ADMINS, change_form, change),
    ),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("one", CAMPAIGN, EVERYBODY, one),
        Action("propose", CAMPAIGN, EVERYBODY, propose),
        Action("end", CAMPAIGN, ADMINS, end),
    ),
    cards=(overview, one_card, begun, over),
)
