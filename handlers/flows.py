"""The form presenter: one step of a flow's questions at a time, everything typed kept through every refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from handlers import refusals, ui
from handlers.answers import Answers, Read, read_all, shown
from handlers.conversation import Flow, Look, Reply, Turn
from handlers.presses import FormToken
from handlers.ui import Args, Form, ShownForm
from handlers.words import Text, say
from initiatives.rules import Rule, RuleBroken
from storage.records import Draft

STEP_CHARACTERS = 5_250
"""How much one step of a form may ask for: the narrowest place shows 24 KB at once, and some characters are four bytes."""
SURE = "sure."
"""Before the name of a question: the value that was asked back once."""
QUESTION_CHARACTERS = 190
"""What a question takes with its label, beside its answer."""


@dataclass(frozen=True)
class Wrong:
    """A step that cannot be taken as it is: the sentence for each field ("" belongs to the whole form).

    `reason` is the broken rule as plain arguments, for a card that says it later. `sure` is what the next try carries, so that a
    value that was asked back counts when it comes again.
    """

    errors: Mapping[str, Text]
    reason: Mapping[str, str] = field(default_factory=dict)
    sure: Mapping[str, str] = field(default_factory=dict)


async def form_of(flow: Flow[Any], look: Look, subject: object, about: Args) -> Form:
    """The flow's questions for this subject."""
    return flow.form if isinstance(flow.form, Form) else await flow.form(look, subject, about)


def defaults(form: Form) -> dict[str, str]:
    """What the questions are filled with before anybody typed."""
    return {question.name: question.default for question in form.questions if question.default}


def steps(questions: tuple[ui.Input, ...]) -> list[tuple[ui.Input, ...]]:
    """The questions cut where one is to begin a step or is "shown only if" another is answered, and so that each has room."""
    cut: list[list[ui.Input]] = [[]]
    for question in questions:
        depends = question.only_if is not None and question.only_if.name in {asked.name for asked in cut[-1]}
        if cut[-1] and (question.apart or depends or _room((*cut[-1], question)) > STEP_CHARACTERS):
            cut.append([])
        cut[-1].append(question)
    return [tuple(step) for step in cut]


def _room(questions: tuple[ui.Input, ...]) -> int:
    """How many characters the questions and their longest answers need where they are shown."""
    return sum(QUESTION_CHARACTERS + _longest(question) for question in questions)


def _longest(question: ui.Input) -> int:
    match question:
        case ui.ShortText(most=most) | ui.LongText(most=most):
            return most
        case ui.Choice(options=options) | ui.Choices(options=options):
            return sum(40 + len(option.value) for option in options)
        case ui.PersonPick() | ui.PeoplePick() | ui.ChannelPick():
            return 200
        case ui.Number() | ui.YesNo() | ui.DayPick():
            return 40
        case _:
            assert_never(question)


def step_from(form: Form, first: int, answers: Mapping[str, str]) -> int | None:
    """The first step from `first` on that shows anything; None when all is asked."""
    cut = steps(form.questions)
    return next((number for number in range(first, len(cut)) if shown(cut[number], answers)), None)


async def step_form(
    turn: Turn, form: Form, token: FormToken, sealed: str, answers: Mapping[str, str], errors: Mapping[str, Text]
) -> ShownForm:
    """One step as the place draws it; people are named by the platform's ids there."""
    questions = tuple(shown(steps(form.questions)[token.step], answers))
    last = step_from(form, token.step + 1, answers) is None and not _may_open_more(form, questions)
    named = await _with_platform_ids(turn, questions, answers)
    return ShownForm(replace(form, questions=questions), sealed, named, errors, last)


def _may_open_more(form: Form, questions: tuple[ui.Input, ...]) -> bool:
    here = {question.name for question in questions}
    return any(question.only_if and question.only_if.name in here for question in form.questions)


async def _with_platform_ids(turn: Turn, questions: tuple[ui.Input, ...], answers: Mapping[str, str]) -> dict[str, str]:
    named = dict(answers)
    for question in questions:
        if isinstance(question, ui.PersonPick | ui.PeoplePick) and named.get(question.name):
            ids = [await external_id(turn, part) for part in named[question.name].split(",")]
            named[question.name] = ",".join(ids)
    return named


async def external_id(turn: Turn, person: str) -> str:
    """The platform's id, in this workspace, of one of our people; whoever has none there stays as they are."""
    accounts = await turn.store.accounts(turn.org, person)
    here = next((account for account in accounts if account.workspace == turn.where.workspace), None)
    return here.external if here else person


async def read_answers(
    turn: Turn, questions: tuple[ui.Input, ...], typed: Mapping[str, str]
) -> tuple[Answers, dict[str, Text]]:
    """The answers as values, with the people picked as ours; and what is wrong by field."""
    answers, errors = read_all(questions, typed, turn.person.language)
    values: dict[str, Read] = dict(answers.values)
    for question in questions:
        if not isinstance(question, ui.PersonPick | ui.PeoplePick) or not values.get(question.name):
            continue
        given = values[question.name]
        wanted = given if isinstance(given, tuple) else (str(given),)
        found = [await _our_person(turn, one) for one in wanted]
        if not all(found):
            errors[question.name] = say("I do not know everybody named here. Pick them from the list, or write @name.")
        values[question.name] = tuple(p for p in found if p) if isinstance(question, ui.PeoplePick) else found[0] or ""
    return Answers(values), errors


async def _our_person(turn: Turn, named: str) -> str | None:
    account = await turn.store.account(turn.org, turn.where.workspace, named)
    if account is not None:
        if account.guest:
            return None
        person = await turn.store.person(turn.org, account.person)
    else:
        person = await turn.store.person(turn.org, named)
    return person.id if person is not None and person.active else None


async def finish(flow: Flow[Any], turn: Turn, subject: object, typed: Mapping[str, str], about: Args) -> Reply | Wrong:
    """Runs the flow's `finish` on everything answered; a broken rule belongs to its field."""
    form = await form_of(flow, turn, subject, about)
    answers, errors = await read_answers(turn, form.questions, typed)
    if errors:
        return Wrong(errors)
    try:
        return await flow.finish(turn, subject, answers, about)
    except RuleBroken as broken:
        words = {broken.field: refusals.of(broken.rule, broken.values)}
        return Wrong(words, refusals.reason_of(broken), _sure(broken))


def _sure(broken: RuleBroken) -> dict[str, str]:
    return {f"{SURE}{broken.field}": broken.values["value"]} if broken.rule is Rule.DOUBTFUL else {}


async def keep(turn: Turn, token: FormToken, answers: Mapping[str, str]) -> None:
    """A finished step, saved: a form closed after it goes on from there."""
    about, kept = dict(token.about), dict(answers)
    draft = await turn.store.draft(turn.org, token.draft)
    fresh = Draft(
        token.draft, turn.org, turn.person.id, token.flow, about, kept, turn.now, workspace=turn.where.workspace
    )
    await turn.store.keep_draft(replace(draft, answers=kept, updated_at=turn.now) if draft else fresh)
