"""Numbers and units in words, in English, French, German and Chinese, written with digits and the short units."""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import normalize

from initiatives.spelling import folded

ONES = {
    word: number
    for line in (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen",
        "- un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn"
        " achtzehn neunzehn",
    )
    for number, word in enumerate(line.split())
    if word != "-"
} | {"une": 1, "ein": 1, "eine": 1, "einen": 1, "a": 1, "an": 1, "zwo": 2}
TENS = {
    word: number * 10
    for line in (
        "twenty thirty forty fifty sixty seventy eighty ninety",
        "vingt trente quarante cinquante soixante septante huitante nonante",
        "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    )
    for number, word in enumerate(line.split(), 2)
} | {"vingts": 20}
GROUPS = {
    "dozen": 12, "douzaine": 12, "dutzend": 12, "dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "centaine": 100, "hundred": 100, "cent": 100, "cents": 100, "hundert": 100,
}  # fmt: skip
SCALES = {
    "thousand": 1000, "mille": 1000, "tausend": 1000, "tsd": 1000, "million": 10**6, "millions": 10**6, "mio": 10**6,
    "millionen": 10**6, "mn": 10**6,
}  # fmt: skip
ARTICLES = {"a", "an", "un", "une", "ein", "eine", "einen"}
JOINTS = {"and", "et", "und"}

DIGITS = {letter: number for number, letter in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
PLACES = {"十": 10, "百": 100, "千": 1000}
HAN = "零〇一二两三四五六七八九十百千万亿"

UNITS = (
    (re.compile(r"个?小时|钟头"), "h"),
    (re.compile(r"分钟|(?<=\d)分"), "min"),
    (re.compile(r"欧元"), "€"),
    (re.compile(r"(?<![^\W\d])(?:stunden?|std\.?)(?!\w)", re.I), "h"),
    (re.compile(r"(?<![^\W\d])(?:minuten|min\.)(?!\w)", re.I), "min"),
    (re.compile(r"(?<![^\W\d])prozent(?!\w)", re.I), "%"),
    (re.compile(r"(?<=\d)个$"), ""),
)
HALVES = (
    (re.compile(r"^(?:half an hour|an half hour|une demi[- ]heure|(?:eine )?halbe stunde|半个?小时)$"), "30 min"),
    (
        re.compile(
            r"^(?:three[- ]quarters of an hour|trois quarts d'heure|(?:eine )?dreiviertelstunde|(?:三|四分之三)刻钟)$"
        ),
        "45 min",
    ),
    (re.compile(r"^(?:a quarter of an hour|un quart d'heure|(?:eine )?viertelstunde|一刻钟)$"), "15 min"),
    (re.compile(r"^an hour and a half$"), "1.5 h"),
    (re.compile(r"^une heure et demie?$"), "1.5 h"),
    (re.compile(r"^anderthalb\b"), "1.5"),
    (re.compile(r"^eineinhalb\b"), "1.5"),
)
AND_A_HALF = re.compile(
    r"^(?P<before>.+?) (?P<word>heures?|hours?) et demie?$|^(?P<whole>.+?)(?: and a half| 1/2| et demie?|einhalb)(?P<unit> .*)?$"
)
HAN_HALF = re.compile(rf"^(?P<whole>[\d{HAN}]+)(?:个半小时|小时半)$")
OF_A_HUNDRED = re.compile(rf"^百分之(?P<whole>[\d.{HAN}]+)$")
HAN_NUMBER = re.compile(rf"^(?P<number>[\d.]*[{HAN}]+)(?P<unit>\D*)$")


def in_digits(text: str) -> str:
    """The words with digits in place of number words; what has none comes back as it is, in small letters."""
    said = normalize("NFC", text).strip().replace("½", " 1/2")
    said = " ".join(normalize("NFKC", said).replace("’", "'").split())
    plain = folded(said) if not re.search("[\u4e00-\u9fff]", said) else said
    for pattern, digits in HALVES:
        if pattern.search(plain):
            return _units(pattern.sub(digits, plain, count=1))
    return _units(_half(plain) or _han(plain) or _latin(plain, said))


def _units(text: str) -> str:
    for pattern, short in UNITS:
        text = pattern.sub(short, text)
    return text


def _half(text: str) -> str | None:
    """ "Two and a half hours", "deux heures et demie", "zweieinhalb", "两个半小时"."""
    if (han := HAN_HALF.match(text)) is not None:
        number = _han_value(han["whole"])
        return f"{number + Decimal('0.5')} h" if number is not None else None
    found = AND_A_HALF.match(text)
    if found is None:
        return None
    number = _words_value((found["whole"] or found["before"] or "").split())
    unit = found["word"] or (found["unit"] or "").strip()
    return f"{number + Decimal('0.5')} {unit}".strip() if number is not None else None


def _han(text: str) -> str | None:
    if (share := OF_A_HUNDRED.match(text)) is not None:
        number = _han_value(share["whole"])
        return f"{number} %" if number is not None else None
    found = HAN_NUMBER.match(text)
    number = _han_value(found["number"]) if found else None
    return f"{number}{found['unit']}" if found and number is not None else None


def _han_value(text: str) -> Decimal | None:
    """Chinese numerals up to 亿, also mixed with digits as in "2.8万"."""
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        if mark in text:
            before, _, after = text.partition(mark)
            high, low = _han_value(before), _han_value(after) if after else Decimal(0)
            return None if high is None or low is None else high * size + low
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return Decimal(text)
    total = 0
    digit: int | None = None
    for letter in text:
        if letter in DIGITS and (not digit):
            digit = DIGITS[letter]
        elif letter in PLACES:
            total, digit = total + (1 if digit is None else digit) * PLACES[letter], None
        else:
            return None
    return Decimal(total + (digit or 0)) if text else None


def _latin(plain: str, said: str) -> str:
    """The longest run of number words at the beginning in digits, what follows as it was."""
    words = plain.replace("-", " ").split() if re.match("[a-z]", plain) else plain.split()
    for count in range(len(words), 0, -1):
        if words[:count] == words[:1] and words[0] in {"a", "an"}:
            break
        number = _words_value(words[:count])
        if number is not None and not (count == 1 and words[0][0].isdigit()):
            return " ".join([f"{number:f}", *words[count:]])
    return said


def _words_value(words: list[str]) -> Decimal | None:
    """What the words come to together; None when one of them is no number."""
    total, part, seen = Decimal(0), Decimal(0), False
    for at, word in enumerate(words):
        clean = word.rstrip(".")
        if clean in JOINTS and 0 < at < len(words) - 1:
            continue
        if clean in SCALES:
            total, part, seen = total + (part if seen else Decimal(1)) * SCALES[clean], Decimal(0), True
        elif clean in GROUPS:
            part, seen = (part if seen and part else Decimal(1)) * GROUPS[clean], True
        elif (number := _one_word(clean)) is not None and not (at and clean in ARTICLES and clean not in ("un", "une")):
            joined = clean in ("vingt", "vingts") and part == 4
            if not joined and seen and part and not _fits(part, number):
                return None
            part, seen = Decimal(80) if joined else part + number, True
        else:
            return None
    return total + part if seen else None


def _fits(part: Decimal, number: Decimal) -> bool:
    """Whether the number may stand behind that part: tens take ones, soixante and quatre-vingt take up to nineteen."""
    if part % 100 == 0:
        return number < 100
    return (part % 10 == 0 and number < 10) or (part % 100 in (60, 80) and number < 20)


def _one_word(word: str) -> Decimal | None:
    if word in ONES or word in TENS:
        return Decimal(ONES.get(word, TENS.get(word, 0)))
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]{1,2})?", word):
        return Decimal(word.replace(",", "."))
    return _german(word.replace("ß", "ss"))


def _german(word: str) -> Decimal | None:
    """Compounds: "einunddreissig", "zweihundertfunf", "dreitausend"."""
    for mark, size in (("tausend", 1000), ("hundert", 100)):
        if mark in word:
            before, _, after = word.partition(mark)
            high, low = _german(before) if before else Decimal(1), _german(after) if after else Decimal(0)
            return None if high is None or low is None else high * size + low
    one, joint, ten = word.rpartition("und")
    if joint and ten in TENS and one in ONES:
        return Decimal(ONES[one] + TENS[ten])
    return Decimal(ONES.get(word, TENS.get(word, 0))) if word in ONES or word in TENS else None
