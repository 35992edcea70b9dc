"""How a proposal scores, in words: the sum of its value line by line, what reviewers say it takes, and where that puts it."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation import Role, Seeing, only
from handlers.facts import name_of, title
from handlers.subjects import INITIATIVE
from handlers.ui import Block, Button, Fields, Note, Picture, Scatter
from handlers.words import Amount, Listed, Text, Typed, Words, say, say_n
from initiatives.initiative import Initiative, Stage
from initiatives.score import Criterion, Judged, Quadrant, Spread, Term, judged, score_id, tenth, total, value_terms
from storage.port import Transaction

LETTERS = string.ascii_uppercase
LEAST = 2
"""One proposal alone is a sentence and no picture."""
REVIEWERS = only(Role.REVIEWER)
QUADRANTS: dict[Quadrant, Words] = {
    Quadrant.QUICK_WIN: say("quick win: worth much, takes little"),
    Quadrant.BIG_BET: say("big bet: worth much, takes much"),
    Quadrant.SMALL_GAIN: say("small gain: worth little, takes little"),
    Quadrant.RETHINK: say("rethink it: worth little, takes much"),
}
NAMES: dict[Criterion, Words] = {
    Criterion.HOURS: say("hours a week less"),
    Criterion.PEOPLE: say("people who feel it"),
    Criterion.ERRORS: say("errors less"),
    Criterion.MONEY: say("money less"),
    Criterion.DAYS: say("working days"),
    Criterion.INFRASTRUCTURE: say("new infrastructure"),
    Criterion.INTEGRATIONS: say("systems to connect"),
    Criterion.TRAINED: say("people to train"),
    Criterion.CONTENT: say("guarded content"),
}


def sum_of(terms: Sequence[Term]) -> Words:
    """The formula as anyone can follow it: “hours a week less 8 × 0.5 = 4”, and so on, and what it comes to."""
    lines = tuple(_line(term) for term in terms)
    if not lines:
        return say("nothing that counts so far")
    return say("{lines}; together {total} of 10", lines=Listed(lines), total=total(terms))


def _line(term: Term) -> Words:
    amount, each, points = Amount(term.amount), Amount(term.each), Amount(term.points)
    what = NAMES[term.criterion]
    if term.points < tenth(term.amount * term.each):
        return say("{what} {amount} × {each} = {points}, no more", amount=amount, what=what, each=each, points=points)
    return say("{what} {amount} × {each} = {points}", amount=amount, what=what, each=each, points=points)


def spread(found: Spread) -> Words:
    """The mean, and how far apart they are where several scored it and differ."""
    if found.count < 2:
        return say("{mean} of 10", mean=Amount(found.mean))
    if found.low == found.high:
        return say_n(
            "{mean} of 10 ({n} reviewer)", "{mean} of 10 ({n} reviewers agree)", found.count, mean=Amount(found.mean)
        )
    return say_n(
        "{mean} of 10 ({n} reviewer, from {low} to {high})",
        "{mean} of 10 ({n} reviewers, from {low} to {high})",
        found.count,
        mean=Amount(found.mean), low=Amount(found.low), high=Amount(found.high),
    )  # fmt: skip


def standing(found: Judged) -> tuple[tuple[Text, Text], ...]:
    """Value, effort and what both come to, as label and value."""
    pairs: list[tuple[Text, Text]] = [(say("Value"), spread(found.value))]
    if found.effort is None or found.quadrant is None:
        return (*pairs, (say("Effort"), say("nobody has said yet")))
    return (*pairs, (say("Effort"), spread(found.effort)), (say("Together"), QUADRANTS[found.quadrant]))


async def to_reviewers(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """How it scores, where that comes from, and where reviewers differ."""
    scores = await see.store.scores_of(see.org, initiative.id)
    found = judged(initiative, scores)
    blocks: list[Block] = [Fields(standing(found))]
    blocks.append(Note(say("Value by the answers: {sum}.", sum=sum_of(value_terms(initiative)))))
    for one in scores:
        if one.value is not None:
            name = await name_of(see, one.reviewer)
            why = Typed(one.why)
            blocks.append(Note(say("{name} says {value} of 10: {why}", name=name, value=Amount(one.value), why=why)))
    if found.value.is_wide or (found.effort is not None and found.effort.is_wide):
        blocks.append(Note(say("Reviewers are far apart here: worth a word between them.")))
    return tuple(blocks)


def picture(found: Sequence[tuple[Initiative, Judged]]) -> tuple[Picture, ...]:
    """Proposals by effort and value, a letter for each, and the same in words; none before two have both."""
    both = [(initiative, one.value, one.effort) for initiative, one in found if one.effort is not None][: len(LETTERS)]
    if len(both) < LEAST:
        return ()
    dots = tuple((mark, effort.mean, value.mean) for mark, (_, value, effort) in zip(LETTERS, both, strict=False))
    lines = tuple(
        say(
            "{mark}: {title}, value {value}, effort {effort}",
            mark=Typed(mark), title=title(initiative), value=Amount(value.mean), effort=Amount(effort.mean),
        )
        for mark, (initiative, value, effort) in zip(LETTERS, both, strict=False)
    )  # fmt: skip
    alt = say("Value and effort, each from 0 to 10. {lines}", lines=Listed(lines))
    return (Picture(alt, Scatter(dots, say("effort"), say("value"))),)


def mark_of(initiative: Initiative, found: Sequence[tuple[Initiative, Judged]]) -> str:
    """The letter it has in the picture; none when it is not in it."""
    both = [one.id for one, stands in found if stands.effort is not None]
    place = both.index(initiative.id) if initiative.id in both and len(both) >= LEAST else len(LETTERS)
    return LETTERS[place] if place < len(LETTERS) else ""


async def reviewers_may(see: Seeing, initiative: Initiative) -> tuple[Button, ...]:
    if initiative.stage is not Stage.PROPOSED or not await INITIATIVE.holds(see, initiative, REVIEWERS):
        return ()
    return (button(initiative),)


def button(initiative: Initiative) -> Button:
    return Button(say("Score it"), "scores.score", {"initiative": initiative.id})


async def join_scores(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """The scores of somebody who turns out to be somebody else; where both scored the same, the later one holds."""
    for score in await store.scores_by(organisation, goes):
        theirs = await store.score(organisation, score_id(score.initiative, stays))
        await store.drop_score(score)
        if theirs is None or theirs.at < score.at:
            await store.keep_score(replace(score, id=score_id(score.initiative, stays), reviewer=stays))
