"""What an answer to a check-in is taken for without asking back."""

from __future__ import annotations

from datetime import date

from initiatives.answers import Asked, Figure, read_answer

TODAY = date(2026, 11, 25)


def taken(text: str, language: str, unit: str = "") -> Figure | None:
    """The number that is recorded at once; None where it is asked back, or is no number."""
    found = read_answer(text, Asked(unit), language, TODAY)
    return found if isinstance(found, Figure) and not found.doubtful else None
