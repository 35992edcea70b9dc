"""`misunderstood`: what is said when a sentence, a button or a form led nowhere, and the ways on from there."""

from __future__ import annotations

from rapidfuzz import fuzz

from handlers import prompts, refusals
from handlers.answering import asked_about
from handlers.conversation import (
    Action,
    Card,
    Conversation,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.presses import carried
from handlers.subjects import DRAFT
from handlers.taking import asked_of
from handlers.ui import Args, Button, Buttons, Message, Note, Para, Quote
from handlers.words import Typed, Words, say
from initiatives.answers import read_answer
from initiatives.calendar import local_day
from initiatives.initiative import Initiative
from initiatives.snoozing import Snooze
from initiatives.spelling import folded
from storage.records import Draft

MOST = 3
"""How many ways on are offered at once."""
NEAR = 75
"""From this similarity on (of 100) a word counts as a misspelled command."""
HINTS: dict[str, tuple[str, ...]] = {
    "mine": ("mine", "initiatives", "status", "drafts", "brouillons", "mes initiatives", "où en est", "progress"),
    "settings": (
        "settings", "réglages", "snooze", "opt out", "language", "langue", "time zone", "fuseau", "holiday", "vacation",
        "congés", "stop asking", "pause", "nudge", "reminder", "rappel",
    ),
    "privacy": ("privacy", "confidentialité", "delete", "erase", "gdpr", "rgpd", "personal", "supprimer", "données"),
    "help": ("help", "aide", "what can you do", "how does this work", "que peux-tu faire", "comment ça marche"),
    "propose": ("propose", "proposer", "proposition", "idea", "idée", "initiative", "suggest", "suggestion"),
}  # fmt: skip
"""Words that make somebody likely to want a conversation, in the languages people write."""


def fitting(text: str) -> list[str]:
    """The conversations a sentence is nearest to, best first; only those near enough to be offered."""
    words = folded(text)
    scored = [(_nearness(words, hints), name) for name, hints in HINTS.items()]
    return [name for score, name in sorted(scored, key=lambda each: -each[0]) if score >= NEAR]


def _nearness(words: str, hints: tuple[str, ...]) -> float:
    """How near the nearest hint is: single words against each word, phrases against the whole."""
    best = 0.0
    for hint in map(folded, hints):
        if " " not in hint:
            best = max([best, *(fuzz.ratio(hint, word) for word in words.split())])
        elif len(words) >= len(hint):
            best = max(best, fuzz.partial_ratio(hint, words))
        else:
            best = max(best, fuzz.ratio(hint, words))
    return best


async def to_prompt(turn: Turn, draft: Draft, about: Args) -> Reply:
    """The text was meant as the answer to the question asked."""
    talk = await prompts.talk_of(turn, draft)
    if talk is None:
        return Tell(Card("refused", {"reason": refusals.GONE}))
    question, text = talk.question(draft.asking), about.get("text", "")
    return await prompts.take(turn, talk, prompts.understood(question, text, turn) if question else text)


@card("not_understood")
async def not_understood(see: Seeing, about: Args) -> Message:
    """Quotes the sentence and offers at most three things it may have meant."""
    text = about.get("text", "")
    meant = [*await _check_ins(see, text), *(_button(name, text) for name in fitting(text))]
    known = {button.action for button in meant}
    rest = [_button(name, text) for name in _otherwise(text)]
    offered = (*meant, *(button for button in rest if button.action not in known))[:MOST]
    return Message(
        say("I did not understand that. What would you like to do?"),
        (Para(say("I did not understand this:")), Quote(Typed(text)), Para(say("Did you mean one of these?")),
         Buttons(offered)),
    )  # fmt: skip


def _otherwise(text: str) -> tuple[str, ...]:
    """What is offered when nothing is near: a whole sentence may be a proposal, a word or two hardly."""
    return ("propose", "mine", "help") if len(text.split()) > 2 else ("help", "mine", "propose")


async def _check_ins(see: Seeing, text: str) -> list[Button]:
    """With a digit in the sentence and something running, it may be meant as this week's answer."""
    if see.person is None or not any(letter.isdigit() for letter in text):
        return []
    asked = (await asked_about(see.store, see.organisation, see.person, see.now))[: MOST - 1]
    return [_check_in(see, initiative, text) for initiative in asked]


def _check_in(see: Seeing, initiative: Initiative, text: str) -> Button:
    """Takes the answer at once where the text is one, even one that is asked back, and asks for the number otherwise."""
    label = say("Check-in: {title}", title=Typed(initiative.title))
    today = local_day(see.now, see.reader.zone)
    if read_answer(text, asked_of(initiative), see.reader.language, today) is None:
        return Button(label, "check_in.answer", {"initiative": initiative.id})
    return Button(label, "check_in.take", {"initiative": initiative.id, "text": carried(text)})


def _button(name: str, text: str) -> Button:
    match name:
        case "mine":
            return Button(say("Show my initiatives"), "mine.show")
        case "settings":
            return Button(say("Open my settings"), "settings.show")
        case "privacy":
            return Button(say("What is stored about me"), "privacy.show")
        case "propose":
            return Button(say("Propose it as an initiative"), "propose.begin", {"text": carried(text)})
        case _:
            return Button(say("What I can do"), "help.show")


@card("refused")
async def refused(_see: Seeing, about: Args) -> Message:
    """A polite no, with its reason."""
    return _only(refusals.sentence(about["reason"], about))


@card("moved_on")
async def moved_on(_see: Seeing, _about: Args) -> Message:
    return _only(say("This has changed in the meantime. The message above now shows how it stands."))


@card("form_again")
async def form_again(see: Seeing, about: Args) -> Message:
    """The way back to a form that could not be opened in time."""
    draft = await see.store.draft(see.org, about.get("draft", ""))
    if draft is None:
        return _only(say("This question is settled."))
    here = {"draft": draft.id}
    buttons = (
        Button(say("Open the form"), "prompts.form", here, "primary"),
        Button(say("Ask me one by one"), "prompts.resume", here),
    )
    text = say("The form took too long to open. It waits as it was: open it again, or answer in this chat.")
    return Message(text, (Para(text), Buttons(buttons)))


@card("go_on_direct")
async def go_on_direct(_see: Seeing, _about: Args) -> Message:
    return _only(say("I have a few questions. Let us go on in our direct message; the first one is there."))


@card("still_open")
async def still_open(see: Seeing, about: Args) -> Message:
    """What is said beside a command's answer while questions wait: they wait on, and how to go on with them."""
    draft = await see.store.draft(see.org, about["draft"])
    talk = await prompts.talk_of(see, draft) if draft else None
    if draft is None or talk is None:
        return _only(say("This question is settled."))
    question, here = talk.question(draft.asking), {"draft": draft.id}
    text = say("“{form}” is still open; nothing is sent yet.", form=talk.form.title)
    if question is not None:
        text = say("“{form}” is still open: {question}", form=talk.form.title, question=question.label)
    how = say("Write your answer whenever you like.")
    if about.get("later"):
        how = say("It waits until these questions are done, and “mine” shows it.")
    buttons = (
        Button(say("Go on with it"), "prompts.resume", here),
        Button(say("Set it aside"), "prompts.cancel", here),
    )
    return Message(text, (Para(text), Note(how), Buttons(buttons)))


@card("which_one")
async def which_one(see: Seeing, about: Args) -> Message:
    """What answers both an open question and the weekly check-in: never guessed, always asked."""
    text = about["text"]
    meant = say("Where does this belong?")
    buttons = [*await _as_answer(see, about["draft"], text), *await _as_check_in(see, about, text)]
    if not buttons:
        return _only(say("There is no question open any more that this would answer."))
    why = Note(say("There is an open question and an open check-in, and this fits both."))
    if about.get("kind") == "away":
        why = Note(say("There is an open question, and this could be its answer or about your days off."))
    return Message(meant, (Quote(Typed(text)), Para(meant), Buttons(tuple(buttons)), why))


async def _as_check_in(see: Seeing, about: Args, text: str) -> list[Button]:
    """A button for each initiative it may be about; “later” is about the whole week."""
    if about.get("kind") == "away":
        return [Button(say("I am away"), "away.heard", {"text": text})]
    if about.get("kind") in (*Snooze, "later"):
        return [Button(say("Check in later"), "check_in.later", {"until": about["kind"]})]
    found = [await see.store.initiative(see.org, one) for one in about["initiatives"].split(",")]
    known = [initiative for initiative in found if initiative is not None]
    if about.get("kind") != "same":
        return [_check_in(see, initiative, text) for initiative in known]
    return [
        Button(say("Same as last week: {title}", title=Typed(one.title)), "check_in.same", {"initiative": one.id})
        for one in known
    ]


async def _as_answer(see: Seeing, draft_id: str, text: str) -> list[Button]:
    draft = await see.store.draft(see.org, draft_id)
    talk = await prompts.talk_of(see, draft) if draft else None
    if draft is None or talk is None:
        return []
    question = talk.question(draft.asking)
    label: Words = say("Answer: {question}", question=question.label) if question else say("The open question")
    return [Button(label, "misunderstood.to_prompt", {"draft": draft.id, "text": carried(text)})]


def _only(text: Words) -> Message:
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="misunderstood",
    help=None,
    actions=(Action("to_prompt", DRAFT, only(Role.DRAFTER), to_prompt),),
    cards=(not_understood, refused, moved_on, form_again, go_on_direct, still_open, which_one),
)
