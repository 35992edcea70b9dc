"""One example of every card and every form, from one small company that always looks the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.teams.render import Directory, Pick
from handlers import flows
from handlers.conversation import Card, Turn
from handlers.presses import FormToken
from handlers.requests import Where
from handlers.ui import Message, ShownForm
from handlers.words import Reader
from initiatives.ai_care import AiClass, classed
from initiatives.backing import file_of
from initiatives.blockers import Blocker
from initiatives.calendar import iso_week
from initiatives.capabilities import Building, Capability, Kind
from initiatives.check_ins import Confirmation, check_in_id
from initiatives.confirming import refused, with_confirmation
from initiatives.gate_states import Document, GateState, GateStep, Objection, Signature
from initiatives.gates import DEFAULT_GATES, GateRules
from initiatives.initiative import Decision, Initiative, Likeness, Sensitivity, Stage, declined, extended, stopped
from initiatives.lessons import Lesson
from initiatives.parking import parked
from initiatives.people import Function, TimeOff
from initiatives.promise import begun, put_aside
from initiatives.pulse import Pulse, PulseAnswer, User, begin_of
from initiatives.reinvesting import Reinvestment, Use, reinvestment_id
from initiatives.reopening import reopened
from initiatives.score import Score
from initiatives.silence import Silence, Unheard
from initiatives.similar import Backing, Held, Join, backing_id
from initiatives.sizing import Big, Slice
from initiatives.systems import SystemToken
from initiatives.tools import Tool, ToolUse
from initiatives.waiting import Fate, WaitingNumber
from initiatives.wins import Adoption
from storage.port import Transaction
from storage.records import Delivery, DeliveryState, Draft, Reason, To, Tried
from storage.weeks import Nudge, nudge_id
from tests import gallery_learning
from tests.gallery_people import shared, written_down
from tests.world import ORG, PLACE, Actor, World

PROPOSAL = {
    "pain": "We copy invoices into SAP by hand",
    "reach": "accounting, 6 people",
    "hours": "12",
    "idea": "Read the fields with a model, then check them",
    "kpi": "hours a week on invoices",
    "change": "12 to 4 hours",
    "tool": "SAP",
    "sensitivity": "internal",
}
ABOUT_AI = {
    "ai_personal": "nobodys", "ai_affected": "users", "ai_outward": "nothing", "ai_approved": "yes", "ai_area": "none",
}  # fmt: skip
LESSON: dict[str, Any] = {
    "about": "Read the fields",
    "tried": "Reading fields",
    "happened": "Half were wrong",
    "why": "The scans are poor",
    "reuse": "The list of fields",
}


AWAY = TimeOff(date(2026, 12, 23), date(2027, 1, 2))
TENANT = Directory((Pick("aad-ada", "Ada"), Pick("aad-grace", "Grace")), (Pick("19:wins@thread.tacv2", "wins"),))
"""Whom and what can be picked in the gallery's Teams tenant."""


GRACES = (
    "review.to_review", "review.decided", "admin", "connect", "unreached", "digest", "silence.question", "silence.done",
    "blocked.asked", "confirm.asked", "delegate.told", "pulse.asked", "away.standing_in", "upcoming", "ledger",
    "systems", "promise.shown", "promise.reminder", "promise.to_answer", "park.done", "gate.", "gates.", "tools",
    "byline.taken_back", "co_owners.told", "co_owners.gone", "register", "scores", *gallery_learning.GRACES,
)  # fmt: skip
"""Cards that Grace reads, who administers and sponsors."""
ABOUT_ANOTHER = ("promise.", "park.", "reopen.", "review.declined", "byline.")
"""Cards about a proposal beside the one that is lived through."""
NEXT_WEEK = "2026-W50"


