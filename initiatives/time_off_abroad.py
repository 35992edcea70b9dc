"""Time off said in German or Chinese, put into the English words that `time_off` reads."""

from __future__ import annotations

import re

from initiatives.answer_weeks import GERMAN_DAYS
from initiatives.spelling import folded

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GERMAN = dict(zip(GERMAN_DAYS, DAYS, strict=True)) | {"morgen": "tomorrow", "ubermorgen": "the day after tomorrow"}
HAN_DAYS = "一二三四五六日天"
OFF = r"(?:im urlaub|in urlaub|nicht da|nicht im buro|abwesend|krank|weg)"
DAY = rf"(?P<next>nachsten )?(?P<day>{'|'.join(GERMAN)})"
UNTIL = re.compile(rf"(?:ich bin |bin )?(?:{OFF} bis (?:zum )?{DAY}|bis (?:zum )?{DAY.replace('?P<', '?P<b')} {OFF})")
HAN_UNTIL = re.compile(
    rf"我?(?:在)?(?:休假|请假|放假|度假|不在)(?:一直)?[到至](?P<next>下)?(?:周|星期)(?P<day>[{HAN_DAYS}])"
)


def in_english(text: str) -> str:
    """The same in English; what is not about time off, or is said in another way, as it was."""
    if (han := HAN_UNTIL.fullmatch(text.strip(" 。.!！"))) is not None:
        day = DAYS[min(HAN_DAYS.index(han["day"]), 6)]
        return f"I'm off until {'next ' if han['next'] else ''}{day}"
    found = UNTIL.fullmatch(folded(text).strip(" .!"))
    if found is None:
        return text
    day = GERMAN[found["day"] or found["bday"]]
    return f"I'm off until {'next ' if found['next'] or found['bnext'] else ''}{day}"
