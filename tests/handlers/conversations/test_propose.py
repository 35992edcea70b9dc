"""Putting an initiative forward: by form, by prompts, from a sentence and from somebody's message."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlers.conversations.propose import FORM
from initiatives.initiative import Initiative
from initiatives.kpi import Direction
from initiatives.people import Function, ReviewRule
from tests.world import ORG, Actor, World

GOOD = {
    "pain": "We copy invoices by hand",
    "reach": "accounting, 6 people",
    "hours": "12",
    "idea": "Read the fields with a model",
    "kpi": "hours a week on invoices",
    "change": "12 to 4 hours",
}
SENTENCE = "we copy invoices into SAP by hand for 3 hours a week"


async def company() -> tuple[World, Actor]:
    world = await World().founded()
    return world, await world.person("Ada", team="Accounting")


async def only(world: World) -> Initiative:
    async with world.store.transaction(world.clock.at) as store:
        (found,) = await store.portfolio(ORG)
    return found


def test_it_asks_eight_questions_at_most_and_needs_five() -> None:
    assert len(FORM.questions) <= 8
    assert sum(question.required for question in FORM.questions) == 5


async def test_a_form_becomes_an_initiative_with_a_number_to_move() -> None:
    world, ada = await company()
    await ada.command("propose")
    await ada.fill(**GOOD, tool="SAP", sensitivity="internal")
    found = await only(world)
    assert (found.title, found.reach, found.tool) == ("Read the fields with a model", "accounting, 6 people", "SAP")
    assert found.hours == 12
    kpi = found.leading
    assert (kpi.baseline, kpi.target) == (Decimal(12), Decimal(4))
    assert (kpi.unit, kpi.direction) == ("hours", Direction.DOWN)
    assert kpi.baseline_on == world.clock.at.date()


async def test_a_plain_sentence_is_offered_with_what_was_understood() -> None:
    world, ada = await company()
    await ada.says(SENTENCE)
    assert "3 h a week" in ada.last.text
    assert "SAP" in ada.last.text
    await ada.press("Make it an initiative")
    assert ada.form.answers["hours"] == "3"
    assert ada.form.answers["tool"] == "SAP"
    await ada.fill(**{name: text for name, text in GOOD.items() if name not in ("pain", "hours")})
    assert (await only(world)).hours == 3


@pytest.mark.parametrize("rest", ["\U0001f600" * 2000, "é" * 2000, '"' * 600, "\x01" * 600, "\\" * 600])
async def test_the_button_of_an_offer_stays_small_whatever_was_typed(rest: str) -> None:
    _, ada = await company()
    await ada.says(f"we copy invoices into SAP for 3 hours a week {rest}")
    assert len(ada.last.buttons["Make it an initiative"].token.encode()) <= 1500
    await ada.press("Make it an initiative")
    assert ada.form.answers["hours"] == "3"


async def test_a_long_sentence_is_offered_and_taken_whole() -> None:
    _, ada = await company()
    text = f"{SENTENCE}, {'and then we check every line of them by hand, ' * 15}which nobody likes"
    assert 500 < len(text) <= 1000
    await ada.says(text)
    await ada.press("Make it an initiative")
    assert ada.form.answers["pain"].endswith("which nobody likes")


async def test_an_offer_can_be_left() -> None:
    _, ada = await company()
    await ada.says(SENTENCE)
    await ada.press("No, leave it")
    assert "whenever you want" in ada.last.text


@pytest.mark.parametrize("text", ["thanks", "how are you?", "31", "what can you do?"])
async def test_what_is_no_proposal_begins_nothing(text: str) -> None:
    world, ada = await company()
    await ada.says(text)
    assert "Make it an initiative" not in ada.last.text
    async with world.store.transaction(world.clock.at) as store:
        assert await store.drafts_of(ORG, ada.id) == []


async def test_a_message_handed_over_fills_the_pain_and_keeps_its_link() -> None:
    world, ada = await company()
    await ada.hands_over("Every Friday I retype the report", link="https://acme.example/p1")
    assert ada.form.answers["pain"] == "Every Friday I retype the report"
    await ada.fill(**{**GOOD, "pain": ada.form.answers["pain"]})
    assert (await only(world)).link == "https://acme.example/p1"


async def test_words_after_the_command_are_not_asked_for_again() -> None:
    _, ada = await company()
    await ada.command(f"propose {SENTENCE}")
    assert ada.form.answers["pain"] == SENTENCE


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"pain": " "}, "pain"),
        ({"hours": "lots"}, "hours"),
        ({"hours": "-1"}, "hours"),
        ({"change": "soon"}, "change"),
        ({"change": "20 to 20"}, "change"),
        ({"kpi": "things", "change": "? to 20"}, "change"),
        ({"reach": "x" * 101}, "reach"),
    ],
)
async def test_a_wrong_answer_is_asked_again_without_losing_the_rest(wrong: dict[str, str], field: str) -> None:
    world, ada = await company()
    await ada.command("propose")
    await ada.fill(**(GOOD | wrong))
    assert list(ada.errors) == [field]
    assert {name: ada.form.answers[name] for name in GOOD} == GOOD | wrong
    await ada.fill(**GOOD)
    assert (await only(world)).pain == GOOD["pain"]


async def test_a_first_number_nobody_knows_is_a_valid_answer() -> None:
    world, ada = await company()
    await ada.command("propose")
    await ada.fill(**(GOOD | {"change": "? to 20 hours"}))
    kpi = (await only(world)).leading
    assert (kpi.baseline, kpi.baseline_on, kpi.direction) == (None, None, Direction.DOWN)
    assert kpi.target == 20


@pytest.mark.parametrize("rule", ["team", "function", "nobody"])
async def test_it_goes_to_whoever_answers_for_the_team_or_the_function_else_to_the_admins(rule: str) -> None:
    world, ada = await company()
    grace, admin = await world.person("Grace"), await world.person("Margaret", admin=True)
    await ada.command("settings")
    await ada.press("Change my settings")
    await ada.fill(functions=Function.IT.value)
    rules = {
        "team": ReviewRule("team", "accounting", (grace.id,)),
        "function": ReviewRule("function", "it", (grace.id,)),
    }
    if rule in rules:
        await world.organisation(lambda organisation: organisation.with_reviewers(rules[rule]))
    await ada.command("propose")
    await ada.fill(**GOOD)
    asked, other = (admin, grace) if rule == "nobody" else (grace, admin)
    assert asked.visitor.name in ada.told
    assert "[Approve as a trial]" in asked.last.text
    assert other.reads == []


async def test_with_nobody_to_answer_the_proposer_is_told_so() -> None:
    _, ada = await company()
    await ada.command("propose")
    await ada.fill(**GOOD)
    assert "Nobody answers proposals here yet" in ada.told


async def test_in_chat_it_is_asked_one_by_one() -> None:
    world, ada = await company()
    await ada.says("propose")
    for text in (GOOD["pain"], GOOD["reach"], "plenty", GOOD["hours"], GOOD["idea"], GOOD["kpi"], "soon"):
        await ada.says(text)
    for _ in range(3):
        await ada.says("skip")
    await ada.press("Propose it")
    assert "42 to 20" in ada.last.text
    await ada.says(GOOD["change"])
    await ada.press("Propose it")
    assert (await only(world)).leading.target == 4
