"""`reopen`: what was declined, put aside or stopped is taken up again, with every earlier reason kept."""

from __future__ import annotations

from datetime import timedelta

from handlers.answers import Answers
from handlers.asking import asked_anew
from handlers.bundles import taken_in
from handlers.bylines import name_in
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Card,
    Change,
    Conversation,
    Flow,
    Look,
    Post,
    Reply,
    Seeing,
    Tell,
    Turn,
    card,
)
from handlers.conversations.trial import weeks_late
from handlers.facts import stage as stage_words
from handlers.facts import title
from handlers.promise_shown import who_answers
from handlers.promises import REVIEW, put_back, redrawn, review_key
from handlers.reopening import ANSWERS_FOR_IT, PROPOSED_IT, way_back
from handlers.subjects import INITIATIVE, ONESELF
from handlers.trials import concerned
from handlers.ui import Args, Block, Form, Heading, LongText, Message, Note, Para, Quote
from handlers.words import Typed, say
from initiatives.calendar import local_day, trial_end
from initiatives.initiative import Initiative, Stage
from initiatives.people import Person
from initiatives.reopening import ENDED, reason_it_ended, reopened, stage_it_ended_in
from initiatives.rules import Rule, RuleBroken
from storage.records import To

OFFERED = 20
"""How many ended initiatives are offered with a button each."""
PROPOSAL = Form(
    title=say("Something has changed"),
    submit=say("Put it forward again"),
    intro=say("It goes back to those who answer proposals, with the earlier reason beside it."),
    questions=(LongText(name="why", label=say("What has changed?"), most=1000),),
)
STOPPED = Form(
    title=say("Take it up again"),
    submit=say("Take it up again"),
    intro=say("It goes on at the stage where it stopped. Its lessons stay."),
    questions=(LongText(name="why", label=say("What has changed?"), most=1000),),
)


async def proposal(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """A proposal again: those who answer now get it with both reasons."""
    if initiative.stage is Stage.STOPPED:
        raise RuleBroken("", Rule.WRONG_STAGE)
    back = reopened(initiative, by=turn.person.id, why=answers.text("why"), at=turn.now)
    waiting = await put_back(turn.store, turn.organisation, back, turn.now)
    shown = Card(REVIEW, {"initiative": waiting.id}, subject=waiting.id)
    posts = tuple(
        Post(To(person=person, workspace=turn.where.workspace), shown, key=review_key(waiting, person))
        for person in waiting.reviewers
    )
    drawn = await redrawn(turn.store, turn.organisation, waiting)
    told = _told(turn, waiting, (waiting.proposer,))
    also = (*drawn, *posts, *told, *await _ended_cards(turn, waiting))
    return Tell(Card("reopen.done", {"initiative": waiting.id}), also=also)


async def stopped(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """Under way again where it stopped; a trial gets the weeks back that it lay still."""
    if initiative.stage is not Stage.STOPPED:
        raise RuleBroken("", Rule.WRONG_STAGE)
    running = await _running(turn, initiative, answers.text("why"))
    await turn.store.change_initiative(running)
    await asked_anew(turn.store, turn.organisation, running, turn.now)
    taken = await taken_in(turn.store, running.answered_by, [running], turn.now)
    told = _told(turn, running, concerned(running))
    also = (*told, *taken, *await _ended_cards(turn, running))
    return Tell(Card("reopen.done", {"initiative": running.id}), also=also)


async def _running(turn: Turn, initiative: Initiative, why: str) -> Initiative:
    owner = await turn.store.person(turn.org, initiative.owner)
    zone = owner.zone if owner else turn.organisation.zone
    trial, ended = initiative.trial, reason_it_ended(initiative)
    if trial is None or stage_it_ended_in(initiative) is not Stage.TRIAL:
        return reopened(initiative, by=turn.person.id, why=why, at=turn.now)
    today = local_day(turn.now, zone)
    still = (today - local_day(ended.at, zone)).days if ended else 0
    weeks = max(-(-still // 7), weeks_late(trial, today))
    decide_at = trial_end(trial.end + timedelta(weeks=weeks), turn.organisation, zone)
    return reopened(initiative, by=turn.person.id, why=why, at=turn.now, weeks=weeks, decide_at=decide_at)


def _told(turn: Turn, back: Initiative, people: tuple[str, ...]) -> Also:
    shown = Card("reopen.told", {"initiative": back.id}, subject=back.id)
    return tuple(
        Post(To(person=person, workspace=turn.where.workspace), shown)
        for person in dict.fromkeys(people)
        if person and person != turn.person.id
    )


async def _ended_cards(turn: Turn, back: Initiative) -> Also:
    """What told people that it had ended, drawn again: it offers the way back no longer."""
    rows = [
        row
        for name in ("review.declined", "park.told", "stop.told")
        for row in await turn.store.deliveries_about(turn.org, name, back.id)
    ]
    return tuple(Change(row.id, Card(row.card, dict(row.about), subject=row.subject)) for row in rows)


async def begin(_turn: Turn, _person: Person, _about: Args) -> Reply:
    return Tell(Card("reopen.which"))


async def _ended(look: Look, person: Person) -> list[Initiative]:
    known = await look.store.initiatives_of(look.org, person.id)
    return [one for one in known if one.stage in ENDED][-OFFERED:]


@card("reopen.which")
async def which(see: Seeing, _about: Args) -> Message:
    """What somebody proposed or owned and has ended, with the way back beside each."""
    blocks: list[Block] = []
    for initiative in await _ended(see, see.person) if see.person else []:
        ways = await way_back(see, initiative)
        line = say("{title}, {stage}", title=title(initiative), stage=stage_words(initiative.stage))
        blocks += [Para(line), *ways] if ways else []
    if not blocks:
        text = say("Nothing of yours has ended.")
        return Message(text, (Para(text),))
    text = say("Which one do you want to take up again?")
    return Message(text, (Para(text), *blocks))


@card("reopen.done")
async def done(see: Seeing, about: Args) -> Message:
    """What the person reads who took it up again."""
    initiative = await INITIATIVE.of(see, about)
    if initiative.stage is not Stage.PROPOSED:
        text = say(
            "{title} goes on, {stage}. Everybody who had a part in it hears of it.",
            title=title(initiative),
            stage=stage_words(initiative.stage),
        )
        return Message(text, (Para(text),))
    text = say("{title} waits for an answer again.", title=title(initiative))
    return Message(text, (Para(text), Para(await who_answers(see, initiative))))


@card("reopen.told")
async def told(see: Seeing, about: Args) -> Message:
    """What the others read who had a part in it: it is back, and why."""
    initiative = await INITIATIVE.of(see, about)
    last = initiative.decisions[-1] if initiative.decisions else None
    name = await name_in(see, initiative, last.by if last else "")
    text = say("{name} has taken up {title} again.", name=name, title=title(initiative))
    blocks: list[Block] = [Heading(say("Taken up again")), Para(text)]
    blocks += [Quote(Typed(last.why))] if last and last.why else []
    blocks.append(
        Note(say("It is {stage} now. Earlier reasons and lessons stay.", stage=stage_words(initiative.stage)))
    )
    return Message(text, tuple(blocks))


CONVERSATION = Conversation(
    name="reopen",
    help=None,
    start="begin",
    words=("rouvrir", "reprendre"),
    flows=(
        Flow("proposal", INITIATIVE, PROPOSED_IT, PROPOSAL, proposal),
        Flow("stopped", INITIATIVE, ANSWERS_FOR_IT, STOPPED, stopped),
    ),
    actions=(Action("begin", ONESELF, EVERYBODY, begin),),
    cards=(which, done, told),
)
