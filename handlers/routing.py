"""Which conversation a typed sentence belongs to: one pure function over what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from initiatives.answer_words import ACTS, asks_for_silence, wish_of
from initiatives.answers import Ahead, Asked, Either, Figure, read_answer
from initiatives.backing import link_alone
from initiatives.bundle_answers import Titled, read_bundle
from initiatives.time_off import is_about_time_off
from initiatives.time_off_abroad import in_english
from initiatives.understanding import Understood, understand

Control = Literal["back", "skip", "cancel", "form", "change", "send"]
Kind = Literal["number", "several", "same", "wish", "today", "tomorrow", "next_week"]
"""What an answer to the weekly nudge says."""

CONTROLS: dict[str, Control] = {
    "back": "back",
    "retour": "back",
    "précédent": "back",
    "skip": "skip",
    "passer": "skip",
    "passe": "skip",
    "cancel": "cancel",
    "stop": "cancel",
    "annuler": "cancel",
    "annule": "cancel",
    "arrêter": "cancel",
    "arreter": "cancel",
}
LATER: dict[str, Kind] = {
    "later": "today",
    "not now": "today",
    "remind me later": "today",
    "later today": "today",
    "plus tard": "today",
    "pas maintenant": "today",
    "plus tard aujourd'hui": "today",
    "tomorrow": "tomorrow",
    "remind me tomorrow": "tomorrow",
    "demain": "tomorrow",
    "next week": "next_week",
    "la semaine prochaine": "next_week",
    "semaine prochaine": "next_week",
}
"""Words that put a check-in off, and until when."""


@dataclass(frozen=True)
class OpenPrompt:
    """A question open in this chat; `asks` is false at the summary, where nothing is asked any more."""

    draft: str
    asks: bool


@dataclass(frozen=True)
class Situation:
    """What a typed sentence meets: prompts in the order they were begun, and the initiatives a nudge waits for, each with
    the word its number counts in; `asked` is all that their message names, in its order, and `today` the day where they are.
    `running` is all they answer for, where that matters: help, done and stop may be about any of it.

    `starts` are words with what they start, `takes_text` the targets that make something of words after theirs;
    `thread_reply` is the action that a reply in this thread runs, `thread_draft` the draft whose question the thread hangs on.
    `comment` is the action that takes a comment in this thread, `commented` the initiative the thread is about.
    `direct`: typed to the bot alone. `sent`: with a file; `thread_number`: in the thread of a number that was answered.
    """

    language: str
    starts: Mapping[str, str]
    takes_text: frozenset[str] = frozenset()
    prompts: tuple[OpenPrompt, ...] = ()
    waiting: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[Titled, ...] = ()
    running: tuple[str, ...] = ()
    today: date = date(2026, 1, 7)
    thread_reply: str = ""
    thread_draft: str = ""
    direct: bool = True
    sent: bool = False
    thread_number: bool = False
    comment: str = ""
    commented: str = ""


@dataclass(frozen=True)
class ToThread:
    """The thread's own conversation takes it."""

    action: str


@dataclass(frozen=True)
class ToComment:
    """Nothing else takes it in the thread of something that is commented on."""

    action: str


@dataclass(frozen=True)
class ToPrompt:
    draft: str
    control: Control | None = None


@dataclass(frozen=True)
class ToCheckIn:
    """An answer to the weekly nudge: about one initiative, or about several to choose from."""

    initiatives: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True)
class ToAbsence:
    """Whoever says it is away, or back."""


@dataclass(frozen=True)
class Unsure:
    """More than one would take it: the open question, and a check-in or time off (`away`). Ask with buttons."""

    draft: str
    initiatives: tuple[str, ...]
    kind: Kind | Literal["away"]


@dataclass(frozen=True)
class ToStart:
    """A word that starts something, with what was typed after it."""

    target: str
    rest: str


@dataclass(frozen=True)
class ToFile:
    """A file, or a link in its place, that is to back a number."""


@dataclass(frozen=True)
class ToProposal:
    """A plain sentence that could become an initiative."""

    understood: Understood


@dataclass(frozen=True)
class Nowhere:
    """Not understood."""


Route = ToThread | ToComment | ToPrompt | ToCheckIn | ToAbsence | Unsure | ToStart | ToFile | ToProposal | Nowhere


