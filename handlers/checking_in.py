"""What an answered check-in does, whichever way it was given: reading, baseline, win, and the nudge that asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from handlers.blocking import asked_again
from handlers.bundles import all_redrawn, of_week, open_in
from handlers.confirming import lasting, overtaken
from handlers.conversation import Also, Card, Post, Remove, Turn
from handlers.gating import look_soon
from handlers.silences import settled
from handlers.storytelling import regraded
from handlers.trials import shown_to_all
from handlers.unasked import say_unasked
from handlers.waiting import overtaken as set_aside
from initiatives import status
from initiatives.blockers import Blocker, owner_of
from initiatives.calendar import iso_week, local_day, monday_in, trial_end
from initiatives.check_ins import CheckIn, Confidence, Confirmation, check_in_id, with_point
from initiatives.confirming import confirmer_in
from initiatives.initiative import Initiative, baseline_corrected, baselined
from initiatives.kpi import Evidence, Reading
from initiatives.rules import Rule, RuleBroken
from initiatives.silence import Settled
from initiatives.wins import Point, Story, StoryState
from storage.records import To
from storage.weeks import NudgeState


@dataclass(frozen=True)
class Measured:
    """What nobody typed: the day it was measured on, and the system that sent it."""

    on: date
    source: str


@dataclass(frozen=True)
class Said:
    """What was answered for a week: a value for each KPI by its id, and what was added. Owners say it, or a system has `measured` it."""

    values: Mapping[str, Decimal]
    confidence: Confidence | None = None
    comment: str = ""
    link: str = ""
    file: str = ""
    measured: Measured | None = None

    def day(self, today: date) -> date:
        return self.measured.on if self.measured is not None else today

    @property
    def evidence(self) -> Evidence:
        return Evidence.SELF_REPORTED if self.measured is None else Evidence.MEASURED

    @property
    def source(self) -> str:
        return "" if self.measured is None else self.measured.source


async def week_asked(turn: Turn, initiative: Initiative, named: str = "") -> str:
    """The ISO week an answer belongs to: the one named, else the open nudge's, else the present one."""
    if named:
        return named
    for nudge in reversed(await turn.store.open_nudges(turn.org, turn.person.id)):
        if initiative.id in nudge.initiatives:
            return nudge.week
    return iso_week(local_day(turn.now, turn.person.zone))


async def record(turn: Turn, initiative: Initiative, week: str, said: Said) -> tuple[Initiative, Also]:
    """Keeps the check-in; returns the initiative as it is now, and the messages that change or follow.

    Raises:
        RuleBroken: when the initiative is not asked weekly any more.
    """
    if not initiative.asked_weekly:
        raise RuleBroken("", Rule.NOT_RUNNING)
    earlier = await turn.store.check_in(turn.org, check_in_id(initiative.id, week))
    said = _backed_still(said, earlier)
    first = initiative.needs_baseline or (earlier is not None and earlier.first and not _is_later(initiative, said))
    kept = await lasting(turn, earlier, said.values)
    await _keep(turn, initiative, week, said, kept, first=first)
    moved = _stood(turn, _moved(turn, initiative, week, said, kept, first=first), week, said)
    changed, heard = await settled(turn.store, moved, Settled.ANSWERED, turn.person.id, turn.now)
    await turn.store.change_initiative(changed)
    await look_soon(turn.store, changed, turn.now)
    also = (
        *await _nudges_answered(turn, changed, week),
        *heard,
        *(await asked_again(turn, changed) if changed.blockers != initiative.blockers else ()),
        *await _questions_closed(turn, initiative, changed),
        *(await overtaken(turn.store, earlier, kept) if earlier is not None else ()),
        *await set_aside(turn.store, changed, week, said.values, turn.now, said.measured.on if said.measured else None),
        *await _offer(turn, initiative, changed),
    )
    return changed, also


def _backed_still(said: Said, earlier: CheckIn | None) -> Said:
    """The same numbers said again are backed by what backed them, unless something else is named."""
    known = dict(earlier.values) if earlier is not None else {}
    if earlier is None or said.link or said.measured or any(known.get(kpi) != one for kpi, one in said.values.items()):
        return said
    return replace(said, link=earlier.link, file=earlier.file)


def _is_later(initiative: Initiative, said: Said) -> bool:
    """A system measures on: its number of another day is a step on the way, no correction of the first one."""
    return said.measured is not None and said.measured.on != initiative.leading.baseline_on


def _moved(
    turn: Turn, initiative: Initiative, week: str, said: Said, kept: tuple[Confirmation, ...], *, first: bool
) -> Initiative:
    on = said.day(_day_of(week, local_day(turn.now, turn.person.zone)))
    value = said.values.get(initiative.leading.id)
    if value is None:
        return initiative
    if initiative.needs_baseline:
        return _begun(turn, initiative, value, on)
    if first:
        return baseline_corrected(initiative, value)
    backed = confirmer_in(kept, initiative.leading.id)
    return with_point(initiative, Point(value, on, week, Evidence.CONFIRMED if backed else said.evidence))


