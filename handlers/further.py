"""Questions that may all be left: where a talk halts to announce them, which of them are open, and what is likely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from handlers.answers import shown
from handlers.conversation import Look
from handlers.ui import Further, Input

OFFER = "further.offer"
SETTLED = "further.settled"
BEFORE = "further."
"""Before the name of a part: what a draft asks while they are announced."""


def offer(part: Further) -> str:
    return f"{BEFORE}{part.name}"


def part_at(halt: str) -> str:
    """The name of the part that is announced there; empty at a question."""
    return halt.removeprefix(BEFORE) if halt.startswith(BEFORE) else ""


def announced(asked: Iterable[Input], halt: str) -> Further | None:
    return named(asked, part_at(halt)) if part_at(halt) else None


def named(asked: Iterable[Input], name: str) -> Further | None:
    return next((one.further for one in asked if one.further is not None and one.further.name == name), None)


def names(questions: Iterable[Input]) -> list[str]:
    return [question.name for question in questions]


def left(part: Further, asked: Iterable[Input], answers: Mapping[str, str]) -> list[Input]:
    """Those of it that have no answer."""
    return [one for one in asked if one.further == part and not answers.get(one.name)]


def halt(asked: Sequence[Input], answers: Mapping[str, str], question: Input) -> str:
    """Where a question is met: by itself, or among those it is announced with."""
    part = question.further
    if part is None:
        return question.name
    among = [one for one in asked if one.further == part]
    begun = any(one.name in answers for one in among) and not _all_left(among, answers)
    return question.name if begun or len(among) == 1 or any(one.required for one in among) else offer(part)


def _all_left(among: Sequence[Input], answers: Mapping[str, str]) -> bool:
    return all(one.name in answers and not answers[one.name] for one in among)


def halts(asked: Sequence[Input], answers: Mapping[str, str]) -> list[str]:
    """Every place at which a talk halts, once each."""
    return list(dict.fromkeys(halt(asked, answers, question) for question in asked))


async def suggested(look: Look, part: Further, asked: Sequence[Input], answers: Mapping[str, str]) -> dict[str, str]:
    """The likely answers of those that have none, as far as they are asked at all."""
    if part.suggests is None:
        return {}
    likely, waiting = await part.suggests(look, answers), names(left(part, asked, answers))
    return {name: text for name, text in likely.items() if name in waiting and text}


def still_left(asked: tuple[Input, ...], answers: Mapping[str, str]) -> list[Further]:
    """Every part with a question that has no answer, once each."""
    waiting = [one.further for one in shown(asked, answers) if one.further and not answers.get(one.name)]
    return list({part.name: part for part in waiting}.values())
