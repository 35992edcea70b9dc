"""Campaigns: a theme with its days, extra questions for whoever proposes something for it, and who answers them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b

from initiatives.calendar import at_hour
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation, Spot
from initiatives.rules import Rule, RuleBroken

MOST_QUESTIONS, QUESTION_LENGTH = 5, 120
MOST_CHOICES, CHOICE_LENGTH = 10, 60
AHEAD = timedelta(days=366)
"""How far ahead a campaign may end."""


@dataclass(frozen=True)
class Extra:
    """A question of a campaign's own; without choices it is answered in a few words."""

    text: str
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """By which its answer is known; a question that is worded anew is another one."""
        return blake2b("\n".join((self.text, *self.choices)).encode("utf-8", "replace"), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Campaign:
    """`begin_at` is when it is announced and `close_at` when its end is told, each None once that is done.

    One that was `ended` takes no more proposals, whatever its last day.
    """

    id: str
    organisation: str
    theme: str
    first: date
    last: date
    made_by: str
    why: str = ""
    extras: tuple[Extra, ...] = ()
    reviewers: tuple[str, ...] = ()
    spot: Spot | None = None
    begin_at: datetime | None = None
    close_at: datetime | None = None
    ended: bool = False

    @property
    def due_at(self) -> datetime | None:
        return self.begin_at or self.close_at

    @property
    def stands(self) -> bool:
        """Whether it is to come or goes on: its end has not been told."""
        return self.due_at is not None

    def is_open(self, today: date) -> bool:
        """Whether something can be proposed for it on that day."""
        return not self.ended and self.first <= today <= self.last


@dataclass(frozen=True)
class Entry:
    """A proposal made for a campaign, with the answers to its questions as they were asked. `id` is the initiative's."""

    id: str
    organisation: str
    campaign: str
    said: tuple[tuple[str, str], ...] = ()


def extras_in(text: str) -> tuple[Extra, ...]:
    """One question a line; what follows its last colon are choices where there are several, divided by commas.

    Raises:
        RuleBroken: too many questions or choices, or too long ones.
    """
    found = {one.key: one for line in text.splitlines() if (one := _extra(line)).text}
    if len(found) > MOST_QUESTIONS or not all(map(_fits, found.values())):
        raise RuleBroken("extras", Rule.EXTRA_QUESTIONS)
    return tuple(found.values())


def _extra(line: str) -> Extra:
    whole = " ".join(line.split())
    question, colon, rest = whole.rpartition(":")
    choices = tuple(dict.fromkeys(part for each in rest.split(",") if (part := each.strip())))
    return Extra(question.strip(), choices) if colon and question.strip() and len(choices) > 1 else Extra(whole)


def _fits(extra: Extra) -> bool:
    choices = len(extra.choices) <= MOST_CHOICES and all(len(one) <= CHOICE_LENGTH for one in extra.choices)
    return len(extra.text) <= QUESTION_LENGTH and choices


def as_typed(extras: Iterable[Extra]) -> str:
    """The questions as they are typed."""
    return "\n".join(f"{one.text}: {', '.join(one.choices)}" if one.choices else one.text for one in extras)


def planned(campaign: Campaign, organisation: Organisation, today: date, *, announced: bool) -> Campaign:
    """With its moments: announced at the hour of the check-ins on the first day, told of at the same hour after the last one.

    Raises:
        RuleBroken: its days are over, begin in the past before it was announced, end before they begin, or are too far.
    """
    if not announced and campaign.first < today:
        raise RuleBroken("first", Rule.START_TOO_EARLY)
    if campaign.last < campaign.first:
        raise RuleBroken("last", Rule.PERIOD_BACKWARDS)
    if campaign.last < today:
        raise RuleBroken("last", Rule.PERIOD_OVER)
    if campaign.last > today + AHEAD:
        raise RuleBroken("last", Rule.PERIOD_FAR)
    hour, zone = organisation.check_in_hour, organisation.zone
    begin = None if announced else at_hour(campaign.first, hour, zone)
    return replace(campaign, begin_at=begin, close_at=at_hour(campaign.last + timedelta(days=1), hour, zone))


def ended(campaign: Campaign, now: datetime) -> Campaign:
    """Over from now on; one that was never announced ends without a word."""
    if campaign.ended or not campaign.stands:
        raise RuleBroken("", Rule.WRONG_STAGE)
    announced = campaign.begin_at is None
    return replace(campaign, ended=True, begin_at=None, close_at=now if announced else None)


def by_stage(proposals: Iterable[Initiative]) -> tuple[tuple[Stage, int], ...]:
    """How many of them stand where, in the order of the stages; those with none are left out."""
    counted = Counter(one.stage for one in proposals)
    return tuple((stage, counted[stage]) for stage in Stage if counted[stage])
