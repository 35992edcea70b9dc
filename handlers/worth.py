"""What an initiative has been worth, in words: hours, errors, money, with what backs it and what it does not prove."""

from __future__ import annotations

from decimal import Decimal

from handlers.conversation import Look
from handlers.facts import split
from handlers.words import Amount, Day, Text, Words, say
from initiatives.calendar import local_day
from initiatives.freed import Freed
from initiatives.initiative import Initiative
from initiatives.kpi import Evidence
from initiatives.people import Organisation
from initiatives.value import Rate, Sum, Value, value_of

SMALL = 100
"""Below this, money is told with its cents."""


def rate_of(organisation: Organisation) -> Rate:
    return Rate(organisation.hour_rate, organisation.currency)


async def worth(look: Look, initiative: Initiative) -> Value:
    readings = await look.store.readings(look.org, initiative.id)
    return value_of(initiative, readings, rate_of(look.organisation), local_day(look.now, look.reader.zone))


def hours(amount: Decimal) -> Amount:
    """To a tenth of an hour: the numbers are no more exact than that."""
    return Amount(round(amount, 1), "h")


def money(amount: Decimal, currency: str) -> Amount:
    return Amount(round(amount, 2) if abs(amount) < SMALL else round(amount, 0), currency)


def pairs(found: Value, organisation: Organisation) -> tuple[tuple[Text, Text], ...]:
    """Everything that is known, as label and value."""
    told: list[tuple[Text, Text]] = []
    if found.hours is not None:
        told.append((say("Hours freed"), _hours(found.hours)))
        told.append((say("How that is known"), split(_rounded(found.hours), "h")))
    if found.errors is not None:
        told.append((say("Errors avoided"), _errors(found.errors)))
    if found.cost is not None:
        told.append((say("Set-up cost"), say("{cost}", cost=money(found.cost, found.currency))))
    if found.returned is not None and organisation.hour_rate is not None:
        rate = money(organisation.hour_rate, found.currency)
        worth_it = say("{money}, at {rate} an hour", money=money(found.returned, found.currency), rate=rate)
        told.append((say("Worth so far"), worth_it))
        told += [(say("Paid back"), _paid_back(found))] if found.cost else []
    return tuple(told)


def _rounded(found: Sum) -> list[tuple[Evidence, Decimal]]:
    return [(grade, round(amount, 1)) for grade, amount in found.parts]


def _hours(found: Sum) -> Words:
    if found.a_week is None:
        return say("{so_far} so far; no number holds at the moment", so_far=hours(found.so_far))
    return say("{now} a week now, {so_far} so far", now=hours(found.a_week), so_far=hours(found.so_far))


def _errors(found: Sum) -> Words:
    so_far = Amount(round(found.so_far, 0))
    if found.a_week is None:
        return say("{so_far} so far; no number holds at the moment", so_far=so_far)
    return say("{now} a week now, {so_far} so far", now=Amount(round(found.a_week, 0)), so_far=so_far)


def _paid_back(found: Value) -> Words:
    if found.pays_back_on is None:
        return say("not in sight")
    if found.returned is not None and found.cost is not None and found.returned >= found.cost:
        return say("since {day}", day=Day(found.pays_back_on))
    return say("on {day}, if the number holds", day=Day(found.pays_back_on))


def proves() -> Words:
    """What stands under every such sum."""
    return say(
        "This says what changed, not why. A number counts until the next one, for two weeks at most; freed hours are worth "
        "something once they are used for something else."
    )


def in_money(found: Freed, organisation: Organisation) -> Words | None:
    """What the hours freed a week come to; None without a rate, or without hours."""
    if organisation.hour_rate is None or not found.hours:
        return None
    return say(
        "At {rate} an hour that is {money} a week, once the hours are used for something else.",
        rate=money(organisation.hour_rate, organisation.currency),
        money=money(found.hours * organisation.hour_rate, organisation.currency),
    )