class Gallery:
    """The company, lived through once: a proposal, a trial with a question, check-ins, a story, a draft, a lesson."""

    def __init__(self, typed: str = "") -> None:
        """`typed` takes the place of everything that people typed, as far as it fits."""
        self.world = World()
        self.typed = typed.encode("utf-8", "replace").decode()  # as the desk takes it
        self.names: dict[str, str] = {}
        self.newsy = False

    async def opened(self) -> Gallery:
        world = await self.world.founded()
        self.ada = await world.person("Ada", team="Accounting")
        self.grace = await world.person("Grace", admin=True)
        self.begun = world.clock.at
        await self._proposed()
        await self._run()
        await self._told()
        await self._kept()
        return self

    async def _proposed(self) -> None:
        await self.ada.command("propose")
        await self.ada.fill_step(**{**PROPOSAL, **self._all("pain", "reach", "idea", "kpi", "tool")})
        await self.ada.fill_step(**ABOUT_AI)
        await self.grace.press("Ask a question")
        await self.grace.fill(**{"question": "Which invoices?", **self._all("question")})

    def _all(self, *names: str) -> dict[str, str]:
        return dict.fromkeys(names, f"a {self.typed[:75]}") if self.typed else {}

    async def _run(self) -> None:
        await self.grace.press("Approve as a trial")
        await self.grace.fill(cost="300")
        await self.world.next_monday()
        await self.ada.says("9 but the API was down on Tuesday")
        await self.world.next_monday()
        await self.ada.says("4")

    async def _told(self) -> None:
        await self.ada.press("See and tell the story")
        await self.ada.fill(**{"channel": "wins", **self._all("headline", "text")})
        await self.ada.press("Post the story")

    async def _kept(self) -> None:
        """What the cards are about, by the names their arguments have."""
        world = self.world
        async with world.store.transaction(world.clock.at) as store:
            (initiative,) = await store.portfolio(ORG)
            (story,) = await store.stories_posted(ORG)
            remarks = [key for key in range(1, 400) if await store.remark(ORG, f"id{key}")]
            draft = Draft(
                "draft",
                ORG,
                self.ada.id,
                "propose.propose",
                {},
                dict(PROPOSAL),
                world.clock.at,
                mode="prompts",
                asking="idea",
            )
            await store.keep_draft(replace(draft, workspace=PLACE))
            wins, week = To(workspace=PLACE, channel="wins"), {"from": "", "to": ""}
            doubt = Delivery("digest in doubt", ORG, "digest.week", week, wins, "once", world.clock.at, None)
            await store.queue(replace(doubt, state=DeliveryState.UNCONFIRMED))
            await store.add_lesson(
                Lesson("lesson", ORG, initiative.id, self.ada.id, world.clock.at, **{**LESSON, **self._all(*LESSON)})
            )
            end = world.clock.at + timedelta(weeks=6)
            await store.change_initiative(
                extended(initiative, by=self.grace.id, weeks=2, decide_at=end, at=world.clock.at)
            )
            ada = await store.person(ORG, self.ada.id)
            assert ada is not None
            await store.keep_person(replace(ada, time_off=(AWAY,), stand_in=self.grace.id))
            lost = Delivery(
                "missed", ORG, "check_in.nudge", {}, To(person=self.ada.id, workspace=PLACE), "once", world.clock.at, None,
                state=DeliveryState.FAILED, reason=Reason.MAIL_RECIPIENT.value, said="mail recipient 550", route="mail",
                tried=(Tried(PLACE, Reason.CLOSED.value, "user_not_found"),),
            )  # fmt: skip
            await store.queue(lost)
            system, ours = self.typed[:60] or "SAP", initiative.id
            spent = Reinvestment(
                reinvestment_id(self.ada.id, "2026-12"), ORG, self.ada.id, "2026-12", Decimal(8), (ours,), world.clock.at,
                Use.BACKLOG, self.typed or "We answer within the day",
            )  # fmt: skip
            await store.keep_reinvestment(spent)
            await store.keep_system_token(
                SystemToken("token", ORG, system, ours, "hashed", self.grace.id, world.clock.at)
            )
            await self._vetted(store, initiative.id)
            await self._left_behind(store, initiative.id)
            await gallery_learning.kept(store, initiative, self.grace.id, self.typed, world.clock.at)
            self.fortnight = iso_week(begin_of(world.clock.at.date()))
            await self._used(store, initiative.id, self.fortnight)
            await self._judged(store, initiative)
        begin, until = world.clock.at - timedelta(days=7), world.clock.at + timedelta(hours=1)
        self.names = {
            "initiative": initiative.id, "initiatives": initiative.id, "story": story.id, "draft": "draft", "question": "idea",
            "part": "ai",
            "token": "token", "gate": f"{initiative.id}.validation",
            "tool": "tool", "capability": "capability", **gallery_learning.NAMES,
            "remark": f"id{remarks[0]}", "week": iso_week(world.clock.at.date()), "person": self.ada.id, "to": self.grace.id,
            "text": "we copy invoices by hand for 3 hours a week", "pain": "we copy invoices by hand", "reason": "not_yours",
            "flow": "propose.propose", "code": "ABCD-EFGH-JKMN", "member": "aad-ada",
            "name": self.typed[:80] or "Ada", "n": "1", "lesson": "lesson", "from": begin.isoformat(),
            "until": until.isoformat(), "begins": AWAY.first.isoformat(), "ends": AWAY.last.isoformat(),
            "choices": "2026-12-23:2026-12-24,2026-12-23:2026-12-25", "stand_in": self.grace.id,
        }  # fmt: skip

    async def _vetted(self, store: Transaction, initiative: str) -> None:
        """The directory has the tool that the initiative works with."""
        typed = self.typed[:200]
        kinds = (Sensitivity.PUBLIC, Sensitivity.INTERNAL)
        tool = Tool(
            "tool", ORG, typed[:80] or "SAP", typed or "Invoices, orders and stock", kinds, typed[:80] or "Security board",
            self.begun.date(), (typed[:80] or "S/4HANA",), "https://example.com/sap", typed or "Scans have to be typed in",
        )  # fmt: skip
        await store.keep_tool(tool)
        for use in await store.tools_of(ORG, initiative):
            await store.drop_tool_use(use)
        await store.keep_tool_use(ToolUse(f"{initiative}.tool", ORG, initiative, tool.id))

    async def _left_behind(self, store: Transaction, initiative: str) -> None:
        """The initiative leaves something behind, and another one builds on it."""
        now, typed = self.world.clock.at, self.typed[:80]
        name, where = typed or "List of invoice fields", self.typed[:300] or "https://example.com/fields"
        left = Capability("capability", ORG, Kind.SKILL, name, initiative, now, where, typed or "Read the fields")
        await store.keep_capability(left)
        await store.keep_building(Building("another.capability", ORG, "another", left.id))

    async def _judged(self, store: Transaction, initiative: Initiative) -> None:
        """It is the first slice of something big; Grace has scored it and set its class with reasons of her own."""
        now, why = self.world.clock.at, self._all("why").get("why", "Customers wait for it")
        text = self._all("text").get("text", "Read every letter of the company")
        kpi = replace(initiative.leading, baseline=Decimal(400), target=Decimal(100))
        await store.keep_slice(Slice(initiative.id, ORG, text, (Big.EVERYBODY,), text, text, kpi))
        mine = Score(
            f"{initiative.id}.{self.grace.id}", ORG, initiative.id, self.grace.id, Decimal(3), False, Decimal(1),
            Decimal(10), now, Decimal(8), why, Decimal(6),
        )  # fmt: skip
        await store.keep_score(mine)
        await store.keep_score(
            replace(mine, id=f"{initiative.id}.b", reviewer="b", value=None, why="", days=Decimal(9))
        )
        found = await store.initiative(ORG, initiative.id)
        assert found is not None and found.care is not None
        set_ = classed(found.care, AiClass.LIMITED, why=why, by=self.grace.id, at=now)
        await store.change_initiative(replace(found, care=set_))

    async def open_proposals(self) -> None:
        """Two proposals wait for Grace, and she has scored both."""
        now, title = self.world.clock.at, self._all("title").get("title", "Sort the letters")
        async with self.world.store.transaction(now) as store:
            first = await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            for number, days in (("1", 3), ("2", 20)):
                asked = replace(
                    first, id=f"asked{number}", title=f"{title} {number}", stage=Stage.PROPOSED, decisions=()
                )
                await store.add_initiative(replace(asked, reviewers=(self.grace.id,)))
                mine = Score(
                    f"asked{number}.{self.grace.id}", ORG, f"asked{number}", self.grace.id, Decimal(days), days > 9,
                    Decimal(1), Decimal(0), now,
                )  # fmt: skip
                await store.keep_score(mine)

    async def _used(self, store: Transaction, initiative: str, fortnight: str) -> None:
        """Grace uses it and has answered, as three colleagues have; two weeks ago they liked it better."""
        now, said = self.world.clock.at, self.typed[:300] or "It forgets the notice period"
        before = iso_week(begin_of(now.date()) - timedelta(weeks=2))
        asked = User(
            f"{initiative}.{self.grace.id}", ORG, initiative, self.grace.id, self.ada.id, now, now + timedelta(weeks=2)
        )
        await store.keep_user(replace(asked, first=fortnight, asked=fortnight))
        for when, marks in ((before, (5, 4, 5)), (fortnight, (2, 3, 2))):
            pulse = f"{initiative}.{when}"
            await store.keep_pulse(Pulse(pulse, ORG, initiative, when, None))
            for who, mark in zip((self.grace.id, "b", "c"), marks, strict=True):
                comment = said if (who, when) == (self.grace.id, fortnight) else ""
                await store.keep_pulse_answer(PulseAnswer(f"{pulse}.{who}", ORG, pulse, who, mark, comment))

    def about(self, card: str) -> Mapping[str, str]:
        """The arguments of a card's example: its own where it needs others than its neighbours."""
        if card == "digest.week":
            return {**self.names, "from": self.begun.isoformat(), "to": self.names["until"]}
        if card.startswith("file."):
            file = file_of(self.typed or "Q4 hours.xlsx", "https://acme.sharepoint.com/Q4%20hours.xlsx")
            return {**self.names, "file": file.name, "file_at": file.link, "before": "https://example.com/hours"}
        if card == "register.all":
            return {"kind": "limited"}
        if card == "digest.not_posted":
            return {"delivery": "digest in doubt"}
        if card == "which_one":
            return {**self.names, "text": "9"}
        if card == "trial.over":
            return {**self.names, "n": "2"}
        if card.startswith("pulse."):
            return {**self.names, "by": self.ada.id, "people": self.grace.id, "fortnight": self.fortnight}
        if card == "unreached.told":
            return {**self.names, "row": "missed"}
        if card == "check_in.really":
            return {**self.names, "text": "420", "numbers": "420"}
        if card == "check_in.for_which":
            return {**self.names, "wish": "help"}
        if card == "waiting.asked":
            return {**self.names, "question": "a slip"}
        if card == "blocked.asked":
            return {**self.names, "blocker": "blocker"}
        if card in ("tools.overview", "lessons.list", "capabilities.list"):
            return {}
        if card == "lessons.month":
            return {"month": f"{self.world.clock.at:%Y-%m}"}
        if card.startswith("reinvest."):
            return {"person": self.ada.id, "month": "2026-12"}
        if card == "check_in.reminder":
            return {**self.names, "week": NEXT_WEEK}
        if card.startswith(ABOUT_ANOTHER):
            about = {"initiative": "asked", "how": "late", "people": self.grace.id}
            return {**self.names, **about, "day": self.names["until"]}
        if card.startswith("gate."):
            return {**self.names, "how": "refused", "by": self.grace.id, "function": "process_owner"}
        if card in ("similar.made_one", "similar.news"):
            return {"initiative": "one now", "what": "merged"}
        if card.startswith("similar."):
            return {**self.names, "held": "held", "person": self.grace.id, "join": "welcome"}
        if card.startswith("silence."):
            decided = {"how": "handed_on", "by": self.grace.id, "owner": self.ada.id, "until": ""}
            return {**self.names, **decided, "why": "silent", "at": self.begun.isoformat()}
        if card.startswith(("delegate.", "co_owners.")):
            return {**self.names, "who": self.grace.id, "by": self.ada.id, "was": "", "person": self.grace.id}
        return self.names

    def reader_of(self, card: str) -> Actor | None:
        """Who reads the example; a channel's cards are read by everybody."""
        if card in ("story.posted", "digest.week", "help.welcome", "lessons.month", *gallery_learning.CHANNELS):
            return None
        return self.grace if card.startswith(GRACES) else self.ada

    async def unanswered(self) -> None:
        """A week of Ada's waits, and Grace was asked what happens with the initiative nobody answers for."""
        world, about = self.world, self.names["initiative"]
        async with world.store.transaction(world.clock.at) as store:
            first = await store.initiative(ORG, about)
            assert first is not None
            silence = Silence(Unheard.SILENT, self.begun, self.ada.id, (self.grace.id,), (), 2)
            await store.change_initiative(replace(first, silence=silence))
            key = nudge_id(self.ada.id, NEXT_WEEK)
            await store.claim_nudge(Nudge(key, ORG, self.ada.id, NEXT_WEEK, "", world.clock.at, (about,)))

    async def asked(self, card: str) -> None:
        """Another proposal of Ada's: longer without an answer than was promised, put aside, or taken up again after a no."""
        world, now = self.world, self.world.clock.at
        since, why = now - timedelta(days=8), self._all("why").get("why", "Not before the new archive is here")
        async with world.store.transaction(now) as store:
            organisation, first = await store.organisation(ORG), await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            waits = replace(
                first, id="asked", stage=Stage.PROPOSED, decisions=(), created_at=since, owner="", sponsor="", trial=None,
                recent=(), win=None, reviewers=(self.grace.id,),
            )  # fmt: skip
            promise = begun(waits, organisation, since)
            if card.startswith("park."):
                until = now.date() + timedelta(weeks=4)
                waits = parked(waits, by=self.grace.id, why=why, until=until, today=now.date(), at=now)
                promise = put_aside(promise, organisation, until, now)
            if card.startswith("re"):
                waits = declined(waits, by=self.grace.id, why=why, at=since)
            if card in ("reopen.done", "reopen.told"):
                because = f"Now {self.typed[:900]}" if self.typed else "The archive is here"
                waits = reopened(waits, by=self.ada.id, why=because, at=now)
            if card in ("reopen.done", "reopen.told", "promise.back"):
                promise = begun(waits, organisation, now)
            await store.change_initiative(waits)
            await store.keep_promise(promise)

    async def blocked(self) -> None:
        """Something is in the way of Ada's initiative, and Grace was told of it."""
        world, now = self.world, self.world.clock.at
        async with world.store.transaction(now) as store:
            first = await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            why = self._all("why").get("why", "We have no access to the archive")
            in_the_way = Blocker("blocker", why, self.ada.id, now, self.names["week"], told=(self.grace.id,))
            await store.change_initiative(first.with_blocker(in_the_way))

    async def at_the_gate(self) -> None:
        """Ada's initiative is written down; Grace has signed for one function in words, and not yet for another."""
        world, now = self.world, self.world.clock.at
        text = self.typed[:1400] or "Six people type 400 invoices a week"
        why, key = self.typed[:600] or "The audit has not seen it", self.names["gate"]
        gate = replace(DEFAULT_GATES[0], readings=2, days=7)
        async with world.store.transaction(now) as store:
            await store.keep_gate_rules(GateRules(ORG, ORG).with_gate(gate))
            state = GateState(
                key, ORG, self.names["initiative"], Stage.VALIDATION, GateStep.GATHERING, now, self.grace.id,
                documents=tuple(Document(kind, text, self.ada.id, now) for kind in gate.documents),
                signatures=(Signature(Function.HR, self.grace.id, now, why),),
                objections=(Objection(Function.PROCESS_OWNER, self.grace.id, why, now),),
                asked=(self.grace.id,), watching=(self.ada.id,),
            )  # fmt: skip
            await store.keep_gate_state(state)

    async def similar(self) -> None:
        """Ada has typed something that is close to three others, and Grace would like to join hers."""
        world, now = self.world, self.world.clock.at
        async with world.store.transaction(now) as store:
            first = await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            near = replace(
                first,
                id="near",
                stage=Stage.PROPOSED,
                decisions=(),
                proposer=self.grace.id,
                owner="",
                trial=None,
                win=None,
            )
            reason = self._all("why").get("why", "The archive is read-only")
            no = Decision(self.grace.id, Stage.DECLINED, reason, now)
            over = replace(near, id="over", stage=Stage.DECLINED, decisions=(no,))
            for one in (near, over, replace(over, id="one now", likeness=Likeness((), "near"))):
                await store.add_initiative(one)
            mine = replace(near, id="mine", proposer=self.ada.id)
            await store.hold_proposal(Held("held", ORG, self.ada.id, mine, ("near", first.id, "over"), now))
            key = backing_id(first.id, self.grace.id)
            await store.keep_backing(Backing(key, ORG, first.id, self.grace.id, now, Join.ASKED))

    async def confirming(self, *, over: bool) -> None:
        """Grace is asked to confirm the number of the last week; when it is over, she has said that it is another one."""
        world, now = self.world, self.world.clock.at
        async with world.store.transaction(now) as store:
            done = await store.check_in(ORG, check_in_id(self.names["initiative"], self.names["week"]))
            assert done is not None
            ((kpi, value),) = done.values
            link = self.typed[:300] or "https://example.com/hours"
            asked = Confirmation(self.names["question"], kpi, value, self.grace.id, self.ada.id, now, link)
            no = self.typed[:600] or "The time sheet of Friday is missing"
            said = refused(asked, self.grace.id, now, no, Decimal(5)) if over else asked
            await store.keep_check_in(with_confirmation(done, said))

    async def backed(self) -> None:
        """A file stands behind the number of the last week."""
        world, about = self.world, self.about("file.kept")
        async with world.store.transaction(world.clock.at) as store:
            done = await store.check_in(ORG, check_in_id(about["initiative"], about["week"]))
            assert done is not None
            await store.keep_check_in(replace(done, link=about["file_at"], file=about["file"]))

    async def waiting(self) -> None:
        """Two numbers of a system wait for Ada; of a third she has said that it is not the number."""
        world, today = self.world, self.world.clock.at
        async with world.store.transaction(today) as store:
            first = await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            system, kpi = self.typed[:60] or "SAP", first.leading
            for back, value in enumerate((420, 415, 4200)):
                fate = Fate.REFUSED if value == 4200 else Fate.OPEN
                number = WaitingNumber(
                    f"slip {back}", ORG, first.id, kpi.id, Decimal(value), today.date() - timedelta(weeks=back), system, today,
                    kpi.baseline, question="a slip", fate=fate,
                )  # fmt: skip
                await store.keep_waiting_number(number)

    async def with_news(self) -> Gallery:
        """The same company with all that a digest tells: one more that stopped, one that waits, and a win taken over."""
        world, now = self.world, self.world.clock.at
        self.newsy = True
        async with world.store.transaction(now) as store:
            first = await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            title, since = self._all("title").get("title", "Write the weekly report"), now - timedelta(days=5)
            asked = replace(first, id="waiting", stage=Stage.PROPOSED, decisions=(), created_at=since)
            going = replace(first, id="ended", title=title)
            await store.add_initiative(stopped(going, by=self.ada.id, why="The scans are poor", at=now))
            await store.add_lesson(Lesson("taught", ORG, "ended", self.ada.id, now, **{**LESSON, **self._all(*LESSON)}))
            await store.add_initiative(asked)
            await store.add_adoption(
                Adoption("taken", ORG, self.names["story"], first.id, asked.id, "HR", asked.id, now)
            )
        return self

    async def message(self, card: str) -> tuple[Message, Reader]:
        """The example of a card, sealed, and its reader."""
        if card == "digest.week" and not self.newsy:
            return await (await (await Gallery(self.typed).opened()).with_news()).message(card)
        if card.startswith("silence.") or card == "check_in.reminder":
            await self.unanswered()
        if card.startswith("blocked."):
            await self.blocked()
        if card.startswith(ABOUT_ANOTHER):
            await self.asked(card)
        if card.startswith("byline."):
            await written_down(
                self.world, self.about(card)["initiative"], self.grace.id, taken_back=card == "byline.taken_back"
            )
        if card.startswith("co_owners."):
            await shared(self.world, self.about(card)["initiative"], self.grace.id)
        if card == "file.kept":
            await self.backed()
        if card.startswith("waiting."):
            await self.waiting()
        if card.startswith("gate."):
            await self.at_the_gate()
        if card.startswith("similar."):
            await self.similar()
        if card == "scores.open":
            await self.open_proposals()
        if card.startswith("confirm."):
            await self.confirming(over=card == "confirm.refused")
        world, builder = self.world, self.world.engine.builder
        actor = self.reader_of(card)
        async with world.store.transaction(world.clock.at) as store:
            organisation = await store.organisation(ORG)
            person = await store.person(ORG, actor.id) if actor else None
            shown = Card(card, dict(self.about(card)))
            message = await builder.draw(store, organisation, person, shown, world.clock.at, "delivery")
        assert message is not None, f"{card} is not for {actor.visitor.name if actor else 'the channel'}"
        return builder.seal.message(message, "delivery", 1), builder.reader(organisation, person)

    async def form(self, name: str) -> tuple[ShownForm, Reader]:
        """The first step of a flow's form, as it opens."""
        if name == "similar.merge":
            await self.similar()
        world, builder = self.world, self.world.engine.builder
        flow = world.engine.registry.flows[name]
        async with world.store.transaction(world.clock.at) as store:
            organisation = await store.organisation(ORG)
            hers = (
                "review", "admin", "silence", "systems", "confirm.refuse", "park", "promise", "gates", "tools", "similar",
                "register", "scores",
            )  # fmt: skip
            is_hers = name.startswith((*hers, *gallery_learning.GRACES)) and name != "review.answer"
            actor = self.grace if is_hers else self.ada
            person = await store.person(ORG, actor.id)
            assert person is not None
            reader = builder.reader(organisation, person)
            where = Where(PLACE, "D", "direct")
            turn = Turn(organisation, person, where, world.clock.at, store, world.new_id, reader, builder.flows())
            subject = await flow.subject.load(turn, self.names.get(flow.subject.name, ""))
            form = await flows.form_of(flow, turn, subject, self.names)
            token = FormToken(name, {}, "draft", flows.step_from(form, 0, flows.defaults(form)) or 0)
            return await flows.step_form(turn, form, token, builder.seal.form(token), flows.defaults(form), {}), reader
