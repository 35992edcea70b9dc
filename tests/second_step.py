"""The steps of a form that may be left as they stand."""

from __future__ import annotations

from handlers.ai_questions import NAMES as AI
from handlers.bylines import NAMES as BYLINE
from handlers.help_wanted import NAME as HELP

CAMPAIGN = ("campaign", "reviewers", "channel")
LATER = frozenset((*AI, *BYLINE, *CAMPAIGN, HELP))
"""The questions of those steps: of a proposal, and of a campaign."""
