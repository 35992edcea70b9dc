"""Time off as people say it: “off until Monday”, “en vacances du 3 au 14 août”; never a guess, and nothing about others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from initiatives.absence import checked
from initiatives.people import TimeOff
from initiatives.periods_said import DAYISH, Lasting, Spoken, period_said
from initiatives.rules import Rule, RuleBroken
from initiatives.spelling import folded

LONGEST = 200
"""Characters of a sentence that says no more than when somebody is away."""
FAR = timedelta(days=270)
"""A day without its year that is further ahead is asked back: the one just gone may have been meant."""
MOST_CHOICES = 4
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Off:
    period: TimeOff


@dataclass(frozen=True)
class Either:
    """Could be each of these: it is asked back."""

    choices: tuple[TimeOff, ...]


@dataclass(frozen=True)
class Open:
    """Somebody is away, and which days is not clear; `first` if that much is."""

    first: date | None = None


@dataclass(frozen=True)
class Back:
    """They are here again."""


@dataclass(frozen=True)
class Refused:
    rule: Rule


Meant = Off | Either | Open | Back | Refused

GREETING = re.compile(r"^(?:hi|hello|hey|hiya|bonjour|salut|bonsoir|coucou)(?: quickwin| all| there)?[ ,.!-]+")
ENDING = re.compile(
    r"[ ,.;!)-]*(?:(?:thanks|thank you|thx|cheers|merci|fyi|see you(?: then)?|a bientot|bonne journee)[ ,.;!]*)?$"
)
ISO_OR_DASH = re.compile(r"(\b\d{4}-\d{2}-\d{2}\b)|(?<=[\d.]) ?- ?(?=\d)", re.ASCII)
CLOCK = re.compile(r" (?:at|a|vers|around) \d{1,2}(?: ?(?:am|pm|h)|[:h]\d{2}(?: ?[ap]m)?)?$", re.ASCII)
FRENCH = re.compile(r"\b(?:le|la|du|au|jusqu|demain|aujourd|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b")
REASON = re.compile(r",? (?:because|since i|due to|car|parce qu['e]) ?.+$")
I_AM = r"(?:i am|i'm|im|i will be|i'll be|i am going to be)"
JE_SUIS = r"(?:je suis|j'suis|je serai|je vais etre)"
AWAY = (
    r"(?:off(?: sick| work| duty)?|away|absent|out(?: of (?:the )?office)?|ooo|sick|ill|unavailable"
    r"|not (?:here|in|working|around|available)"
    r"|on (?:my |our |a )?(?:annual |parental |maternity |paternity |sick |paid |unpaid |summer |winter |christmas )?"
    r"(?:leave|holidays?|vacation|pto|break))"
)
ABSENTE = (
    r"(?:en (?:conges?|vacances|rtt|repos|arret(?: maladie| de travail)?)(?: (?:parental|maternite|paternite|paye|sans solde))?s?"
    r"|absente?|malade|indisponible|pas (?:la|disponible|au bureau)|hors du bureau|off)"
)
NOUNS = r"(?:time off|holidays?|vacation|annual leave|days? off|pto|out of office|ooo)"
NOMS = r"(?:conges?|vacances|absence|rtt|jours? de conge)"
NEXT = r"(?=$|[ ,:;(-])"
SURE = re.compile(
    rf"(?:{I_AM} {AWAY}|i (?:will not|won't|am not going to) be (?:here|in|around|available|working)"
    rf"|(?:i am |i'm )?taking (?:some )?(?:time off|leave|days off|holidays?|vacation)|on (?:annual )?(?:leave|holidays?|vacation)"
    rf"|(?:my )?{NOUNS}(?: is| are)?){NEXT}"
)
SURE_FR = re.compile(
    rf"(?:{JE_SUIS} {ABSENTE}|je ne (?:suis|serai) pas (?:la|disponible|au bureau)"
    r"|je (?:prends|pose) (?:des |mes |un )?(?:conges?|vacances|rtt)"
    rf"|je pars en (?:conges?|vacances)|en (?:conges?|vacances|rtt)|(?:mes )?{NOMS}){NEXT}"
)
BARE = re.compile(rf"{AWAY}{NEXT}")
BARE_FR = re.compile(rf"(?:{ABSENTE}){NEXT}")
TAKEN = re.compile(r"(?:i am |i'm |i )?(?:taking|take|have|having|will take|'ll take) (?P<when>.+?) off(?: work)?")
TAKEN_FR = re.compile(r"je (?:prends|pose) (?:mon |ma |la journee de |une journee |un jour )?(?P<when>.+)")
TURNED = re.compile(rf"(?P<when>.+?),? {I_AM} {AWAY}")
TURNED_FR = re.compile(rf"(?P<when>.+?),? (?:{JE_SUIS} {ABSENTE}|je ne (?:suis|serai) pas (?:la|disponible|au bureau))")
RETURN = re.compile(
    rf"(?:and |then )?(?:{I_AM} |i come |coming )?back(?: (?:in|at|to)(?: the| my)? (?:office|work|desk))?(?: on)? (?P<when>.+)"
)
RETURN_FR = re.compile(
    rf"(?:et )?(?:(?:{JE_SUIS} )?de retour|je reviens|je rentre|retour)(?: au (?:bureau|travail))? (?P<when>.+)"
)
BACK = re.compile(
    rf"{I_AM} (?:back|here)(?: again| early| already| now| at work| in the office| from (?:my )?(?:holidays?|vacation|leave))?"
    r"|back (?:at work|in the office|again|early|from (?:my )?(?:holidays?|vacation|leave))"
    r"|(?:je suis )?(?:de retour|rentree?)(?: au (?:bureau|travail)| de (?:vacances|conges?))?|je suis (?:deja )?la|me revoila"
)
UNTIL_SOMETHING = re.compile(r"(?:until|till?|jusqu'?[a-z]*) (?:\S+ ?){1,3}")


@dataclass(frozen=True)
class Heard:
    """What a sentence says besides that somebody is away. `sure`: it is said of a person, or in words used of nothing else."""

    rest: str
    french: bool
    sure: bool


def is_about_time_off(text: str) -> bool:
    """Whether the sentence says that whoever writes it is away, or back, whatever the day."""
    return read_time_off(text, date(2026, 1, 7), lambda day: day.weekday() < 5) is not None


def read_time_off(text: str, today: date, works: Callable[[date], bool]) -> Meant | None:
    """When whoever wrote that is away; None when the sentence is about something else.

    `works` says on which days they would work: it decides whether “until Monday” means that they are back that day.
    """
    said = _plain(text)
    if not said or len(said) > LONGEST or text.rstrip().endswith("?"):
        return None
    if BACK.fullmatch(said):
        return Back()
    return (
        _returning(said, today)
        or _taken(said, today, works)
        or _turned(said, today, works)
        or _away(said, today, works)
    )


def _plain(text: str) -> str:
    said = ISO_OR_DASH.sub(lambda found: found[1] or " - ", re.sub(r"\s*[–—]\s*", " - ", folded(text)))
    return CLOCK.sub("", ENDING.sub("", GREETING.sub("", " ".join(said.split()))))


def _returning(said: str, today: date) -> Meant | None:
    """“Back on Thursday”, which says until when."""
    for pattern, french in ((RETURN, False), (RETURN_FR, True)):
        found = pattern.fullmatch(said)
        spoken = period_said(found["when"], today, french=french) if found else None
        if spoken is None or len(spoken.firsts) == 0 or spoken.lasting is not Lasting.DAY:
            continue
        if spoken.firsts == (today,):
            return Back()
        return _meant([(today, day - DAY) for day in spoken.firsts], today, undated=spoken.undated)
    return None


def _taken(said: str, today: date, works: Callable[[date], bool]) -> Meant | None:
    """“I am taking Friday off”."""
    for pattern, french in ((TAKEN, False), (TAKEN_FR, True)):
        found = pattern.fullmatch(said)
        spoken = period_said(found["when"], today, french=french) if found else None
        if spoken is not None and spoken.firsts:
            return _period(spoken, today, works)
    return None


def _turned(said: str, today: date, works: Callable[[date], bool]) -> Meant | None:
    """“Tomorrow I am off”, with the days in front."""
    for pattern, french in ((TURNED, False), (TURNED_FR, True)):
        found = pattern.fullmatch(said)
        spoken = period_said(found["when"], today, french=french) if found else None
        if spoken is not None and spoken.pairs:
            return _period(spoken, today, works)
    return None


def _away(said: str, today: date, works: Callable[[date], bool]) -> Meant | None:
    heard = _heard(said)
    if heard is None:
        return None
    rest = REASON.sub("", heard.rest) if heard.sure else heard.rest
    if not rest:
        return Open() if heard.sure else None
    spoken, returning = _with_return(rest, today, heard.french)
    if spoken is None:
        return Open() if _sounds_like_days(rest) else None
    if returning is not None:
        pairs = product(spoken.firsts, [day - DAY for day in returning.firsts])
        return _meant(list(pairs), today, undated=returning.undated)
    return _period(spoken, today, works)


def _heard(said: str) -> Heard | None:
    for pattern, french, sure in (
        (SURE, False, True), (SURE_FR, True, True), (BARE, False, False), (BARE_FR, True, False),
    ):  # fmt: skip
        found = pattern.match(said)
        if found is not None:
            rest = said[found.end() :].strip(" ,:;(-")
            return Heard(rest, french or bool(FRENCH.search(rest)), sure)
    return None


def _with_return(rest: str, today: date, french: bool) -> tuple[Spoken | None, Spoken | None]:
    """The days said, and the day of the return where that is said beside them: “from 23 Dec, back on 4 January”."""
    whole = period_said(rest, today, french=french)
    if whole is not None:
        return whole, None
    for cut in re.finditer(r"[ ,;]+(?=and back|then back|back|et de retour|de retour|retour)", rest):
        after = RETURN.fullmatch(rest[cut.end() :]) or RETURN_FR.fullmatch(rest[cut.end() :])
        first = period_said(rest[: cut.start()], today, french=french)
        if after is None or first is None or not first.firsts:
            continue
        back = period_said(after["when"], max(first.firsts), french=french)
        if back is not None and back.lasting is Lasting.DAY:
            return first, back
    return None, None


def _sounds_like_days(rest: str) -> bool:
    return bool(UNTIL_SOMETHING.fullmatch(rest)) or (bool(DAYISH.match(rest)) and len(rest.split()) <= 8)


def _period(spoken: Spoken, today: date, works: Callable[[date], bool]) -> Meant:
    """From the days said to the period."""
    if spoken.backwards:
        return Refused(Rule.PERIOD_BACKWARDS)
    if spoken.lasting is Lasting.FROM:
        return Open(spoken.firsts[0] if len(spoken.firsts) == 1 else None)
    pairs = list(spoken.pairs)
    if spoken.lasting is Lasting.UNTIL:
        pairs = [(first, last) for first, day in pairs for last in _until(day, first, works)]
    return _meant(pairs, today, undated=spoken.undated)


def _until(day: date, first: date, works: Callable[[date], bool]) -> tuple[date, ...]:
    """The last day off when it is said to go until that day: the day before where the week begins anew, else either."""
    if not works(day) or day <= first:
        return (day,)
    return (day - DAY,) if not works(day - DAY) else (day - DAY, day)


def _meant(pairs: list[tuple[date, date]], today: date, *, undated: bool) -> Meant:
    if not pairs:
        return Open()
    right, broken = [], Rule.PERIOD_OVER
    for first, last in sorted(set(pairs)):
        try:
            right.append(checked(TimeOff(first, last), today))
        except RuleBroken as no:
            broken = no.rule
    if not right:
        return Refused(broken)
    if len(right) > MOST_CHOICES:
        return Open()
    far = undated and right[0].last - today > FAR
    return Off(right[0]) if len(right) == 1 and not far else Either(tuple(right))
