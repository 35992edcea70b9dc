"""How something that waits for an answer is asked for again: when somebody is reminded, and when somebody else is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from initiatives.calendar import days_later
from initiatives.people import Organisation, Person


@dataclass(frozen=True)
class Ladder:
    """One reminder every `every_days` working days, `reminders` of them at most; after `silences` unanswered rounds the next one.

    0 days or 0 silences mean: never.
    """

    every_days: int
    silences: int
    reminders: int = 1

    def reminded_at(
        self, person: Person, organisation: Organisation, asked_at: datetime, so_far: int = 0
    ) -> datetime | None:
        """When somebody asked (or last reminded) at that moment is reminded next, after `so_far` reminders."""
        if not self.every_days or so_far >= self.reminders:
            return None
        return days_later(person, organisation, asked_at, self.every_days)

    def goes_on(self, silences: int) -> bool:
        """Whether so many rounds without an answer are enough to ask somebody else."""
        return 0 < self.silences <= silences


def of_check_ins(organisation: Organisation) -> Ladder:
    """The ladder of the weekly question; a round is a week that was asked about."""
    return Ladder(organisation.remind_after, organisation.silent_weeks)


def of_gates(organisation: Organisation) -> Ladder:
    """The ladder of what is missing at a gate: two reminders, and at the third round whoever decided hears of it."""
    return Ladder(organisation.remind_after, silences=3, reminders=3)


def first_rung(rungs: tuple[tuple[str, ...], ...], here: frozenset[str], without: frozenset[str]) -> tuple[str, ...]:
    """The first group of people with anybody in it who is here and not left out, and only those of it."""
    for rung in rungs:
        found = tuple(dict.fromkeys(person for person in rung if person in here and person not in without))
        if found:
            return found
    return ()
