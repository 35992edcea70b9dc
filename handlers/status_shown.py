"""On track, at risk or stuck: what the number suggests beside what was said by hand, and one tap to say it."""

from __future__ import annotations

from dataclasses import replace

from handlers.blocking import seen_again
from handlers.conversation import Ask, Card, Reply, Turn
from handlers.facts import CONFIDENCES, confidence
from handlers.replies import instead
from handlers.ui import Args, Block, Button, Buttons, Note
from handlers.words import Words, say, say_n
from initiatives import status
from initiatives.blockers import Blocker
from initiatives.check_ins import CheckIn, Confidence, check_in_id
from initiatives.initiative import Initiative
from initiatives.status import Suggestion, by_hand, looks


def status_of(initiative: Initiative, done: CheckIn) -> list[Block]:
    """The suggestion, and below it the hand-set status, which stays as it is."""
    suggestion, hand = looks(initiative, done.week), by_hand(initiative, done)
    lines: list[Block] = [Note(_suggested(suggestion))] if suggestion is not None else []
    return [*lines, Note(say("You say: {status}", status=confidence(hand)))] if hand is not None else lines


def _suggested(suggestion: Suggestion) -> Words:
    come, gone = max(0, round(suggestion.come * 100)), round(suggestion.gone * 100)
    match suggestion.kind:
        case Confidence.ON_TRACK if suggestion.come >= 1:
            return say("Looks on track: the target is reached.")
        case Confidence.ON_TRACK:
            return say("Looks on track: {come} % of the way in {gone} % of the time.", come=come, gone=gone)
        case Confidence.AT_RISK:
            return say("Looks at risk: {come} % of the way in {gone} % of the time.", come=come, gone=gone)
        case Confidence.STUCK:
            return say_n(
                "Looks stuck: {come} % of the way in {gone} % of the time, and no move for {n} week.",
                "Looks stuck: {come} % of the way in {gone} % of the time, and no move for {n} weeks.",
                suggestion.still,
                come=come,
                gone=gone,
            )


def status_buttons(initiative: Initiative, done: CheckIn) -> list[Block]:
    """One tap for each status that it does not have, from the trial's first number on; help, once it is stuck."""
    hand, trial = by_hand(initiative, done), initiative.trial
    begun = trial is not None and initiative.latest is not None and initiative.latest.on >= trial.start
    if not initiative.asked_weekly or not begun or done.first:
        return []
    about = {"initiative": initiative.id, "week": done.week}
    others = [option for option in CONFIDENCES if option.value != hand]
    buttons = [Button(option.label, "check_in.status", {**about, "status": option.value}) for option in others]
    if hand is Confidence.STUCK:
        buttons.append(Button(say("I need help"), "blocked.say", {**about, "tell": "yes"}))
    return [Buttons(tuple(buttons))]


async def set_status(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """Said by one tap; stuck asks what is in the way, which may be left out."""
    kind, week = Confidence(about["status"]), about.get("week", "")
    if kind is Confidence.STUCK:
        return Ask("blocked.say", {"initiative": initiative.id, "week": week})
    done = await turn.store.check_in(turn.org, check_in_id(initiative.id, week))
    if done is None:
        return Ask("check_in.answer", {"initiative": initiative.id, "week": week})
    await turn.store.keep_check_in(replace(done, confidence=kind))
    blocker = Blocker(turn.new_id(), "", turn.person.id, turn.now, week)
    changed = status.said(initiative, kind, blocker)
    await turn.store.change_initiative(changed)
    shown = await _as_it_was(turn, Card("check_in.answered", {"initiative": initiative.id, "week": week}))
    return await instead(turn, shown, await seen_again(turn, changed))


async def _as_it_was(turn: Turn, card: Card) -> Card:
    """The pressed card with all it was drawn with."""
    row = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    return Card(row.card, dict(row.about)) if row is not None and row.card == card.name else card
