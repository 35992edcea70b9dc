"""`review`: somebody answers a proposal: as a trial, with a question, or with no and a reason."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from handlers import promises
from handlers.answers import Answers
from handlers.asking import asked_anew
from handlers.bylines import likely_owner, name_in
from handlers.conversation import (
    Action,
    Also,
    Card,
    Conversation,
    Flow,
    Look,
    Post,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import name_of, title
from handlers.planning import weeks_asked, with_plan
from handlers.promise_shown import standing, while_asked
from handlers.proposing import REVIEWERS_MAY, TO_REVIEWERS, buttons, sections
from handlers.reopening import way_back
from handlers.similar import tell_backers
from handlers.starting import for_owner, schedule
from handlers.subjects import INITIATIVE
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    DayPick,
    Form,
    Heading,
    Input,
    LongText,
    Message,
    Note,
    Number,
    Para,
    PersonPick,
    Quote,
    ShortText,
)
from handlers.words import Typed, say
from initiatives.calendar import local_day, trial_end
from initiatives.initiative import Initiative, Stage, approved, declined
from initiatives.lessons import Remark
from initiatives.reopening import answer_of, reason_it_ended
from initiatives.rules import Rule, RuleBroken
from storage.records import To

CARD = "review.to_review"
REVIEWERS = only(Role.REVIEWER)

QUESTION = Form(
    title=say("Ask a question"),
    submit=say("Ask it"),
    questions=(LongText(name="question", label=say("What do you want to know?"), most=1000),),
)
REASON = Form(
    title=say("Decline"),
    submit=say("Decline it"),
    intro=say("The proposer reads your reason in your own words."),
    questions=(LongText(name="why", label=say("Why not, or why not now?"), most=1000),),
)
ANSWER = Form(
    title=say("Answer"),
    submit=say("Send the answer"),
    questions=(LongText(name="answer", label=say("Your answer"), most=2000),),
)


async def approval(look: Look, initiative: Initiative, _about: Args) -> Form:
    """Owner, start and length; the target too when the proposal has none."""
    today = local_day(look.now, look.person.zone if look.person else look.organisation.zone)
    questions: list[Input] = [
        PersonPick(name="owner", label=say("Who owns it?"), default=await likely_owner(look, initiative)),
        DayPick(name="start", label=say("First day"), default=(today + timedelta(days=1)).isoformat()),
        weeks_asked(say("How many weeks?"), 26),
    ]
    if initiative.leading.target is None:
        name = Typed(initiative.leading.name)
        hint = say("{kpi}. For example: 42 to 20, or “? to 20” if nobody knows the first number yet.", kpi=name)
        questions.append(ShortText(name="change", label=say("From what to what?"), hint=hint, most=60))
    questions += [
        ShortText(name="measured", label=say("How is the number measured?"), required=False, most=150),
        Number(
            name="days",
            label=say("Working days it takes"),
            required=False,
            low=Decimal(0),
            high=Decimal(1000),
            word="days",
        ),
        Number(
            name="cost",
            label=say("Set-up cost"),
            required=False,
            low=Decimal(0),
            unit=Typed(look.organisation.currency),
            word=look.organisation.currency,
        ),
    ]
    return Form(say("Approve as a trial"), say("Start the trial"), tuple(questions))


async def approve(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """The proposal as a trial; everybody concerned hears of it."""
    owner = await turn.store.person(turn.org, answers.text("owner"))
    if owner is None or not owner.active:
        raise RuleBroken("owner", Rule.EMPTY)
    planned = with_plan(turn, initiative, answers)
    start, weeks = answers.day("start") or local_day(turn.now, owner.zone), int(answers.number("weeks"))
    if start < local_day(turn.now, owner.zone):
        raise RuleBroken("start", Rule.START_TOO_EARLY)
    baseline_on = planned.leading.baseline_on
    first = max(start, baseline_on + timedelta(days=1)) if baseline_on else start
    ends = trial_end(first + timedelta(weeks=weeks), turn.organisation, owner.zone)
    running = approved(
        planned, by=turn.person.id, owner=owner.id, start=first, weeks=weeks, today=local_day(turn.now, owner.zone),
        decide_at=ends, at=turn.now,
    )  # fmt: skip
    await turn.store.change_initiative(running)
    await promises.answered(turn.store, running, turn.now)
    await asked_anew(turn.store, turn.organisation, running, turn.now)
    told = {initiative.proposer, owner.id} - {turn.person.id}
    await tell_backers(turn.store, turn.organisation, running, "trial", turn.now, but=(turn.person.id, *told))
    posts = tuple(_post(turn, person, "review.approved", running) for person in sorted(told))
    return Tell(Card("review.decided", {"initiative": running.id}), also=(*posts, *await shown_to_all(turn, running)))


async def decline(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    ended = declined(initiative, by=turn.person.id, why=answers.text("why"), at=turn.now)
    await turn.store.change_initiative(ended)
    await tell_backers(turn.store, turn.organisation, ended, "declined", turn.now, but=(turn.person.id,))
    await promises.answered(turn.store, ended, turn.now)
    others = {initiative.proposer} - {turn.person.id}
    told = tuple(_post(turn, person, "review.declined", ended) for person in others)
    return Tell(Card("review.decided", {"initiative": ended.id}), also=(*told, *await shown_to_all(turn, ended)))


async def ask(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    """The question goes to the proposer, whose answer comes back into the thread of the reviewer's card."""
    remark = await _remark(turn, initiative, answers.text("question"))
    back = about.get("from") or turn.delivery
    shown = Card("review.question", {"initiative": initiative.id, "remark": remark.id, "from": back})
    post = Post(To(person=initiative.proposer, workspace=turn.where.workspace), shown, once=False)
    return Tell(Card("review.asked", {"initiative": initiative.id}), also=(post, *await shown_to_all(turn, initiative)))


