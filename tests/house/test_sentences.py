"""Every sentence people read: translated, in the house style, and short enough for where it is shown."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from handlers.acquaintance import LANGUAGES
from tests.house.labels import possible
from tests.house.reading import ROOT, Module, called, modules, placeholders, sentences, without_values

LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / "quickwin.pot"
OTHERS = sorted(set(LANGUAGES) - {"en"})
RENEW = "Run `make messages`, then write what is missing in locales/*/LC_MESSAGES/quickwin.po."

NEVER = {
    "en": r"!|\bplease\b|\bfail(s|ed|ure|ures)?\b|\boops\b|\bsorry\b|\b(project|idea|ticket)s?\b",
    "fr": r"!|s[’']il vous pla[iî]t|\bveuillez\b|\béch(ec|ecs|ou\w*)\b|\boups\b|\bdésolée?\b|\b(projet|idée|ticket)s?\b",
}
MEANT: frozenset[str] = frozenset()
"""English sentences that may hold such a word, because it means something else there."""
BUTTON, TITLE, QUESTION, HINT = 40, 24, 60, 120
TYPED_BY_US = frozenset({"English", "Français"})
"""Names of languages are written in themselves, whoever reads."""

FORM = {"title": 0, "submit": 1}
TEXTS = {
    "Heading": {"text": 0}, "Para": {"text": 0}, "Quote": {"text": 0}, "Note": {"text": 0}, "Bar": {"label": 1},
    "Picture": {"alt": 0},
    "Button": {"label": 0}, "Message": {"summary": 0}, "Option": {"label": 1}, "Form": {**FORM, "intro": 3},
}  # fmt: skip
QUESTIONS = (
    "ShortText", "LongText", "Number", "Choice", "Choices", "YesNo", "DayPick", "PersonPick", "PeoplePick",
    "ChannelPick",
)  # fmt: skip
TEXTS |= {kind: {"label": -1, "hint": -1, "unit": -1} for kind in QUESTIONS}


@lru_cache(maxsize=8)
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source)


def translated(language: str) -> Catalog:
    return catalogue(LOCALES / language / "LC_MESSAGES" / "quickwin.po")


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def forms(message: Message) -> tuple[str, ...]:
    """The translation, or each of its plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def in_every_language(texts: tuple[str | None, ...]) -> Iterator[str]:
    """The English sentence, each of its plurals, and what they are in the other languages."""
    yield from (text for text in texts if text is not None)
    for language in OTHERS:
        message = translated(language).get(texts[0] or "")
        yield from (form for form in forms(message) if form) if message else ()


def test_there_are_sentences_to_read() -> None:
    assert len(sentences()) > 300


def test_a_sentence_is_written_out_in_one_piece() -> None:
    """No f-string, no sum, no name: an English sentence is found by searching for it, and so by the catalogue."""
    assert [one.where for one in sentences() if not one.texts or None in one.texts] == []


def test_the_values_beside_a_sentence_are_those_it_names() -> None:
    wrong = [
        one.where
        for one in sentences()
        if one.names is not None and frozenset().union(*(placeholders(text or "") for text in one.texts)) != one.names
    ]
    assert wrong == []


def test_the_template_is_what_the_code_says(tmp_path: Path) -> None:
    options = re.search(r"^EXTRACT := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert options is not None
    fresh = tmp_path / "fresh.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", *shlex.split(options[1]), "-o", str(fresh)]
    subprocess.run([*command, "bot", "handlers"], cwd=ROOT, check=True, timeout=60)
    assert fresh.read_text() == TEMPLATE.read_text(), RENEW


