"""`similar`: what is close to a proposal is shown before it goes in; people join forces, and reviewers make two one."""

from __future__ import annotations

from dataclasses import replace

from handlers.answers import Answers
from handlers.bylines import name_in
from handlers.conversation import (
    EVERYBODY,
    Action,
    Ask,
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
from handlers.conversations.propose import submitted
from handlers.conversations.review import shown_to_all
from handlers.facts import name_of, stage, title
from handlers.replies import instead
from handlers.similar import (
    ANSWERED,
    FOUND,
    HELD,
    NEWS,
    TO_CHOOSE,
    WANTED,
    answered,
    backed,
    made_one,
    near,
    wants_to_join,
)
from handlers.similar_shown import outline
from handlers.subjects import INITIATIVE
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choice,
    Divider,
    Form,
    LongText,
    Message,
    Note,
    Option,
    Para,
    Quote,
    ShortText,
)
from handlers.why import why
from handlers.words import Bold, Typed, Words, say
from initiatives.initiative import Initiative
from initiatives.rules import Rule, RuleBroken
from initiatives.similar import Held, Join, backing_id, is_open, linked
from initiatives.wins import StoryState

MINE, REVIEWERS, OWNERS = only(Role.DRAFTER), only(Role.REVIEWER), only(Role.OWNER, Role.PROPOSER)


# the proposer looks first


async def go_on(turn: Turn, held: Held, _about: Args) -> Reply:
    """Exactly what was typed goes in, with the link to what it is close to."""
    return await _submit(turn, held, held.about)


async def take_over(turn: Turn, held: Held, about: Args) -> Reply:
    """What was typed goes in as the taking over of a win."""
    return await _submit(turn, held, {**held.about, "story": about.get("story", "")})


async def _submit(turn: Turn, held: Held, about: Args) -> Reply:
    await turn.store.drop_proposal(held)
    initiative = replace(linked(held.initiative, held.near), created_at=turn.now)
    told = await submitted(turn, turn.organisation, initiative, Answers.read_back(held.answers), about)
    return await instead(turn, told.card, told.also)


async def drop(turn: Turn, held: Held, _about: Args) -> Reply:
    await turn.store.drop_proposal(held)
    return await instead(turn, Card("similar.dropped", {"name": held.initiative.title}))


