"""The ledger in words: what became of a week, and how many answered."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.explaining import explained
from handlers.ledger import Entry, Outcome, Rate
from handlers.words import Listed, Moment, Text, Words, say, say_n

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.ANSWERED: say("answered"),
    Outcome.OPEN: say("asked, no answer yet"),
    Outcome.MISSED: say("asked, not answered"),
    Outcome.ON_ITS_WAY: say("on its way"),
    Outcome.NOT_REACHED: say("not reached"),
    Outcome.UNCONFIRMED: say("sent, though the platform never confirmed it"),
    Outcome.NOT_ASKED: say("not asked"),
}


def became(entry: Entry) -> Words:
    """What became of a person's week: when, or why not."""
    outcome = OUTCOMES[entry.outcome]
    match entry:
        case Entry(outcome=Outcome.ANSWERED, answered_at=at, sent_at=sent) if at is not None and sent is not None:
            return say("asked {sent}, answered {when}", sent=Moment(sent), when=Moment(at))
        case Entry(outcome=Outcome.OPEN | Outcome.MISSED, sent_at=sent) if sent is not None:
            return say("{outcome} ({sent})", outcome=outcome, sent=Moment(sent))
        case Entry(reason=reason) if reason and entry.outcome is not Outcome.ANSWERED:
            return say("{outcome}: {why}", outcome=outcome, why=explained(reason, entry.said))
        case _:
            return say("{outcome}", outcome=outcome)


def told(rate: Rate) -> Words:
    """A week of the organisation, in one line."""
    asked = say_n("{n} asked", "{n} asked", rate.asked)
    parts: list[Text] = [asked if rate.share is None else _share(rate, asked)]
    parts += [say("{n} {outcome}", n=rate.of(one), outcome=COUNTED[one]) for one in COUNTED if rate.of(one)]
    for code, n in sorted(rate.reasons.items(), key=lambda each: (-each[1], each[0])):
        parts.append(say("{n} not asked ({why})", n=n, why=explained(code)))
    return say("{parts}", parts=Listed(tuple(parts)))


COUNTED: Mapping[Outcome, Words] = {
    Outcome.OPEN: say("without an answer yet"),
    Outcome.MISSED: say("without an answer"),
    Outcome.ON_ITS_WAY: OUTCOMES[Outcome.ON_ITS_WAY],
    Outcome.UNCONFIRMED: say("not confirmed by the platform"),
    Outcome.NOT_REACHED: OUTCOMES[Outcome.NOT_REACHED],
}
"""What is counted beside the answers; those not asked are counted by their reason."""


def _share(rate: Rate, asked: Words) -> Words:
    n = rate.of(Outcome.ANSWERED)
    answered = say_n("{n} answered", "{n} answered", n)
    return say("{asked}, {answered} ({share} %)", asked=asked, answered=answered, share=rate.share or 0)
