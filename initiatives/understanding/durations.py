"""Durations in a sentence, and whether they come back every day, every week or with every item."""

import re
from decimal import Decimal

from initiatives.understanding.persons import PERSON_WORD
from initiatives.understanding.text import Sentence
from initiatives.understanding.work import COST, WORK_NOUNS

HOURS_A_DAY = 8
LONGEST_WORD = 40

UNITS_OF_TEN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITES = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]
TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
DIZAINES = {"quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
WORDS = {word: number for words in (UNITS_OF_TEN, UNITES) for number, word in enumerate(words, 1)} | {"une": 1}
WORDS |= TENS | DIZAINES
NUMBER = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(WORDS)})"

PHRASES = {
    phrase: minutes
    for minutes, phrases in {
        15: ("a quarter of an hour", "quarter of an hour", "un quart d' heure", "quart d' heure"),
        30: ("a half hour", "half an hour", "half hour", "une demi heure", "demi heure"),
        45: ("three quarters of an hour", "trois quarts d' heure"),
        90: ("an hour and a half",),
        60: ("a full hour", "an hour"),
        240: ("half a working day", "a half day", "half a day", "half day", "une demi journee", "demi journee"),
        480: ("une journee entiere", "toute une journee", "a whole day", "a full day", "an entire day", "a day"),
    }.items()
    for phrase in phrases
}
HOUR, MINUTE, DAY = r"hours?|hrs?|h|heures?", r"minutes?|mins?|mn", r"(?:working )?days?|jours?|journees?"
DURATION = re.compile(
    rf" (?:(?P<clock>\d+)h(?P<past>\d\d)(?: (?:{MINUTE}))?"
    rf"|(?P<phrase>{'|'.join(PHRASES)})"
    rf"|(?P<tens>(?:{'|'.join(TENS | DIZAINES)}) )?(?P<number>{NUMBER})(?P<half> and a half| et demie?)?"
    rf" (?:(?P<hours>{HOUR})|(?P<minutes>{MINUTE})|(?P<days>{DAY}))"
    rf"(?: (?:(?P<demi>and a half|et demie?)|(?:(?:and|et) )?(?P<more>{NUMBER}) (?:{MINUTE})"
    r"|(?P<bare>\d\d)(?= (?:par|per|a|every|each|chaque|/|,|;) | $)))?)(?= )"
)

WEEKDAY = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
PART_OF_DAY = r"(?:days?|jours?|j|mornings?|afternoons?|evenings?|nights?|matins?|soirs?|apres midi)"
WEEK = r"(?:week|wk|semaines?|sem)(?! end)"
LONGER = r"(?:months?|mois|quarters?|trimestres?|years?|ans?|annees?|fortnights?|quinzaines?|sprints?)"
OF = r"(?:a|an|per|every|each|every single|each and every|once a|once every|/|par|chaque|tous les|toutes les|une fois par)"
OTHERS = (
    rf"{OF} {LONGER}|(?:every|each) other {WEEK}|(?:every|toutes les) {NUMBER} {WEEK}s?|un[e]? (?:{WEEK}|jour) sur \w+"
)
WEEKS = rf"{OF} (?:working )?{WEEK}|(?:every|each|chaque) {WEEKDAY}|on {WEEKDAY}s|(?:tous )?les? {WEEKDAY}s?(?! \d)"
DAYS = rf"{OF} (?:working |business |work |single )?{PART_OF_DAY}"
FILLER = (
    r"(?:or so|of work|of (?:our|my|their) time|of time|in total|altogether|all together|together|total|each|de travail"
    r"|de temps|au total|en tout|chacun|chacune|(?:per|par) (?:person|personne|head|tete|employee|agent)(?: (?:and|et))?"
    r"|environ|on average|en moyenne|lost|,|for each of us)"
)
DIRECT = re.compile(
    rf"^(?: {FILLER}){{0,2}} (?:(?P<other>{OTHERS})|(?P<week>{WEEKS}|la semaine|weekly|hebdo)|(?P<day>{DAYS}|daily))(?= )"
)
EXPLICIT = re.compile(rf" (?:(?P<other>{OTHERS})|(?P<week>{WEEKS})|(?P<day>{DAYS}))(?= )")
ADJECTIVE = re.compile(
    r" (?:(?P<other>monthly|quarterly|yearly|annual|mensuel\w*|trimestriel\w*|annuel\w*|biweekly|bimensuel\w*)"
    r"|(?P<week>weekly|hebdo|hebdomadaires?)|(?P<day>daily|quotidien\w*))(?= )"
)
CLAUSE_END = " [,;:] "
PERIOD_WORD = rf"(?:{WEEK}|{PART_OF_DAY}|{LONGER}|{WEEKDAY}|working|business|single|other|one)"
AN_ITEM = re.compile(
    rf" (?:per|each|every|chaque)(?! (?:{PERIOD_WORD}|{PERSON_WORD}|,|of|and|to|on|for|in|\w+ing|spend|lose|waste|{NUMBER}) | $) [^\W\d]"
)
DIRECTLY_AN_ITEM = re.compile(rf"^ (?:par|/|a|an|la|le) (?!{PERIOD_WORD}|{PERSON_WORD})(?P<item>\w+)")


