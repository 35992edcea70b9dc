"""`story`: a result worth telling is drafted from stored facts, agreed to by its owner, posted, and can be taken back."""

from __future__ import annotations

from dataclasses import replace

from handlers.adopting import teams
from handlers.answers import Answers
from handlers.building import left_to_note
from handlers.bylines import name_in
from handlers.conversation import (
    EVERYBODY,
    Action,
    Ask,
    Card,
    Change,
    Conversation,
    Flow,
    Look,
    Post,
    Quiet,
    Remove,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import title, way
from handlers.figures import pictures_until
from handlers.similar import tell_backers
from handlers.storytelling import SHOWN_IN, news, told_by
from handlers.subjects import STORY
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    ChannelPick,
    Choice,
    Form,
    Heading,
    LongText,
    Message,
    Note,
    Option,
    Para,
    Quote,
    ShortText,
)
from handlers.why import why
from handlers.words import Amount, Channel, Moment, Reader, Typed, Words, say, say_n
from initiatives.initiative import Initiative
from initiatives.people import Spot
from initiatives.rules import Rule, RuleBroken
from initiatives.wins import Story, StoryState, WinKind
from storage.records import DeliveryState, To

OWNERS = only(Role.OWNER)
YOURS = say("You get this because it is your story.")


async def _of(look: Look, story: Story) -> Initiative:
    found = await look.store.initiative(look.org, story.initiative)
    if found is None:
        raise LookupError(story.initiative)
    return found


def drafted(initiative: Initiative, story: Story, reader: Reader) -> tuple[str, str]:
    """A headline and a text made only of stored facts, in the owner's language."""
    kpi, value = initiative.leading, Amount(story.win.value, initiative.leading.unit)
    if kpi.baseline is None:
        headline: Words = say("{kpi}: {value}", kpi=Typed(kpi.name), value=value)
    else:
        headline = say(
            "{kpi}: from {baseline} to {value}", kpi=Typed(kpi.name), baseline=Amount(kpi.baseline), value=value
        )
    parts: list[Words] = [
        say("What hurt: {pain}", pain=Typed(initiative.pain)),
        say("What we tried: {idea}", idea=Typed(initiative.idea)),
        _result(story),
    ]
    if initiative.tool:
        parts.append(say("Tool: {tool}", tool=Typed(initiative.tool)))
    return reader.read(headline)[:150], "\n".join(reader.read(part) for part in parts)


def _result(story: Story) -> Words:
    match story.win.kind:
        case WinKind.FIRST_RESULT:
            return say("A first result: the target was reached in one check-in.")
        case WinKind.HALF_WAY:
            return say("Three check-ins in a row hold more than half the way to the target.")
        case WinKind.HOLDING:
            return say("The target held in two check-ins in a row.")


async def form(look: Look, story: Story, _about: Args) -> Form:
    """The words to change, the name it goes under, and the channel."""
    headline, text = (story.headline, story.text) if story.text else drafted(await _of(look, story), story, look.reader)
    channel = story.spot or look.organisation.stories
    names = [Option("name", say("My name")), Option("team", say("My team’s name"))]
    team = look.person.team if look.person else ""
    under = "team" if team and story.shown_as == team else "name"
    return Form(
        say("Tell the story"),
        say("See it first"),
        (
            ShortText(name="headline", label=say("Headline"), default=headline, most=150),
            LongText(name="text", label=say("What happened"), default=text, most=2500),
            Choice(name="shown_as", label=say("Told by"), options=tuple(names if team else names[:1]), default=under),
            ChannelPick(name="channel", label=say("Where it is posted"), default=channel.channel if channel else ""),
        ),
        intro=say("Made of what you reported. Nothing is posted before you agree."),
    )


async def tell(turn: Turn, story: Story, answers: Answers, _about: Args) -> Reply:
    """The words are kept; what is shown next is exactly what would be posted."""
    if story.state is StoryState.POSTED:
        raise RuleBroken("", Rule.WRONG_STAGE)
    under_team = answers.text("shown_as") == "team" and turn.person.team
    kept = replace(
        story,
        headline=answers.text("headline"),
        text=answers.text("text"),
        shown_as=turn.person.team if under_team else turn.person.name,
        spot=Spot(turn.where.workspace, answers.text("channel")),
        state=StoryState.OFFERED,
        refused=False,
    )
    await turn.store.keep_story(kept)
    delivery = turn.new_id()
    return Tell(
        Card("story.preview", {"story": story.id}, subject=story.id),
        delivery=delivery,
        also=await _settled(turn, story),
    )


async def _settled(turn: Turn, story: Story) -> tuple[Change, ...]:
    """Earlier offers and previews of it, drawn again as it stands."""
    rows = []
    for name in SHOWN_IN:
        rows += await turn.store.deliveries_about(turn.org, name, story.id)
    return tuple(Change(row.id, Card(row.card, dict(row.about), subject=story.id)) for row in rows)


