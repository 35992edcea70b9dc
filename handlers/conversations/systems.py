"""`systems`: tokens with which systems send the numbers of initiatives, made and revoked by owners and admins."""

from __future__ import annotations

from dataclasses import replace

from handlers.answers import Answers
from handlers.beside import redrawn_beside
from handlers.conversation import (
    EVERYBODY,
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
from handlers.facts import CONFIDENCES, title
from handlers.replies import instead
from handlers.subjects import INITIATIVE, NOTHING, ONESELF, TOKEN
from handlers.turning import leaf, page_of
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choice,
    Fields,
    Form,
    Heading,
    LongText,
    Message,
    Note,
    Para,
    ShortText,
)
from handlers.words import Bold, Moment, Text, Typed, Words, say
from initiatives.check_ins import CheckIn, Confidence, check_in_id
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person
from initiatives.rules import Rule, RuleBroken
from initiatives.systems import SystemToken, hashed, written

MAKING = only(Role.OWNER, Role.ADMIN)
ANSWERING = only(Role.OWNER, Role.DEPUTY)
FORM = Form(
    title=say("A token for a system"),
    submit=say("Make the token"),
    questions=(
        ShortText(
            name="name",
            label=say("Which system sends the numbers?"),
            hint=say("Its name is shown beside every number it sends."),
            most=60,
        ),
    ),
)


