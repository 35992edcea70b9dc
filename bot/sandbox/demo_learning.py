"""What the demo company learns together: a card and workshops of its own, what colleagues comment, and the help that is looked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from initiatives.comments import Comment, Talk, comment_id
from initiatives.help_wanted import HelpAsked, HelpState, HelpWanted, help_id
from initiatives.learning import Learnt, Need, OwnCard, learnt_id
from initiatives.people import Organisation, Person
from initiatives.workshops import Workshop, looked_at, planned, taken
from storage.port import Transaction

CARD = (
    "Which of our documents may leave the house",
    (
        "Price lists, manuals and job adverts are public anyway.",
        "Contracts, pay and anything about a customer stay with the tools that IT has vetted.",
        "When in doubt take a made-up example, or ask Ida: she answers the same day.",
    ),
)
COMING = ("Prompts for texts that customers read", "An hour with your own texts. Bring one that took too long.")
OVER = ("Reading fields out of documents", "How the contract fields were read, with the mistakes we made on the way.")
COME, CAME = ("ana", "omar", "camille"), ("ana", "ben", "kenji", "omar")
SAID: Mapping[str, tuple[tuple[str, str], ...]] = {
    "invoices": (
        ("omar", "Does it cope with invoices that have two cost centres?"),
        ("ana", "It proposes the larger part and marks the rest. We split those by hand, about four a week."),
        ("ida", "Your list of exceptions would help the order trial too."),
    ),
    "knowledge": (("ben", "We can lend you our thirty answers as a start: the form is the same."),),
}
"""By initiative who commented what, the earliest first."""
LOOKED_FOR = ("knowledge", "Somebody who has written answers for customers", "ben")
"""Which proposal looks for what help, and who said that they can."""


async def keep_learning(
    store: Transaction, company: Organisation, members: Mapping[str, Person], monday: date, now: datetime
) -> None:
    await store.keep_own_card(OwnCard("demo-card", company.id, *CARD, need=Need.SENSITIVE))
    await _keep_workshops(store, company, members, monday, now)
    for plan, said in SAID.items():
        await _keep_comments(store, company, members, f"demo-{plan}", said, now)
    plan, text, helper = LOOKED_FOR
    about, at = f"demo-{plan}", now - timedelta(days=2)
    await store.keep_help_wanted(HelpWanted(about, company.id, text, at))
    key, person = help_id(about, members[helper].id), members[helper].id
    await store.keep_help_asked(HelpAsked(key, company.id, about, person, at, HelpState.ACCEPTED))


async def _keep_workshops(
    store: Transaction, company: Organisation, members: Mapping[str, Person], monday: date, now: datetime
) -> None:
    """One that comes on the Wednesday of the week after next, and one that was four weeks before it."""
    host, zone = members["ida"].id, ZoneInfo(company.zone)
    begins = datetime.combine(monday + timedelta(days=16), time(14), zone).astimezone(now.tzinfo)
    coming = Workshop(
        "demo-texts", company.id, *COMING, host, "Room Linden", begins, places=12, need=Need.NO_TOOL
    )  # fmt: skip
    await store.keep_workshop(planned(None, coming, now, 0))
    for number, name in enumerate(COME):
        await store.keep_place(taken(coming, members[name], company, number, now))
    was = begins - timedelta(weeks=4)
    over = Workshop("demo-fields", company.id, *OVER, host, "Room Linden", was, look_at=was)
    await store.keep_workshop(looked_at(over, now))
    for name in CAME:
        person = members[name].id
        await store.keep_learnt(
            Learnt(learnt_id(person, over.id), company.id, person, over.id, was + timedelta(hours=2))
        )


async def _keep_comments(
    store: Transaction,
    company: Organisation,
    members: Mapping[str, Person],
    about: str,
    said: tuple[tuple[str, str], ...],
    now: datetime,
) -> None:
    """A few hours apart, and everybody concerned has been told of them."""
    for number, (name, text) in enumerate(said, start=1):
        at = now - timedelta(hours=5 * (len(said) - number) + 3)
        key = comment_id(about, number)
        await store.keep_comment(Comment(key, company.id, about, number, members[name].id, text, at))
    voices = tuple(dict.fromkeys(members[name].id for name, _ in reversed(said)))
    await store.keep_talk(Talk(about, company.id, len(said), len(said), voices))
