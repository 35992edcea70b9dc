"""Questions about language, zone, day and hour, asked alike of a person and of an organisation."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import available_timezones

from handlers import refusals
from handlers.ui import Choice, Number, Option, ShortText
from handlers.words import Text, Typed, Weekday, Words, say
from initiatives.calendar import zone_named
from initiatives.people import Function
from initiatives.rules import RuleBroken

LANGUAGES = (Option("en", Typed("English")), Option("fr", Typed("Français")))
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Option values of the weekdays: words, since a typed number picks an option by its place."""
FUNCTIONS = (
    Option(Function.IT.value, say("IT")),
    Option(Function.HR.value, say("Human resources")),
    Option(Function.OPERATIONS.value, say("Operations")),
    Option(Function.KNOWLEDGE.value, say("Knowledge")),
    Option(Function.MARKETING.value, say("Marketing")),
    Option(Function.MANAGEMENT.value, say("Management")),
    Option(Function.PROCESS_OWNER.value, say("Owner of a process")),
)


def zone_meant(typed: str) -> str:
    """The zone's full name when it was written in another case or by its city alone; otherwise what was typed."""
    wanted = typed.strip().replace(" ", "_").casefold()
    known = available_timezones()
    whole = [zone for zone in known if zone.casefold() == wanted]
    cities = [zone for zone in known if "/" in zone and zone.rsplit("/", 1)[1].casefold() == wanted]
    exact = [zone for zone in whole if zone == typed.strip()] or whole
    return exact[0] if exact else cities[0] if len(cities) == 1 else typed.strip()


def is_zone(value: object) -> Words | None:
    try:
        zone_named(zone_meant(str(value)))
    except RuleBroken as broken:
        return refusals.of(broken.rule, broken.values)
    return None


def is_whole(value: object) -> Words | None:
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return say("Write a whole hour, for example 9 or 14.")
    return None


def zone(current: str) -> ShortText:
    hint = say("For example Europe/Paris, or the name of a large city.")
    return ShortText(name="zone", label=say("Time zone"), hint=hint, default=current, most=60, check=is_zone)


def language(current: str) -> Choice:
    return Choice(name="language", label=say("Language"), options=LANGUAGES, default=current)


def day(label: Text, current: str, extra: tuple[Option, ...] = ()) -> Choice:
    """A weekday; `extra` options come first."""
    days = tuple(Option(name, say("{day}", day=Weekday(number))) for number, name in enumerate(DAYS))
    return Choice(name="day", label=label, options=(*extra, *days), default=current)


def hour(label: Text, hint: Text, current: str, *, required: bool) -> Number:
    """A full hour of the day."""
    return Number(
        name="hour", label=label, hint=hint, low=Decimal(0), high=Decimal(23), default=current, required=required,
        check=is_whole,
    )  # fmt: skip


def typed_number(value: Decimal) -> str:
    """A number as anybody could have typed it: two places at most, which no language takes for thousands."""
    return str(int(value)) if value == value.to_integral_value() else f"{value:.2f}"
