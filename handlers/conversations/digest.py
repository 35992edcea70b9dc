"""`digest`: the week's one message to the channel, and an admin's look at it before it goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers import worrying
from handlers.campaigning import in_digest
from handlers.conversation import (
    Action,
    Card,
    Change,
    Conversation,
    Post,
    Quiet,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.digests import CARD, NOT_POSTED, Period, Week, again, card_of, gather, is_in_doubt, period_so_far
from handlers.facts import from_to, more, split, title
from handlers.first_answers import lines
from handlers.reinvesting import latest, told
from handlers.seen_by import admins, channel_or_admins
from handlers.subjects import NOTHING
from handlers.ui import Args, Block, Button, Buttons, Divider, Heading, Message, Note, Para, Quote
from handlers.why import why
from handlers.words import Amount, Bold, Channel, Day, Moment, Reader, Text, Typed, Words, say, say_n
from handlers.worth import in_money
from initiatives.calendar import local_day
from initiatives.initiative import Initiative
from initiatives.lessons import Lesson
from initiatives.people import Organisation
from initiatives.rules import Rule, RuleBroken
from storage.records import Delivery, DeliveryState, To

LISTED = 5
"""How many of each kind are named; the others are counted."""
SHORT = 200
"""How much of a lesson is quoted."""


async def show(turn: Turn, organisation: Organisation, _about: Args) -> Reply:
    """What would be in it now, for the admin who asks and nobody else."""
    period = await period_so_far(turn.store, organisation, turn.now)
    shown = card_of(period)
    return Tell(Card(shown.name, {**shown.about, "preview": "yes"}))


async def post_again(turn: Turn, organisation: Organisation, about: Args) -> Reply:
    """An admin has looked: it is not there. It goes out once more, where digests go now."""
    lost = await turn.store.delivery(turn.org, about.get("delivery", ""))
    if lost is None or lost.card != CARD or not is_in_doubt(lost):
        raise RuleBroken("", Rule.WRONG_STAGE)
    if await turn.store.delivery(turn.org, again(lost.id)) is not None:
        raise RuleBroken("", Rule.WRONG_STAGE)
    spot = organisation.stories
    to = To(workspace=spot.workspace, channel=spot.channel) if spot is not None else lost.to
    shown = [
        Change(row.id, Card(NOT_POSTED, dict(row.about), subject=lost.id))
        for row in await turn.store.deliveries_about(turn.org, NOT_POSTED, lost.id)
    ]
    return Quiet((Post(to, Card(CARD, dict(lost.about)), key=again(lost.id)), *shown))


@card(NOT_POSTED, seen_by=admins, by_itself=True)
async def not_posted(see: Seeing, about: Args) -> Message:
    """What the admins read when a digest is not in its channel, or when its answer got lost: somebody has to look."""
    row = await see.store.delivery(see.org, about["delivery"])
    anew = await see.store.delivery(see.org, again(about["delivery"]))
    if anew is not None:
        text = say("The weekly digest is posted again in {where}.", where=Channel(anew.to.channel))
        return Message(text, (Para(text),))
    if row is None or not is_in_doubt(row):
        text = say("The weekly digest is settled.")
        return Message(text, (Para(text),))
    return _asked_to_look(row)


def _asked_to_look(row: Delivery) -> Message:
    where = Channel(row.to.channel)
    if row.state is DeliveryState.UNCONFIRMED:
        text = say("I cannot tell whether the weekly digest arrived.")
        next_ = say("Only you can look: {where}. If it is there, all is well. If not, post it again.", where=where)
        label = say("It is not there: post it again")
    else:
        text = say("The weekly digest is not in its channel.")
        next_ = say(
            "It could not be posted in {where}: the bot has to be a member there, and allowed to write. Add it to the channel, or set "
            "another one with “admin”, and post it again.",
            where=where,
        )
        label = say("Post the digest again")
    button = Button(label, "digest.post_again", {"delivery": row.id}, "primary")
    reason = say("You get this because you are an admin here.")
    return Message(text, (Para(text), Para(next_), Buttons((button,)), *why(reason)))


@card(CARD, seen_by=channel_or_admins, by_itself=True)
async def week(see: Seeing, about: Args) -> Message:
    """The period's wins, trials and lessons, then what waits and what has been freed."""
    period = Period(datetime.fromisoformat(about["from"]), datetime.fromisoformat(about["to"]))
    found = await gather(see.store, see.org, period)
    zone = see.organisation.zone
    days = say("{start} to {end}", start=Day(local_day(period.start, zone)), end=Day(local_day(period.end, zone)))
    blocks: list[Block] = [Heading(say("The week in initiatives")), Note(days)]
    blocks += [*_wins(see.reader, found), *_trials(see.reader, found), *_stopped(see.reader, found)]
    blocks += _standing(found, period, see.organisation)
    used = await latest(see.store, see.organisation, period.end)
    blocks += [Note(told(used))] if used else []
    blocks += await in_digest(see)
    blocks += worrying.told(found.answers)
    if found.empty:
        blocks.append(Para(say("Nothing to tell so far. A week without news stays silent.")))
    else:
        blocks.append(Buttons((Button(say("Propose an initiative"), "propose.begin"),)))
    if about.get("preview"):
        blocks += [Divider(), Note(_preview(see.organisation))]
    else:
        blocks.append(Note(say("Once a week, when there is news. Admins change the channel and the day by “admin”.")))
    return Message(_summary(found), tuple(blocks))


