"""How many hours a week, and how many people, a plain sentence clearly says; None whenever there are two ways to read it.

An hour is an hour altogether: "each" is multiplied only when one number of people is known, and people without "each" or
"in total" leave the hours open. A day is 8 hours and a week 5 days. What is said per month, or would come out as a fraction
finer than a hundredth of an hour, is left for the person to type.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from initiatives.understanding_text import Sentence
from initiatives.understanding_words import (
    COST,
    HEDGES,
    LOSING,
    NOT_SPENT,
    ONE_OFF,
    PAINS,
    PEOPLE,
    PERSON_WORDS,
    SAVING,
    TEAMS_PARTS,
    TEDIOUS,
    WORK_NOUNS,
)

DAYS_A_WEEK = 5
HOURS_A_DAY = 8
MOST_A_DAY = 12 * 60
CENT = Decimal("0.01")

UNITS_OF_TEN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITES = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]
TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
DIZAINES = {"quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
WORDS = {word: number for words in (UNITS_OF_TEN, UNITES) for number, word in enumerate(words, 1)} | {"une": 1}
WORDS |= TENS | DIZAINES
NUMBER = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(WORDS)})"

PHRASES = {
    "three quarters of an hour": 45, "trois quarts d' heure": 45, "a quarter of an hour": 15, "quarter of an hour": 15,
    "un quart d' heure": 15, "quart d' heure": 15,
    "an hour and a half": 90, "a half hour": 30, "half an hour": 30, "half hour": 30, "une demi heure": 30,
    "demi heure": 30, "a full hour": 60, "an hour": 60, "a half day": 240, "half a working day": 240, "half a day": 240,
    "half day": 240, "une journee entiere": 480, "toute une journee": 480, "une demi journee": 240, "demi journee": 240, "a whole day": 480, "a full day": 480,
    "an entire day": 480, "a day": 480,
}  # fmt: skip
HOUR, MINUTE, DAY = r"hours?|hrs?|h|heures?", r"minutes?|mins?|mn", r"(?:working )?days?|jours?|journees?"
DURATION = re.compile(
    rf" (?:(?P<clock>\d+)h(?P<past>\d\d)(?: (?:{MINUTE}))?"
    rf"|(?P<phrase>{'|'.join(PHRASES)})"
    rf"|(?P<tens>(?:{'|'.join(TENS | DIZAINES)}) )?(?P<number>{NUMBER})(?P<half> and a half| et demie?)?"
    rf" (?:(?P<hours>{HOUR})|(?P<minutes>{MINUTE})|(?P<days>{DAY}))"
    rf"(?: (?:(?P<demi>and a half|et demie?)|(?:(?:and|et) )?(?P<more>{NUMBER}) (?:{MINUTE})"
    r"|(?P<bare>\d\d)(?= (?:par|per|a|every|each|chaque|/|,|;) | $)))?)(?= )"
)
LOOSE_UNIT = re.compile(r" (?:hours?|hrs?|heures?|minutes?|mins?)(?! of)(?= )")

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
AGAIN = re.compile(
    rf" (?:twice|thrice|(?:{NUMBER}|several|many|few|multiple) times|(?:{NUMBER}|plusieurs|quelques) fois)(?! par semaine  )(?= )"
)
ONCE = re.compile(r" (?:once (?:a|every)|une fois par|1 fois par)(?= )")

CLAUSE_END = " [,;:] "
PERIOD_WORD = rf"(?:{WEEK}|{PART_OF_DAY}|{LONGER}|{WEEKDAY}|working|business|single|other|one)"
PERSON_WORD = rf"(?:(?:{TEAMS_PARTS}) )?(?:{PERSON_WORDS})"
AN_ITEM = re.compile(
    rf" (?:per|each|every|chaque)(?! (?:{PERIOD_WORD}|{PERSON_WORD}|,|of|and|to|on|for|in|\w+ing|spend|lose|waste|{NUMBER}) | $) [^\W\d]"
)
DIRECTLY_AN_ITEM = re.compile(rf"^ (?:par|/|a|an|la|le) (?!{PERIOD_WORD}|{PERSON_WORD})(?P<item>\w+)")
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


def durations(sentence: Sentence) -> list[re.Match[str]]:
    """Every duration but "a day" as in "3 hours a day"."""
    return [m for m in DURATION.finditer(sentence.joined) if m["phrase"] != "a day" or loses_it(sentence.joined, m)]


def loses_it(joined: str, duration: re.Match[str]) -> bool:
    before = joined[: duration.start()].split()
    return bool(before) and (before[-1] in COST or before[-1] in {"us", "me", "them"})


def recurs(sentence: Sentence) -> bool:
    """Whether it says a duration and that it comes again, or comes with every item."""
    found = durations(sentence)
    return bool(found) and (comes_back(sentence) or is_per_item(sentence.joined, found[0].end()))


def comes_back(sentence: Sentence) -> bool:
    rest = DURATION.sub(" # ", sentence.joined) if durations(sentence) else sentence.joined
    return bool(EXPLICIT.search(rest) or ADJECTIVE.search(rest) or EXPLICIT.search(sentence.joined))


def is_cost(sentence: Sentence) -> bool:
    short = len(sentence.words) <= 7 and not sentence.asked
    return short or sentence.says(COST) or sentence.has(TEDIOUS) or sentence.says(PAINS)


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
        or clause.has(HEDGES)
        or sentence.has(NOT_SPENT)
        or sentence.has(SAVING)
        or is_per_item(joined, duration.end())
        or AGAIN.search(ONCE.sub(" ", around(joined, duration.end())))
    )


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
        past = Decimal(duration["past"])
        return Decimal(duration["clock"]) * 60 + past if past < 60 else None
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
    """ "1,200" may be a decimal or a thousand, so it is no number here."""
    if typed in WORDS:
        return Decimal(WORDS[typed])
    return Decimal(typed.replace(",", ".")) if re.fullmatch(r"\d{1,4}(?:[.,]\d\d?)?", typed) else None


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


SOME_PEOPLE = re.compile(rf" (?P<number>{NUMBER}) (?:(?:{TEAMS_PARTS}) )?(?:{PEOPLE}|of us|d' entre nous)(?= )")
WE_ARE = re.compile(
    rf" (?:we are|we're|nous sommes|on est) (?:about |around |environ )?(?P<number>{NUMBER})"
    r"(?= (?:,|;|and|et|a|in|to|dans|qui|who|doing|au|en) | $)"
)
TEAM_OF = re.compile(
    rf" (?:team|group|equipe|groupe|department|service|staff) (?:of|de|d') (?:about |around |environ )?(?P<number>{NUMBER})(?! (?:{HOUR}|{MINUTE}|{DAY}))(?= )"
)
THE = r"(?: (?:the|our|my|les|nos|mes|all|about|around|roughly|environ|us|a|already|actually))*$"
AFFECTS = re.compile(
    r" (?:takes|take|keeps|occupies|requires|needs|involves|affects|mobilise|occupe|prend|concerne|touche|implique"
    rf"|team of|group of|equipe de|groupe de){THE}"
)
WHO_FEELS_IT = re.compile(
    r"(?:^|[,;:]|we are|we're|we have|there are|nous avons|on a|nous sommes|on est|il y a|each of|chacun de|chacune de|so"
    rf"|every (?:week|day|month)|chaque (?:semaine|jour|mois)|(?:every|chaque) {WEEKDAY}){THE}"
)
DOING = frozenset(
    ["do", "does", "doing", "feel", "feels", "involved", "affected", "concerned", "font", "fait", "concernees", "touchees", "impliquees"]
)
WHOLE_COMPANY = re.compile(r" (?:company|firm|organisation|organization|entreprise|societe|boite|building)(?= )")
NOT_THEM_ALONE = re.compile(rf"^ (?:and i|et moi|and me|and (?:{NUMBER})|et {NUMBER}|or|ou|out of|sur) ")


def people_in(text: Sequence[Sentence]) -> int | None:
    """How many feel it, when one number of people is said and they are the ones who do the work."""
    found = [(sentence.joined, match) for sentence in text for match in mentions(sentence)]
    counts = {plain_number(match["number"]) for _, match in found}
    count = counts.pop() if len(counts) == 1 else None
    if count is None or count != int(count) or not all(feel_it(joined, match) for joined, match in found):
        return None
    return int(count)


def mentions(sentence: Sentence) -> list[re.Match[str]]:
    return [match for pattern in (SOME_PEOPLE, WE_ARE, TEAM_OF) for match in pattern.finditer(sentence.joined)]


def feel_it(joined: str, match: re.Match[str]) -> bool:
    before, after = joined[: match.start()], joined[match.end() :]
    if NOT_THEM_ALONE.match(after):
        return False
    if match.re is WE_ARE:
        return not WHOLE_COMPANY.search(after)
    if match.re is TEAM_OF or UNSURE_COUNT.search(before):
        return match.re is TEAM_OF
    if match[0].endswith((" of us", " nous")) or AFFECTS.search(before):
        return True
    return bool(WHO_FEELS_IT.search(before)) and does_it(after)


def does_it(after: str) -> bool:
    clause = Sentence(tuple(re.split(CLAUSE_END, after)[0].split()))
    return clause.has(DOING) or clause.says(COST) or clause.says(TEDIOUS) or clause.says(PAINS)


UNSURE_COUNT = re.compile(
    rf" (?:more than|over|at least|up to|less than|almost|nearly|plus de|au moins|jusqu' a|moins de|presque|between|entre|maybe"
    rf"|peut etre|every|each|{NUMBER}(?: (?:to|or|and|a|et|ou|-|–|—|/|of|out of|sur|of the|of our|des|de nos))?)$"
)