async def answer_flow(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    return await _answered(turn, initiative, answers.text("answer"), about)


async def answer_in_thread(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """A reply under the question is the answer."""
    return await _answered(turn, initiative, about["said"], about)


async def _answered(turn: Turn, initiative: Initiative, text: str, about: Args) -> Reply:
    asked = await turn.store.remark(turn.org, about.get("remark", ""))
    remark = await _remark(turn, initiative, text)
    to = asked.by if asked else initiative.sponsor
    shown = Card("review.answer", {"initiative": initiative.id, "remark": remark.id, "from": turn.delivery})
    post = Post(await _in_thread(turn, about.get("from", ""), to), shown, once=False)
    also = (post, *await shown_to_all(turn, initiative))
    return Tell(Card("review.passed_on", {"to": to, "initiative": initiative.id}), also=also)


async def ask_in_thread(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """A reviewer's reply under the proposal or under an answer is a further question."""
    remark = await _remark(turn, initiative, about["said"])
    shown = Card("review.question", {"initiative": initiative.id, "remark": remark.id, "from": turn.delivery})
    post = Post(To(person=initiative.proposer, workspace=turn.where.workspace), shown, once=False)
    also = (post, *await shown_to_all(turn, initiative))
    return Tell(Card("review.passed_on", {"to": initiative.proposer, "initiative": initiative.id}), also=also)


async def _in_thread(turn: Turn, delivery: str, person: str) -> To:
    row = await turn.store.delivery(turn.org, delivery) if delivery else None
    thread = row.message if row is not None and row.to.person == person else ""
    return To(person=person, workspace=turn.where.workspace, thread=thread)


async def _remark(turn: Turn, initiative: Initiative, text: str) -> Remark:
    remark = Remark(turn.new_id(), turn.org, initiative.id, turn.person.id, text, turn.now)
    await turn.store.add_remark(remark)
    await promises.talked(turn.store, turn.organisation, initiative, turn.person.id, turn.now)
    return remark


def _post(turn: Turn, person: str, name: str, initiative: Initiative) -> Post:
    return Post(
        To(person=person, workspace=turn.where.workspace),
        Card(name, {"initiative": initiative.id}, subject=initiative.id),
    )


async def shown_to_all(turn: Turn, initiative: Initiative) -> Also:
    """Every reviewer's card of this proposal, drawn again as it stands now."""
    return await promises.redrawn(turn.store, turn.organisation, initiative)


async def _reviews(see: Seeing, about: Args) -> bool:
    """The card is for whoever answered it or still may."""
    initiative = await see.store.initiative(see.org, about["initiative"])
    if initiative is None or see.person is None:
        return False
    acted = {decision.by for decision in initiative.decisions}
    return (
        see.person.id in acted
        or see.person.id in initiative.reviewers
        or await INITIATIVE.holds(see, initiative, only(Role.REVIEWER))
    )


@card(CARD, seen_by=_reviews)
async def to_review(see: Seeing, about: Args) -> Message:
    """The proposal on one card, with the buttons while it waits and the decision once it is made."""
    initiative = await INITIATIVE.of(see, about)
    proposer = await name_in(see, initiative, initiative.proposer)
    blocks: list[Block] = [
        Heading(Typed(initiative.title)),
        Para(say("{name} proposes this.", name=proposer)),
        Quote(Typed(initiative.pain)),
        Para(say("To try: {idea}", idea=Typed(initiative.idea))),
        *await sections(TO_REVIEWERS, see, initiative),
    ]
    blocks += await standing(see, initiative)
    blocks += await _choices(see, initiative) if answer_of(initiative) is None else []
    return Message(
        say("{name} proposes {title}: your answer is wanted", name=proposer, title=title(initiative)), tuple(blocks)
    )


async def _choices(see: Seeing, initiative: Initiative) -> list[Block]:
    about = {"initiative": initiative.id}
    return [
        Buttons(
            (
                Button(say("Approve as a trial"), "review.approve", about, "primary"),
                Button(say("Ask a question"), "review.ask", {**about, "from": see.delivery}),
                Button(say("Decline with a reason"), "review.decline", about),
                *await buttons(REVIEWERS_MAY, see, initiative),
            )
        ),
        Note(say("You get this because you answer proposals here.")),
        Note(say("A reply in the thread is a question to the proposer."), in_thread=True),
    ]


@card("review.decided")
async def decided(see: Seeing, about: Args) -> Message:
    """What the reviewer reads after deciding."""
    initiative = await INITIATIVE.of(see, about)
    if initiative.stage is Stage.DECLINED:
        text = say("{title} is declined. The proposer reads your reason.", title=title(initiative))
        return Message(text, (Para(text),))
    owner = await name_of(see, initiative.owner)
    text = say("{title} is a trial now, owned by {owner}.", title=title(initiative), owner=owner)
    return Message(text, (Para(text), *schedule(initiative)))


@card("review.approved")
async def approved_card(see: Seeing, about: Args) -> Message:
    """What proposer and owner read: it is a trial, whose, from when, and what the owner will be asked."""
    initiative = await INITIATIVE.of(see, about)
    answer = answer_of(initiative)
    by = await name_of(see, answer.by if answer else initiative.sponsor)
    text = say("{name} approved {title} as a trial.", name=by, title=title(initiative))
    blocks: list[Block] = [Heading(say("It is a trial")), Para(text), *schedule(initiative)]
    if see.person is not None and see.person.id == initiative.owner:
        blocks += for_owner(initiative)
    else:
        blocks.append(
            Para(say("{owner} owns it and reports the number every week.", owner=await name_of(see, initiative.owner)))
        )
    return Message(text, tuple(blocks))


@card("review.declined")
async def declined_card(see: Seeing, about: Args) -> Message:
    """What the proposer reads: no, and the reason in the reviewer's own words."""
    initiative = await INITIATIVE.of(see, about)
    decision = reason_it_ended(initiative) or initiative.decisions[-1]
    text = say("{title} will not be tried for now.", title=title(initiative))
    return Message(
        text,
        (
            Heading(say("An answer to your proposal")),
            Para(text),
            Para(say("{name} wrote:", name=await name_in(see, initiative, decision.by))),
            Quote(Typed(decision.why)),
            Note(say("What you wrote is kept. When something has changed, it can be answered anew.")),
            *await way_back(see, initiative),
        ),
    )


@card("review.question")
async def question(see: Seeing, about: Args) -> Message:
    initiative = await INITIATIVE.of(see, about)
    remark = await see.store.remark(see.org, about["remark"])
    name = await name_in(see, initiative, remark.by if remark else "")
    text = say("{name} asks about {title}", name=name, title=title(initiative))
    return Message(
        text,
        (
            Para(text),
            Quote(Typed(remark.text if remark else "")),
            Buttons((Button(say("Write the answer"), "review.answer", dict(about), "primary"),)),
            *await while_asked(see, initiative),
            Note(say("Or reply in this thread."), in_thread=True),
        ),
    )


@card("review.answer")
async def answer(see: Seeing, about: Args) -> Message:
    initiative = await INITIATIVE.of(see, about)
    remark = await see.store.remark(see.org, about["remark"])
    name = await name_in(see, initiative, remark.by if remark else "")
    text = say("{name} answered about {title}", name=name, title=title(initiative))
    return Message(
        text,
        (
            Para(text),
            Quote(Typed(remark.text if remark else "")),
            Note(say("Reply in this thread to ask more."), in_thread=True),
        ),
    )


@card("review.asked")
async def asked(see: Seeing, about: Args) -> Message:
    initiative = await INITIATIVE.of(see, about)
    text = say("{name} has your question.", name=await name_in(see, initiative, initiative.proposer))
    return Message(text, (Para(text),))


@card("review.passed_on")
async def passed_on(see: Seeing, about: Args) -> Message:
    text = say("Passed on to {name}.", name=await name_in(see, await INITIATIVE.of(see, about), about["to"]))
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="review",
    help=None,
    flows=(
        Flow("approve", INITIATIVE, REVIEWERS, approval, approve),
        Flow("ask", INITIATIVE, REVIEWERS, QUESTION, ask),
        Flow("decline", INITIATIVE, REVIEWERS, REASON, decline),
        Flow("answer", INITIATIVE, only(Role.PROPOSER), ANSWER, answer_flow),
    ),
    actions=(
        Action("answer_in_thread", INITIATIVE, only(Role.PROPOSER), answer_in_thread, reply_to=("review.question",)),
        Action(
            "ask_in_thread", INITIATIVE, REVIEWERS, ask_in_thread, reply_to=(CARD, promises.TO_ANSWER, "review.answer")
        ),
    ),
    cards=(to_review, decided, approved_card, declined_card, question, answer, asked, passed_on),
)