async def post(turn: Turn, story: Story, _about: Args) -> Reply:
    """What the owner agreed to goes to the channel, once."""
    if story.state is StoryState.POSTED:
        raise RuleBroken("", Rule.WRONG_STAGE)
    return await _put_up(turn, story)


async def post_again(turn: Turn, story: Story, _about: Args) -> Reply:
    """Nobody knows whether the post arrived, and its owner has looked: it did not."""
    if story.state is not StoryState.POSTED or not await _in_doubt(turn, story):
        raise RuleBroken("", Rule.WRONG_STAGE)
    return await _put_up(turn, story)


async def _in_doubt(look: Look, story: Story) -> bool:
    row = await look.store.delivery(look.org, story.delivery) if story.delivery else None
    return row is not None and row.state is DeliveryState.UNCONFIRMED


async def _put_up(turn: Turn, story: Story) -> Reply:
    if story.spot is None or not story.text:
        raise RuleBroken("", Rule.WRONG_STAGE)
    delivery = turn.new_id()
    posted = replace(story, state=StoryState.POSTED, delivery=delivery, posted_at=turn.now, refused=False)
    await turn.store.keep_story(posted)
    await tell_backers(turn.store, turn.organisation, await _of(turn, story), "win", turn.now, but=(story.owner,))
    to = To(workspace=story.spot.workspace, channel=story.spot.channel)
    shown = Post(to, Card("story.posted", {"story": story.id}, subject=story.id), key=delivery)
    return Quiet((shown, *await _settled(turn, story)))


async def take_back(turn: Turn, story: Story, _about: Args) -> Reply:
    """The post disappears; the story can be told again."""
    if story.state is not StoryState.POSTED:
        raise RuleBroken("", Rule.NOT_TAKEN_BACK)
    await turn.store.keep_story(replace(story, state=StoryState.TAKEN_BACK, posted_at=None))
    return Tell(
        Card("story.taken_back", {"story": story.id}), also=(Remove(story.delivery), *await _settled(turn, story))
    )


async def leave(turn: Turn, story: Story, _about: Args) -> Reply:
    await turn.store.keep_story(replace(story, state=StoryState.LEFT))
    return Quiet(await _settled(turn, story))


async def want(turn: Turn, story: Story, _about: Args) -> Reply:
    """Another team takes it over: a proposal filled from the win."""
    if story.state is not StoryState.POSTED:
        raise RuleBroken("", Rule.NOT_TAKEN_BACK)
    initiative = await _of(turn, story)
    filled = {
        "pain": initiative.pain,
        "idea": initiative.idea,
        "kpi": initiative.leading.name,
        "tool": initiative.tool,
        "sensitivity": initiative.sensitivity.value,
        "reach": turn.person.team,
    }
    return Ask("propose.propose", {"story": story.id}, filled)


async def _tellers(see: Seeing, about: Args) -> bool:
    story = await see.store.story(see.org, about["story"])
    return story is not None and see.person is not None and see.person.id == story.owner


async def _posted(see: Seeing, about: Args) -> bool:
    story = await see.store.story(see.org, about["story"])
    return story is not None and story.state is StoryState.POSTED


@card("story.offer", seen_by=_tellers, by_itself=True)
async def offer(see: Seeing, about: Args) -> Message:
    """A result worth telling, with the one thing to do about it."""
    story = await STORY.of(see, about)
    initiative = await _of(see, story)
    text = news(initiative, story)
    blocks: list[Block] = [Heading(say("A result worth telling")), Para(text), way(initiative.leading, story.win.value)]
    reason = say("You get this because it is yours, and its number is a result.")
    return Message(text, (*blocks, *_next(story), *left_to_note(story), *why(reason)))


def _next(story: Story) -> list[Block]:
    about = {"story": story.id}
    see_it = Button(say("See and tell the story"), "story.tell", about, "primary")
    match story.state:
        case StoryState.OFFERED if story.text:
            return [Note(say("The story is drafted. The preview below has the button that posts it."))]
        case StoryState.OFFERED:
            return [Buttons((see_it, Button(say("Not this time"), "story.leave", about)))]
        case StoryState.POSTED:
            return [
                Note(say("The story is posted.")),
                Buttons((Button(say("Take the story back"), "story.take_back", about, "danger"),)),
            ]
        case StoryState.TAKEN_BACK:
            return [
                Note(say("The story was taken back.")),
                Buttons((Button(say("Tell it after all"), "story.tell", about),)),
            ]
        case StoryState.LEFT:
            return [
                Note(say("Not told. You can change your mind.")),
                Buttons((Button(say("Tell it after all"), "story.tell", about),)),
            ]


@card("story.preview", seen_by=_tellers)
async def preview(see: Seeing, about: Args) -> Message:
    """Exactly what would be posted, where and as whom, with the button that does it."""
    story = await STORY.of(see, about)
    summary = say("Your story, ready to post: {headline}", headline=Typed(story.headline))
    blocks: list[Block] = [*await _body(await _of(see, story), story, see)]
    if story.state is StoryState.OFFERED and story.spot is not None:
        where = Channel(story.spot.channel)
        shown = say(
            "This is how it will look. It is posted in {where} as {name}.", where=where, name=Typed(story.shown_as)
        )
        chosen = {"story": story.id}
        buttons = Buttons(
            (
                Button(say("Post the story"), "story.post", chosen, "primary"),
                Button(say("Change the words"), "story.tell", chosen),
            )
        )
        trouble = (Note(_refused(story.spot)),) if story.refused else ()
        return Message(summary, (*trouble, Note(shown), *blocks, buttons))
    return Message(summary, (*blocks, *_next(story)))


