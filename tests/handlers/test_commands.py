"""Commands typed while a question is open: they run, the question waits and says so; everything else is its answer."""

from __future__ import annotations

import pytest

from bot.languages import readers
from handlers import registry
from handlers.acquaintance import LANGUAGES
from handlers.routing import CONTROLS
from handlers.ui import Choice, Choices
from initiatives.spelling import folded
from tests.gallery import Gallery
from tests.handlers.started import in_trial
from tests.made import drafts_of
from tests.world import Actor, World

KNOWN = registry.build(registry.discover())


async def asked(language: str) -> Actor:
    """Somebody who is asked their second question: who feels it."""
    world = await World().founded()
    ada = await world.person("Ada", language=language)
    await ada.says("propose")
    await ada.says("42")
    return ada


@pytest.mark.parametrize(
    ("language", "command", "shown", "waits", "next_question"),
    [
        ("en", "mine", "Your drafts", "“Propose an initiative” is still open: Who feels it", "Hours a week it costs"),
        ("en", "Help", "I am Quickwin", "“Propose an initiative” is still open: Who feels it", "Hours a week it costs"),
        ("fr", "initiatives", "Vos brouillons", "reste ouvert", "Heures par semaine"),
        ("fr", "aide", "je suis Quickwin", "reste ouvert", "Heures par semaine"),
        ("fr", "reglages", "réglages", "reste ouvert", "Heures par semaine"),
    ],
)
async def test_a_command_runs_and_the_question_stays_open_and_says_so(
    language: str, command: str, shown: str, waits: str, next_question: str
) -> None:
    ada = await asked(language)
    await ada.says(command)
    answer, still = ada.reads[-2:]
    assert shown in answer.text and waits in still.text
    await ada.says("accounting, 6")
    assert next_question in ada.last.text
    (draft,) = await drafts_of(ada)
    assert draft.answers == {"pain": "42", "reach": "accounting, 6"}


async def test_the_open_question_is_shown_again_from_there() -> None:
    ada = await asked("en")
    await ada.says("help")
    await ada.press("Go on with it")
    assert "question 2 of 8" in ada.last.text
    await ada.says("help")
    await ada.press("Set it aside")
    assert "is set aside" in ada.last.text
    await ada.press("Go on with it", on=ada.reads[-2])
    assert "question 2 of 8" in ada.last.text


@pytest.mark.parametrize(("language", "command"), [("en", "propose"), ("fr", "proposer")])
async def test_new_questions_come_first_and_the_earlier_ones_wait(language: str, command: str) -> None:
    ada = await asked(language)
    await ada.says(command)
    new, still = ada.reads[-2:]
    assert any(words in new.text for words in ("question 1 of 8", "question 1 sur 8"))
    assert any(words in still.text for words in ("until these questions are done", "la fin de ces questions"))
    await ada.says("another pain")
    assert sorted(draft.answers["pain"] for draft in await drafts_of(ada)) == ["42", "another pain"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "mine and theirs"),
        ("en", "the help desk, 6"),
        ("fr", "aide aux clients, 6 personnes"),
        ("fr", "les initiatives"),
    ],
)
async def test_an_answer_that_only_holds_the_word_is_an_answer(language: str, text: str) -> None:
    ada = await asked(language)
    await ada.says(text)
    (draft,) = await drafts_of(ada)
    assert draft.answers["reach"] == text


@pytest.mark.parametrize(
    ("language", "word", "told"), [("en", "cancel", "set aside"), ("fr", "annuler", "mis de côté")]
)
async def test_the_word_to_leave_leaves(language: str, word: str, told: str) -> None:
    ada = await asked(language)
    await ada.says(word)
    assert told in ada.last.text
    await ada.says("mine" if language == "en" else "initiatives")
    assert "still open" not in ada.last.text and "reste ouvert" not in ada.last.text


async def test_a_command_at_the_summary_sends_nothing() -> None:
    ada = await asked("en")
    for text in ("us", "3", "read them", "hours", *["skip"] * 8, "mine"):
        await ada.says(text)
    assert "“Propose an initiative” is still open; nothing is sent yet." in ada.last.text
    await ada.says("yes")
    assert any("is proposed" in shown.text or "Proposed:" in shown.text for shown in ada.reads)


async def test_same_and_later_are_asked_about_while_a_question_would_take_them() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, hours="4", idea="First", kpi="hours", change="4 to 2")
    await world.next_monday()
    await ada.says("3")
    await world.next_monday()
    await ada.says("propose")
    await ada.says("later")
    assert "[Check in later]" in ada.last.text and "[Answer: What takes too long" in ada.last.text
    await ada.says("same")
    await ada.press("Same as last week: First", on=ada.last)
    nudge = [shown for shown in ada.reads if "Your weekly check-in" in shown.text][-1]
    assert "First: answered" in nudge.text
    assert [draft.answers for draft in await drafts_of(ada)] == [{}]


@pytest.mark.parametrize("word", ["réglages", "reglages", "Idée", "idee", "confidentialite", "arreter"])
async def test_a_command_is_known_without_its_accents(word: str) -> None:
    world = await World().founded()
    ada = await world.person("Ada", language="fr")
    await ada.says(word)
    assert "Je n’ai pas compris" not in ada.last.text
    await ada.command(word)
    assert KNOWN.starts[folded(word)] == KNOWN.starts[word.casefold()]


async def test_no_answer_to_choose_is_worded_like_a_command() -> None:
    gallery = await Gallery().opened()
    taken = {folded(word) for word in (*KNOWN.starts, *CONTROLS)}
    for name in KNOWN.flows:
        shown, _ = await gallery.form(name)
        for question in shown.form.questions:
            options = question.options if isinstance(question, Choice | Choices) else ()
            words = {folded(readers()(language, "UTC").read(o.label)) for o in options for language in LANGUAGES}
            assert not words & taken, f"{name}.{question.name}"
