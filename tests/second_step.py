"""The step of a proposal's form that may be left as it stands."""

from __future__ import annotations

from handlers.ai_questions import NAMES as AI
from handlers.bylines import NAMES as BYLINE

LATER = frozenset((*AI, *BYLINE))
"""The questions of that step."""
