"""What somebody can do about an initiative, what comes next first: three buttons in a list, all of them on its own card."""

from __future__ import annotations

from handlers.confirming_shown import ask_about_latest
from handlers.conversation import Look, Role, only
from handlers.help_shown import way_to
from handlers.subjects import INITIATIVE
from handlers.ui import Button, Buttons
from handlers.words import say
from initiatives.calendar import local_day
from initiatives.initiative import Initiative

LEADING = only(Role.OWNER, Role.SPONSOR)
ANSWERING = only(Role.OWNER, Role.CO_OWNER, Role.DEPUTY)
MOST = 3
"""How many buttons a list shows for one initiative, beside the way to the others."""


async def steps(look: Look, initiative: Initiative) -> tuple[Button, ...]:
    """Everything the reader can do about it."""
    if look.person is None or not initiative.asked_weekly:
        return await way_to(look, initiative)
    me, about = look.person.id, {"initiative": initiative.id}
    leads = await INITIATIVE.holds(look, initiative, LEADING)
    first = _waiting_to_be_said(look, initiative) if leads else ()
    answers = await INITIATIVE.holds(look, initiative, ANSWERING)
    number = (Button(say("Check in"), "check_in.answer", about), *ask_about_latest(initiative)) if answers else ()
    users = (Button(say("Who uses it"), "users.name", about),) if me == initiative.owner else ()
    together = (Button(say("Own it together"), "co_owners.choose", about),) if me == initiative.owner else ()
    comment = Button(say("Comment"), "comments.write", about)
    whose = _whose(initiative, me) if leads else ()
    return (*first, *number, *users, *whose, *together, *await way_to(look, initiative), comment)


async def next_steps(look: Look, initiative: Initiative) -> tuple[Buttons, ...]:
    """The first few, and the way to its card where there are more."""
    found = await steps(look, initiative)
    more = (Button(say("More"), "mine.more", {"initiative": initiative.id}),) if len(found) > MOST else ()
    return (Buttons((*found[:MOST], *more)),) if found else ()


def _waiting_to_be_said(look: Look, initiative: Initiative) -> tuple[Button, ...]:
    """A decision that is due, the end of a pause, and what becomes of what nobody answers for."""
    about, me = {"initiative": initiative.id}, look.person.id if look.person is not None else ""
    found: list[Button] = []
    if initiative.trial is not None and initiative.trial.asked:
        found.append(Button(say("Decide what comes next"), "trial.show", about))
    if initiative.is_paused(local_day(look.now, look.reader.zone)):
        found.append(Button(say("Go on with it now"), "silence.resume", about))
    if initiative.is_put_to(me):
        found.append(Button(say("Give it to somebody else"), "silence.hand_on", about, "primary"))
        found.append(Button(say("Pause it"), "silence.pause", about))
    return tuple(found)


def _whose(initiative: Initiative, me: str) -> tuple[Button, ...]:
    """Who owns it, who answers its check-ins, and its end."""
    about, found = {"initiative": initiative.id}, list[Button]()
    if not initiative.is_put_to(me):
        if me != initiative.owner:
            found.append(Button(say("Give it to somebody else"), "silence.hand_on", about))
        found.append(_who_answers(initiative))
    return (*found, Button(say("Stop it"), "stop.stop", about))


def _who_answers(initiative: Initiative) -> Button:
    about = {"initiative": initiative.id}
    if initiative.deputy:
        return Button(say("Let the owner answer again"), "delegate.back", about)
    return Button(say("Let somebody else answer"), "delegate.choose", about)
