"""Who answers check-ins: owners, those who do it in their place, and stand-ins while somebody is off."""

from __future__ import annotations

from datetime import datetime

from initiatives.calendar import at_hour, is_off, local_day, monday_of
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person
from initiatives.week_plan import NotAsked, asked_in_week
from storage.port import Transaction


async def is_asked(store: Transaction, person: Person) -> bool:
    """Whether somebody's weeks are looked at: something of theirs is running, or of somebody they stand in for."""
    if await store.asked_of(person.organisation, person.id):
        return True
    others = await store.standing_in(person.organisation, person.id)
    return any([await store.asked_of(person.organisation, other.id) for other in others])


async def asked_about(
    store: Transaction, organisation: Organisation, person: Person, now: datetime
) -> list[Initiative]:
    """What somebody is asked about now: their own, and what belongs to whoever they stand in for and who is off all week."""
    asked = await store.asked_of(person.organisation, person.id)
    for other in await store.standing_in(person.organisation, person.id):
        if is_stood_in_for(other, organisation, now, person.zone):
            asked += await store.asked_of(other.organisation, other.id)
    return asked


def is_stood_in_for(person: Person, organisation: Organisation, now: datetime, zone: str = "") -> bool:
    """Whether a stand-in answers for them: off now, and not to be asked themselves in this week.

    In the `zone` of a stand-in a new week may have begun already, in which they are off.
    """
    if not person.stand_in:
        return False
    today = max(local_day(now, person.zone), local_day(now, zone or person.zone))
    if not is_off(person, today):
        return False
    monday = monday_of(today)
    return asked_in_week(person, organisation, monday, at_hour(monday, 0, person.zone)) is NotAsked.OFF


async def answers(
    store: Transaction, organisation: Organisation, person: str, about: Initiative, now: datetime
) -> bool:
    """Whether somebody answers its check-ins in another one's place now: its deputy, or a stand-in of whoever is asked."""
    if not about.asked_weekly or not person:
        return False
    if person == about.deputy:
        return True
    asked = await store.person(about.organisation, about.answered_by)
    if asked is None or asked.stand_in != person:
        return False
    me = await store.person(about.organisation, person)
    return me is not None and is_stood_in_for(asked, organisation, now, me.zone)


async def may_be_asked(store: Transaction, about: Initiative) -> tuple[str, ...]:
    """Everybody whose bundle may name it: whoever is asked, their stand-in, and its owner."""
    asked = await store.person(about.organisation, about.answered_by)
    named = (about.answered_by, asked.stand_in if asked is not None else "", about.owner)
    return tuple(dict.fromkeys(person for person in named if person))
