"""What an answer to a check-in says, in English, French, German or Chinese, whatever language the bot speaks; never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from unicodedata import normalize

from initiatives.answer_weeks import AT_END, when_said
from initiatives.answer_words import Wish, wish_of
from initiatives.backing import without_link
from initiatives.number_words import in_digits
from initiatives.numbers import LONGEST, Ambiguous, NotANumber, may_be_another_answer, read_number
from initiatives.plausible import is_doubtful, likely
from initiatives.units import CURRENCIES, kind

MOST_TYPED = 2000
COMMA_LANGUAGES = frozenset({"fr", "de"})
"""Where the comma stands before decimals."""


@dataclass(frozen=True)
class Asked:
    """One number that is asked for: the word it counts in, and what it was before (None: not known)."""

    unit: str = ""
    last: Decimal | None = None


@dataclass(frozen=True)
class Figure:
    """One number, what was said beside it, and the link that backs it; `back` weeks ago, `doubtful` when it is asked back first."""

    value: Decimal
    comment: str = ""
    back: int = 0
    doubtful: bool = False
    link: str = ""


@dataclass(frozen=True)
class Either:
    """Two numbers it could be: asked which."""

    choices: tuple[Decimal, Decimal]
    comment: str = ""
    back: int = 0
    link: str = ""


@dataclass(frozen=True)
class Wished:
    """No number, but what to do instead."""

    wish: Wish
    comment: str = ""


@dataclass(frozen=True)
class Ahead:
    """A number for a day that has not come: refused."""


Answer = Figure | Either | Wished | Ahead

NUMBER = r"[-+−]?[€$£]?\d[\d.,']*(?: ?(?:k€|k|m|%|€|h))?"
OLD = re.compile(
    r"^(?:it |which |c'|es |letzte woche |last week |la semaine dernière |avant |上周)?(?:was|were|waren?|vorher|before|previously"
    r"|down from|up from|instead of|rather than|au lieu de|statt|anstatt|contre|etait|était|c'était|是|from)?(?: es)?(?: vorher)? ?"
    rf"{NUMBER}(?: ?(?:last week|before|la semaine dernière|avant|letzte woche))?[).]?$",
    re.I,
)
OLD_WORD = re.compile(
    r"was|were|war|vorher|before|from|instead|rather|lieu|statt|contre|etait|était|last week|derni|avant|letzte|上周",
    re.I,
)
STEP = re.compile(
    rf"^(?:(?:we |it |on est |nous sommes )?(?:went |came |is |pass[ée]+s? |gone )?(?:down |up )?(?:from|de|von|从) ?)?{NUMBER}"
    rf" ?(?:to|à|auf|bis zu|->|→|=>|(?:降|升|涨|减|增)?到) ?(?P<now>{NUMBER})[.!]?$",
    re.I,
)
LAST_FIRST = re.compile(
    rf"^{NUMBER} (?:last week|la semaine dernière|letzte woche),? (?:and )?(?P<now>{NUMBER}) (?:this week|now|cette semaine|diese woche)$",
    re.I,
)
TWO = re.compile(
    rf"^(?:between |entre |zwischen )?(?P<one>{NUMBER}) ?(?:or|and|ou|et|oder|und|或者?|到|-|–|/| ) ?(?P<two>{NUMBER})(?:之间)?$",
    re.I,
)
OPENING = re.compile(
    r"^(?:=|~|≈|(?:it|that)(?:'s| is| was) |(?:we are|we're) (?:at )?|c'(?:est|était) |(?:on est|nous sommes) [àa] "
    r"|es (?:sind|waren|war|ist) |diese woche (?:waren|sind) es |this week:? |cette semaine:? "
    r"|still |toujours |down to |up to |about |around "
    r"|roughly |approximately "
    r"|approx\.? |maybe |perhaps |circa |ca\.? |environ |à peu près |autour de |peut-être |etwa |ungefähr |rund |zirka |so um die |um die "
    r"|大概|大约|约|差不多|这周|本周|是) ?",
    re.I,
)
CLOSING = re.compile(
    r"(?: (?:this week|now|or so|today|cette semaine|maintenant|à peu près|environ|diese woche|jetzt)|左右|上下|吧)$",
    re.I,
)
NONE_AT_ALL = re.compile(r"^(?:none|nothing|aucune?|keine?r?|没有)$", re.I)
BREAK = re.compile(
    r" ?[,;:!](?=\s|[^\W\d])\s*|[.](?=\s)\s*| - |\s?[–—]\s?|\n| ?\(|[，。；：！（]"
    r"| (?=(?:but|because|although|though|despite|since|after|when|as|mais|car|parce|puisque|malgré|grâce|depuis|après|aber|weil|da|obwohl"
    r"|seit|nachdem|instead|down|up|rather|au lieu|statt|anstatt|from|was|vorher)\b)",
    re.I,
)
UNCLEAR = re.compile(
    r"^(?:was|were|war|waren|c'était|是上)\b(?!.*\d)|\?$|\b(?:should be|meant|sorry|instead of that|pardon|quatsch|sollte)\b",
    re.I,
)
"""Words after a number that may take it back."""
BY_HOW_MUCH = re.compile(
    r"\b(?:less|more|fewer|lower|higher|moins|plus|weniger|mehr|by)\b|[少多]|^\d{1,2}\.\d{1,2}\.$|^\d{1,2}/\d{1,2}$",
    re.I,
)
"""A difference, or a date."""
JOINER = re.compile(r"^(?:but|mais|aber|但是|但|不过) ?", re.I)


def read_answer(text: str, asked: Asked, language: str, today: date) -> Answer | None:
    """What the answer says; None when it is no answer. A number that can be read in two ways, or hardly be meant, says so."""
    rest, link = without_link(text)
    found = _read(rest, asked, language, today)
    if link and isinstance(found, Figure | Either):
        return replace(found, link=link)
    return _read(text, asked, language, today) if link else found


def _read(text: str, asked: Asked, language: str, today: date) -> Answer | None:
    typed = normalize("NFC", text[:MOST_TYPED]).replace("\u00a0", " ").replace("\u202f", " ").strip()
    if (wish := wish_of(typed)) is not None:
        return Wished(*wish)
    when = when_said(typed, today)
    if when is not None and when.ahead:
        return Ahead()
    found = _figure(when.rest if when else typed, asked, language)
    if isinstance(found, Figure) and typed.endswith(("?", "？")):
        found = replace(found, doubtful=True)
    if found is not None:
        return replace(found, back=when.back) if when else found
    return _week_behind(typed, asked, language, today)


def _week_behind(typed: str, asked: Asked, language: str, today: date) -> Answer | None:
    """ "30 last week": only where nothing but a number stands before it."""
    end = AT_END.search(typed)
    if end is None:
        return None
    when = when_said(f"{end['when']} {typed[: end.start()]}", today)
    value = _alone(typed[: end.start()], asked, language)
    return replace(_judged(value, "", asked), back=when.back) if value is not None and when is not None else None


def _figure(text: str, asked: Asked, language: str) -> Figure | Either | None:
    body = text.strip()
    if (step := LAST_FIRST.match(body) or STEP.match(_opened(body))) is not None:
        value = _alone(step["now"], asked, language)
        return _judged(value, body, asked) if value is not None else None
    if (whole := _alone(body, asked, language)) is not None:
        return _judged(whole, "", asked)
    if (two := TWO.match(_opened(body))) is not None:
        return _two(two, asked, language)
    for stop, go_on in sorted(((m.start(), m.end()) for m in BREAK.finditer(body[:200])), reverse=True):
        value = _alone(body[:stop], asked, language)
        if value is not None:
            return _with_comment(value, body[go_on:], asked)
    return None


def _two(two: re.Match[str], asked: Asked, language: str) -> Either | None:
    first, second = (_alone(two[name], asked, language) for name in ("one", "two"))
    if not isinstance(first, Decimal) or not isinstance(second, Decimal) or first == second:
        return None
    return Either((first, second))


def _grouped(text: str, asked: Asked) -> bool:
    """ "1 200" is one number where the last one was about as high."""
    if not re.fullmatch(r"\d{1,3}(?: \d{3})+", text):
        return False
    value = Decimal(text.replace(" ", ""))
    return asked.last is not None and asked.last <= value * 2 and value <= asked.last * 2


def _with_comment(value: Decimal | Either, rest: str, asked: Asked) -> Figure | Either | None:
    comment = JOINER.sub("", " ".join(rest.split()).strip())
    comment = comment.removesuffix(")").removesuffix("）") if "(" not in comment else comment
    if OLD.match(comment) and (OLD_WORD.search(comment) or "是" in comment):
        return _judged(value, comment, asked)
    return None if UNCLEAR.search(comment) or may_be_another_answer(comment) else _judged(value, comment, asked)


def _judged(value: Decimal | Either, comment: str, asked: Asked) -> Figure | Either:
    if isinstance(value, Either):
        return replace(value, comment=comment)
    return Figure(value, comment, doubtful=is_doubtful(value, asked.unit, asked.last))


def _opened(text: str) -> str:
    """Without what people say before a number."""
    for _ in range(3):
        text = OPENING.sub("", text.strip(), count=1)
    return text


def _alone(head: str, asked: Asked, language: str) -> Decimal | Either | None:
    """The one number the words are; both where it can be read in two ways and nothing tells which."""
    bare = CLOSING.sub("", _opened(head)).strip().rstrip("?!.。").strip()
    if not bare or BY_HOW_MUCH.search(head.strip()) or len(bare) > LONGEST + len(asked.unit):
        return None
    if NONE_AT_ALL.match(bare):
        return Decimal(0)
    if re.search(r"\d \d{3}$", bare) and language != "fr" and not _grouped(bare, asked):
        return None
    number = in_digits(bare)
    if kind(asked.unit) in {"hours", "minutes"}:
        number = re.sub(r"^(\d{1,2}):(\d\d)$", r"\1h\2", number)
    if kind(asked.unit) in CURRENCIES:
        number = re.sub(r"(?<=\d)m$", "M", number)
    try:
        return read_number(number, "fr" if language in COMMA_LANGUAGES else "en", asked.unit)
    except Ambiguous as two:
        left = likely(two.choices, asked.unit, asked.last)
        return left[0] if len(left) == 1 else Either(two.choices)
    except NotANumber:
        return None
