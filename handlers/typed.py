"""What a typed sentence meets: gathers what is open, asks the router, and runs what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import assert_never

from handlers import prompts, routing
from handlers.answering import asked_about
from handlers.commenting import heard_in
from handlers.conversation import Ask, Card, Post, Reply, Tell, Turn
from handlers.files import action_of, carried_file, chosen, number_of, offered_beside, others_beside
from handlers.nudges import unanswered
from handlers.presses import carried
from handlers.registry import Registry
from handlers.routing import (
    Nowhere,
    OpenPrompt,
    Route,
    Situation,
    ToAbsence,
    ToCheckIn,
    ToComment,
    ToFile,
    ToPrompt,
    ToProposal,
    ToStart,
    ToThread,
    Unsure,
)
from handlers.taking import lettered
from handlers.ui import Args
from initiatives.answer_words import ACTS, wish_of
from initiatives.backing import File, link_alone
from initiatives.calendar import local_day
from initiatives.snoozing import Snooze
from initiatives.time_off_abroad import in_english
from storage.records import Delivery, Draft, To, chat_of

Call = Callable[[Turn, str, Args], Awaitable[Reply]]
TAKING = ("number", "same", "several")
"""The answers to a check-in that a file can back."""
TEXT_KEPT, PAIN_KEPT = 2000, 1000
"""How much of a sentence, and of what hurts in it, is kept while it is offered as an initiative."""


@dataclass(frozen=True)
class Sorter:
    """Runs a typed sentence; `call` is the desk's way of running an action by name, with its checks."""

    registry: Registry
    call: Call

    async def reply(self, turn: Turn, text: str, files: tuple[File, ...] = ()) -> Reply:
        """The reply of whichever conversation the sentence belongs to; a file that it does not take is asked about beside it."""
        thread, sent = await self._thread(turn), chosen(files)
        backing = sent is not None and bool(sent.link or not text.strip())
        situation = replace(await self._situation(turn, text, thread), sent=backing)
        turn = replace(turn, delivery=thread.id if thread else "")
        route = routing.route(text, situation)
        if isinstance(route, ToFile):
            about = (
                carried_file(sent or link_alone(text)) | ({"text": carried(text)} if sent else {}) | number_of(thread)
            )
            return others_beside(turn, await self.call(turn, action_of(about), about), files)
        takes = isinstance(route, ToCheckIn) and route.kind in TAKING and backing
        reply = await self._follow(turn, text, thread, situation, route, carried_file(sent) if takes else {})
        return others_beside(turn, reply if takes else offered_beside(turn, reply, sent), files)

    async def _thread(self, turn: Turn) -> Delivery | None:
        where = turn.where
        if not where.thread:
            return None
        return await turn.store.delivery_at(turn.org, where.workspace, where.channel, where.thread)

    async def _situation(self, turn: Turn, text: str, thread: Delivery | None) -> Situation:
        direct = turn.where.kind == "direct"
        drafts = await turn.store.drafts_in(turn.org, chat_of(turn.person.id, turn.where.workspace)) if direct else []
        drafts.sort(key=lambda draft: draft.updated_at)
        talks = [(draft, await prompts.talk_of(turn, draft)) for draft in drafts]
        open_ = tuple(
            OpenPrompt(draft.id, talk.question(draft.asking) is not None) for draft, talk in talks if talk is not None
        )
        return Situation(
            language=turn.person.language,
            starts=self.registry.starts,
            takes_text=frozenset(self.registry.takes_text),
            prompts=open_,
            waiting=await self._waiting(turn) if direct and not _checks_in(drafts) else {},
            asked=await lettered(turn) if direct and not _checks_in(drafts) else (),
            running=await self._running(turn, text) if direct and not _checks_in(drafts) else (),
            today=local_day(turn.now, turn.person.zone),
            thread_reply=self.registry.replies.get(thread.card, "") if thread else "",
            thread_number=bool(number_of(thread)),
            thread_draft=_draft_of(thread, {draft.id for draft in drafts}),
            comment=heard_in(thread),
            commented=thread.about.get("initiative", "") if thread else "",
            direct=direct,
        )

    async def _waiting(self, turn: Turn) -> dict[str, str]:
        """Initiatives of weeks that were asked and are not answered, with the word their number counts in."""
        return {one.id: one.leading.counts_in for one in await unanswered(turn.store, turn.org, turn.person.id)}

    async def _running(self, turn: Turn, text: str) -> tuple[str, ...]:
        """What they answer for, looked up only for words that may be about it."""
        wish = wish_of(text)
        if wish is None or wish[0] not in ACTS:
            return ()
        return tuple([one.id for one in await asked_about(turn.store, turn.organisation, turn.person, turn.now)])

    async def _follow(
        self, turn: Turn, text: str, thread: Delivery | None, situation: Situation, route: Route, file: Args
    ) -> Reply:
        match route:
            case ToThread(action) | ToComment(action):
                about = thread.about if thread else {}
                return await self.call(turn, action, {**about, "said": text[:2000]})
            case ToPrompt(draft, control):
                return await self._prompt(turn, draft, control, text)
            case ToCheckIn(initiatives, kind):
                return await self._check_in(turn, initiatives, kind, text, file)
            case ToAbsence():
                reply = await self.call(turn, "away.heard", {"text": carried(in_english(text))})
                return _beside(turn, reply, situation.prompts[-1].draft) if situation.prompts else reply
            case Unsure(draft, initiatives, kind):
                about = {"draft": draft, "text": carried(text), "initiatives": ",".join(initiatives), "kind": kind}
                return Tell(Card("which_one", about))
            case ToStart(target, rest):
                reply = await self.call(turn, target, {"text": rest} if rest else {})
                return _beside(turn, reply, situation.prompts[-1].draft) if situation.prompts else reply
            case ToFile():
                return await self.call(turn, "file.sent", file)
            case ToProposal(understood):
                return Tell(Card("propose.offer", {"text": text[:TEXT_KEPT], "pain": understood.pain[:PAIN_KEPT]}))
            case Nowhere():
                return Tell(Card("not_understood", {"text": carried(text)}))
            case _:
                assert_never(route)

    async def _check_in(self, turn: Turn, initiatives: tuple[str, ...], kind: str, text: str, file: Args) -> Reply:
        if kind in set(Snooze):
            return await self.call(turn, "check_in.later", {"until": kind})
        if kind == "several":
            return await self.call(turn, "check_in.several", {"text": text[:TEXT_KEPT], **file})
        about = {"text": carried(text), **({"same": "yes"} if kind == "same" else {}), **file}
        if len(initiatives) == 1:
            return await self.call(turn, "check_in.take", {"initiative": initiatives[0], **about})
        return Tell(Card("check_in.which", {"initiatives": ",".join(initiatives), **about}))

    async def _prompt(self, turn: Turn, draft_id: str, control: routing.Control | None, text: str) -> Reply:
        draft = await turn.store.draft(turn.org, draft_id)
        talk = await prompts.talk_of(turn, draft) if draft else None
        if draft is None or talk is None:
            return Tell(Card("refused", {"reason": "gone"}))
        turn.store.because(by=turn.person.id, action=draft.flow)
        if control is not None:
            return await prompts.say_control(turn, talk, control)
        question = talk.question(draft.asking)
        return await prompts.take(turn, talk, prompts.understood(question, text, turn) if question else text)


def _beside(turn: Turn, reply: Reply, draft: str) -> Reply:
    """The reply to a command typed while a question is open, and that the question waits; new questions come before it."""
    about = {"draft": draft, **({"later": "yes"} if isinstance(reply, Ask) else {})}
    still = Post(To(person=turn.person.id, workspace=turn.where.workspace), Card("still_open", about), once=False)
    return replace(reply, also=(*reply.also, still))


def _checks_in(drafts: list[Draft]) -> bool:
    """The check-in itself is being asked one by one: a number belongs to that."""
    return any(draft.flow.startswith("check_in.") for draft in drafts)


def _draft_of(thread: Delivery | None, drafts: set[str]) -> str:
    draft = thread.about.get("draft", "") if thread else ""
    return draft if draft in drafts else ""
