"""Reading one number the way a person types it, in English or French, without ever guessing."""

import re
from decimal import Decimal
from unicodedata import normalize

from initiatives.units import HOURS, MINUTES, MONEY, SCALED, kind, same_rest, same_unit

LONGEST = 40
MOST_DIGITS = 15
CENT = Decimal("0.01")

SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f"), " ")
SIGNS = {ord("\u2019"): "'", ord("\u02bc"): "'", ord("\u2212"): "-"}

WORDS = {
    word: number
    for words in (
        "zero one two three four five six seven eight nine ten eleven twelve",
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    )
    for number, word in enumerate(words.split())
} | {"une": 1}

ABOUT = r"about|around|roughly|approximately|approx\.?|circa|environ|env\.|à peu près|a peu pres|autour de|~|≈"

BODY = r"[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+"
PLAIN = re.compile(
    rf"(?P<sign>[-+]|(?i:minus |moins ))?(?:(?P<left>(?i:{MONEY})) ?)?(?P<body>{BODY})"
    r"(?: ?(?P<scale>[kKM])(?=$|[^a-zA-Z]|(?i:eur|usd|gbp|chf)))?(?: ?(?P<unit>[^0-9 ][^0-9]*))?"
)
CLOCK = re.compile(
    rf"(?P<hours>[0-9]{{1,4}}) ?(?:{HOURS}) ?(?:(?:and|et) )?(?P<minutes>[0-9]{{1,2}})(?P<word> ?(?:{MINUTES}|m))?",
    re.I,
)
APPROXIMATE = re.compile(rf"^(?:{ABOUT}) ?(?=[-+0-9.,€$£])", re.I)
OR_SO = re.compile(r" (?:or so|environ|roughly|à peu près)$", re.I)


class NotANumber(ValueError):
    """The text is not one number, or not only a number."""


class Ambiguous(ValueError):
    """The text is one number that people of different habits read differently; `choices` has both, the decimal one first."""

    def __init__(self, choices: tuple[Decimal, Decimal]) -> None:
        super().__init__(f"{choices[0]} or {choices[1]}")
        self.choices = choices


def read_number(text: str, language: str, unit: str = "") -> Decimal:
    """The one number in `text`; `unit` is what the question counts in, and its words may stand behind the number.

    Hours and minutes make hours ("2h30" is 2.5, rounded to hundredths), or minutes when `unit` is minutes.
    """
    number = tidy(text)
    if not number or len(number) > LONGEST + len(unit):
        raise NotANumber(text)
    number = APPROXIMATE.sub("", OR_SO.sub("", number.rstrip(".!")), count=1)
    first, space, rest = number.partition(" ")
    if first.casefold() in WORDS and (unit or not rest):
        number = f"{WORDS[first.casefold()]}{space}{rest}"
    return read_clock(number, unit) if CLOCK.fullmatch(number) else read_plain(number, language, unit)


def tidy(text: str) -> str:
    return normalize("NFC", text).translate(SPACES).translate(SIGNS).strip()


def read_clock(number: str, unit: str) -> Decimal:
    found = CLOCK.fullmatch(number)
    if found is None or (unit and kind(unit) not in {"hours", "minutes"}):
        raise NotANumber(number)
    minutes = found["minutes"]
    if int(minutes) > 59 or (len(minutes) == 1 and not found["word"]):
        raise NotANumber(number)
    altogether = int(found["hours"]) * 60 + int(minutes)
    return Decimal(altogether) if kind(unit) == "minutes" else in_hours(altogether)


def in_hours(minutes: int | Decimal) -> Decimal:
    hours = Decimal(minutes) / 60
    return hours if hours == hours.quantize(CENT) else hours.quantize(CENT)