def durations(sentence: Sentence) -> list[re.Match[str]]:
    """Every duration but "a day" as in "3 hours a day"."""
    return [m for m in DURATION.finditer(sentence.joined) if m["phrase"] != "a day" or loses_it(sentence.joined, m)]


def loses_it(joined: str, duration: re.Match[str]) -> bool:
    before = joined[max(0, duration.start() - LONGEST_WORD) : duration.start()].rsplit(None, 1)
    return bool(before) and (before[-1] in COST or before[-1] in {"us", "me", "them"})


def opens(sentence: Sentence) -> bool:
    """Such as "3 hours a week to check invoices", which needs no verb that says it is a cost."""
    found = durations(sentence)
    return bool(found) and found[0].start() == 0


def recurs(sentence: Sentence) -> bool:
    """Whether it says a duration and that it comes again, or comes with every item."""
    found = durations(sentence)
    return bool(found) and (comes_back(sentence) or is_per_item(sentence.joined, found[0].end()))


def comes_back(sentence: Sentence) -> bool:
    rest = DURATION.sub(" # ", sentence.joined) if durations(sentence) else sentence.joined
    return bool(EXPLICIT.search(rest) or ADJECTIVE.search(rest) or EXPLICIT.search(sentence.joined))


def is_per_item(joined: str, end: int) -> bool:
    direct = DIRECTLY_AN_ITEM.match(joined[end:])
    if direct and (direct["item"] in WORK_NOUNS or not re.match(" (?:a|la|le) ", joined[end:])):
        return True
    return bool(AN_ITEM.search(around(joined, end)))


def around(joined: str, place: int) -> str:
    """What can bear upon a duration that ends at `place`: its clause when a period follows it, else everything."""
    if not DIRECT.match(joined[place:]):
        return joined
    return f" {re.split(CLAUSE_END, joined[:place])[-1]} {re.split(CLAUSE_END, joined[place:])[0]} "


def minutes_of(duration: re.Match[str]) -> Decimal | None:
    if duration["clock"]:
        hours, past = plain_number(duration["clock"]), Decimal(duration["past"])
        return hours * 60 + past if hours is not None and past < 60 else None
    if duration["phrase"]:
        return Decimal(PHRASES[duration["phrase"]])
    number = plain_number(duration["number"])
    if number is None or (duration["tens"] and number > 9):
        return None
    number += WORDS[duration["tens"].strip()] if duration["tens"] else 0
    number += Decimal("0.5") if duration["half"] or duration["demi"] else 0
    unit = 1 if duration["minutes"] else 60 if duration["hours"] else 60 * HOURS_A_DAY
    more = plain_number(duration["more"] or duration["bare"] or "0")
    return None if more is None or more > 59 else number * unit + more


def plain_number(typed: str) -> Decimal | None:
    """None for "1,200", which may be a decimal or a thousand."""
    if typed in WORDS:
        return Decimal(WORDS[typed])
    return Decimal(typed.replace(",", ".")) if re.fullmatch(r"\d{1,4}(?:[.,]\d\d?)?", typed) else None