def _refused(spot: Spot) -> Words:
    return say(
        "It could not be posted in {where}: the bot has to be a member there, and allowed to write. Add it to the channel, or pick "
        "another one, and post it again.",
        where=Channel(spot.channel),
    )


@card("story.refused", seen_by=_tellers, by_itself=True)
async def refused(see: Seeing, about: Args) -> Message:
    """What the owner reads when the channel did not take the story: nothing of it is lost."""
    story = await STORY.of(see, about)
    text = say("Your story is not in the channel: {headline}", headline=Typed(story.headline))
    blocks: list[Block] = [Para(text)]
    if story.refused and story.spot is not None:
        chosen = {"story": story.id}
        blocks += [
            Para(_refused(story.spot)),
            Buttons(
                (
                    Button(say("Post the story"), "story.post", chosen, "primary"),
                    Button(say("Pick another channel"), "story.tell", chosen),
                )
            ),
        ]
    else:
        blocks += _next(story)
    return Message(text, (*blocks, *why(YOURS)))


@card("story.unconfirmed", seen_by=_tellers, by_itself=True)
async def unconfirmed(see: Seeing, about: Args) -> Message:
    """What the owner reads when the channel's answer got lost: only they can look whether the story is there."""
    story = await STORY.of(see, about)
    text = say("I cannot tell whether your story arrived: {headline}", headline=Typed(story.headline))
    blocks: list[Block] = [Para(text)]
    if story.state is StoryState.POSTED and story.spot is not None and await _in_doubt(see, story):
        look = say(
            "Only you can look: {where}. If it is there, all is well. If not, post it again.",
            where=Channel(story.spot.channel),
        )
        again = Button(say("It is not there: post it again"), "story.post_again", {"story": story.id}, "primary")
        blocks += [Para(look), Buttons((again,))]
    else:
        blocks += _next(story)
    return Message(text, (*blocks, *why(YOURS)))


async def _body(initiative: Initiative, story: Story, see: Seeing) -> list[Block]:
    readings = await see.store.readings(see.org, initiative.id)
    blocks: list[Block] = [
        Heading(Typed(story.headline)),
        Para(Typed(story.text)),
        way(initiative.leading, story.win.value),
        *pictures_until(initiative.leading, readings, story.win.on),
    ]
    return [*blocks, Note(told_by(story))]


@card("story.posted", seen_by=_posted)
async def posted(see: Seeing, about: Args) -> Message:
    """The story in its channel: the words as agreed, and the one button for everybody."""
    story = await STORY.of(see, about)
    initiative = await _of(see, story)
    taken = teams(await see.store.adoptions_of(see.org, story.initiative), {initiative.id: initiative})
    blocks = await _body(initiative, story, see)
    if taken:
        blocks.append(Note(say_n("{n} team has taken it over.", "{n} teams have taken it over.", taken)))
    button = Button(say("We want this"), "story.want", {"story": story.id}, "primary")
    return Message(say("A win: {headline}", headline=Typed(story.headline)), (*blocks, Buttons((button,))))


@card("story.taken_back", seen_by=_tellers)
async def taken_back(see: Seeing, about: Args) -> Message:
    story = await STORY.of(see, about)
    text = say("The story is taken back from the channel.")
    return Message(text, (Para(text), *_next(story)))


@card("story.wanted", seen_by=_tellers)
async def wanted(see: Seeing, about: Args) -> Message:
    """What the owner of a win reads when another team takes it over."""
    initiative = await see.store.initiative(see.org, about["initiative"])
    origin = await _of(see, await STORY.of(see, about))
    who = await name_in(see, initiative, initiative.proposer if initiative else "")
    text = say("{name} wants {title} too and has proposed it for their own work.", name=who, title=title(origin))
    blocks: list[Block] = [Heading(say("Your win is being taken over")), Para(text)]
    if initiative is not None:
        blocks += [Quote(Typed(initiative.pain)), Note(say("Proposed {at}.", at=Moment(initiative.created_at)))]
    return Message(text, tuple(blocks))


CONVERSATION = Conversation(
    name="story",
    help=None,
    flows=(Flow("tell", STORY, OWNERS, form, tell),),
    actions=(
        Action("post", STORY, OWNERS, post),
        Action("post_again", STORY, OWNERS, post_again),
        Action("take_back", STORY, OWNERS, take_back),
        Action("leave", STORY, OWNERS, leave),
        Action("want", STORY, EVERYBODY, want),
    ),
    cards=(offer, preview, refused, unconfirmed, posted, taken_back, wanted),
)
