"""The message of a week: each initiative with its question or its answer, and what is for all of them."""

from __future__ import annotations

from decimal import Decimal

from handlers.beside import buttons_beside, rows
from handlers.bundles import CARD
from handlers.conversation import (
    Role,
    Seeing,
    card,
    only,
)
from handlers.facts import said_beside, title, way
from handlers.figures import pictures
from handlers.putting_off import comes_back, later_buttons, while_away
from handlers.seen_by import themselves
from handlers.subjects import INITIATIVE
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Divider,
    Heading,
    Message,
    Note,
    Para,
    Picture,
)
from handlers.waiting_shown import in_week
from handlers.weekly import in_bundle, in_place_of, named, solved_question
from handlers.wishes import wish_buttons, wishes_of_several
from handlers.words import Amount, Bold, Day, Typed, Words, say, say_n
from initiatives.calendar import local_day
from initiatives.check_ins import CheckIn, check_in_id
from initiatives.initiative import Initiative
from storage.weeks import Ended, Nudge, NudgeState

DECIDING = only(Role.OWNER, Role.SPONSOR, Role.REVIEWER)
ENDED_EARLY = (Ended.PAUSED.value, Ended.HANDED_ON.value, Ended.LEFT.value)


def last_time(initiative: Initiative) -> Words:
    latest, kpi = initiative.latest, initiative.leading
    if latest is not None:
        return say("Last time: {value}", value=Amount(latest.value, kpi.unit))
    return say("At the start: {value}", value=Amount(kpi.baseline or Decimal(0), kpi.unit))


@card(CARD, seen_by=themselves, by_itself=True)
async def nudge(see: Seeing, about: Args) -> Message:
    """The week's one message: every initiative with its last number and its buttons, or its answer."""
    week = await see.store.nudge(see.org, about["person"], about["week"])
    asked = await in_bundle(see, week, about["person"])
    missed = week is not None and week.state is NudgeState.MISSED
    blocks: list[Block] = []
    for initiative in asked:
        blocks += [Divider()] if blocks else []
        blocks += await _row(
            see, initiative, about["week"], named(initiative, asked), over=missed, shown=about.get("pictured", "")
        )
        blocks += await in_week(see, initiative) if not missed else []
    beside = await rows(see, week)
    blocks += [Divider(), *beside] if blocks and beside else beside
    waiting = week is not None and week.waits
    if week is not None and waiting and asked:
        blocks += [*_whole(asked, week), *while_away(see, week)]
    early = missed and week is not None and week.reason in ENDED_EARLY
    summary = say("Nothing of that week waits for you any more.") if early else _summary(asked, waiting, missed)
    if beside and not asked:
        summary = say("A system sent the number of this week. How does it look?")
    head = Heading(say("Your weekly check-in"))
    return Message(summary, (head, *(blocks or (Para(summary),)), _reason()))


def _summary(asked: list[Initiative], waiting: bool, missed: bool) -> Words:
    if not asked:
        return say("Nothing of yours is running at the moment.")
    if missed:
        return say("That week is over. A newer message asks for the number of this week.")
    if not waiting:
        return say("Your check-in of this week is answered.")
    if len(asked) == 1:
        return say("How did {title} go this week? Answer with the number.", title=title(asked[0]))
    return say_n(
        "How did {n} initiative of yours go this week?", "How did {n} initiatives of yours go this week?", len(asked)
    )


def _reason() -> Note:
    return Note(say("You get this once a week because you answer for it. “settings” changes the day, or stops it."))


def _whole(asked: list[Initiative], nudge: Nudge) -> list[Block]:
    """What is for the whole bundle: all at once, or later."""
    about = {"week": nudge.week}
    buttons: list[Button] = []
    if len(asked) > 1:
        buttons.append(Button(say("Answer all at once"), "check_in.all", about, "primary"))
        buttons += wishes_of_several(nudge.week)
    if nudge.state is NudgeState.OPEN and not nudge.reminder:
        buttons += later_buttons(nudge.week)
    blocks: list[Block] = [Divider()] if len(asked) > 1 else []
    if len(asked) > 1:
        blocks.append(Note(say("Or write them in one message: “A 31, B 4”.")))
    if nudge.state is NudgeState.LATER:
        blocks.append(Note(comes_back(nudge)))
    return [*blocks, Buttons(tuple(buttons))] if buttons else blocks


async def _row(see: Seeing, initiative: Initiative, week: str, name: Bold, *, over: bool, shown: str) -> list[Block]:
    done = await see.store.check_in(see.org, check_in_id(initiative.id, week))
    if done is not None:
        readings = await see.store.readings(see.org, initiative.id) if shown == initiative.id else []
        return _answered_row(initiative, done, week, name, pictures(initiative.leading, readings))
    if initiative.is_paused(local_day(see.now, see.reader.zone)) and initiative.paused_until is not None:
        return [Para(say("{title}: paused until {day}", title=name, day=Day(initiative.paused_until)))]
    if over:
        return [Para(say("{title}: no answer that week", title=name))]
    about = {"initiative": initiative.id, "week": week}
    buttons = [Button(say("Answer"), "check_in.answer", about, "primary")]
    if initiative.latest is not None:
        buttons.insert(0, Button(say("Same as last week"), "check_in.same", about))
    if name == title(initiative):
        buttons += wish_buttons(initiative, week)
    asking = [*solved_question(initiative, week), Para(_question(initiative, name))]
    blocks: list[Block] = [*asking, *await in_place_of(see, initiative)]
    asked = initiative.trial is not None and initiative.trial.asked
    if asked and await INITIATIVE.holds(see, initiative, DECIDING):
        blocks.append(Note(say("Its trial weeks are over: what next?")))
        buttons.append(Button(say("Decide what comes next"), "trial.show", {"initiative": initiative.id}))
    return [*blocks, Buttons(tuple(buttons))]


def _question(initiative: Initiative, name: Bold) -> Words:
    kpi = initiative.leading
    if initiative.needs_baseline:
        return say(
            "{title}: what is {kpi} today? It is the number the trial starts from.",
            title=name,
            kpi=Typed(kpi.name),
        )
    if kpi.target is None:
        return say("{title}: {kpi}? {last}", title=name, kpi=Typed(kpi.name), last=last_time(initiative))
    return say(
        "{title}: {kpi}? {last}, target {target}",
        title=name, kpi=Typed(kpi.name), last=last_time(initiative), target=Amount(kpi.target, kpi.unit),
    )  # fmt: skip


def _answered_row(
    initiative: Initiative, done: CheckIn, week: str, name: Bold, shown: tuple[Picture, ...]
) -> list[Block]:
    value = dict(done.values).get(initiative.leading.id)
    blocks: list[Block] = [Para(say("{title}: answered", title=name))]
    if value is not None:
        blocks += [way(initiative.leading, value), *shown]
    blocks += said_beside(done)
    about = {"initiative": initiative.id, "week": week}
    change = Button(say("Change the answer"), "check_in.answer", about)
    return [*blocks, Buttons((*buttons_beside(initiative, done, week), change))]
