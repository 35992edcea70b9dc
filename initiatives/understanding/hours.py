"""How many hours a week, and how many people, a plain sentence clearly says; None whenever there are two ways to read it.

An hour is an hour altogether: "each" is multiplied only when one number of people is known, and people without "each" or
"in total" leave the hours open. A day is 8 hours and a week 5 days. What is said per month, or would come out as a fraction
finer than a hundredth of an hour, is left for the person to type.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from initiatives.understanding.durations import (
    ADJECTIVE,
    CLAUSE_END,
    DIRECT,
    DURATION,
    EXPLICIT,
    HOUR,
    MINUTE,
    NUMBER,
    WEEKDAY,
    around,
    durations,
    is_per_item,
    minutes_of,
    opens,
)
from initiatives.understanding.folding import table
from initiatives.understanding.people import mentions, people_in
from initiatives.understanding.persons import PERSON_WORD
from initiatives.understanding.talk import ONE_OFF
from initiatives.understanding.text import Sentence
from initiatives.understanding.work import COST, LOSING, PAINS, TEDIOUS

DAYS_A_WEEK = 5
MOST_A_DAY = 12 * 60
CENT = Decimal("0.01")

# Around a duration these leave the hours open.
HEDGES = table(
    """
    maybe | perhaps | not sure | i guess | i think | probably | no idea | don't know | i'd say | depends | sometimes
    varies | can take | could take | may take | might take | might | would take | should take | peut etre | je crois
    je pense | probablement | sans doute | je dirais | aucune idee | sais pas | depend | ca depend | varie
    peut prendre | prendrait | parfois | certaines semaines | some weeks | some days | certains jours | often
    souvent
    """
)
NOT_SPENT = table(
    """
    to arrive | pour arriver | a arriver | delivery takes | delivery time | to deliver | to ship | to be approved
    to get an answer | to hear back | to get a reply | wait for | waits for | waiting for | attend | attendre
    attendons | attendent | delai | delais | response time | temps de reponse | une reponse | la reponse | turnaround
    uptime | downtime | outage | panne | late | delayed | de retard | en retard | opening hours | heures d' ouverture
    ouvert | ouverte | is open | are open | is available | shelf life | battery | was down | is down | lead time
    to respond | pour repondre | repondent sous | respond within | reply within | latency | stays | offline
    """
)
SAVING = table(
    """
    save | saves | saving | gagner | gagne | economiser | economie | free up | faire gagner | could free | win back
    goal | target | objectif | cible
    """
)

LOOSE_UNIT = re.compile(r" (?:hours?|hrs?|heures?|minutes?|mins?)(?! of)(?= )")
AGAIN = re.compile(
    rf" (?:twice|thrice|(?:{NUMBER}|several|many|few|multiple) times|(?:{NUMBER}|plusieurs|quelques) fois)(?= )"
)
ONCE = re.compile(r" (?:once (?:a|every)|une fois par|1 fois par)(?= )")

EACH = re.compile(
    rf" (?:each(?= (?:of|{PERSON_WORD}|one|,|and|to|on|for|in|\w+ing|spend|lose|waste) | $)|(?:per|par|chaque|every) {PERSON_WORD}"
    r"|apiece|chacun|chacune)(?= )"
)
ALL_OF_THEM = re.compile(
    r" (?:everyone|everybody|we all|all of us|some of us|most of us|many of us|several of us|a few of us|both of us|tout le monde"
    r"|nous tous|plusieurs|la plupart|quelques|certains|several (?:people|colleagues)|a few (?:people|colleagues)"
    r"|(?:une?|des) (?:dizaine|douzaine|vingtaine|quinzaine)s? de|dozens?)(?= )"
)
TOGETHER = re.compile(
    r" (?:in total|altogether|all together|together|total|in all|between us|combined|collectively|overall|au total|en tout"
    r"|a nous tous|ensemble|cumulees?)(?= )"
)

ABOUT = re.compile(
    r" (?:about|around|roughly|approximately|approx|~|environ|a peu pres|on average|en moyenne|en gros|an average of|a total of"
    r"|un total de|en tout|total|:)$"
)
UNCLEAR_BEFORE = re.compile(
    rf"(?: (?:more than|over|at least|up to|less than|under|at most|almost|nearly|close to|easily|a good|good|between|plus de"
    rf"|au moins|jusqu' a|moins de|presque|pres de|au plus|facilement|bien|entre|bonnes|at|a|vers|from|until|till|before|after|by"
    rf"|since|depuis|avant|apres|des|in|dans|within|every|each|toutes les|tous les|chaque|il y a|next|last|past|first|{NUMBER}"
    rf"|prochaines|dernieres|premieres|work|works|worked|working|open|available|paid|closed|lasts|dure|durent|travaille"
    rf"|travaillons|travaillent|travailler|ouvert|ouverte|disponible|another|extra|additional|only|seulement)"
    rf"| {NUMBER}(?: (?:{HOUR}|{MINUTE}))? (?:to|or|and|a|et|ou|-|–|—|/))$"
)
UNCLEAR_AFTER = re.compile(
    rf"^ (?:(?:ago|later|late|earlier|support|service|pm|am|before|after|avant|apres|notice|plus tard|de retard|de sommeil|of sleep"
    rf"|deadline|old|du matin|du soir|window|ahead|away|max|maximum|minimum|min|at least|au moins|ou plus|or more|or less|\+|\?)"
    rf"|(?:to|or|and|a|ou|et|-|–|—|/)? ?{NUMBER}) "
)


ANOTHER_AMOUNT = re.compile(
    rf" (?:,|;|and|et|plus|then|puis) (?:another )?{NUMBER} (?:on|for|sur|pour|to|at|in|en|a|dans|more|de plus)(?= )"
)


def hours_a_week(text: Sequence[Sentence]) -> Decimal | None:
    found = [(sentence, match) for sentence in text for match in durations(sentence)]
    if len(found) != 1 or any(LOOSE_UNIT.search(DURATION.sub(" ", sentence.joined)) for sentence in text):
        return None
    sentence, duration = found[0]
    if not is_cost(sentence) or unclear(sentence, duration):
        return None
    minutes = minutes_of(duration)
    times = times_a_week(sentence, duration)
    if minutes is None or times is None or (times > 1 and minutes > MOST_A_DAY):
        return None
    heads = heads_to_count(text)
    return None if heads is None else exact_hours(minutes * times * heads)


def is_cost(sentence: Sentence) -> bool:
    short = len(sentence.words) <= 7 and not sentence.asked
    return short or opens(sentence) or sentence.says(COST) or sentence.has(TEDIOUS) or sentence.says(PAINS)


def unclear(sentence: Sentence, duration: re.Match[str]) -> bool:
    joined = sentence.joined
    before, after = joined[: duration.start()], joined[duration.end() :]
    for _ in range(3):
        before = ABOUT.sub("", before)
    one_task = before.endswith(" a") and duration["hours"] in {"hour", "hr"} and duration["number"] is not None
    clause = Sentence(tuple(re.split(CLAUSE_END, before)[-1].split()))
    return bool(
        (UNCLEAR_BEFORE.search(before) and not one_task)
        or UNCLEAR_AFTER.match(after)
        or ANOTHER_AMOUNT.search(after)
        or clause.has(HEDGES)
        or sentence.has(NOT_SPENT)
        or sentence.has(SAVING)
        or is_per_item(joined, duration.end())
        or AGAIN.search(ONCE.sub(" ", around(joined, duration.end())))
    )


def times_a_week(sentence: Sentence, duration: re.Match[str]) -> int | None:
    joined = sentence.joined
    direct = DIRECT.match(joined[duration.end() :])
    if direct:
        return times([direct], joined)
    if sentence.has(ONE_OFF) or (duration["days"] and not sentence.says(LOSING)):
        return None
    rest = f"{joined[: duration.start()]} # {joined[duration.end() :]}"
    return times(list(EXPLICIT.finditer(rest)) or list(ADJECTIVE.finditer(rest)), joined)


def times(periods: list[re.Match[str]], joined: str) -> int | None:
    kinds = {str(period.lastgroup) for period in periods}
    if len(kinds) != 1 or kinds == {"other"}:
        return None
    if kinds == {"week"} and len(re.findall(rf" {WEEKDAY}s?(?= )", joined)) > 1:
        return None
    return DAYS_A_WEEK if kinds == {"day"} else 1


def heads_to_count(text: Sequence[Sentence]) -> int | None:
    """What to multiply the hours with: 1 when they are said of all together, None when that is unclear."""
    joined = "".join(sentence.joined for sentence in text)
    people = people_in(text)
    if ALL_OF_THEM.search(joined):
        return None
    if EACH.search(joined):
        return None if TOGETHER.search(joined) else people
    if people == 1 or TOGETHER.search(joined) or not any(mentions(sentence) for sentence in text):
        return 1
    return None


def exact_hours(minutes: Decimal) -> Decimal | None:
    hours = minutes / 60
    if hours <= 0 or hours != hours.quantize(CENT):
        return None
    return hours.quantize(Decimal(1)) if hours == hours.to_integral_value() else hours.normalize()