def read_plain(number: str, language: str, unit: str) -> Decimal:
    found = PLAIN.fullmatch(number)
    if found is None or len(re.sub("[^0-9]", "", found["body"])) > MOST_DIGITS:
        raise NotANumber(number)
    scale, unit = typed_scale(number, found["scale"] or "", unit)
    factor = scale * typed_unit(number, found["left"] or "", found["unit"] or "", unit, language)
    if (found["sign"] or "").lower() in {"-", "minus ", "moins "}:
        factor = -factor
    choices = [value * factor for value in readings(found["body"], language)]
    if len(choices) == 2:
        raise Ambiguous((choices[0], choices[1]))
    minutes_for_hours = kind(unit) == "hours" and kind(found["unit"] or "") == "minutes"
    return in_hours(choices[0]) if minutes_for_hours else choices[0]


def typed_scale(number: str, typed: str, unit: str) -> tuple[int, str]:
    """What to multiply with because of a "k" or "M", and the unit without it: "31 k€" are 31 where k€ are asked for."""
    asked = SCALED.match(unit.strip())
    if typed and asked:
        if typed.casefold() != asked["scale"].casefold():
            raise NotANumber(number)
        return 1, unit.strip()[1:].strip()
    return {"k": 1000, "K": 1000, "M": 1_000_000}.get(typed, 1), unit


def typed_unit(number: str, left: str, right: str, unit: str, language: str) -> int:
    """What to multiply with because of the unit typed, after checking that it fits the question."""
    if left and right:
        raise NotANumber(number)
    typed, asked = kind(left or right), kind(unit)
    if typed is None:
        fits = not right or same_unit(right, unit, language)
    elif typed == "minutes":
        fits = asked in {"hours", "minutes"}
    else:
        fits = not unit or typed == asked or (typed, asked) == ("hours", "minutes")
    if not fits or (typed and not same_rest(left or right, unit)):
        raise NotANumber(number)
    return 60 if (typed, asked) == ("hours", "minutes") else 1


def readings(body: str, language: str) -> tuple[Decimal, ...]:
    """One value, or two when a single mark before exactly three digits may be a decimal or a thousands mark."""
    whole = body.replace(" ", "").replace("'", "")
    marks = re.sub("[0-9]", "", whole)
    if whole != body or len(marks) == 0:
        return (Decimal(whole.replace(",", ".")),)
    if len(marks) > 1:
        return (several_marks(whole, marks),)
    before, after = whole.split(marks)
    decimal = Decimal(f"{before or 0}.{after}")
    if len(after) != 3 or not before or len(before) > 3 or before.startswith("0"):
        return (decimal,)
    grouped = Decimal(before + after)
    return (grouped,) if marks == "," and language != "fr" else (decimal, grouped)


def several_marks(whole: str, marks: str) -> Decimal:
    """ "1,234,567" and "1.234,5": all marks but a different last one group by three."""
    group, last = marks[0], marks[-1]
    integer, fraction = whole.rsplit(last, 1) if last != group else (whole, "0")
    first, *rest = integer.split(group)
    if not 1 <= len(first) <= 3 or any(len(part) != 3 or not part.isdigit() for part in rest):
        raise NotANumber(whole)
    return Decimal(f"{first}{''.join(rest)}.{fraction}")


NUMERAL = re.compile(r"(?<![\w.,/:])[-+€$£~]?[0-9]+(?:[.,'][0-9]+)*(?P<on>[/:][0-9]+|%| ?[^\W\d_]+)?")
NAMED = re.compile(r"\b(?:since|in|on|at|until|version|room|week|depuis|en|le|à|semaine|salle)$", re.I)
CORRECTED = re.compile(
    r"\b(?:sorry|wait|actually|mean|meant|maybe|perhaps|or|rather|no|not|pardon|plutôt|plutot|en fait|dire|ou|non"
    r"|peut-être|between|entre|instead|au lieu)\b",
    re.I,
)


def may_be_another_answer(comment: str) -> bool:
    """Whether the comment has a number that could be meant instead, as in "31, sorry, 42"."""
    numerals = list(NUMERAL.finditer(comment))
    if numerals and (numerals[0].start() == 0 or CORRECTED.search(comment)):
        return True
    return any(not found["on"] and not NAMED.search(comment[: found.start()].rstrip()) for found in numerals)
