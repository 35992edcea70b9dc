"""Nothing reaches people untranslated: the whole life of an initiative in a language in which everything shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import accumulate

from babel import Locale

from handlers.requests import ShowForm, ShowHome, ShowMessage
from handlers.ui import Choice, Choices, Form, Number, ShownForm
from handlers.words import Bold, Day, Moment, Reader, say, say_n
from tests.pseudo import Pseudo, pseudo
from tests.pseudo import readers as pseudo_readers
from tests.world import Actor, World, words_of

PROPOSAL = {
    "pain": "We copy invoices into SAP by hand",
    "reach": "accounting, 6 people",
    "hours": "12",
    "idea": "Read the fields with a model and check them",
    "kpi": "hours a week on invoices",
    "change": "12 to 4",
}
LESSON = {
    "tried": "A model that reads the fields",
    "happened": "It read half of them",
    "why": "The scans are too dark",
    "reuse": "Check twenty scans first",
}
PEOPLE = ("Ada", "Grace", "Linus")
NAMES = (*PEOPLE, "Acme", "Accounting", "Logistics", "wins", "EUR", "UTC", "h", "English", "Français", "Uada", "Ugrace")
"""Names and units: people, teams, channels, currencies, zones, languages in themselves, platform ids of people."""
ENGLISH = Locale.parse("en")
CALENDAR = (
    *ENGLISH.days["format"]["wide"].values(), *ENGLISH.days["format"]["abbreviated"].values(),
    *ENGLISH.months["format"]["abbreviated"].values(), "AM", "PM",
)  # fmt: skip


def plain_words(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text that are in plain letters, and whether they stand inside brackets."""
    depths = [*accumulate({"⟦": 1, "⟧": -1}.get(sign, 0) for sign in text)]
    for found in re.finditer(r"[\w’']*[A-Za-zÀ-ÖØ-öø-ÿ][\w’']*", text):
        if re.search(r"[A-Za-z]", found[0]):
            yield found[0], depths[found.start()] > 0


def untranslated(text: str, typed: set[str]) -> list[str]:
    """Plain words that nobody typed and that are no name, number or date."""
    return [word for word, _ in plain_words(text) if word.casefold() not in typed]


@dataclass
class Watch:
    """Reads everything people are shown, step by step, as it is at that moment."""

    world: World
    typed: set[str] = field(default_factory=set)
    seen: list[str] = field(default_factory=list)

    def knows(self, *texts: str) -> None:
        """These words were typed by somebody, or are names."""
        for text in texts:
            self.typed |= {word.casefold() for word, _ in plain_words(text)}

    def look(self) -> None:
        for shown in self.world.outbox.shown.values():
            self._read([shown.reader.read(shown.message.summary), *words_of(shown.message, shown.reader)])
        for actor in self.world.people.values():
            match actor.answer:
                case ShowForm(form=form, reader=reader):
                    self._read([*form_words(form, reader)])
                case ShowMessage(message=message, reader=reader) | ShowHome(message=message, reader=reader):
                    self._read([reader.read(message.summary), *words_of(message, reader)])
                case _:
                    pass

    def _read(self, texts: list[str]) -> None:
        self.seen += texts
        for text in texts:
            assert untranslated(text, self.typed) == [], text


def form_words(shown: ShownForm, reader: Reader) -> Iterator[str]:
    """Every word of a form: around the questions, in them, and what is wrong with the answers."""
    form: Form = shown.form
    around = (form.title, form.submit, form.intro, *shown.errors.values())
    yield from (reader.read(text) for text in around if text is not None)
    for question in form.questions:
        yield from (reader.read(text) for text in (question.label, question.hint) if text is not None)
        if isinstance(question, Choice | Choices):
            yield from (reader.read(option.label) for option in question.options)
        if isinstance(question, Number) and question.unit is not None:
            yield reader.read(question.unit)


