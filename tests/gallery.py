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
from initiatives.backing import file_of
from initiatives.calendar import iso_week
from initiatives.initiative import Stage, extended, stopped
from initiatives.lessons import Lesson
from initiatives.people import TimeOff
from initiatives.pulse import begin_of
from initiatives.reinvesting import Reinvestment, Use, reinvestment_id
from initiatives.systems import SystemToken
from initiatives.wins import Adoption
from storage.records import Delivery, DeliveryState, Draft, Reason, To, Tried
from tests import gallery_learning
from tests.gallery_gates import Gates
from tests.gallery_known import Known
from tests.gallery_lived import NEXT_WEEK
from tests.gallery_people import commented, looking_for_help, shared, written_down
from tests.gallery_proposals import Proposals
from tests.gallery_scores import Scores
from tests.gallery_weeks import Weeks
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
    "review.to_review", "review.decided", "admin", "connect", "unreached", "digest", "lost_posts",
    "silence.question", "silence.done",
    "blocked.asked", "confirm.asked", "delegate.told", "pulse.asked", "away.standing_in", "upcoming", "ledger",
    "systems", "promise.shown", "promise.reminder", "promise.to_answer", "park.done", "gate.", "gates.", "tools",
    "byline.taken_back", "co_owners.told", "co_owners.gone", "help_wanted.asked", "similar.noted", "register", "scores",
    *gallery_learning.GRACES,
)  # fmt: skip
"""Cards that Grace reads, who administers and sponsors."""
ABOUT_ANOTHER = ("promise.", "park.", "reopen.", "review.declined", "byline.")
"""Cards about a proposal beside the one that is lived through."""


class Gallery(Weeks, Proposals, Gates, Known, Scores):
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
            await commented(store, initiative.id, self.ada.id, self.grace.id, story.id, self.typed, world.clock.at)
            await gallery_learning.kept(store, initiative, self.grace.id, self.typed, world.clock.at)
            self.fortnight = iso_week(begin_of(world.clock.at.date()))
            await self._used(store, initiative.id, self.fortnight)
            await self._judged(store, initiative)
        begin, until = world.clock.at - timedelta(days=7), world.clock.at + timedelta(hours=1)
        self.names = {
            "initiative": initiative.id, "initiatives": initiative.id, "story": story.id, "draft": "draft", "question": "idea",
            "part": "ai",
            "token": "token", "gate": f"{initiative.id}.validation",
            "tool": "tool", "capability": "capability", "comment": f"{initiative.id}.2", "new_from": "1", **gallery_learning.NAMES,
            "remark": f"id{remarks[0]}", "week": iso_week(world.clock.at.date()), "person": self.ada.id, "to": self.grace.id,
            "text": "we copy invoices by hand for 3 hours a week", "pain": "we copy invoices by hand", "reason": "not_yours",
            "flow": "propose.propose", "code": "ABCD-EFGH-JKMN", "member": "aad-ada",
            "name": self.typed[:80] or "Ada", "n": "1", "lesson": "lesson", "from": begin.isoformat(),
            "until": until.isoformat(), "begins": AWAY.first.isoformat(), "ends": AWAY.last.isoformat(),
            "choices": "2026-12-23:2026-12-24,2026-12-23:2026-12-25", "stand_in": self.grace.id,
        }  # fmt: skip

    def about(self, card: str) -> Mapping[str, str]:
        """The arguments of a card's example: its own where it needs others than its neighbours."""
        if card == "digest.week":
            return {**self.names, "from": self.begun.isoformat(), "to": self.names["until"]}
        if card.startswith("file."):
            file = file_of(self.typed or "Q4 hours.xlsx", "https://acme.sharepoint.com/Q4%20hours.xlsx")
            return {**self.names, "file": file.name, "file_at": file.link, "before": "https://example.com/hours"}
        if card == "register.all":
            return {"kind": "limited"}
        if card == "lost_posts.told":
            return {"delivery": "digest in doubt", "card": "digest.week"}
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
        if card.startswith("help_wanted."):
            return {**self.names, "person": self.grace.id, "state": "accepted"}
        if card == "held.ended":
            return dict.fromkeys(("title", "pain", "idea"), self.typed[:600] or PROPOSAL["idea"])
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
        if card in (
            "story.posted",
            "digest.week",
            "help.welcome",
            "lessons.month",
            "comments.in_thread",
            *gallery_learning.CHANNELS,
        ):
            return None
        return self.grace if card.startswith(GRACES) else self.ada

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
        if card.startswith("help_wanted."):
            await looking_for_help(self.world, self.names["initiative"], self.grace.id, self.typed)
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
