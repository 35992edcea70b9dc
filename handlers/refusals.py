"""Every no, as a sentence: one for each rule of the domain and for each thing the engine refuses."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from handlers.words import Amount, Hour, Typed, Words, say
from initiatives.rules import Rule, RuleBroken

NOT_YOURS = "not_yours"
GONE = "gone"
GUEST = "guest"
UNREADABLE = "unreadable"

PLAIN: Mapping[Rule, Words] = {
    Rule.EMPTY: say("This one is needed."),
    Rule.NOT_A_CHANGE: say("Write it like “42 to 20”, or “? to 20” if you do not know the first number yet."),
    Rule.DIRECTION_UNCLEAR: say("Say which way is better: “at most 20” or “at least 20”."),
    Rule.NO_DIFFERENCE: say("The two numbers are the same. Which one should it get to?"),
    Rule.WRONG_STAGE: say("That has been decided already. The message shows how it stands now."),
    Rule.START_TOO_EARLY: say("The start is in the past. Pick today or a later day."),
    Rule.START_TOO_LATE: say("Pick a start within the next three months."),
    Rule.TARGET_MISSING: say("It has no target yet. Say from what to what, for example “42 to 20”."),
    Rule.NOT_TAKEN_BACK: say("This story is not in a channel at the moment."),
    Rule.UNKNOWN_KPI: say("That number does not belong to this initiative any more."),
    Rule.UNKNOWN_ZONE: say("Write a time zone like Europe/Paris or America/New_York."),
    Rule.UNKNOWN_COUNTRY: say(
        "No public holidays are known for that country. Write its two letters, for example FR or DE."
    ),
    Rule.UNKNOWN_REGION: say(
        "That region is not known. Write it after the country, for example DE-BY, or the country alone."
    ),
    Rule.IN_THE_FUTURE: say("That day is in the future."),
    Rule.UNKNOWN_INITIATIVE: say("No initiative has that id."),
    Rule.NO_NUMBER: say("Write at least one number."),
    Rule.NOT_RUNNING: say("It is not running any more, so no number is asked about it."),
    Rule.SAME_PERSON: say("It is theirs already. Pick somebody else."),
    Rule.PERIOD_OVER: say("Those days are over. Pick days from today on."),
    Rule.PERIOD_BACKWARDS: say("The last day comes before the first one."),
    Rule.PERIOD_FAR: say("That is more than a year ahead. Say it again when it is closer."),
    Rule.PERIOD_TOO_LONG: say(
        "That is more than a year. To be asked no more, answer no to the check-ins in the settings."
    ),
    Rule.TOO_MANY_PERIODS: say("So many periods are noted that no other one fits. Take one out first."),
    Rule.OWN_STAND_IN: say("Pick somebody else: you are the one who is away."),
    Rule.NO_WORKING_DAY: say("Pick at least one day."),
    Rule.QUIET_ENDS_MISSING: say("Write both hours, or leave both empty."),
    Rule.OWN_NUMBER: say(
        "Nobody confirms a number of their own. It takes somebody who does not answer for it and did not write it."
    ),
    Rule.NUMBER_CHANGED: say(
        "That has been answered already, or the number is another one by now. The message shows how it stands."
    ),
    Rule.NOTHING_TO_CONFIRM: say("There is no number of that week left to confirm."),
    Rule.GATE_CLOSED: say("Something is still missing at this gate. Its card shows what."),
    Rule.OWN_GATE: say("Somebody else decides about your initiative. You can propose that it goes on."),
    Rule.NOT_THEIR_SIGNATURE: say("That signature is for others to give."),
    Rule.ASKED_ALREADY: say("They have been asked already. Wait for their answer, or pick somebody else."),
    Rule.BACK_TOO_EARLY: say("Pick a day from tomorrow on."),
    Rule.NOT_A_LINK: say("Write the whole link, beginning with https://."),
    Rule.TOO_MANY_TOOLS: say("The directory is full. Take out what nobody uses first."),
    Rule.ENOUGH_TODAY: say("Three were sent today. Send this one tomorrow."),
    Rule.ENOUGH_TO_LEARN: say("So many are offered that no other one fits. Take one away first."),
    Rule.NO_PLACE_LEFT: say("Every place is taken. Look again later: somebody may step back."),
    Rule.NOT_A_TIME: say("Write the time like 14:30."),
    Rule.NOT_HELD_YET: say("It has not taken place yet."),
    Rule.EXTRA_QUESTIONS: say("At most 5 questions of 120 characters, each with at most 10 choices of 60."),
}
"""The sentences in which nothing has to be filled."""


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
    return PLAIN.get(rule) or _with_values(rule, values)


def _with_values(rule: Rule, values: Mapping[str, str]) -> Words:
    """Those that name what the rule was broken with."""
    match rule:
        case Rule.TWO_READINGS:
            low, high = Amount(Decimal(values["low"])), Amount(Decimal(values["high"]))
            return say("Is that {low} or {high}? Write it without a separator.", low=low, high=high)
        case Rule.WEEKS_OUT_OF_RANGE:
            return say("A trial takes {low} to {high} weeks.", low=Typed(values["low"]), high=Typed(values["high"]))
        case Rule.OTHER_UNIT:
            return say("This number is counted in {unit}.", unit=Typed(values["unit"]))
        case Rule.DOUBTFUL:
            return _doubted(values)
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
        case Rule.TOOL_KNOWN:
            return say("{name} goes by that name already.", name=Typed(values["name"]))
        case _:
            raise LookupError(rule)


def _doubted(values: Mapping[str, str]) -> Words:
    """What can hardly be meant is asked back once: sent again, it counts."""
    value = Amount(Decimal(values["value"]), values["unit"])
    if not values["last"]:
        return say("Is it really {value}? Send it again if it is.", value=value)
    last = Amount(Decimal(values["last"]), values["unit"])
    return say("Is it really {value}? Last time it was {last}. Send it again if it is.", value=value, last=last)
