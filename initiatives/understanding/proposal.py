"""Whether what was said proposes something: a cost that comes back, a pain, toil, or the wish that a machine did it."""

from collections.abc import Sequence

from initiatives.understanding.durations import comes_back, durations, opens, recurs
from initiatives.understanding.folding import table
from initiatives.understanding.talk import (
    ABOUT_THE_BOT,
    AI,
    AI_PEOPLE_AND_PAPERS,
    AUTOMATE,
    DENIALS,
    HAVE_IN_FRENCH,
    IRREGULAR_PAST,
    LIKING,
    ONE_OFF,
    OURS,
    OVER,
    OVER_AFTER_ALL,
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
    WISH_QUESTIONS,
    WISH_STARTS,
    WISHES,
)
from initiatives.understanding.text import Sentence
from initiatives.understanding.work import (
    ACTS,
    ANNOYANCES,
    COST,
    DONE,
    PAINS,
    REPETITION,
    TEDIOUS,
    WORK_NOUNS,
    WORK_VERBS,
)

SPEAKER_REACH = 5
WITH = frozenset(("with", "using", "by", "via", "through", "avec", "par"))
DENIAL_REACH = 2
TODAY = frozenset(("today", "aujourd'hui"))
ON_SPEAKS = "doit | a | est | y | en | se | ne | n' | peut | pourrait | utilise | recoit | gere | nous | les | le | la"
AFTER_ON = COST | WORK_VERBS | table(ON_SPEAKS)


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
    if said is None or is_one_off(said):
        return False
    said = affirmed(said)
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
    once = (sentence.has(ONE_OFF) and not sentence.starts(TODAY)) or tells_what_was_done(sentence)
    return once and not comes_back(sentence)


def tells_what_was_done(sentence: Sentence) -> bool:
    """ "We entered the orders by hand" happened; "orders are entered by hand" and "we enter" go on."""
    english = any(
        word in {"we", "i", "they", "he", "she"} and any(is_past(verb) for verb in sentence.words[at + 1 : at + 3])
        for at, word in enumerate(sentence.words)
    )
    return english or any(Sentence(sentence.words[at + 1 : at + 4]).has(DONE) for at in sentence.places(HAVE_IN_FRENCH))


def is_past(verb: str) -> bool:
    return (verb.endswith("ed") and not verb.endswith("eed")) or verb in IRREGULAR_PAST


def affirmed(sentence: Sentence) -> Sentence:
    """Without "we never copy", "on ne recopie pas", "nobody copies": what is not done does not hurt."""
    kept = [clause for clause in sentence.clauses if not denies(clause)]
    if len(kept) == len(sentence.clauses):
        return sentence
    return Sentence(tuple(word for clause in kept for word in (*clause.words, ",")))


def denies(clause: Sentence) -> bool:
    verbs = clause.places(ACTS)
    before = [Sentence(clause.words[max(0, place - DENIAL_REACH) : place]) for place in verbs]
    return any(words.has(DENIALS) and not words.has(LIKING) for words in before)


def about_work(sentence: Sentence, with_tool: bool) -> bool:
    return with_tool or sentence.has(WORK_NOUNS)


def of_a_team(sentence: Sentence) -> bool:
    return sentence.has(TEAM) or any(
        word == "on" and following in AFTER_ON
        for word, following in zip(sentence.words, sentence.words[1:], strict=False)
    )


def costs(sentence: Sentence, with_tool: bool) -> bool:
    again = recurs(sentence)
    work_named = sentence.says(TEDIOUS) or (again and opens(sentence) and sentence.says(WORK_VERBS))
    if again and work_named and about_work(sentence, with_tool):
        return True
    if not sentence.says(COST):
        return False
    if again:
        return of_a_team(sentence) or about_work(sentence, with_tool) or sentence.has(TEDIOUS)
    return bool(durations(sentence)) and sentence.has(TEDIOUS) and about_work(sentence, with_tool)


def hurts(sentence: Sentence, with_tool: bool) -> bool:
    work = about_work(sentence, with_tool)
    if sentence.says(PAINS):
        return work or sentence.has(TEDIOUS) or (of_a_team(sentence) and comes_back(sentence))
    if sentence.says(REPETITION) and of_a_team(sentence) and sentence.has(WORK_NOUNS) and sentence.says(WORK_VERBS):
        return True
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
        around = sentence.words[max(0, place - 1) : place + 2]
        if not AI_PEOPLE_AND_PAPERS.isdisjoint(around):
            continue
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
