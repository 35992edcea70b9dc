"""What was said about the AI in each initiative of the demo company, and the class that somebody set for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from initiatives.ai_care import Affected, AiClass, Approved, Area, Care, Outward, Whose, classed
from initiatives.people import Person

Said = tuple[Whose, Affected, Outward, Approved, Area]

INSIDE = (Whose.NOBODYS, Affected.USERS, Outward.NOTHING, Approved.YES, Area.NONE)
OF_COLLEAGUES = (Whose.EMPLOYEES, Affected.COLLEAGUES, Outward.NOTHING, Approved.YES, Area.NONE)
OF_CUSTOMERS = (Whose.CUSTOMERS, Affected.USERS, Outward.NOTHING, Approved.YES, Area.NONE)
READ_OUTSIDE = (Whose.NOBODYS, Affected.CUSTOMERS, Outward.SEEN, Approved.YES, Area.NONE)
SAID: Mapping[str, Said] = {
    "handover": OF_COLLEAGUES,
    "contracts": INSIDE,
    "reports": OF_COLLEAGUES,
    "tickets": (Whose.CUSTOMERS, Affected.CUSTOMERS, Outward.NOTHING, Approved.NO, Area.NONE),
    "faq": (Whose.CUSTOMERS, Affected.CUSTOMERS, Outward.SEEN, Approved.YES, Area.NONE),
    "invoices": INSIDE,
    "returns": OF_CUSTOMERS,
    "products": READ_OUTSIDE,
    "minutes": OF_COLLEAGUES,
    "orders": INSIDE,
    "screening": (Whose.NOBODYS, Affected.APPLICANTS, Outward.NOTHING, Approved.YES, Area.WORK),
    "tests": (Whose.NOBODYS, Affected.USERS, Outward.NOTHING, Approved.NO, Area.NONE),
    "rounds": INSIDE,
    "labels": (Whose.CUSTOMERS, Affected.USERS, Outward.NOTHING, Approved.NO, Area.NONE),
    "manuals": READ_OUTSIDE,
    "calls": OF_CUSTOMERS,
    "expenses": (Whose.EMPLOYEES, Affected.COLLEAGUES, Outward.NOTHING, Approved.NO, Area.NONE),
    "moods": (Whose.BOTH, Affected.COLLEAGUES, Outward.NOTHING, Approved.NO, Area.EMOTIONS),
    "stock": INSIDE,
    "safety": (Whose.EMPLOYEES, Affected.COLLEAGUES, Outward.NOTHING, Approved.UNKNOWN, Area.UNKNOWN),
    "knowledge": (Whose.NOBODYS, Affected.COLLEAGUES, Outward.NOTHING, Approved.YES, Area.NONE),
    "rota": (Whose.EMPLOYEES, Affected.COLLEAGUES, Outward.NOTHING, Approved.UNKNOWN, Area.WORK),
    "customs": INSIDE,
    "addresses": (Whose.CUSTOMERS, Affected.USERS, Outward.NOTHING, Approved.UNKNOWN, Area.NONE),
    "samples": (Whose.CUSTOMERS, Affected.CUSTOMERS, Outward.UNKNOWN, Approved.YES, Area.NONE),
}
"""By initiative: whose data it reads, who feels it, what customers meet of it, whether its tool is approved, what it decides about."""
SET: Mapping[str, tuple[AiClass, str, str]] = {
    "screening": (
        AiClass.MINIMAL,
        "The questions come from the advert alone. No CV goes in, nobody is ranked, and people decide.",
        "mara",
    ),
}
"""Where another class holds than the answers suggest: which, why, and who set it two days later."""


def care_of(plan: str, by: str, at: datetime, members: Mapping[str, Person]) -> Care:
    """The answers of whoever proposed it, given with the proposal."""
    personal, affected, outward, approved, area = SAID[plan]
    care = Care(personal, affected, outward, approved, area, by, at)
    if plan not in SET:
        return care
    as_, why, who = SET[plan]
    return classed(care, as_, why=why, by=members[who].id, at=at + timedelta(days=2))