async def make(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """A token for this initiative alone."""
    if not initiative.asked_weekly:
        raise RuleBroken("", Rule.NOT_RUNNING)
    return await _made(turn, answers.text("name"), initiative.id)


async def make_for_all(turn: Turn, _organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    """A token for every initiative of the organisation."""
    return await _made(turn, answers.text("name"), "")


async def _made(turn: Turn, name: str, initiative: str) -> Reply:
    """Told in the direct chat, in a message that can be changed once the token is copied."""
    token = turn.new_id()
    secret = hashed(turn.derived(secret_name(turn.org, token)))
    kept = SystemToken(token, turn.org, name.strip(), initiative, secret, turn.person.id, turn.now)
    await turn.store.keep_system_token(kept)
    return Tell(Card("systems.made", {"token": token}), delivery=turn.new_id())


def secret_name(organisation: str, token: str) -> str:
    """Under which the installation makes the token's secret anew whenever it has to be shown."""
    return f"system token {organisation} {token}"


async def copied(turn: Turn, token: SystemToken, _about: Args) -> Reply:
    """The message does not show it any more."""
    return await instead(turn, Card("systems.made", {"token": token.id, "copied": "yes"}))


async def revoke(turn: Turn, token: SystemToken, _about: Args) -> Reply:
    """It works no more from now on. What it has sent stays."""
    if token.works:
        await turn.store.keep_system_token(replace(token, revoked_at=turn.now))
    return await instead(turn, Card("systems.overview"))


def _beside(done: CheckIn | None) -> Form:
    known = done.confidence.value if done is not None and done.confidence is not None else ""
    return Form(
        title=say("Beside the number"),
        submit=say("Send"),
        intro=say("A system sent the number. What it cannot know is yours to say."),
        questions=(
            Choice(name="confidence", label=say("How does it look?"), options=CONFIDENCES, default=known),
            LongText(name="comment", label=say("Anything to add?"), required=False, most=1000),
        ),
    )


async def beside_form(look: Look, initiative: Initiative, about: Args) -> Form:
    return _beside(await look.store.check_in(look.org, check_in_id(initiative.id, about.get("week", ""))))


async def beside(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    """Kept with the week's answer; the number stays as it was sent."""
    done = await turn.store.check_in(turn.org, check_in_id(initiative.id, about.get("week", "")))
    if done is None:
        raise RuleBroken("", Rule.NO_NUMBER)
    said = replace(done, confidence=Confidence(answers.text("confidence")))
    await turn.store.keep_check_in(replace(said, comment=answers.text("comment") or done.comment))
    also = await redrawn_beside(turn.store, initiative, turn.person, done.week, turn.now)
    shown = {"initiative": initiative.id, "week": done.week}
    return Tell(Card("check_in.answered", shown), also=also)


async def leave(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """Nothing is asked about its numbers any more while a system sends them."""
    changed = replace(initiative, asks_beside=False)
    await turn.store.change_initiative(changed)
    also = await redrawn_beside(turn.store, changed, turn.person, about.get("week", ""), turn.now)
    return Tell(Card("systems.left", {"initiative": initiative.id}), also=also)


async def ask_again(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """A number that a system sends is asked about again."""
    await turn.store.change_initiative(replace(initiative, asks_beside=True))
    return await instead(turn, Card("systems.overview"))


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    kept = {"page": about["page"]} if "page" in about else {}
    return await instead(turn, Card("systems.overview", kept))


@card("systems.left")
async def left(see: Seeing, about: Args) -> Message:
    """What holds from now on, and the way back."""
    initiative = await see.store.initiative(see.org, about["initiative"])
    if initiative is None:
        text = say("This initiative is not there any more.")
        return Message(text, (Para(text),))
    text = say("Nobody is asked about {title} while a system sends its number.", title=title(initiative))
    again = Button(say("Ask me about its numbers again"), "systems.ask_again", {"initiative": initiative.id})
    return Message(text, (Para(text), Buttons((again,))))


@card("systems.overview")
async def overview(see: Seeing, about: Args) -> Message:
    """What somebody runs and may connect, and the tokens there are."""
    rows = [await _initiative(see, one) for one in await _own(see)]
    rows += [await _row(see, token) for token in await _tokens(see)]
    shown, turns = leaf(rows, page_of(about), "systems.show", {})
    admin = see.person is not None and see.person.admin
    for_all = (Button(say("A token for all initiatives"), "systems.make_for_all"),) if admin else ()
    text = _summary(rows, admin=admin)
    buttons = (*for_all, *turns)
    blocks: list[Block] = [Heading(say("Numbers from systems")), Para(text), *[block for row in shown for block in row]]
    return Message(text, (*blocks, Buttons(buttons)) if buttons else tuple(blocks))


def _summary(rows: list[list[Block]], *, admin: bool) -> Words:
    if rows or admin:
        return say("A system that knows a number can send it: it is kept as measured, and nobody has to type it.")
    return say("Nothing of yours is running. Once it is, a system can send its number here.")


async def _own(see: Seeing) -> list[Initiative]:
    if see.person is None:
        return []
    me = see.person.id
    return [one for one in await see.store.initiatives_of(see.org, me) if one.owner == me and one.asked_weekly]


async def _tokens(see: Seeing) -> list[SystemToken]:
    """Those that work and that the reader may revoke."""
    if see.person is None:
        return []
    if see.person.admin:
        found = await see.store.system_tokens(see.org)
    else:
        found = [token for one in await _own(see) for token in await see.store.system_tokens_of(see.org, one.id)]
    return sorted((token for token in found if token.works), key=lambda token: token.made_at)


async def _initiative(_see: Seeing, initiative: Initiative) -> list[Block]:
    about = {"initiative": initiative.id}
    make_one = Button(say("Make a token"), "systems.make", about)
    again = (Button(say("Ask me about its numbers again"), "systems.ask_again", about),)
    line = say("{title}. Its id: {id}", title=title(initiative), id=Typed(initiative.id))
    return [Para(line), Buttons((make_one, *(() if initiative.asks_beside else again)))]


async def _row(see: Seeing, token: SystemToken) -> list[Block]:
    revoked = Button(say("Revoke it"), "systems.revoke", {"token": token.id})
    used = say("last used {when}", when=Moment(token.used_at)) if token.used_at is not None else say("not used yet")
    line = say("Token of {name}, for {what}: {used}", name=Bold(token.name), what=await _what(see, token), used=used)
    return [Para(line), Buttons((revoked,))]


async def _what(see: Seeing, token: SystemToken) -> Words:
    about = await see.store.initiative(see.org, token.initiative) if token.initiative else None
    return say("{title}", title=title(about)) if about is not None else say("all initiatives")


async def _made_it(see: Seeing, about: Args) -> bool:
    token = await see.store.system_token(see.org, about["token"])
    return token is not None and see.person is not None and token.made_by == see.person.id


@card("systems.made", seen_by=_made_it)
async def made(see: Seeing, about: Args) -> Message:
    """The token, once; afterwards that it was shown."""
    token = await see.store.system_token(see.org, about["token"])
    assert token is not None  # noqa: S101 whoever made it is known by it
    if about.get("copied") or not token.can_be_read(see.now):
        text = say(
            "The token of {name} was shown once. If it is lost, revoke it and make another one.", name=Bold(token.name)
        )
        return Message(text, (Para(text), Buttons((Button(say("Show the tokens"), "systems.show"),))))
    text = say("Copy the token into {name} now. It is shown this once.", name=Bold(token.name))
    given = written(see.org, token.id, see.derived(secret_name(see.org, token.id)))
    pairs: list[tuple[Text, Text]] = [(say("Token"), Typed(given)), *await _ids(see, token)]
    how = say("The system sends POST /api/readings to the address where Quickwin runs; /api/openapi.json says how.")
    kept = Button(say("I have copied it"), "systems.copied", {"token": token.id}, "primary")
    return Message(text, (Para(text), Fields(tuple(pairs)), Note(how), Buttons((kept,))))


async def _ids(see: Seeing, token: SystemToken) -> list[tuple[Text, Text]]:
    """What the system has to name, besides the value."""
    about = await see.store.initiative(see.org, token.initiative) if token.initiative else None
    if about is None:
        return []
    numbers: list[tuple[Text, Text]] = [
        (say("Id of {kpi}", kpi=Typed(kpi.name[:60])), Typed(kpi.id)) for kpi in about.kpis
    ]
    return [(say("Id of the initiative"), Typed(about.id)), *numbers]


CONVERSATION = Conversation(
    name="systems",
    help=say("Let a system send the numbers of initiatives"),
    start="show",
    words=("tokens", "systèmes", "jetons"),
    flows=(
        Flow("make", INITIATIVE, MAKING, FORM, make),
        Flow("make_for_all", NOTHING, only(Role.ADMIN), FORM, make_for_all),
        Flow("beside", INITIATIVE, ANSWERING, beside_form, beside),
    ),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("copied", TOKEN, MAKING, copied),
        Action("revoke", TOKEN, MAKING, revoke),
        Action("leave", INITIATIVE, ANSWERING, leave),
        Action("ask_again", INITIATIVE, ANSWERING, ask_again),
    ),
    cards=(overview, made, left),
)
