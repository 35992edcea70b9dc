"""Proposer, reviewer and channel in different languages: each reads their own, and what people typed stays as typed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.languages import readers
from handlers.facts import more
from handlers.words import say, say_n
from tests.world import Actor, Shown, World

NBSP = "\u00a0"
PROPOSAL = {
    "pain": "Nous recopions les factures à la main",
    "reach": "comptabilité, 6 personnes",
    "hours": "12,5",
    "idea": "Lire les champs avec un modèle",
    "kpi": "heures par semaine",
    "change": "12,5 à 4",
}
QUESTION = "Which invoices, all of them?"
ANSWER = "Seulement celles des fournisseurs"
REASON = "The contract with the supplier ends in spring."


async def company(channel: str = "en") -> tuple[World, Actor, Actor]:
    """Anaïs reads French, Grace English; `channel` is the language of the organisation and so of its channels."""
    world = await World().founded(language=channel)
    anais = await world.person("Anaïs", language="fr", team="Comptabilité")
    return world, anais, await world.person("Grace", admin=True, language="en")


async def proposed(anais: Actor) -> None:
    await anais.command("proposer")
    await anais.fill(**PROPOSAL)


def in_english(shown: Shown) -> bool:
    return shown.reader.language == "en"


async def test_a_form_and_its_refusals_are_in_the_language_of_whoever_fills_it() -> None:
    _, anais, grace = await company()
    await anais.command("propose")
    await grace.command("propose")
    titles = [one.answer.reader.read(one.form.form.title) for one in (anais, grace)]  # type: ignore[union-attr]
    assert titles == ["Proposer une initiative", "Propose an initiative"]

    await anais.fill(**{**PROPOSAL, "hours": "beaucoup"})
    await grace.fill(**{**PROPOSAL, "hours": "a lot"})
    assert anais.errors == {"hours": "Écrivez un nombre, par exemple 3 ou 2,5."}
    assert grace.errors == {"hours": "Write a number, for example 3 or 2.5."}
    await anais.fill(hours="12,5")
    assert f"Qui répond d’ici au mardi 24 nov. 2026{NBSP}: Grace" in anais.told


async def test_a_proposal_is_read_by_each_in_their_own_language_with_the_words_as_typed() -> None:
    _, anais, grace = await company()
    await proposed(anais)

    assert f"Proposition{NBSP}: {PROPOSAL['idea']}" in anais.told
    assert "12,5 h par semaine" in anais.told and f"heures par semaine{NBSP}: de 12,5 à 4" in anais.told
    card = grace.last
    assert "Anaïs proposes this." in card.text and "[Approve as a trial]" in card.text
    assert "12.5 h a week" in card.text and "heures par semaine: from 12.5 to 4" in card.text
    assert PROPOSAL["pain"] in card.text and PROPOSAL["idea"] in card.text and PROPOSAL["reach"] in card.text


async def test_a_question_and_its_answer_cross_over_word_for_word() -> None:
    _, anais, grace = await company()
    await proposed(anais)
    await grace.press("Ask a question")
    await grace.fill(question=QUESTION)
    assert f"Grace pose une question sur {PROPOSAL['idea']}" in anais.last.text and QUESTION in anais.last.text

    await anais.press("Écrire la réponse")
    await anais.fill(answer=ANSWER)
    assert "Transmis à Grace." in anais.told
    assert f"Anaïs answered about {PROPOSAL['idea']}" in grace.last.text and ANSWER in grace.last.text


async def test_a_no_is_said_in_the_proposers_language_and_its_reason_in_the_reviewers_words() -> None:
    _, anais, grace = await company()
    await proposed(anais)
    await grace.press("Decline with a reason")
    await grace.fill(why=REASON)

    assert "is declined. The proposer reads your reason." in grace.told
    assert f"{PROPOSAL['idea']}{NBSP}: pas d’essai pour l’instant." in anais.last.text
    assert "Grace a écrit" in anais.last.text and REASON in anais.last.text
    assert "Declined by Grace" in grace.reads[0].text


async def test_a_check_in_is_asked_and_answered_in_the_owners_language() -> None:
    world, anais, grace = await company()
    await proposed(anais)
    await grace.press("Approve as a trial")
    await grace.fill()
    assert f"Grace a accepté de mettre {PROPOSAL['idea']} à l’essai." in anais.last.text

    await world.next_monday()
    asked = anais.last
    assert f"Où en est {PROPOSAL['idea']} cette semaine{NBSP}?" in asked.reader.read(asked.message.summary)
    assert f"Au départ{NBSP}: 12,5, objectif 4" in asked.text and "[Plus tard aujourd’hui]" in asked.text
    await anais.says("8,5")
    answer = next(shown for shown in reversed(anais.reads) if "Noté pour" in shown.text)
    assert "12,5 → 8,5" in answer.text and "du chemin vers 4" in answer.text


@pytest.mark.parametrize(
    ("channel", "button", "told"),
    [("en", "We want this", "Told by Anaïs."), ("fr", "Nous voulons cela aussi", "Raconté par Anaïs.")],
)
async def test_a_story_keeps_its_owners_words_in_a_channel_with_its_own_language(
    channel: str, button: str, told: str
) -> None:
    world, anais, grace = await company(channel)
    await proposed(anais)
    await grace.press("Approve as a trial")
    await grace.fill()
    for _ in range(2):
        await world.next_monday()
        await anais.says("4")
    await anais.press("Voir et raconter le récit", on=anais.last)
    text = anais.form.answers["text"]
    assert f"Ce qui pesait{NBSP}: {PROPOSAL['pain']}" in text
    await anais.fill(channel="wins")
    await anais.press("Publier le récit")

    (story,) = [shown for shown in world.channel("wins") if PROPOSAL["pain"] in shown.text]
    assert story.reader.language == channel
    assert text in story.text and f"[{button}]" in story.text and told in story.text
    assert anais.last.reader.language == "fr"


async def test_who_changes_the_language_reads_the_new_one_at_once() -> None:
    _, anais, _ = await company()
    await anais.command("réglages")
    await anais.press("Modifier mes réglages")
    await anais.fill(language="en")
    assert "Your settings are saved." in anais.told
    await anais.command("mine")
    assert "Nothing of yours is here yet." in anais.told


async def test_nobody_reads_a_message_in_somebody_elses_language() -> None:
    world, anais, grace = await company("fr")
    await proposed(anais)
    await grace.press("Approve as a trial")
    await grace.fill()
    await world.next_monday()
    assert all(in_english(shown) for shown in grace.reads) and grace.reads
    assert not any(in_english(shown) for shown in anais.reads) and anais.reads


def test_each_language_counts_its_own_way() -> None:
    english, french = (readers()(language, "UTC") for language in ("en", "fr"))
    days = [say_n("{n} day", "{n} days", n) for n in (0, 1, 2)]
    assert [english.read(one) for one in days] == ["0 days", "1 day", "2 days"]
    assert [french.read(one) for one in days] == ["0 jour", "1 jour", "2 jours"]


def test_what_a_list_leaves_out_is_counted_in_each_language() -> None:
    english, french = (readers()(language, "UTC") for language in ("en", "fr"))
    assert [english.read(more(n)) for n in (1, 2)] == ["and 1 more", "and 2 more"]
    assert [french.read(more(n)) for n in (1, 2)] == ["et 1 de plus", "et 2 de plus"]


def test_a_language_without_a_catalogue_reads_english() -> None:
    assert readers()("de", "UTC").read(say("Your initiatives")) == "Your initiatives"


def test_a_catalogue_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "fr" / "LC_MESSAGES" / "quickwin.po"
    path.parent.mkdir(parents=True)
    for number, words in enumerate(("Bonjour", "Bonsoir")):
        path.write_text(f'msgid "Hello"\nmsgstr "{words}"\n', encoding="utf-8")
        os.utime(path, (number, number))
        assert readers(tmp_path)("fr", "UTC").read(say("Hello")) == words
