"""The engine: one request in, one transaction, one answer out. Who may do what is decided here, for every conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, assert_never

from handlers import deliveries, flows, joining, prompts, refusals
from handlers.acquaintance import known
from handlers.answers import shown
from handlers.conversation import Action, Ask, Card, Flow, Post, Reply, Tell, Turn
from handlers.deliveries import Builder
from handlers.presses import FormToken, Press
from handlers.requests import (
    Answer,
    Closed,
    Commanded,
    FromMessage,
    HomeOpened,
    NotOpened,
    Pressed,
    Request,
    Said,
    ShowForm,
    ShowHome,
    ShowMessage,
    ShowNothing,
    Submitted,
    What,
)
from handlers.typed import Sorter
from handlers.ui import Args, Message
from handlers.words import Reader
from initiatives.rules import RuleBroken
from storage.port import Store, Transaction
from storage.records import Outcome, To
from storage.repeating import repeated

HOME = Card("home")
REFUSED = "refused"
FORM_AGAIN = "form_again"
GO_ON_DIRECT = "go_on_direct"
INLINE, AT_HOME = AT_ONCE = ("inline:", "home:")
"""What was shown at once is no delivery, and cannot be out of date by a change of one."""
DOUBLE_CLICK = timedelta(seconds=5)
"""A second press within this is the same one; a later one wants the answer again, and gets it without doing anything twice."""


@dataclass(frozen=True)
class Shown:
    """A form to show, at this step, with what is typed and what is wrong."""

    token: FormToken
    answers: dict[str, str]
    errors: dict[str, Any]


Outcomes = Reply | Shown


@dataclass(frozen=True)
class Desk:
    """Where every place hands its requests in."""

    store: Store
    builder: Builder
    new_id: Callable[[], str]

    async def handle(self, request: Request) -> Answer:
        """Runs the turn and commits it; what it returns may be shown only after this has returned."""
        what = whole(request.what)
        request = request if what is request.what else replace(request, what=what)
        press = self.builder.seal.press(what.token) if isinstance(what, Pressed) else None
        return await repeated(
            partial(self.store.transaction, request.now), lambda store: self._handle(store, request, press)
        )

    async def _handle(self, store: Transaction, request: Request, press: Press | None) -> Answer:
        ours = await joining.home(store, request.organisation, request.where.workspace)
        if not ours:
            return await joining.answer(store, self.builder.readers, request)
        request = request if ours == request.organisation else replace(request, organisation=ours)
        if (joined := await joining.moved(store, self.builder.readers, request)) is not None:
            return joined
        turn = await self._turn(store, request, press.delivery if press else "")
        if await _is_guest(turn, request):
            # Nothing queued goes to a guest: what refuses them is shown at once.
            at_once = request.can_answer or isinstance(request.what, Said | Pressed | FromMessage)
            return await self._answer(turn, replace(request, can_answer=at_once), _refused(refusals.GUEST), key="")
        return await self._run(turn, request, press)

    async def _turn(self, store: Transaction, request: Request, delivery: str) -> Turn:
        organisation = await store.organisation(request.organisation)
        workspace = request.where.workspace
        for visitor in request.others:
            await known(store, organisation, workspace, visitor, request.now, self.new_id)
        person = await known(store, organisation, workspace, request.who, request.now, self.new_id)
        reader = self.builder.reader(organisation, person)
        others = tuple(visitor.external for visitor in request.others)
        return Turn(
            organisation, person, request.where, request.now, store, self.new_id, reader, self.builder.registry.flows,
            delivery=delivery, others=others, channels=request.channels, derived=self.builder.seal.derived,
        )  # fmt: skip

    async def _run(self, turn: Turn, request: Request, press: Press | None) -> Answer:
        what = request.what
        match what:
            case HomeOpened():
                return await self._home(turn)
            case Closed():
                return ShowNothing()
            case Pressed():
                return await self._pressed(turn, request, press)
            case Submitted(token, answers):
                return await self._submitted(turn, request, token, dict(answers))
            case NotOpened(token, answers):
                return await self._not_opened(turn, request, token, answers)
            case Said() | Commanded() | FromMessage():
                return await self._once(turn, request, what)
            case _:
                assert_never(what)

    # what was typed or called

    async def _once(self, turn: Turn, request: Request, what: Said | Commanded | FromMessage) -> Answer:
        key = f"in:{request.key}"
        before = await turn.store.outcome(turn.org, key)
        if before is not None:
            return await self._again(turn, request, before)
        reply = await self._reply_to(turn, what)
        return await self._answer(turn, request, reply, key)

    async def _reply_to(self, turn: Turn, what: Said | Commanded | FromMessage) -> Reply:
        registry = self.builder.registry
        match what:
            case Said(text, files):
                sorter = Sorter(registry, self._call)
                return await sorter.reply(turn, text, files)
            case Commanded(name, text):
                target = registry.starts.get(name.casefold() or "help")
                if target is None or (text and target not in registry.takes_text):
                    return await Sorter(registry, self._call).reply(turn, f"{name} {text}".strip())
                return await self._call(turn, target, {"text": text} if text else {})
            case FromMessage(entry, text, link):
                about = {"text": text[:2000], "link": link, "whole": "yes"}
                return await self._call(turn, registry.starts[entry], about)

    async def _call(self, turn: Turn, target: str, about: Args) -> Reply:
        """Runs an action or begins a flow by name, after reloading what it is about and checking who may."""
        registry = self.builder.registry
        action, flow = registry.actions.get(target), registry.flows.get(target)
        declared = action or flow
        if declared is None:
            return _refused(refusals.UNREADABLE)
        subject = await self._subject(turn, declared, about)
        if isinstance(subject, Tell):
            return subject
        turn.store.because(by=turn.person.id, action=target)
        if action is None:
            return Ask(target, about)
        try:
            return await action.run(turn, subject, about)
        except RuleBroken as broken:
            return Tell(Card(REFUSED, refusals.reason_of(broken)))

    async def _subject(self, turn: Turn, declared: Action[Any] | Flow[Any], about: Args) -> Any:
        """The thing reloaded, or the refusal."""
        kind = declared.subject
        subject = await kind.load(turn, about.get(kind.name, ""))
        if subject is None:
            return _refused(refusals.GONE)
        if not await kind.holds(turn, subject, declared.may):
            return _refused(refusals.NOT_YOURS)
        return subject

    # buttons

    async def _pressed(self, turn: Turn, request: Request, press: Press | None) -> Answer:
        if press is None:
            return await self._answer(turn, request, _refused(refusals.UNREADABLE), key="")
        key = f"press:{press.nonce}:{turn.person.id}"
        before = await turn.store.outcome(turn.org, key)
        if before is not None:
            at = await turn.store.handled_at(turn.org, key)
            if before.card and at is not None and turn.now - at > DOUBLE_CLICK:
                return await self._told(turn, request, Tell(Card(before.card, before.about)))
            return await self._again(turn, request, before)
        if await self._is_old(turn, press):
            return await self._redrawn(turn, request, press)
        reply = await self._call(turn, press.action, press.about)
        return await self._answer(turn, request, reply, key)

    async def _is_old(self, turn: Turn, press: Press) -> bool:
        if not press.delivery or press.delivery.startswith(AT_ONCE):
            return False
        row = await turn.store.delivery(turn.org, press.delivery)
        return row is None or row.revision != press.revision

    async def _redrawn(self, turn: Turn, request: Request, press: Press) -> Answer:
        row = await turn.store.delivery(turn.org, press.delivery)
        if row is None:
            return await self._answer(turn, request, _refused(refusals.UNREADABLE), key="")
        await turn.store.change_delivery(replace(row, shown=0, due_at=turn.now))
        return await self._answer(turn, request, Tell(Card("moved_on")), key="")

    # forms

    async def _submitted(self, turn: Turn, request: Request, token: str, typed: dict[str, str]) -> Answer:
        form = self.builder.seal.read_form(token)
        if form is None:
            return await self._answer(turn, request, _refused(refusals.UNREADABLE), key="")
        key = f"form:{form.draft}:{form.step}:{turn.person.id}"
        before = await turn.store.outcome(turn.org, prompts.done_key(form.draft))
        before = before or await turn.store.outcome(turn.org, key)
        if before is not None:
            return await self._again(turn, request, before)
        outcome = await self._step(turn, form, typed)
        if isinstance(outcome, Shown):
            return await self._show_form(turn, outcome)
        return await self._answer(turn, request, outcome, key)

    async def _step(self, turn: Turn, token: FormToken, typed: dict[str, str]) -> Outcomes:
        flow = self.builder.registry.flows.get(token.flow)
        if flow is None:
            return _refused(refusals.UNREADABLE)
        subject = await self._subject(turn, flow, token.about)
        if isinstance(subject, Tell):
            return subject
        turn.store.because(by=turn.person.id, action=token.flow)
        earlier = await turn.store.draft(turn.org, token.draft)
        mine = earlier if earlier is not None and earlier.person == turn.person.id else None
        answers = {**(mine.answers if mine else {}), **typed}
        form = await flows.form_of(flow, turn, subject, token.about)
        asked = tuple(shown(flows.steps(form.questions)[token.step], answers))
        _, errors = await flows.read_answers(turn, asked, answers)
        if errors:
            return Shown(token, answers, errors)
        following = flows.step_from(form, token.step + 1, answers)
        if following is not None:
            await flows.keep(turn, token, answers)
            return Shown(replace(token, step=following), {**flows.defaults(form), **answers}, {})
        return await self._finished(turn, flow, subject, token, answers)

    async def _finished(
        self, turn: Turn, flow: Flow[Any], subject: object, token: FormToken, answers: dict[str, str]
    ) -> Outcomes:
        """What is wrong with an earlier step leads back to it, and nothing that came after it is typed twice."""
        outcome = await flows.finish(flow, turn, subject, answers, token.about)
        if not isinstance(outcome, flows.Wrong):
            return await prompts.finished(turn, token.draft, outcome)
        back = flows.step_with(await flows.form_of(flow, turn, subject, token.about), outcome.errors, token.step)
        if back != token.step:
            await flows.keep(turn, token, answers)
        return Shown(replace(token, step=back, about={**token.about, **outcome.sure}), answers, dict(outcome.errors))

    async def _show_form(self, turn: Turn, step: Shown) -> ShowForm:
        flow = self.builder.registry.flows[step.token.flow]
        subject = await flow.subject.load(turn, step.token.about.get(flow.subject.name, ""))
        form = await flows.form_of(flow, turn, subject, step.token.about)
        sealed = self.builder.seal.form(step.token)
        drawn = await flows.step_form(turn, form, step.token, sealed, step.answers, step.errors)
        return ShowForm(drawn, turn.reader)

    async def _not_opened(self, turn: Turn, request: Request, token: str, answers: Mapping[str, str]) -> Answer:
        """What the form was filled with is kept as a draft, which its button opens again or which is asked one by one."""
        form = self.builder.seal.read_form(token)
        if form is not None and form.flow in turn.flows:
            await flows.keep(turn, form, answers)
        reply = Tell(Card(FORM_AGAIN, {"draft": form.draft})) if form else _refused(refusals.UNREADABLE)
        return await self._answer(turn, replace(request, can_answer=False), reply, key="")

    # from a reply to what is shown and queued

    async def _answer(self, turn: Turn, request: Request, reply: Reply, key: str) -> Answer:
        if isinstance(reply, Ask):
            return await self._asked(turn, request, reply, key)
        told = reply.card if isinstance(reply, Tell) else Card("")
        if key:
            await turn.store.remember(turn.org, key, Outcome(told.name, dict(told.about)), turn.now)
        answer = (
            await self._told(turn, request, reply) if isinstance(reply, Tell) else await self._nothing(turn, request)
        )
        await deliveries.queue(turn.store, turn.org, reply.also, turn.now, turn.new_id)
        return answer

    async def _nothing(self, turn: Turn, request: Request) -> Answer:
        return await self._home(turn) if request.where.kind == "home" else ShowNothing()

    async def _asked(self, turn: Turn, request: Request, ask: Ask, key: str) -> Answer:
        flow = self.builder.registry.flows[ask.flow]
        subject = await self._subject(turn, flow, ask.about)
        if isinstance(subject, Tell):
            return await self._answer(turn, request, subject, key)
        if not request.can_open_form or (turn.person.one_by_one and not ask.as_form):
            return await self._answer(turn, request, await prompts.begin(turn, ask), key)
        form = await flows.form_of(flow, turn, subject, ask.about)
        answers = {**flows.defaults(form), **ask.answers}
        token = FormToken(ask.flow, ask.about, ask.draft or turn.new_id(), flows.step_from(form, 0, answers) or 0)
        await deliveries.queue(turn.store, turn.org, ask.also, turn.now, turn.new_id)
        return await self._show_form(turn, Shown(token, answers, {}))

    async def _told(self, turn: Turn, request: Request, reply: Tell) -> Answer:
        if reply.delivery:
            return await self._told_direct(turn, request, reply)
        if request.can_answer and not reply.everyone:
            return await self._inline(turn, reply.card)
        to = To(workspace=turn.where.workspace, channel=turn.where.channel, thread=turn.where.thread)
        if turn.where.kind != "channel":
            to = To(person=turn.person.id, workspace=turn.where.workspace, thread=turn.where.thread)
        elif not reply.everyone:
            to = replace(to, only_for=turn.person.id)
        post = Post(to, reply.card, once=False)
        await turn.store.queue(deliveries.row_of(turn.org, post, turn.new_id(), turn.now))
        return await self._nothing(turn, request)

    async def _told_direct(self, turn: Turn, request: Request, reply: Tell) -> Answer:
        post = Post(To(person=turn.person.id, workspace=turn.where.workspace), reply.card, once=False)
        await turn.store.queue(deliveries.row_of(turn.org, post, reply.delivery, turn.now))
        if turn.where.kind == "channel":
            return await self._told(turn, request, Tell(Card(GO_ON_DIRECT)))
        return ShowNothing()

    async def _inline(self, turn: Turn, card: Card) -> Answer:
        drawn = await self._drawn(turn, card, f"{INLINE}{turn.new_id()}")
        return ShowMessage(*drawn) if drawn else ShowNothing()

    async def _again(self, turn: Turn, request: Request, before: Outcome) -> Answer:
        """The same answer as the first time: inline where there is room, otherwise it is already on its way."""
        if request.can_answer and before.card:
            return await self._inline(turn, Card(before.card, before.about))
        return await self._nothing(turn, request)

    async def _home(self, turn: Turn) -> Answer:
        drawn = await self._drawn(turn, HOME, f"{AT_HOME}{turn.new_id()}")
        return ShowHome(*drawn) if drawn else ShowNothing()

    async def _drawn(self, turn: Turn, card: Card, shown_as: str) -> tuple[Message, Reader] | None:
        """The card as things are after this turn, which may just have changed the reader's language or the organisation."""
        organisation = await turn.store.organisation(turn.org)
        person = await turn.store.person(turn.org, turn.person.id)
        message = await self.builder.draw(turn.store, organisation, person, card, turn.now, "")
        if message is None:
            return None
        return self.builder.seal.message(message, shown_as, 0), self.builder.reader(organisation, person)


async def _is_guest(turn: Turn, request: Request) -> bool:
    """By the profile; while that cannot be read, whoever was a guest stays one."""
    if request.who.known or request.who.guest:
        return request.who.guest
    account = await turn.store.account(turn.org, turn.where.workspace, request.who.external)
    return account is not None and account.guest


def whole(what: What) -> What:
    """The same with every text a store can keep: half characters, which no keyboard makes, become question marks."""
    match what:
        case Said(text, files):
            return Said(_whole(text), files)
        case Commanded(name, text):
            return Commanded(_whole(name), _whole(text))
        case FromMessage(entry, text, link):
            return FromMessage(entry, _whole(text), _whole(link))
        case Submitted(token, answers):
            return Submitted(token, {_whole(name): _whole(text) for name, text in answers.items()})
        case _:
            return what


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _refused(reason: str) -> Tell:
    return Tell(Card(REFUSED, {"reason": reason}))
