"""What can be wrong with what somebody asked for: a rule's name and the field it belongs to."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """Every way the domain says no. `handlers.refusals` has the sentence for each."""

    EMPTY = "empty"
    NOT_A_CHANGE = "not_a_change"
    DIRECTION_UNCLEAR = "direction_unclear"
    TWO_READINGS = "two_readings"
    NO_DIFFERENCE = "no_difference"
    WRONG_STAGE = "wrong_stage"
    WEEKS_OUT_OF_RANGE = "weeks_out_of_range"
    START_TOO_EARLY = "start_too_early"
    START_TOO_LATE = "start_too_late"
    TARGET_MISSING = "target_missing"
    NOT_TAKEN_BACK = "not_taken_back"
    UNKNOWN_KPI = "unknown_kpi"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_COUNTRY = "unknown_country"
    UNKNOWN_REGION = "unknown_region"
    IN_THE_FUTURE = "in_the_future"
    UNKNOWN_INITIATIVE = "unknown_initiative"
    OTHER_UNIT = "other_unit"
    NO_NUMBER = "no_number"
    DOUBTFUL = "doubtful"
    NOT_RUNNING = "not_running"
    SAME_PERSON = "same_person"
    PERIOD_OVER = "period_over"
    PERIOD_BACKWARDS = "period_backwards"
    PERIOD_FAR = "period_far"
    PERIOD_TOO_LONG = "period_too_long"
    TOO_MANY_PERIODS = "too_many_periods"
    OWN_STAND_IN = "own_stand_in"
    NO_WORKING_DAY = "no_working_day"
    QUIET_ENDS_MISSING = "quiet_ends_missing"
    HOUR_IS_QUIET = "hour_is_quiet"
    QUIET_AT_CHECK_IN = "quiet_at_check_in"
    OWN_NUMBER = "own_number"
    NUMBER_CHANGED = "number_changed"
    NOTHING_TO_CONFIRM = "nothing_to_confirm"
    ASKED_ALREADY = "asked_already"
    BACK_TOO_EARLY = "back_too_early"
    GATE_CLOSED = "gate_closed"
    OWN_GATE = "own_gate"
    NOT_THEIR_SIGNATURE = "not_their_signature"
    TOOL_KNOWN = "tool_known"
    NOT_A_LINK = "not_a_link"
    TOO_MANY_TOOLS = "too_many_tools"
    EXTRA_QUESTIONS = "extra_questions"
    ENOUGH_TODAY = "enough_today"
    ENOUGH_TO_LEARN = "enough_to_learn"
    NO_PLACE_LEFT = "no_place_left"
    NOT_A_TIME = "not_a_time"
    NOT_HELD_YET = "not_held_yet"


class RuleBroken(Exception):
    """A rule says no; `field` is the answer it belongs to, empty when it belongs to none."""

    def __init__(self, field: str, rule: Rule, **values: str) -> None:
        super().__init__(f"{field}: {rule}")
        self.field, self.rule, self.values = field, rule, values
