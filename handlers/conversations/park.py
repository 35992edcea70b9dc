"""`park`: a proposal is answered with “not now, but on a day”, and comes back to those who answer it on that day."""

from __future__ import annotations

from datetime import date, timedelta

from handlers import promises
from handlers.answers import Answers
from handlers.bylines import name_in
from handlers.conversation import Card, Conversation, Flow, Look, Post, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.facts import title
from handlers.reopening import way_back
from handlers.subjects import INITIATIVE
from handlers.ui import Args, DayPick, Form, Heading, LongText, Message, Note, Para, Quote
from handlers.words import Day, Typed, say
from initiatives.calendar import local_day
from initiatives.initiative import Initiative
from initiatives.parking import parked
from initiatives.promise import begun, put_aside
from initiatives.reopening import reason_it_ended
from storage.records import To

USUAL = timedelta(weeks=4)


async def form(look: Look, _initiative: Initiative, _about: Args) -> Form:
    """On which day, and why not now."""
    today = local_day(look.now, look.organisation.zone)
    return Form(
        title=say("Not now"),
        submit=say("Put it aside"),
        intro=say("It comes back to those who answer proposals on that day. The proposer reads your reason."),
        questions=(
            DayPick(name="day", label=say("When is it looked at again?"), default=(today + USUAL).isoformat()),
            LongText(name="why", label=say("Why not now?"), most=1000),
        ),
    )


async def later(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """Put aside, with the day and the reason kept; the proposer hears of both."""
    today = local_day(turn.now, turn.organisation.zone)
    until = answers.day("day") or today
    aside = parked(initiative, by=turn.person.id, why=answers.text("why"), until=until, today=today, at=turn.now)
    promise = await promises.of(turn.store, initiative) or begun(initiative, turn.organisation, turn.now)
    await turn.store.keep_promise(put_aside(promise, turn.organisation, until, turn.now))
    await turn.store.change_initiative(aside)
    about = {"initiative": aside.id, "until": until.isoformat()}
    post = Post(To(person=aside.proposer, workspace=turn.where.workspace), Card("park.told", about, subject=aside.id))
    told = () if aside.proposer == turn.person.id else (post,)
    drawn = await promises.redrawn(turn.store, turn.organisation, aside)
    return Tell(Card("park.done", about), also=(*told, *drawn))


def _until(about: Args) -> Day:
    return Day(date.fromisoformat(about["until"][:10]))


@card("park.done")
async def done(see: Seeing, about: Args) -> Message:
    """What the reviewer reads after putting it aside."""
    text = say(
        "{title} comes back on {day}. The proposer reads your reason.",
        title=title(await INITIATIVE.of(see, about)),
        day=_until(about),
    )
    return Message(text, (Para(text),))


@card("park.told")
async def told(see: Seeing, about: Args) -> Message:
    """What the proposer reads: not now, until when, and why in the reviewer's own words."""
    initiative = await INITIATIVE.of(see, about)
    ended = reason_it_ended(initiative)
    name = await name_in(see, initiative, ended.by if ended else "")
    text = say("{title} is put aside until {day}.", title=title(initiative), day=_until(about))
    return Message(
        text,
        (
            Heading(say("An answer to your proposal")),
            Para(text),
            Para(say("{name} wrote:", name=name)),
            Quote(Typed(ended.why if ended else "")),
            Note(say("On that day those who answer proposals have it again, by itself.")),
            *await way_back(see, initiative),
        ),
    )


CONVERSATION = Conversation(
    name="park",
    help=None,
    flows=(Flow("later", INITIATIVE, only(Role.REVIEWER), form, later),),
    cards=(done, told),
)