def test_the_template_has_every_sentence_and_no_other() -> None:
    assert {ids(message)[0] for message in entries(catalogue(TEMPLATE))} == {one.key for one in sentences()}, RENEW


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_sentence(language: str) -> None:
    known = {ids(message)[0] for message in entries(translated(language)) if all(forms(message)) and not message.fuzzy}
    assert sorted({one.key for one in sentences()} - known) == [], RENEW


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_no_sentence_that_nobody_says(language: str) -> None:
    catalog = translated(language)
    assert {ids(message)[0] for message in entries(catalog)} == {one.key for one in sentences()}, RENEW
    assert not catalog.obsolete, RENEW


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_names_the_same_values(language: str) -> None:
    wrong = [
        message.id
        for message in entries(translated(language))
        for form in forms(message)
        if placeholders(form) not in [placeholders(one) for one in ids(message)]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_every_plural_form_its_language_needs(language: str) -> None:
    catalog = translated(language)
    assert [
        message.id
        for message in entries(catalog)
        if message.pluralizable and len(forms(message)) != catalog.num_plurals
    ] == []


def test_english_sentences_keep_the_style_of_the_house() -> None:
    written = {text for one in sentences() for text in one.texts if text is not None} - MEANT
    assert sorted(text for text in written if re.search(NEVER["en"], without_values(text), re.I)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_the_style_of_the_house(language: str) -> None:
    written = [
        form for message in entries(translated(language)) if not set(ids(message)) & MEANT for form in forms(message)
    ]
    assert [form for form in written if re.search(NEVER[language], without_values(form), re.I)] == []


def test_french_signs_stand_behind_a_space_that_does_not_break() -> None:
    """The rule of the language: before : ; ? » and inside «, where a line must not end."""
    written = [form for message in entries(translated("fr")) for form in forms(message)]
    assert [form for form in written if re.search(r"(?<=[^\W_])[?;»]| [:;?»%]|« |«\w|'", form)] == []


def test_what_is_no_longer_wanted_is_noticed() -> None:
    assert all(re.search(NEVER["en"], text, re.I) for text in ("Done!", "Please wait", "It failed", "Your project"))
    assert not any(re.search(NEVER["en"], text, re.I) for text in ("It is projected", "ideal", "unfailing"))


def arguments(call: ast.Call, wanted: dict[str, int]) -> Iterator[ast.expr]:
    """The arguments of those names, given by name or by place."""
    yield from (keyword.value for keyword in call.keywords if keyword.arg in wanted)
    yield from (call.args[place] for place in wanted.values() if 0 <= place < len(call.args))


def shown(kinds: tuple[str, ...], wanted: dict[str, int]) -> Iterator[tuple[str, Module, ast.expr]]:
    for module in modules():
        for kind, call in called(module, "handlers.ui"):
            if kind in kinds:
                yield from ((f"{module.path}:{call.lineno}", module, one) for one in arguments(call, wanted))


def too_long(kinds: tuple[str, ...], wanted: dict[str, int], most: int, *, english: bool = False) -> list[str]:
    """Words of such a part that do not fit; the values in them are cut where they are drawn."""
    found = []
    for where, module, node in shown(kinds, wanted):
        for texts in possible(module, node):
            written = [text for text in texts if text] if english else [*in_every_language(texts)]
            if None in texts:
                found.append(f"{where}: cannot be read")
            found += [f"{where}: {text}" for text in written if len(without_values(text)) > most]
    return found


def test_a_button_fits() -> None:
    assert len(list(shown(("Button",), {"label": 0}))) > 50
    assert too_long(("Button",), {"label": 0}, BUTTON) == []


def test_the_title_and_the_button_of_a_form_fit() -> None:
    assert len(list(shown(("Form",), FORM))) > 10
    assert too_long(("Form",), FORM, TITLE) == []


def test_a_question_and_its_hint_are_short() -> None:
    assert too_long(QUESTIONS, {"label": -1}, QUESTION, english=True) == []
    assert too_long(QUESTIONS, {"hint": -1}, HINT, english=True) == []


def written_out(node: ast.expr) -> bool:
    """Whether letters for people stand in the code there, instead of in a sentence."""
    strings = [
        inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    ]
    literal = isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp)
    return literal and any(re.search(r"[^\W\d_]", text) for text in strings) and not set(strings) <= TYPED_BY_US


def test_no_words_reach_people_outside_a_sentence() -> None:
    loose = [
        f"{where}: {ast.unparse(node)}"
        for kind, wanted in TEXTS.items()
        for where, _, node in shown((kind,), wanted)
        if written_out(node)
    ]
    assert loose == []


def test_what_a_person_typed_is_not_written_in_the_code() -> None:
    loose = [
        f"{module.path}:{call.lineno}: {ast.unparse(call)}"
        for module in modules()
        for kind, call in called(module, "handlers.words")
        if kind in ("Typed", "Bold") and any(written_out(node) for node in call.args)
    ]
    assert loose == []