def _stood(turn: Turn, initiative: Initiative, week: str, said: Said) -> Initiative:
    """Said to be stuck, the comment is what is in the way."""
    if said.confidence is None:
        return initiative
    blocker = Blocker(turn.new_id(), said.comment, turn.person.id, turn.now, week, owner_of(said.comment))
    return status.said(initiative, said.confidence, blocker)


def _day_of(week: str, today: date) -> date:
    """The day a number stands for: today, or the last one of a week that is over."""
    return min(today, monday_in(week) + timedelta(days=6))


def _begun(turn: Turn, initiative: Initiative, value: Decimal, on: date) -> Initiative:
    """The baseline check-in: the first number is where the way begins, not a step on it."""
    decide_at = None
    if initiative.trial is not None and initiative.trial.start <= on:
        end = on + timedelta(days=1, weeks=initiative.trial.weeks)
        decide_at = trial_end(end, turn.organisation, turn.person.zone)
    return baselined(initiative, value, on, decide_at)


async def _keep(
    turn: Turn, initiative: Initiative, week: str, said: Said, kept: tuple[Confirmation, ...], *, first: bool
) -> None:
    on = said.day(_day_of(week, local_day(turn.now, turn.person.zone)))
    for kpi, value in said.values.items():
        confirmer = confirmer_in(kept, kpi)
        reading = Reading(
            turn.new_id(), turn.org, initiative.id, initiative.kpi(kpi).id, value, on, week, turn.now, turn.person.id,
            Evidence.CONFIRMED if confirmer else said.evidence, said.link, said.source, confirmer, said.file,
        )  # fmt: skip
        await turn.store.add_reading(reading)
    values = tuple(said.values.items())
    key = check_in_id(initiative.id, week)
    check_in = CheckIn(
        key, turn.org, initiative.id, week, turn.person.id, turn.now, values, said.confidence, said.comment, first,
        said.link, said.source, said.measured.on if said.measured is not None else None, kept,
        said.file,
    )  # fmt: skip
    await turn.store.keep_check_in(check_in)


async def _nudges_answered(turn: Turn, initiative: Initiative, week: str) -> Also:
    """Every bundle of that week that names it, whoever's it is; one that waits for nothing more is answered now."""
    also: Also = ()
    for nudge in await of_week(turn.store, initiative, week, turn.person.id):
        current = nudge
        if not await open_in(turn.store, nudge) and nudge.state is not NudgeState.ANSWERED:
            current = replace(nudge, state=NudgeState.ANSWERED, reason="", answered_at=turn.now, remind_at=None)
            await turn.store.change_nudge(current)
        also = (*also, *await all_redrawn(turn.store, current))
    return also


async def _questions_closed(turn: Turn, before: Initiative, after: Initiative) -> Also:
    """A trial that starts anew from its first number is over later: nobody is asked yet what comes next."""
    asked = before.trial is not None and before.trial.asked
    return await shown_to_all(turn, after) if asked and after.trial is not None and not after.trial.asked else ()


async def _offer(turn: Turn, before: Initiative, after: Initiative) -> Also:
    """A win better than the one known is put to the owner as a story; one that a correction undid is offered no longer."""
    if after.win == before.win:
        return ()
    if after.win is not None and after.win.is_result(before.win):
        await regraded(turn.store, before, after, turn.now)
        return ()
    undone = before.win is not None and (after.win is None or not after.win.beats(before.win))
    withdrawn = await _withdrawn(turn, before) if undone else ()
    if after.win is None:
        return withdrawn
    story = Story(turn.new_id(), turn.org, after.id, after.owner, after.win, turn.now)
    await turn.store.keep_story(story)
    card = Card("story.offer", {"story": story.id}, subject=story.id)
    post = Post(To(person=after.owner, workspace=turn.where.workspace), card, key=f"offer.{story.id}")
    if after.owner == turn.person.id:
        return (*withdrawn, post)
    # Whoever has not answered themselves is told of it in their own working time.
    await say_unasked(turn.store, after.owner, turn.organisation, replace(post, to=To(person=after.owner)), turn.now)
    return withdrawn


async def _withdrawn(turn: Turn, initiative: Initiative) -> Also:
    """Stories of the win that are not told yet are put aside, and their messages go."""
    gone: list[Remove] = []
    for story in await turn.store.stories(turn.org, initiative.id):
        if story.win != initiative.win or story.state is not StoryState.OFFERED:
            continue
        await turn.store.keep_story(replace(story, state=StoryState.LEFT))
        for card in ("story.offer", "story.preview"):
            gone += [Remove(row.id) for row in await turn.store.deliveries_about(turn.org, card, story.id)]
    return tuple(gone)