def route(text: str, situation: Situation) -> Route:
    """Where a typed sentence goes: its thread, the question asked last, time off, the nudge, a command, a proposal; never a
    guess.
    """
    folded = " ".join(text.casefold().split()).rstrip(".!")
    if _is_file(text, situation):
        return ToFile()
    if situation.thread_reply:
        return ToThread(situation.thread_reply)
    if situation.thread_draft:
        return ToPrompt(situation.thread_draft, CONTROLS.get(folded))
    if situation.comment and folded:
        return _in_comments(text, folded, situation)
    answer = (
        ToAbsence() if situation.direct and is_about_time_off(in_english(text)) else _check_in(text, folded, situation)
    )
    if situation.prompts:
        return _prompt(text, folded, situation, answer)
    return answer or _start(text, situation) or _proposal(text)


def _is_file(text: str, situation: Situation) -> bool:
    """A link by itself may answer a question that is open; a file without a word never does."""
    if situation.sent:
        return situation.thread_number or not text.strip()
    asked = bool(situation.thread_reply or situation.thread_draft or situation.prompts)
    return (situation.thread_number or (situation.direct and not asked)) and link_alone(text) is not None


def _in_comments(text: str, folded: str, situation: Situation) -> Route:
    """A command by itself, a word to the open question, an answer about this initiative, and else a comment on it."""
    command = _start(text, situation)
    if command is not None and not command.rest:
        return command
    if situation.prompts and folded in CONTROLS:
        return ToPrompt(situation.prompts[-1].draft, CONTROLS[folded])
    about = situation.commented
    here = replace(
        situation,
        waiting={one: unit for one, unit in situation.waiting.items() if one == about},
        asked=tuple(one for one in situation.asked if one.id == about),
        running=tuple(one for one in situation.running if one == about),
    )
    return _check_in(text, folded, here) or ToComment(situation.comment)


def _prompt(text: str, folded: str, situation: Situation, answer: ToCheckIn | ToAbsence | None) -> Route:
    """The question asked last; a command by itself is no answer to it, and leaves it open."""
    last = situation.prompts[-1]
    control = CONTROLS.get(folded)
    command = _start(text, situation) if control is None else None
    if command is not None and not command.rest:
        return command
    if control is None and answer is not None:
        return _unsure(last.draft, answer) if last.asks else answer
    return ToPrompt(last.draft, control)


def _unsure(draft: str, answer: ToCheckIn | ToAbsence) -> Unsure:
    if isinstance(answer, ToAbsence):
        return Unsure(draft, (), "away")
    return Unsure(draft, answer.initiatives, answer.kind)


def _check_in(text: str, folded: str, situation: Situation) -> ToCheckIn | None:
    wish = wish_of(text)
    if wish is not None and wish[0] in ACTS:
        named = _starts(folded, situation) or asks_for_silence(text)
        about = tuple(situation.waiting) or situation.running
        return ToCheckIn(about, "wish") if about and not named else None
    if not situation.waiting:
        return None
    if (until := LATER.get(folded.replace("’", "'"))) is not None:
        return ToCheckIn(tuple(situation.waiting), until)
    if len(situation.asked) > 1 and read_bundle(text, situation.asked, situation.language, situation.today):
        return ToCheckIn(tuple(one.id for one in situation.asked), "several")
    match wish:
        case ("same", _):
            return ToCheckIn(tuple(situation.waiting), "same")
        case ("later", _):
            return ToCheckIn(tuple(situation.waiting), "today")
    fitting = _answered(text, situation)
    return ToCheckIn(fitting, "number") if fitting else None


def _answered(text: str, situation: Situation) -> tuple[str, ...]:
    """Those the text has a number for, even one that is asked back; it is read once for all that are asked alike."""
    known = {one.id: one.asked for one in situation.asked}
    asked = {one: known.get(one, Asked(unit)) for one, unit in situation.waiting.items()}
    read = {each: read_answer(text, each, situation.language, situation.today) for each in set(asked.values())}
    return tuple(one for one, each in asked.items() if isinstance(read[each], Figure | Either | Ahead))


def _starts(word: str, situation: Situation) -> str | None:
    return situation.starts.get(word.casefold().strip("/.!?,:"))


def _start(text: str, situation: Situation) -> ToStart | None:
    if asks_for_silence(text) and (settings := situation.starts.get("settings")) is not None:
        return ToStart(settings, "")
    word, _, rest = text.strip().partition(" ")
    target = _starts(word, situation)
    if target is None or (rest.strip() and target not in situation.takes_text):
        return None
    return ToStart(target, rest.strip())


def _proposal(text: str) -> Route:
    understood = understand(text)
    return ToProposal(understood) if understood else Nowhere()
