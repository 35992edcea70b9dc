"""Nothing reaches people untranslated: the whole life of an initiative in a language in which everything shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from babel import Locale

from handlers.requests import ShowForm, ShowHome, ShowMessage
from handlers.ui import Choice, Choices, Form, Number, ShownForm
from handlers.words import Bold, Day, Moment, Reader, say, say_n
from tests.pseudo import Pseudo, pseudo
from tests.pseudo import readers as pseudo_readers
from tests.world import Actor, World, words_of

PROPOSAL = {
    "pain": "Rechnungen tippen wir einzeln ab",
    "reach": "Buchhaltung, 6 Leute",
    "hours": "12",
    "idea": "Felder erkennen lassen und nachsehen",
    "kpi": "Stunden je Woche",
    "change": "12 → 4",
}
"""What people type has no word that is English too, so that no sentence can hide behind it."""
LESSON = {
    "tried": "Ein Modell, das Felder erkennt",
    "happened": "Ungefähr jedes zweite wurde erkannt",
    "why": "Die Vorlagen sind zu dunkel",
    "reuse": "Zuerst zwanzig Vorlagen ansehen",
}
NAMES = (
    "Ada", "Grace", "Linus", "Acme", "Buchhaltung", "Lager", "wins", "EUR", "UTC", "h", "English", "Français", "U-ada", "U-grace",
)  # fmt: skip
"""Names and units: people, teams, channels, currencies, zones, languages in themselves, platform ids of people."""
ENGLISH = Locale.parse("en")
CALENDAR = (
    *ENGLISH.days["format"]["wide"].values(), *ENGLISH.days["format"]["abbreviated"].values(),
    *ENGLISH.months["format"]["abbreviated"].values(), "AM", "PM",
)  # fmt: skip

CODE = re.compile(r"\b[A-Z2-9]{4}\b")
"""A part of a one-time code: letters, but no word."""


def plain_words(text: str) -> list[str]:
    """The words of a text that have a plain letter; what the language made of a sentence has none."""
    return [word for word in re.findall(r"[\w’']+", text) if re.search(r"[A-Za-z]", word)]


def untranslated(text: str, typed: set[str]) -> list[str]:
    """Plain words that nobody typed and that are no name, unit or day."""
    return [word for word in plain_words(text) if word.casefold() not in typed]


@dataclass
class Watch:
    """Reads everything people are shown, step by step, as it is at that moment."""

    world: World
    typed: set[str] = field(default_factory=set)
    seen: list[str] = field(default_factory=list)

    def knows(self, *texts: str) -> None:
        """These words were typed by somebody, or are names."""
        for text in texts:
            self.typed |= {word.casefold() for word in plain_words(text)}

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
    ada = await world.person("Ada", team="Buchhaltung")
    grace = await world.person("Grace", admin=True)
    linus = await world.person("Linus", team="Lager")
    return world, watch, ada, grace, linus


async def test_the_whole_loop_has_no_word_outside_the_catalogue() -> None:
    world, watch, ada, grace, linus = await company()
    await ada.command("propose")
    watch.look()
    await ada.fill(**{**PROPOSAL, "hours": "etliche"})
    watch.knows("etliche")
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
    await linus.fill(hours="5", reach=PROPOSAL["reach"], change="12 → 5")
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
    while pseudo("Skip") in ada.last.buttons:
        await ada.press(pseudo("Skip"))
        watch.look()
    await ada.press(pseudo("Leave them for now"))
    watch.look()
    assert pseudo("{form}: is this right?").partition("{")[0] in ada.last.reader.read(ada.last.message.summary)
    await ada.press(pseudo("Change an answer"))
    watch.look()
    await ada.press(pseudo("Back to the summary"))
    await ada.press(pseudo("Cancel"))
    watch.look()


async def test_every_command_answers_without_a_word_outside_the_catalogue() -> None:
    world, watch, ada, grace, linus = await company()
    watch.knows(*world.engine.registry.starts, "kauderwelsch ohne sinn")
    await ada.command("propose")
    await ada.fill(**PROPOSAL)
    for actor in (ada, grace, linus):
        for word in world.engine.registry.starts:
            await actor.command(word)
            watch.knows(*CODE.findall(str(actor.answer)))
            watch.look()
        await actor.opens_home()
        watch.look()
        await actor.says("kauderwelsch ohne sinn")
        watch.look()


async def test_what_is_set_is_asked_without_a_word_outside_the_catalogue() -> None:
    _, watch, ada, grace, _ = await company()
    await ada.command("settings")
    watch.look()
    for label in ("Pause for a week", "End the pause", "Do not ask me any more", "Ask me again every week"):
        await ada.press(pseudo(label))
        watch.look()
    await ada.press(pseudo("Change my settings"))
    watch.look()
    await ada.fill(zone="Nirgendwo")
    watch.knows("Nirgendwo")
    watch.look()
    for label in ("Change who answers", "Change the channel", "Change day, hour and language"):
        await grace.command("admin")
        await grace.press(pseudo(label))
        watch.look()
        await grace.fill()
        watch.look()


def test_a_word_that_was_not_translated_is_noticed() -> None:
    reader = Reader("pseudo", "UTC", Pseudo())
    assert untranslated(reader.read(say("{title}: proposed", title=Bold("Ada"))), {"ada"}) == []
    assert untranslated(reader.read(say("It is {stage}", stage="proposed")), {"ada"}) == ["proposed"]
    assert untranslated("Show 3 more", set()) == ["Show", "more"]


def test_a_sentence_keeps_its_values_and_becomes_a_third_longer() -> None:
    reader = Reader("pseudo", "UTC", Pseudo())
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert reader.read(say("On {day}, {at}", day=Day(moment.date()), at=Moment(moment))).startswith(
        "⟦Öñ Nov 23, 2026, "
    )
    assert "3 ţéåɱš" in reader.read(say_n("{n} team", "{n} teams", 3))
    long = "Tell me what takes too long in your week"
    assert 1.3 <= len(pseudo(long)) / len(long) <= 1.5
