"""What the dry run found, in words: the same in chat and on the command line."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.explaining import NOT_ASKED
from handlers.forecast import Coming, Kind
from handlers.words import Bold, Listed, Moment, Typed, Value, Words, say, say_n


def counted(found: Sequence[Coming]) -> Words:
    """“12 people are asked, 3 are not.”"""
    check_ins = [one for one in found if one.kind is Kind.CHECK_IN]
    asked = len({one.person for one in check_ins if one.not_asked is None})
    others = len({one.person for one in check_ins if one.not_asked is not None})
    return say(
        "{asked}, {others}.",
        asked=say_n("{n} person is asked", "{n} people are asked", asked),
        others=say_n("{n} is not", "{n} are not", others),
    )


def line(one: Coming) -> Words:
    """When, who and what, in one sentence."""
    if one.not_asked is not None:
        return what(one)
    return say("{when}: {what}", when=Moment(one.at), what=what(one))


def what(one: Coming) -> Words:
    """Who would get what, or why not."""
    name = Bold(one.name)
    if one.not_asked is not None:
        return say("{name} is not asked: {why}", name=name, why=NOT_ASKED[one.not_asked])
    match one.kind:
        case Kind.CHECK_IN if one.instead_of:
            others = Listed(tuple(Typed(other) for other in one.instead_of))
            return say("{name} is asked about {titles}, also in place of {others}", **_named(one), others=others)
        case Kind.CHECK_IN:
            return say("{name} is asked about {titles}", **_named(one))
        case Kind.REMINDER:
            return say("{name} is reminded of {titles}", **_named(one))
        case Kind.TRIAL:
            return say("{name} is asked what comes next for {titles}", **_named(one))
        case Kind.DIGEST:
            return say("the weekly digest, if there is news")
        case Kind.MESSAGE:
            return say("a message that waits, for {name}", name=name) if one.name else say("a message that waits")


def _named(one: Coming) -> dict[str, Value]:
    return {"name": Bold(one.name), "titles": Listed(tuple(Typed(title) for title in one.about))}