async def company() -> tuple[World, Watch, Actor, Actor, Actor]:
    world = await World(languages=pseudo_readers()).founded()
    watch = Watch(world)
    watch.knows(*PROPOSAL.values(), *LESSON.values(), *NAMES, *CALENDAR)
    ada = await world.person("Ada", team="Accounting")
    grace = await world.person("Grace", admin=True)
    linus = await world.person("Linus", team="Logistics")
    return world, watch, ada, grace, linus


async def test_the_whole_loop_has_no_word_outside_the_catalogue() -> None:
    world, watch, ada, grace, linus = await company()
    await ada.command("propose")
    watch.look()
    await ada.fill(**{**PROPOSAL, "hours": "lots"})
    watch.knows("lots")
    watch.look()
    await ada.fill(**PROPOSAL)
    watch.look()

    await grace.press(pseudo("Ask a question"))
    watch.look()
    await grace.fill(question=LESSON["why"])
    watch.look()
    await grace.press(pseudo("Approve as a trial"))
    watch.look()
    await grace.fill()
    watch.look()

    await world.next_monday()
    watch.look()
    await ada.says("4")
    watch.look()
    await world.next_monday()
    watch.look()
    await ada.press(pseudo("Same as last week"))
    watch.look()
    await ada.press(pseudo("See and tell the story"), on=ada.last)
    watch.look()
    await ada.fill(channel="wins")
    watch.look()
    await ada.press(pseudo("Post the story"))
    watch.look()
    (story,) = [shown for shown in world.channel("wins") if f"[{pseudo('We want this')}]" in shown.text]

    await linus.press(pseudo("We want this"), on=story)
    watch.look()
    await linus.fill(hours="5", reach=PROPOSAL["reach"], change="12 to 5")
    watch.look()
    await grace.press(pseudo("Decline with a reason"))
    await grace.fill(why=LESSON["why"])
    watch.look()

    await ada.command("stop")
    watch.look()
    await ada.fill(**LESSON)
    watch.look()
    await world.next_monday()
    watch.look()
    assert len(watch.seen) > 300


async def test_what_is_asked_one_by_one_has_no_word_outside_the_catalogue() -> None:
    _, watch, ada, _, _ = await company()
    await ada.says("propose")
    watch.look()
    for answer in PROPOSAL.values():
        await ada.says(answer)
        watch.look()
    await ada.press(pseudo("Skip"))
    watch.look()
    await ada.press(pseudo("Skip"))
    watch.look()
    assert pseudo("{form}: is this right?").partition("{")[0] in ada.last.reader.read(ada.last.message.summary)
    await ada.press(pseudo("Change an answer"))
    watch.look()
    await ada.press(pseudo("Cancel"))
    watch.look()


async def test_every_command_answers_without_a_word_outside_the_catalogue() -> None:
    world, watch, ada, grace, linus = await company()
    watch.knows("gibberish nobody understands")
    await ada.command("propose")
    await ada.fill(**PROPOSAL)
    for actor in (ada, grace, linus):
        for word in world.engine.registry.starts:
            await actor.command(word)
            watch.look()
        await actor.opens_home()
        watch.look()
        await actor.says("gibberish nobody understands")
        watch.look()


def test_a_word_that_was_not_translated_is_noticed() -> None:
    reader = Reader("pseudo", "UTC", Pseudo())
    assert untranslated(reader.read(say("{title}: proposed", title=Bold("Ada"))), {"ada"}) == []
    assert untranslated(reader.read(say("It is {stage}", stage="proposed")), {"ada"}) == ["proposed"]
    assert untranslated("Show 3 more", set()) == ["Show", "more"]


def test_a_sentence_keeps_its_values_and_becomes_a_third_longer() -> None:
    reader = Reader("pseudo", "UTC", Pseudo())
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert reader.read(say("On {day}, {at}", day=Day(moment.date()), at=Moment(moment))).startswith("⟦Öñ Nov 23, 2026, ")
    assert "3 ţéåɱš" in reader.read(say_n("{n} team", "{n} teams", 3))
    long = "Tell me what takes too long in your week"
    assert 1.3 <= len(pseudo(long)) / len(long) <= 1.5
