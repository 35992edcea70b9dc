"""The words behind a number: which kind of unit they name, and whether they are the ones a question counts in."""

import re

from initiatives.spelling import folded

HOURS = r"hours?|hrs?|h|heures?"
MINUTES = r"minutes?|mins?|mn"
CURRENCIES = {
    "eur": r"€|euros?|eur",
    "usd": r"\$|usd|dollars?",
    "gbp": r"£|gbp|pounds?",
    "chf": r"chf",
}
MONEY = "|".join(CURRENCIES.values())
KINDS = {**CURRENCIES, "hours": HOURS, "minutes": MINUTES, "percent": r"%|percent|per cent|pour ?cents?|pct"}
"""Units whose word may be typed whatever is asked, so that another one than asked is noticed."""

PERIODS = {
    "second": r"s|secs?|seconds?|secondes?",
    "day": r"d|j|days?|jours?",
    "week": r"weeks?|semaines?",
    "month": r"months?|mois",
    "year": r"years?|ans?|annees?",
}
SCALED = re.compile(rf"(?P<scale>[kKM]) ?(?:{MONEY})", re.I)
"""A unit like "k€": the numbers beside it are thousands already."""

COUNTED = re.compile(
    r"^(?:(?:the |le |la )?(?:number|count|nombre|nb|no\.?)(?: of | de | des | d')|the |les |des |# ?)"
)
DIVIDED = re.compile(
    r"[/(,:;]| (?:per|by|each|every|a|an|of|in|on|for|from|until|till|to|with|without|that|which"
    r"|par|chaque|de|des|du|d'|en|sur|pour|avec|sans|avant|jusqu'|qui|au|aux|dans)(?= |$)| d'"
)
OPENING = re.compile(r"^(?:per|by|each|every|a|an|par|chaque|de|des|du|d'|the|la|le|les|l') ?")
QUANTITIES = {
    "share", "rate", "ratio", "part", "percentage", "proportion", "score", "index", "cost", "price", "amount",
    "revenue", "sale", "spend", "time", "delay", "duration", "average", "mean", "median", "level", "quality",
    "satisfaction", "nps", "value", "budget", "taux", "pourcentage", "indice", "cout", "prix", "montant",
    "chiffre", "depense", "temps", "delai", "duree", "moyenne", "niveau", "qualite", "valeur", "vente",
}  # fmt: skip
"""What has a unit of its own, which its name does not tell."""
IRREGULAR = {"people": "person", "personnes": "person", "personne": "person", "persons": "person"}


def kind(unit: str) -> str | None:
    """The kind a unit is of, by its first word: "hours a week" counts hours. None for what has no word of its own."""
    whole = folded(unit)
    first = re.split(r"[ /]", whole, maxsplit=1)[0]
    return next(
        (name for name, words in KINDS.items() if re.fullmatch(words, whole) or re.fullmatch(words, first)), None
    )


def same_unit(typed: str, asked: str, language: str) -> bool:
    """Whether the words typed behind a number are those asked for, or the one of them that says what is counted.

    What follows may be left out ("31 tickets" of tickets a week), but not be something else ("31 tickets a day").
    """
    (said, said_rest), (meant, meant_rest) = _parts(typed), _parts(asked)
    if not said or not (_same_words(said, meant) or _same_words(said, [_noun(meant, language)])):
        return False
    return not said_rest or _same_words(said_rest, meant_rest[: len(said_rest)]) or _is_a_week(said_rest, meant_rest)


def same_rest(typed: str, asked: str) -> bool:
    """The same of a unit that has a kind: "3 h a day" are no hours a week."""
    said, meant = _parts(typed)[1], _parts(asked)[1]
    return not said or _same_words(said, meant[: len(said)]) or _is_a_week(said, meant)


def counted(unit: str, name: str) -> str:
    """The words people may write behind a value: its unit, else what its name counts; empty where neither tells."""
    if unit and (unit.startswith("/") or OPENING.match(folded(unit))):
        unit = f"{name} {unit}"
    if unit:
        return unit
    tells_nothing = any(_singulars(word) & QUANTITIES for word in _parts(name)[0])
    return "" if tells_nothing else name


def _parts(unit: str) -> tuple[list[str], list[str]]:
    """What is counted, and what it is counted by: "tickets a week" is tickets, by the week."""
    whole = COUNTED.sub("", folded(unit), count=1).strip(" .")
    divided = DIVIDED.search(whole)
    head, rest = (whole[: divided.start()], whole[divided.start() :]) if divided else (whole, "")
    return _words(head), _words(OPENING.sub("", rest.lstrip(" /(,:;")))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*|[^\w\s]", text)


def _noun(words: list[str], language: str) -> str:
    """Of several words the one that is counted: the first in French; in English the last before what was done to it."""
    if language == "fr" or not words:
        return words[0] if words else ""
    nouns = [word for word in words if not word.endswith("ed")]
    return (nouns or words)[-1]


def _is_a_week(said: list[str], meant: list[str]) -> bool:
    """Check-ins are weekly: a week is understood where nothing else is said."""
    return not meant and len(said) == 1 and _period(said[0]) == "week"


def _same_words(some: list[str], others: list[str]) -> bool:
    return len(some) == len(others) and all(map(_same, some, others))


def _same(one: str, other: str) -> bool:
    period = _period(one)
    return (period is not None and period == _period(other)) or bool(_singulars(one) & _singulars(other))


def _period(word: str) -> str | None:
    return next((name for name, words in PERIODS.items() if re.fullmatch(words, word)), None)


def _singulars(word: str) -> set[str]:
    """What the word may be in the singular, in English and French, and the word itself."""
    forms = {word, IRREGULAR.get(word, word)}
    for ending, single in (("s", ""), ("x", ""), ("es", ""), ("ies", "y"), ("aux", "al"), ("aux", "ail")):
        if len(word) > len(ending) + 1 and word.endswith(ending):
            forms.add(word.removesuffix(ending) + single)
    return forms
