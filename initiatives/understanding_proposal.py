"""Whether what was said proposes something: a cost that comes back, a pain, toil, or the wish that a machine did it."""

from collections.abc import Sequence

from initiatives.understanding_amounts import comes_back, durations, recurs
from initiatives.understanding_text import Sentence
from initiatives.understanding_words import (
    ABOUT_THE_BOT,
    AI,
    ANNOYANCES,
    AUTOMATE,
    COST,
    ONE_OFF,
    OURS,
    OVER,
    OVER_AFTER_ALL,
    PAINS,
    PERMISSIONS,
    PERSONAL,
    QUESTION_STARTS,
    REPORTED,
    REQUESTS,
    REQUESTS_AFTER_ALL,
    RHETORICAL,
    SPEAKERS,
    STATEMENTS_AFTER_ALL,
    TEAM,
    TEDIOUS,
    WISH_QUESTIONS,
    WISH_STARTS,
    WISHES,
    WORK_NOUNS,
    WORK_VERBS,
)

SPEAKER_REACH = 4
WITH = frozenset(("with", "using", "by", "via", "through", "avec", "par"))
TODAY = frozenset(("today", "aujourd'hui"))
AFTER_ON = (
    COST | WORK_VERBS | frozenset(["doit", "a", "est", "y", "en", "se", "ne", "n'", "peut", "pourrait", "utilise", "recoit", "gere", "nous", "les", "le", "la"])
)


def proposes(text: Sequence[Sentence], with_tool: bool) -> bool:
    if any(silences(sentence) for sentence in text):
        return False
    return any(is_proposal(sentence, with_tool) for sentence in text)


def silences(sentence: Sentence) -> bool:
    """One such sentence makes the whole text a result, a report, small talk or about the bot."""
    over = sentence.has(OVER) and not sentence.has(OVER_AFTER_ALL)
    return over or any(sentence.has(table) for table in (ABOUT_THE_BOT, REPORTED, PERSONAL))


def is_proposal(sentence: Sentence, with_tool: bool) -> bool:
    if sentence.starts(REQUESTS) and not sentence.starts(REQUESTS_AFTER_ALL):
        return False
    if any(clause.starts(WISH_QUESTIONS) for clause in sentence.clauses) and wished_for(sentence, with_tool):
        return True
    said = statement_in(sentence)
    if said is None:
        return False
    if is_one_off(said):
        return False
    complains = costs(said, with_tool) or hurts(said, with_tool)
    return complains if said.starts(RHETORICAL) else complains or wishes(said, with_tool) or toils(said, with_tool)


def statement_in(sentence: Sentence) -> Sentence | None:
    """The sentence as far as it states something: a question has nothing but what comes before its last clause."""
    if sentence.starts(RHETORICAL):
        return sentence
    if sentence.starts(QUESTION_STARTS) and not sentence.starts(STATEMENTS_AFTER_ALL):
        return None
    if not sentence.asked:
        return sentence
    words = tuple(word for clause in sentence.clauses[:-1] for word in (*clause.words, ","))
    return Sentence(words) if words else None


def is_one_off(sentence: Sentence) -> bool:
    return sentence.has(ONE_OFF) and not sentence.starts(TODAY) and not comes_back(sentence)


def about_work(sentence: Sentence, with_tool: bool) -> bool:
    return with_tool or sentence.has(WORK_NOUNS)


def of_a_team(sentence: Sentence) -> bool:
    return sentence.has(TEAM) or any(
        word == "on" and following in AFTER_ON
        for word, following in zip(sentence.words, sentence.words[1:], strict=False)
    )


def costs(sentence: Sentence, with_tool: bool) -> bool:
    again = recurs(sentence)
    work_named = sentence.says(TEDIOUS) or (again and opens_with_duration(sentence) and sentence.says(WORK_VERBS))
    if again and work_named and about_work(sentence, with_tool):
        return True
    if not sentence.says(COST):
        return False
    if again:
        return of_a_team(sentence) or about_work(sentence, with_tool) or sentence.has(TEDIOUS)
    return bool(durations(sentence)) and sentence.has(TEDIOUS) and about_work(sentence, with_tool)


def opens_with_duration(sentence: Sentence) -> bool:
    """ "3 hours a week to check invoices" needs no verb that says it is a cost."""
    return durations(sentence)[0].start() == 0


def hurts(sentence: Sentence, with_tool: bool) -> bool:
    work = about_work(sentence, with_tool)
    if sentence.says(PAINS):
        return work or sentence.has(TEDIOUS) or (of_a_team(sentence) and comes_back(sentence))
    return sentence.says(ANNOYANCES) and work and (sentence.has(WORK_VERBS) or sentence.has(COST))


def wishes(sentence: Sentence, with_tool: bool) -> bool:
    return (sentence.has(WISHES) or any(clause.starts(WISH_STARTS) for clause in sentence.clauses)) and wished_for(
        sentence, with_tool
    )


def wished_for(sentence: Sentence, with_tool: bool) -> bool:
    """To automate something of ours, or that a machine does some work; what one only may or can needs to be ours."""
    comes_again = comes_back(sentence)
    if any(not sentence.negated(place) or asks_why_not(sentence, place) for place in sentence.places(AUTOMATE)):
        return about_work(sentence, with_tool) or comes_again
    if not machine_works(sentence):
        return False
    if any(clause.starts(PERMISSIONS) for clause in sentence.clauses):
        return comes_again or sentence.has(OURS)
    return sentence.has(WORK_NOUNS) or comes_again


def asks_why_not(sentence: Sentence, place: int) -> bool:
    before = sentence.words[max(0, place - 4) : place]
    return "why" in before or "pourquoi" in before or before[:1] in {("can't",), ("couldn't",)}


def machine_works(sentence: Sentence) -> bool:
    verbs = sentence.places(WORK_VERBS)
    for place in sentence.places(AI):
        with_it = not WITH.isdisjoint(sentence.words[max(0, place - 2) : place])
        if verbs and (with_it or verbs[-1] > place) and not sentence.negated(place):
            return True
    return False


def toils(sentence: Sentence, with_tool: bool) -> bool:
    """Somebody does tedious work again and again, or from one place into another."""
    if not about_work(sentence, with_tool) or not (comes_back(sentence) or with_tool):
        return False
    for place in sentence.places(TEDIOUS):
        before = Sentence(sentence.words[max(0, place - SPEAKER_REACH) : place])
        if not sentence.negated(place) and (place == 0 or before.has(SPEAKERS) or "on" in before.words):
            return True
    return False
