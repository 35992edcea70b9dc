"""Every form there is, with the longest answers its questions allow in every script, is one card for each step and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import orjson
import pytest

from bot.teams import activities, limits, render
from bot.teams.fitting import size
from bot.teams.gate import Json
from bot.teams.render import Directory, Pick
from handlers import flows, registry
from handlers.conversation import Seeing
from handlers.presses import FormToken
from handlers.ui import (
    ChannelPick,
    Choice,
    Choices,
    DayPick,
    Form,
    Input,
    LongText,
    Number,
    PeoplePick,
    PersonPick,
    ShortText,
    ShownForm,
    YesNo,
)
from handlers.words import Reader, Typed
from initiatives.kpi import Direction, Kpi
from tests.bot.teams import seen, validator
from tests.gallery import Gallery
from tests.made import running
from tests.world import ORG, Actor, World

KNOWN = registry.build(registry.discover())
SCRIPTS = {"Latin": "x", "quotes": '"', "accents": "é", "CJK": "語", "emoji": "😀"}
MOST_IN_A_BUNDLE = 20
LINK = "https://teams.microsoft.com/l/message/" + "x" * 300


def tenant(letter: str, people: int = 150, channels: int = 300) -> Directory:
    return Directory(
        tuple(Pick(_id(n), f"{n} {letter * 60}") for n in range(people)),
        tuple(Pick(f"19:{n:032x}@thread.tacv2", f"{n} {letter * 50}") for n in range(channels)),
        more=True,
    )


def _id(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


def longest(question: Input, letter: str, directory: Directory) -> str:
    match question:
        case ShortText(most=most) | LongText(most=most):
            return letter * most
        case Number():
            return "1" * 40
        case Choice(options=options):
            return max((option.value for option in options), key=len)
        case Choices(options=options):
            return ",".join(option.value for option in options)
        case YesNo():
            return "yes"
        case DayPick():
            return "2026-11-23"
        case PersonPick():
            return directory.people[-1].id
        case PeoplePick():
            return ",".join(pick.id for pick in directory.people)
        case ChannelPick():
            return directory.channels[-1].id


async def form_of(world: World, actor: Actor, name: str, about: Mapping[str, str]) -> tuple[Form, Reader]:
    """All of a flow's questions."""
    builder, flow = world.engine.builder, KNOWN.flows[name]
    async with world.store.transaction(world.clock.at) as store:
        organisation, person = await store.organisation(ORG), await store.person(ORG, actor.id)
        reader = builder.reader(organisation, person)
        see = Seeing(organisation, person, reader, world.clock.at, store, builder.flows())
        subject = await flow.subject.load(see, about.get(flow.subject.name, ""))
        return await flows.form_of(flow, see, subject, about), reader


def steps(name: str, form: Form, letter: str, directory: Directory, *, wrong: bool) -> Iterator[ShownForm]:
    """Each step as it comes back: everything typed in, and where it is `wrong` a sentence under every question."""
    answers = {question.name: longest(question, letter, directory) for question in form.questions}
    errors = {question.name: Typed("wrong " * 20) for question in form.questions} if wrong else {}
    for number, questions in enumerate(flows.steps(form.questions)):
        token = World().engine.builder.seal.form(FormToken(name, {"link": LINK}, "d" * 36, number))
        yield ShownForm(replace(form, questions=questions), token, answers, errors)


def must_be_whole(card: Json, shown: ShownForm, reader: Reader) -> None:
    """Every input with its answer and its whole question, and the button that sends them."""
    validator.must_be_a_card(card)
    assert size(card) <= limits.FORM_BYTES
    drawn = seen.inputs(card)
    for question in shown.form.questions:
        assert drawn[question.name].get("value") == shown.answers[question.name], question.name
        assert drawn[question.name]["label"].startswith(reader.read(question.label)), question.name
    (button,) = card["actions"]
    assert button["data"]["quickwin"] == shown.token
    assert button.get("fallback", button)["data"] == {"quickwin": shown.token, "verb": "submit"}


