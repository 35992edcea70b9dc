"""What is said and logged when a turn fails: a sentence with a reference for the person, the same reference in the log."""

from __future__ import annotations

import logging
import traceback

from handlers.words import Words, say


def went_wrong(reference: str) -> Words:
    return say(
        "That did not work. Try again in a moment; if it happens again, give your admin this reference: {reference}",
        reference=reference,
    )


def logged(log: logging.Logger, what: str, error: Exception, reference: str) -> None:
    """The way the error took, but not its message: that may quote what people wrote."""
    way = "".join(traceback.format_tb(error.__traceback__))
    log.error("a %s failed, reference %s: %s\n%s", what, reference, type(error).__name__, way)
