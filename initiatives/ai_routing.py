"""Which functions of the company have to look at a proposal because of what its AI touches."""

from __future__ import annotations

from initiatives.ai_care import AiClass, Approved, Area, Care, Outward, Whose
from initiatives.initiative import Initiative, Sensitivity
from initiatives.people import Function

EMPLOYEES = (Whose.EMPLOYEES, Whose.BOTH)
CUSTOMERS = (Whose.CUSTOMERS, Whose.BOTH)
GUARDED = (Sensitivity.CONFIDENTIAL, Sensitivity.PERSONAL)
WEIGHTY = (AiClass.HIGH, AiClass.PROHIBITED)


def must_look(initiative: Initiative) -> tuple[Function, ...]:
    """Each once, in the order of the functions; none before the questions were answered."""
    care = initiative.care
    if care is None:
        return ()
    found = {
        Function.IT: _concerns_it(initiative, care),
        Function.HR: care.personal in EMPLOYEES or care.area in (Area.WORK, Area.EMOTIONS),
        Function.MARKETING: care.outward in (Outward.SEEN, Outward.TALKED),
        Function.MANAGEMENT: care.ai_class in WEIGHTY,
    }
    return tuple(function for function in Function if found.get(function, False))


def _concerns_it(initiative: Initiative, care: Care) -> bool:
    """Confidential content, customers' data, or a tool that nobody has approved."""
    return initiative.sensitivity in GUARDED or care.personal in CUSTOMERS or care.approved is Approved.NO
