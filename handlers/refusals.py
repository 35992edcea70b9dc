"""Every no, as a sentence: one for each rule of the domain and for each thing the engine refuses."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

from handlers.words import Amount, Hour, Typed, Words, say
from initiatives.rules import Rule, RuleBroken

NOT_YOURS = "not_yours"
GONE = "gone"
GUEST = "guest"
UNREADABLE = "unreadable"


def sentence(reason: str, values: Mapping[str, str]) -> Words:
    """What a person reads for a reason kept in a delivery: a rule's name or one of the engine's."""
    match reason:
        case "not_yours":
            return say("Only the people responsible for this can do that. You can still read it.")
        case "gone":
            return say("I cannot find that any more. It may have been taken back.")
        case "guest":
            return say("Quickwin is for members of this organisation. A member can propose it for you.")
        case "unreadable":
            return say(
                "This button is from an older message and does not work any more. Write “help” to see what you can do."
            )
        case _:
            return of(Rule(reason), values)


def reason_of(broken: RuleBroken) -> dict[str, str]:
    """The plain arguments under which a broken rule travels to its sentence."""
    return {**broken.values, "reason": broken.rule.value}


def of(rule: Rule, values: Mapping[str, str]) -> Words:
    """The sentence for a rule; `values` are what the rule was broken with."""
    match rule:
        case Rule.EMPTY:
            return say("This one is needed.")
        case Rule.NOT_A_CHANGE:
            return say("Write it like “42 to 20”, or “? to 20” if you do not know the first number yet.")
        case Rule.DIRECTION_UNCLEAR:
            return say("Say which way is better: “at most 20” or “at least 20”.")
        case Rule.TWO_READINGS:
            low, high = Amount(Decimal(values["low"])), Amount(Decimal(values["high"]))
            return say("Is that {low} or {high}? Write it without a separator.", low=low, high=high)
        case Rule.NO_DIFFERENCE:
            return say("The two numbers are the same. Which one should it get to?")
        case Rule.WRONG_STAGE:
            return say("That has been decided already. The message shows how it stands now.")
        case Rule.WEEKS_OUT_OF_RANGE:
            return say("A trial takes {low} to {high} weeks.", low=Typed(values["low"]), high=Typed(values["high"]))
        case Rule.START_TOO_EARLY:
            return say("The start is in the past. Pick today or a later day.")
        case Rule.START_TOO_LATE:
            return say("Pick a start within the next three months.")
        case Rule.TARGET_MISSING:
            return say("It has no target yet. Say from what to what, for example “42 to 20”.")
        case Rule.NOT_TAKEN_BACK:
            return say("This story is not in a channel at the moment.")
        case Rule.UNKNOWN_KPI:
            return say("That number does not belong to this initiative any more.")
        case Rule.UNKNOWN_ZONE:
            return say("Write a time zone like Europe/Paris or America/New_York.")
        case Rule.UNKNOWN_COUNTRY:
            return say("No public holidays are known for that country. Write its two letters, for example FR or DE.")
        case Rule.UNKNOWN_REGION:
            return say("That region is not known. Write it after the country, for example DE-BY, or the country alone.")
        case Rule.IN_THE_FUTURE:
            return say("That day is in the future.")
        case Rule.UNKNOWN_INITIATIVE:
            return say("No initiative has that id.")
        case Rule.OTHER_UNIT:
            return say("This number is counted in {unit}.", unit=Typed(values["unit"]))
        case Rule.NO_NUMBER:
            return say("Write at least one number.")
        case Rule.DOUBTFUL:
            return _doubted(values)
        case Rule.NOT_RUNNING:
            return say("It is not running any more, so no number is asked about it.")
        case Rule.SAME_PERSON:
            return say("It is theirs already. Pick somebody else.")
        case Rule.PERIOD_OVER:
            return say("Those days are over. Pick days from today on.")
        case Rule.PERIOD_BACKWARDS:
            return say("The last day comes before the first one.")
        case Rule.PERIOD_FAR:
            return say("That is more than a year ahead. Say it again when it is closer.")
        case Rule.PERIOD_TOO_LONG:
            return say("That is more than a year. To be asked no more, answer no to the check-ins in the settings.")
        case Rule.TOO_MANY_PERIODS:
            return say("So many periods are noted that no other one fits. Take one out first.")
        case Rule.OWN_STAND_IN:
            return say("Pick somebody else: you are the one who is away.")
        case Rule.NO_WORKING_DAY:
            return say("Pick at least one day.")
        case Rule.QUIET_ENDS_MISSING:
            return say("Write both hours, or leave both empty.")
        case Rule.HOUR_IS_QUIET:
            return say(
                "Nobody is written to from {begin} to {end}. Pick an hour outside of that, or change the quiet hours first.",
                begin=Hour(int(values["begin"])),
                end=Hour(int(values["end"])),
            )
        case Rule.QUIET_AT_CHECK_IN:
            return say(
                "The check-in comes at {hour}. Leave that hour out of the quiet ones, or move the check-in first.",
                hour=Hour(int(values["hour"])),
            )
        case Rule.OWN_NUMBER:
            return say(
                "Nobody confirms a number of their own. It takes somebody who does not answer for it and did not write it."
            )
        case Rule.NUMBER_CHANGED:
            return say(
                "That has been answered already, or the number is another one by now. The message shows how it stands."
            )
        case Rule.NOTHING_TO_CONFIRM:
            return say("There is no number of that week left to confirm.")
        case Rule.GATE_CLOSED:
            return say("Something is still missing at this gate. Its card shows what.")
        case Rule.OWN_GATE:
            return say("Somebody else decides about your initiative. You can propose that it goes on.")
        case Rule.NOT_THEIR_SIGNATURE:
            return say("That signature is for others to give.")
        case Rule.ASKED_ALREADY:
            return say("They have been asked already. Wait for their answer, or pick somebody else.")
        case Rule.BACK_TOO_EARLY:
            return say("Pick a day from tomorrow on.")
        case Rule.TOOL_KNOWN:
            return say("{name} goes by that name already.", name=Typed(values["name"]))
        case Rule.NOT_A_LINK:
            return say("Write the whole link, beginning with https://.")
        case Rule.TOO_MANY_TOOLS:
            return say("The directory is full. Take out what nobody uses first.")
        case Rule.ENOUGH_TODAY:
            return say("Three were sent today. Send this one tomorrow.")
        case Rule.ENOUGH_TO_LEARN:
            return say("So many are offered that no other one fits. Take one away first.")
        case Rule.NO_PLACE_LEFT:
            return say("Every place is taken. Look again later: somebody may step back.")
        case Rule.NOT_A_TIME:
            return say("Write the time like 14:30.")
        case Rule.NOT_HELD_YET:
            return say("It has not taken place yet.")
        case Rule.EXTRA_QUESTIONS:
            return say("At most 5 questions of 120 characters, each with at most 10 choices of 60.")
        case _:
            assert_never(rule)


def _doubted(values: Mapping[str, str]) -> Words:
    """What can hardly be meant is asked back once: sent again, it counts."""
    value = Amount(Decimal(values["value"]), values["unit"])
    if not values["last"]:
        return say("Is it really {value}? Send it again if it is.", value=value)
    last = Amount(Decimal(values["last"]), values["unit"])
    return say("Is it really {value}? Last time it was {last}. Send it again if it is.", value=value, last=last)
