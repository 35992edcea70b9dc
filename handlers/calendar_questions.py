"""Questions about working days, holidays, quiet hours and how often: asked alike of a person and of an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from handlers import preferences
from handlers.answers import Answers
from handlers.ui import Choice, Choices, Number, Option, ShortText
from handlers.words import Hour, Listed, Text, Typed, Weekday, Words, say
from initiatives.days_off import place_named
from initiatives.people import Cadence
from initiatives.rules import Rule, RuleBroken

AS_EVERYBODY = "as_everybody"
MOST_A_WEEK = 20


@dataclass(frozen=True)
class Chosen:
    """What was answered; empty or None for what was left as everybody has it."""

    working_days: tuple[int, ...]
    country: str
    region: str
    quiet_from: int | None
    quiet_to: int | None
    cadence: Cadence | None
    most_messages: int | None


def chosen(answers: Answers) -> Chosen:
    """The answers as values; raises RuleBroken on the field that is wrong."""
    country, region = place_named(answers.text("place"))
    begin, end = answers.maybe_number("quiet_from"), answers.maybe_number("quiet_to")
    if (begin is None) != (end is None):
        raise RuleBroken("quiet_from" if begin is None else "quiet_to", Rule.QUIET_ENDS_MISSING)
    cadence, most = answers.text("cadence"), answers.maybe_number("most_messages")
    return Chosen(
        working_days=tuple(sorted(preferences.DAYS.index(day) for day in answers.several("working_days"))),
        country=country,
        region=region,
        quiet_from=None if begin is None else int(begin),
        quiet_to=None if end is None else int(end),
        cadence=Cadence(cadence) if cadence in set(Cadence) else None,
        most_messages=None if most is None else int(most),
    )


def working_days(current: tuple[int, ...], hint: Text, *, required: bool) -> Choices:
    """The days of the week on which somebody works."""
    return Choices(
        name="working_days",
        label=say("Working days"),
        hint=hint,
        options=tuple(Option(name, weekday(number)) for number, name in enumerate(preferences.DAYS)),
        required=required,
        default=",".join(preferences.DAYS[number] for number in current),
    )


def place(current: str, hint: Text) -> ShortText:
    """Whose public holidays count."""
    return ShortText(
        name="place", label=say("Public holidays of"), hint=hint, required=False, default=current, most=12
    )  # fmt: skip


def quiet_hour(name: str, label: Text, hint: Text, current: str, *, required: bool) -> Number:
    """One end of the hours in which nobody is written to."""
    return Number(
        name=name, label=label, hint=hint, low=Decimal(0), high=Decimal(23), default=current, required=required,
        check=preferences.is_whole,
    )  # fmt: skip


def whole(name: str, label: Text, hint: Text, span: tuple[int, int], current: str, *, required: bool) -> Number:
    """A count of something, in whole numbers."""
    low, high = (Decimal(end) for end in span)
    return Number(
        name=name, label=label, hint=hint, low=low, high=high, default=current, required=required, check=is_counted
    )  # fmt: skip


def how_often(current: str, extra: tuple[Option, ...] = ()) -> Choice:
    """How often somebody is asked; `extra` options come first."""
    options = tuple(Option(each.value, cadence(each)) for each in Cadence)
    return Choice(name="cadence", label=say("How often check-ins come"), options=(*extra, *options), default=current)


def is_counted(value: object) -> Words | None:
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return say("Write a whole number.")
    return None


def cadence(kind: Cadence) -> Words:
    match kind:
        case Cadence.WEEKLY:
            return say("Every week")
        case Cadence.FORTNIGHTLY:
            return say("Every two weeks")
        case Cadence.MONTHLY:
            return say("Once a month")


def weekday(number: int) -> Words:
    return say("{day}", day=Weekday(number))


def days(numbers: tuple[int, ...]) -> Words:
    """Working days in one line."""
    return say("{days}", days=Listed(tuple(weekday(number) for number in numbers)))


def hours(quiet: tuple[int, int]) -> Words:
    """Quiet hours in one line; the same hour twice means that there are none."""
    begin, end = quiet
    if begin == end:
        return say("none")
    return say("from {begin} to {end}", begin=Hour(begin), end=Hour(end))


def written(country: str, region: str) -> str:
    """The place as it is typed."""
    return f"{country}-{region}" if region else country


def holidays_of(country: str, region: str) -> Text:
    return Typed(written(country, region)) if country else say("none")