def must_fit(shown: ShownForm, reader: Reader, directory: Directory) -> None:
    must_be_whole(render.form(shown, reader, directory), shown, reader)
    must_be_whole(render.dialog(shown, reader, directory), shown, reader)
    sent = orjson.dumps(activities.form(shown, reader, directory)).decode()
    assert max(len(sent.encode()), len(sent.encode("utf-16-le"))) <= validator.MOST_BYTES


@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong"])
@pytest.mark.parametrize("letter", SCRIPTS.values(), ids=SCRIPTS)
async def test_each_step_of_every_form_fits_with_the_longest_answers(letter: str, wrong: bool) -> None:
    gallery, directory = await Gallery().opened(), tenant(letter)
    for name in sorted(KNOWN.flows):
        form, reader = await form_of(gallery.world, gallery.grace, name, gallery.names)
        for shown in steps(name, form, letter, directory, wrong=wrong):
            must_fit(shown, reader, directory)


async def _asked_about(letter: str, numbers: int = 1, initiatives: int = 1) -> tuple[World, Actor]:
    """Somebody who owns so many initiatives, each with so many numbers, all with the longest names."""
    world = await World().founded()
    ada = await world.person("Ada")
    day = date(2026, 10, 1)
    kpis = tuple(
        Kpi(f"k{n}", letter * 100, letter * 40, Direction.DOWN, Decimal(4), day, Decimal(2), leading=not n)
        for n in range(numbers)
    )
    for number in range(initiatives):
        await running(world, ada, number, title=letter * 150, kpis=kpis, recent=())
    return world, ada


@pytest.mark.parametrize("letter", SCRIPTS.values(), ids=SCRIPTS)
async def test_a_whole_bundle_of_check_ins_fits(letter: str) -> None:
    world, ada = await _asked_about(letter, initiatives=MOST_IN_A_BUNDLE + 2)
    form, reader = await form_of(world, ada, "check_in.all", {"person": ada.id})
    assert len(form.questions) == MOST_IN_A_BUNDLE
    for shown in steps("check_in.all", form, letter, tenant(letter), wrong=False):
        must_fit(shown, reader, tenant(letter))


@pytest.mark.parametrize("letter", SCRIPTS.values(), ids=SCRIPTS)
async def test_a_check_in_with_many_numbers_fits(letter: str) -> None:
    world, ada = await _asked_about(letter, numbers=12)
    form, reader = await form_of(world, ada, "check_in.answer", {"initiative": "i0"})
    assert len(form.questions) == 14
    for shown in steps("check_in.answer", form, letter, tenant(letter), wrong=False):
        must_fit(shown, reader, tenant(letter))


async def test_no_form_of_ours_needs_more_steps_than_it_is_declared_with() -> None:
    gallery = await Gallery().opened()
    for name in sorted(KNOWN.flows):
        form, _ = await form_of(gallery.world, gallery.grace, name, gallery.names)
        declared = sum(question.apart or question.only_if is not None for question in form.questions)
        assert len(flows.steps(form.questions)) <= 1 + declared, name


async def test_a_sentence_longer_than_its_question_takes_stays_until_there_is_no_room_and_then_it_is_said() -> None:
    gallery = await Gallery().opened()
    form, reader = await form_of(gallery.world, gallery.grace, "propose.propose", gallery.names)
    whole = ShownForm(form, "token", {"pain": "語" * 2_000})
    assert seen.inputs(render.form(whole, reader, Directory()))["pain"]["value"] == "語" * 2_000
    answers = {question.name: "語" * 4_000 for question in form.questions if isinstance(question, ShortText | LongText)}
    card = render.form(ShownForm(form, "token", answers), reader, Directory())
    validator.must_be_a_card(card)
    assert seen.inputs(card)["pain"]["value"] == "語" * 1_000
    assert "Cut to 1,000 characters." in seen.words(card)
    refused = ShownForm(form, "token", answers, {"pain": Typed("This is 4,000 characters long; 1,000 fit.")})
    words = seen.words(render.form(refused, reader, Directory()))
    assert words.count("This is 4,000 characters long") == 1