def _summary(found: Week) -> Words:
    return say(
        "The week in initiatives: wins {wins}, new trials {trials}, lessons {lessons}",
        wins=len(found.wins), trials=len(found.trials), lessons=len(found.stopped),
    )  # fmt: skip


def _preview(organisation: Organisation) -> Words:
    if organisation.stories is None:
        return say("Only you see this. No channel is set for it, so nothing is posted. “admin” sets one.")
    where = Channel(organisation.stories.channel)
    if organisation.digest_at is None:
        return say("Only you see this. It would be posted in {where}.", where=where)
    return say("Only you see this. It is posted in {where}, {at}.", where=where, at=Moment(organisation.digest_at))


def _wins(reader: Reader, found: Week) -> list[Block]:
    blocks: list[Block] = []
    if found.wins:
        lines = [say("{headline} ({name})", headline=Bold(s.headline), name=Typed(s.shown_as)) for s in found.wins]
        blocks += _section(reader, say_n("{n} win told", "{n} wins told", len(found.wins)), lines)
    if found.adoptions:
        taken = say_n("{n} team took a win over.", "{n} teams took a win over.", found.adoptions)
        blocks.append(Para(taken))
    return blocks


def _trials(reader: Reader, found: Week) -> list[Block]:
    if not found.trials:
        return []
    lines = [
        say("{title} ({number})", title=title(initiative), number=from_to(initiative.leading))
        for initiative in found.trials
    ]
    return _section(reader, say_n("{n} new trial", "{n} new trials", len(found.trials)), lines)


def _stopped(reader: Reader, found: Week) -> list[Block]:
    if not found.stopped:
        return []
    lines = [_taught(initiative, lesson) for initiative, lesson in found.stopped]
    return _section(reader, say_n("{n} lesson kept", "{n} lessons kept", len(found.stopped)), lines)


def _taught(initiative: Initiative, lesson: Lesson | None) -> Words:
    if lesson is None:
        return say("{title} ended.", title=title(initiative))
    reuse = Typed(_short(lesson.reuse))
    return say("{title} ended with a lesson. To reuse: {reuse}", title=title(initiative), reuse=reuse)


def _short(text: str) -> str:
    """The beginning of a long text, up to a space: the lesson itself has the rest."""
    if len(text) <= SHORT:
        return text
    return f"{text[:SHORT].rsplit(maxsplit=1)[0]}…"


def _section(reader: Reader, head: Words, lines: Sequence[Text]) -> list[Block]:
    above = say("{heading}", heading=Bold(reader.read(head)))
    blocks: list[Block] = [Para(above), *(Quote(line) for line in lines[:LISTED])]
    if len(lines) > LISTED:
        blocks.append(Note(more(len(lines) - LISTED)))
    return blocks


def _standing(found: Week, period: Period, organisation: Organisation) -> list[Block]:
    """How things stand at the end of the period, apart from what happened in it."""
    happened = found.wins or found.adoptions or found.trials or found.stopped
    kept = lines(found.promise)
    blocks: list[Block] = [Divider()] if happened and (found.waiting or found.freed.hours or kept) else []
    if found.waiting and found.oldest is not None:
        blocks.append(Para(_waiting(found.waiting, (period.end - found.oldest).days)))
    blocks += [Note(line) for line in kept]
    if found.freed.hours:
        hours = say_n(
            "Freed so far: {hours} a week, in {n} initiative. {split}",
            "Freed so far: {hours} a week, in {n} initiatives. {split}",
            found.freed.initiatives,
            hours=Amount(found.freed.hours, "h"),
            split=split(found.freed.parts, "h"),
        )
        blocks.append(Para(hours))
        paid = in_money(found.freed, organisation)
        blocks += [Note(paid)] if paid is not None else []
    return blocks


def _waiting(count: int, days: int) -> Words:
    since = say_n("{n} day", "{n} days", days)
    if days == 0:
        return say_n(
            "{n} proposal is new and waits for an answer.", "{n} proposals are new and wait for an answer.", count
        )
    return say_n(
        "{n} proposal waits for an answer, for {since} now.",
        "{n} proposals wait for an answer, the oldest for {since}.",
        count,
        since=since,
    )


CONVERSATION = Conversation(
    name="digest",
    help=say("See the weekly digest before it is posted (admins)"),
    start="show",
    words=("bilan",),
    actions=(
        Action("show", NOTHING, only(Role.ADMIN), show),
        Action("post_again", NOTHING, only(Role.ADMIN), post_again),
    ),
    cards=(week, not_posted),
)