async def back(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    _must_be_open(initiative)
    await backed(turn, initiative)
    return await _still_there(turn, initiative, about)


async def join(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    _must_be_open(initiative)
    posts = await wants_to_join(turn, initiative)
    reply = await _still_there(turn, initiative, about)
    return Tell(Card("similar.noted", {"initiative": initiative.id}), also=(*posts, *reply.also))


async def _still_there(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """The proposal that waits keeps its message, which shows what was just said; elsewhere it is said."""
    held = await turn.store.held_proposal(turn.org, about.get("held", ""))
    if held is not None and held.person == turn.person.id:
        return await instead(turn, Card(FOUND, {"held": held.id}))
    return Tell(Card("similar.noted", {"initiative": initiative.id}))


def _must_be_open(initiative: Initiative) -> None:
    if not is_open(initiative):
        raise RuleBroken("", Rule.WRONG_STAGE, stage=initiative.stage.value)


@card(FOUND)
async def found(see: Seeing, about: Args) -> Message:
    """Up to three that are close, each with what can be done, and below them the way on with one's own."""
    held = await see.store.held_proposal(see.org, about["held"])
    if held is None:
        return await dropped.build(see, {"name": ""})
    text = say("Somebody had something like this already. Have a look before yours goes in.")
    blocks: list[Block] = [Para(text)]
    for each in held.near:
        initiative = await see.store.initiative(see.org, each)
        if initiative is not None:
            blocks += [Divider(), *await outline(see, initiative), *await _choices(see, initiative, held)]
    mine = {"held": held.id}
    blocks += [
        Divider(),
        Para(say("Yours is kept as you typed it: {title}", title=Typed(held.initiative.title))),
        Buttons(
            (
                Button(say("Go on with mine"), "similar.go_on", mine, "primary"),
                Button(say("Drop mine"), "similar.drop", mine),
            )
        ),
    ]
    return Message(text, tuple(blocks))


async def _choices(see: Seeing, initiative: Initiative, held: Held) -> list[Block]:
    """What somebody can do about one of them; nobody joins what is theirs."""
    me, about = held.person, {"initiative": initiative.id, "held": held.id}
    if me in (initiative.proposer, initiative.owner):
        return [Note(say("This one is yours."))]
    if not is_open(initiative):
        return []
    backing = await see.store.backing(see.org, backing_id(initiative.id, me))
    buttons = [] if backing else [Button(say("I have this too"), "similar.back", about)]
    if backing is None or backing.join is Join.NONE:
        buttons.append(Button(say("Join it"), "similar.join", about))
    story = await _told(see, initiative)
    if story:
        buttons.append(Button(say("Take it over"), "similar.take_over", {"held": held.id, "story": story}))
    said: list[Block] = [Note(_state(backing.join))] if backing else []
    return [*said, Buttons(tuple(buttons))] if buttons else said


async def _told(see: Seeing, initiative: Initiative) -> str:
    """The story of its win, while it is in the channel."""
    stories = await see.store.stories(see.org, initiative.id) if initiative.win else []
    return next((story.id for story in reversed(stories) if story.state is StoryState.POSTED), "")


def _state(join: Join) -> Words:
    states = {
        Join.NONE: say("You have this too. You hear what becomes of it."),
        Join.ASKED: say("You asked to join. You hear from me when there is an answer."),
        Join.WELCOME: say("You take part."),
        Join.NOT_NOW: say("You asked to join, and it is not the moment. You hear what becomes of it."),
    }
    return states[join]


@card("similar.dropped")
async def dropped(_see: Seeing, _about: Args) -> Message:
    text = say("Yours is not put forward. Write “propose” whenever you want to.")
    return Message(text, (Para(text),))


@card("similar.noted")
async def noted(see: Seeing, about: Args) -> Message:
    """What somebody reads who has the same, or wants to take part."""
    initiative = await INITIATIVE.of(see, about)
    me = see.person.id if see.person else ""
    backing = await see.store.backing(see.org, backing_id(initiative.id, me))
    text = say("{title}: {state}", title=title(initiative), state=_state(backing.join if backing else Join.NONE))
    return Message(text, (Para(text),))


# whoever owns it answers


async def welcome(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    return await _answer(turn, initiative, about, Join.WELCOME)


async def not_now(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    return await _answer(turn, initiative, about, Join.NOT_NOW)


async def _answer(turn: Turn, initiative: Initiative, about: Args, join: Join) -> Reply:
    person = about.get("person", "")
    posts = await answered(turn, initiative, person, join)
    return await instead(turn, Card(WANTED, {"initiative": initiative.id, "person": person}), posts)


@card(WANTED)
async def asks_to_join(see: Seeing, about: Args) -> Message:
    """One question to the owner, with two answers; the other one can still be given later."""
    initiative = await INITIATIVE.of(see, about)
    name = await name_of(see, about["person"])
    text = say("{name} would like to join {title}.", name=name, title=title(initiative))
    backing = await see.store.backing(see.org, backing_id(initiative.id, about["person"]))
    state = backing.join if backing else Join.NONE
    keep = {"initiative": initiative.id, "person": about["person"]}
    blocks: list[Block] = [Para(text)]
    if state is Join.WELCOME:
        blocks.append(Note(say("You said yes. {name} knows.", name=name)))
    elif state is Join.NOT_NOW:
        blocks += [
            Note(say("You said not now.")),
            Buttons((Button(say("Welcome after all"), "similar.welcome", keep),)),
        ]
    else:
        yes = Button(say("Yes, welcome"), "similar.welcome", keep, "primary")
        blocks.append(Buttons((yes, Button(say("Not now"), "similar.not_now", keep))))
    return Message(text, tuple(blocks))


@card(ANSWERED)
async def answer_card(see: Seeing, about: Args) -> Message:
    initiative = await INITIATIVE.of(see, about)
    name = await name_in(see, initiative, initiative.owner or initiative.proposer)
    if about.get("join") == Join.WELCOME:
        text = say("{name} is glad that you join {title}. Talk to each other.", name=name, title=title(initiative))
    else:
        text = say("{name} says it is not the moment to join {title}.", name=name, title=title(initiative))
    return Message(text, (Para(text),))


# a reviewer makes two one


async def same(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """Which one it is the same as, out of those that are close."""
    if not await _others(turn, initiative):
        return Tell(Card("similar.no_other", {"initiative": initiative.id}))
    return Ask("similar.merge", {"initiative": initiative.id})


async def _others(look: Look, initiative: Initiative) -> list[Initiative]:
    found = await near(look.store, initiative, TO_CHOOSE)
    return [one for one in found if is_open(one)]


async def merge_form(look: Look, initiative: Initiative, _about: Args) -> Form:
    options = [Option(one.id, _option(one)) for one in await _others(look, initiative)]
    which = say("Which one is it?")
    return Form(
        say("The same as another one"),
        say("Make them one"),
        (
            Choice(name="other", label=which, options=tuple(options)) if options else _none_left(which),
            LongText(name="why", label=say("A word to the proposer"), required=False, most=600),
        ),
        intro=say("This proposal ends. Its proposer and everybody who has it too go over, and are named there."),
    )


def _none_left(which: Words) -> ShortText:
    """In the place of a choice that has become empty since its button was drawn; nothing that is written there is one."""
    return ShortText(name="other", label=which, hint=say("None of those that are close is open any more."), most=1)


def _option(initiative: Initiative) -> Words:
    return say("{title} ({stage})", title=Typed(initiative.title[:50]), stage=stage(initiative.stage))


async def merge(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    other = await turn.store.initiative(turn.org, answers.text("other"))
    if other is None or other.id == initiative.id or not is_open(other):
        raise RuleBroken("other", Rule.EMPTY)
    ended = await made_one(turn, initiative, other, answers.text("why"))
    cards = (*await shown_to_all(turn, ended), *await shown_to_all(turn, other))
    return Tell(Card("similar.made_one", {"initiative": ended.id}), also=cards)


@card("similar.no_other")
async def no_other(see: Seeing, about: Args) -> Message:
    initiative = await INITIATIVE.of(see, about)
    text = say("I find no open one that is close to {title}.", title=title(initiative))
    return Message(text, (Para(text),))


@card("similar.made_one")
async def one_now(see: Seeing, about: Args) -> Message:
    initiative = await INITIATIVE.of(see, about)
    text = say("{title} is one with {other} now. Everybody concerned hears of it.", **await _both(see, initiative))
    return Message(text, (Para(text),))


async def _both(see: Seeing, initiative: Initiative) -> dict[str, Bold]:
    into = initiative.likeness.same_as if initiative.likeness else ""
    other = await see.store.initiative(see.org, into)
    return {"title": title(initiative), "other": title(other or initiative)}


@card(NEWS, by_itself=True)
async def news(see: Seeing, about: Args) -> Message:
    """What those read who have the same: it was decided, or it has a win, or it is one with another now."""
    initiative = await INITIATIVE.of(see, about)
    names = await _both(see, initiative)
    texts = {
        "trial": say("{title} is tried now.", title=names["title"]),
        "declined": say("{title} will not be tried for now.", title=names["title"]),
        "win": say("{title} has a win. The story is told.", title=names["title"]),
        "merged": say("{title} and {other} are about the same, and are one now: {other}.", **names),
    }
    text = texts.get(about.get("what", ""), texts["trial"])
    blocks: list[Block] = [Para(text)]
    if about.get("what") in ("declined", "merged") and initiative.decisions:
        blocks.append(Quote(Typed(initiative.decisions[-1].why)))
    reason = say("You get this because you have this too, or because one of the two is yours.")
    return Message(text, (*blocks, *why(reason)))


CONVERSATION = Conversation(
    name="similar",
    help=None,
    flows=(Flow("merge", INITIATIVE, REVIEWERS, merge_form, merge),),
    actions=(
        Action("go_on", HELD, MINE, go_on),
        Action("take_over", HELD, MINE, take_over),
        Action("drop", HELD, MINE, drop),
        Action("back", INITIATIVE, EVERYBODY, back),
        Action("join", INITIATIVE, EVERYBODY, join),
        Action("welcome", INITIATIVE, OWNERS, welcome),
        Action("not_now", INITIATIVE, OWNERS, not_now),
        Action("same", INITIATIVE, REVIEWERS, same),
    ),
    cards=(found, dropped, noted, asks_to_join, answer_card, no_other, one_now, news),
)
