"""One record of every table, owned by whichever organisation asks: the ids are the same for all, so that a slip would show."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from initiatives.ai_care import Affected, AiClass, Approved, Area, Care, Outward, Whose
from initiatives.byline import Byline
from initiatives.campaigns import Campaign, Entry
from initiatives.capabilities import Building, Capability, Kind
from initiatives.check_ins import CheckIn
from initiatives.comments import Comment, Talk
from initiatives.gate_states import GateState, GateStep
from initiatives.gates import GateRules
from initiatives.help_wanted import HelpAsked, HelpWanted
from initiatives.initiative import Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Kpi, Reading
from initiatives.learning import Learnt, OwnCard, Topic
from initiatives.lessons import Lesson, LessonMonth, Remark
from initiatives.people import Account, Function, Organisation, Person, Workspace, account_id
from initiatives.promise import Promise
from initiatives.pulse import Pulse, PulseAnswer, User
from initiatives.reinvesting import Reinvestment, Use
from initiatives.score import Score
from initiatives.silence import Silence, Unheard
from initiatives.similar import KEPT, Backing, Held
from initiatives.sizing import Big, Slice
from initiatives.skills import Skills
from initiatives.systems import SystemToken
from initiatives.tools import Tool, ToolUse
from initiatives.waiting import WaitingNumber
from initiatives.wins import Adoption, Story, StoryState, Win, WinKind
from initiatives.workshops import Place, Workshop
from initiatives.worries import Worry, WorryMark, WorryState
from storage.counted import Attention, Budget, Tries, places_taken
from storage.installations import Belonging, Installation
from storage.port import Transaction
from storage.records import Chat, Delivery, DeliveryState, Draft, JoinCode, Outcome, To, chat_id, chat_of
from storage.weeks import Nudge, nudge_id

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY, LATER = date(2026, 11, 23), NOW + timedelta(hours=1)
WEEK = "2026-W48"


class Owned:
    """Everything one organisation has."""

    def __init__(self, org: str) -> None:
        self.org = org
        self.organisation = Organisation(org, org, f"of {org}", digest_at=NOW)
        self.workspace = Workspace("W", org, "slack", f"of {org}")
        self.person = Person("p", org, f"of {org}", admin=True, nudge_at=NOW, stand_in="p", functions=(Function.IT,))
        self.account = Account(account_id("W", "U"), org, "p", "W", "U", email="ada@acme.example")
        kpi = Kpi("k", "hours", "h", Direction.DOWN, Decimal(42), DAY, Decimal(20))
        self.initiative = Initiative(
            "i", org, f"of {org}", "pain", "reach", Decimal(3), "idea", "", Sensitivity.INTERNAL, (kpi,), "p", "", NOW,
            owner="p", sponsor="p", co_owners=("p",), stage=Stage.TRIAL, trial=Trial(DAY, 8, NOW),
            silence=Silence(Unheard.SILENT, NOW, "p", ("p",), ()), win=Win(WinKind.HOLDING, "k", Decimal(4), DAY),
            care=Care(Whose.NOBODYS, Affected.USERS, Outward.NOTHING, Approved.YES, Area.NONE, "p", NOW),
        )  # fmt: skip
        self.proposal = Initiative(
            "i2", org, f"of {org}", "pain", "reach", Decimal(3), "idea", "", Sensitivity.INTERNAL, (kpi,), "q", "", NOW,
            reviewers=("p",),
        )  # fmt: skip
        self.reading = Reading("r", org, "i", "k", Decimal(4), DAY, WEEK, NOW, "p")
        self.check_in = CheckIn("c", org, "i", WEEK, "p", NOW, ())
        self.lesson = Lesson("l", org, "i", "p", NOW, f"of {org}", "", "", "invoices")
        self.remark = Remark("m", org, "i", "p", f"of {org}", NOW)
        win = Win(WinKind.HOLDING, "k", Decimal(4), DAY)
        self.story = Story("s", org, "i", "p", win, NOW, StoryState.POSTED)
        self.adoption = Adoption("a", org, "s", "i", "i2", f"of {org}", "p", NOW)
        self.reinvestment = Reinvestment("p.2026-11", org, "p", "2026-11", Decimal(3), ("i",), NOW, Use.LEARNING)
        self.token = SystemToken("t", org, f"of {org}", "i", "hashed", "p", NOW)
        self.delivery = Delivery(
            "d", org, "card", {"of": org}, To(person="p"), "once", NOW, NOW, "i", DeliveryState.SENDING,
            workspace="W", channel="C", message="1.1",
        )  # fmt: skip
        self.lost = Delivery(
            "lost",
            org,
            "card",
            {"of": org},
            To(person="p"),
            "once",
            NOW,
            None,
            "i2",
            DeliveryState.FAILED,
            reason="left",
        )
        self.held = Delivery("h", org, "card", {"of": org}, To(person="p"), "once", NOW, LATER, unasked=True)
        self.draft = Draft("f", org, "p", "propose", {}, {"pain": f"of {org}"}, NOW, "prompts", workspace="W")
        self.chat = Chat(chat_id("W", "C"), org, "W", "channel", "C", "conversation", f"of {org}")
        self.code = JoinCode("hash", org, "p", LATER, leads_to=org)
        self.tries = Tries("W", org, NOW, 3)
        self.budget = Budget("slack:W", org, NOW, 1.0, NOW)
        self.nudge = Nudge(nudge_id("p", WEEK), org, "p", WEEK, "d", NOW, ("i",), remind_at=NOW)
        self.attention = Attention(nudge_id("p", WEEK), org, NOW, 3)
        self.user = User("i.p", org, "i", "p", "p", NOW, NOW)
        self.pulse = Pulse("i.f", org, "i", "f", NOW)
        self.answer = PulseAnswer("i.f.p", org, "i.f", "p", 4, f"of {org}")
        self.promise = Promise("i2", org, "i2", NOW, NOW, NOW, answered_at=NOW, put_to=("p",))
        self.waiting = WaitingNumber("w", org, "i", "k", Decimal(42), DAY, f"of {org}", NOW, question="d")
        self.gates = GateRules(org, org, ())
        self.gate = GateState(
            "i.validation",
            org,
            "i",
            Stage.VALIDATION,
            GateStep.PROPOSED,
            NOW,
            asked=("p",),
            look_at=NOW,
            watching=("p",),
        )
        self.backing = Backing("i.q", org, "i", "q", NOW)
        self.held_proposal = Held("h", org, "p", self.proposal, ("i",), NOW - KEPT)
        self.score = Score("i.p", org, "i", "p", Decimal(3), False, Decimal(1), Decimal(0), NOW)
        self.slice = Slice("i", org, f"of {org}", (Big.MONTHS,), "plan", "stop", kpi)
        self.skills = Skills("p", org, "exports")
        self.help_wanted = HelpWanted("i2", org, "exports", NOW)
        self.help_asked = HelpAsked("i2.p", org, "i2", "p", NOW)
        self.byline = Byline("i2", org, "p")
        self.installation = Installation("W", org, f"of {org}", "UBOT", "B", (), "U", NOW, "locked")
        self.belonging = Belonging("W", org, org)
        self.lesson_month = LessonMonth("2026-11", org, NOW)
        self.capability = Capability("c", org, Kind.SKILL, "Reading scans", "i", NOW, f"of {org}")
        self.building = Building("i2.c", org, "i2", "c")
        self.tool = Tool("t", org, f"of {org}", "reading", (Sensitivity.INTERNAL,), "IT", DAY)
        self.tool_use = ToolUse("i.t", org, "i", "t")
        self.named_use = ToolUse("i2.n", org, "i2", named="sap")
        self.campaign = Campaign("g", org, f"of {org}", DAY, DAY, "p", begin_at=NOW, close_at=NOW)
        self.entry = Entry("i2", org, "g")
        self.worry = Worry("y", org, f"of {org}", DAY, NOW, WorryState.ANSWERED, answered_at=NOW)
        self.open_worry = Worry("y2", org, f"of {org}", DAY, None)
        self.mark = WorryMark("m", org, NOW)
        self.learnt = Learnt("p.data", org, "p", Topic.DATA, NOW)
        self.own_card = OwnCard("o", org, f"of {org}", ("said",))
        self.workshop = Workshop("v", org, f"of {org}", "about", "p", at=LATER, look_at=NOW)
        self.place = Place("v.p", org, "v", "p", NOW, NOW)
        self.comment = Comment("i.1", org, "i", 1, "p", f"of {org}", NOW)
        self.talk = Talk("i", org, 1, 1, ("p",), 1, NOW)
        self.outcome = Outcome("card", {"of": org})

    async def keep(self, store: Transaction) -> None:
        await store.found(self.organisation)
        await store.connect(self.workspace)
        await store.keep_person(self.person)
        await store.keep_account(self.account)
        for initiative in (self.initiative, self.proposal):
            await store.add_initiative(initiative)
        await store.add_reading(self.reading)
        await store.keep_check_in(self.check_in)
        await store.add_lesson(self.lesson)
        await store.add_remark(self.remark)
        await store.keep_story(self.story)
        await store.add_adoption(self.adoption)
        await store.keep_system_token(self.token)
        await store.keep_reinvestment(self.reinvestment)
        await store.queue(self.delivery)
        await store.queue(self.lost)
        await store.queue(self.held)
        await store.keep_draft(self.draft)
        await store.keep_chat(self.chat)
        await store.keep_join_code(self.code)
        await store.keep_tries(self.tries)
        await store.keep_budget(self.budget)
        await store.claim_nudge(self.nudge)
        await store.keep_attention(self.attention)
        await store.keep_user(self.user)
        await store.keep_pulse(self.pulse)
        await store.keep_pulse_answer(self.answer)
        await store.keep_promise(self.promise)
        await store.keep_waiting_number(self.waiting)
        await store.keep_gate_rules(self.gates)
        await store.keep_gate_state(self.gate)
        await store.keep_backing(self.backing)
        await store.hold_proposal(self.held_proposal)
        await store.keep_score(self.score)
        await store.keep_slice(self.slice)
        await store.keep_skills(self.skills)
        await store.keep_help_wanted(self.help_wanted)
        await store.keep_help_asked(self.help_asked)
        await store.keep_byline(self.byline)
        await store.keep_installation(self.installation)
        await store.keep_belonging(self.belonging)
        await store.keep_lesson_month(self.lesson_month)
        await store.keep_capability(self.capability)
        await store.keep_building(self.building)
        await store.keep_tool(self.tool)
        await store.keep_tool_use(self.tool_use)
        await store.keep_tool_use(self.named_use)
        await store.keep_campaign(self.campaign)
        await store.keep_entry(self.entry)
        await store.keep_worry(self.worry)
        await store.keep_worry(self.open_worry)
        await store.keep_worry_mark(self.mark)
        await store.keep_learnt(self.learnt)
        await store.keep_own_card(self.own_card)
        await store.keep_workshop(self.workshop)
        await store.keep_place(self.place)
        await store.keep_comment(self.comment)
        await store.keep_talk(self.talk)
        await store.remember(self.org, "key", self.outcome, NOW)


# What each verb is asked for beside the organisation: the answer is never empty, and only what that organisation owns.
READING: dict[str, tuple[object, ...]] = {
    "organisation": (), "workspaces": (), "tries": ("W",), "budget": ("slack:W",),
    "workspace": ("W",), "person": ("p",), "people": (), "admins": (), "with_function": (Function.IT, 9),
    "account": ("W", "U"), "accounts": ("p",), "accounts_by_email": ("ada@acme.example",), "accounts_in": ("W", 9),
    "initiative": ("i",), "asked_of": ("p",), "initiatives_of": ("p",), "sponsored_by": ("p",), "waiting_for": ("p",), "put_to": ("p",),
    "in_stage": (Stage.TRIAL,), "portfolio": (), "held": (), "readings": ("i",), "check_in": ("c",), "lessons": ("i",), "remark": ("m",),
    "measured_by": ("k",), "of_ai_class": (AiClass.MINIMAL,),
    "reinvestment": ("p.2026-11",), "reinvestments_in": ("2026-11",),
    "system_token": ("t",), "system_tokens": (), "system_tokens_of": ("i",),
    "story": ("s",), "stories": ("i",), "stories_posted": (), "adoptions": (), "adoptions_of": ("i",), "delivery": ("d",),
    "deliveries_about": ("card", "i"), "delivery_at": ("W", "C", "1.1"), "deliveries_held": (), "unreached": (),
    "unreached_by": ("p",), "chat": ("W", "C"),
    "chat_in": ("W", "conversation"), "channels_of": ("W",), "draft": ("f",), "drafts_of": ("p",),
    "drafts_in": (chat_of("p", "W"),), "outcome": ("key",), "handled_at": ("key",), "nudge": ("p", WEEK), "open_nudges": ("p",),
    "nudges_of": ("p",), "nudges_in": (WEEK,), "attention": ("p", WEEK), "standing_in": ("p",), "installation": ("W",),
    "installations": (), "belonging": ("W",), "user": ("i.p",), "users_of": ("i",), "uses_of": ("p",), "pulse": ("i.f",),
    "pulses_of": ("i",), "pulse_answer": ("i.f.p",), "answers_to": ("i.f",), "pulse_answers_of": ("p",),
    "promise": ("i2",), "promises_open": (), "promises_answered_in": (WEEK,),
    "waiting_number": ("w",), "waiting_numbers": ("i",), "asked_in": ("d",),
    "gate_rules": (), "gate_state": ("i.validation",), "gates_of": ("i",), "gates_for": ("p",), "gates_naming": ("p",),
    "tool": ("t",), "tools": (), "tools_of": ("i",), "uses_of_tool": ("t",), "uses_named": ("sap",),
    "lesson": ("l",), "lessons_in": ("2026-11",), "lessons_like": ("invoice", 9), "lesson_month": ("2026-11",),
    "capability": ("c",), "left_by": ("i",), "capabilities_in": ("2026-11",), "capabilities_like": ("scan", 9),
    "builds_on": ("i2",), "built_on": ("c",),
    "similar": ("idea",), "backing": ("i.q",), "backings_of": ("i",), "backed_by": ("q",), "held_proposal": ("h",),
    "proposals_held_for": ("p",),
    "score": ("i.p",), "scores_of": ("i",), "scores_by": ("p",), "slice_of": ("i",),
    "co_owned_by": ("p",),
    "byline": ("i2",), "written_down_by": ("p",),
    "learnt_by": ("p",), "has_learnt": ("p", Topic.DATA), "tally": (places_taken("v"),),
    "own_card": ("o",), "own_cards": (), "own_cards_offered": (),
    "workshop": ("v",), "workshops": (), "workshops_standing": (), "workshops_of": ("p",),
    "place": ("v", "p"), "places_in": ("v",), "places_of": ("p",),
    "worry": ("y",), "worries_answered_in": ("2026-11",), "worries_open": (), "worry_mark": ("m",),
    "comment": ("i.1",), "comments": ("i", 1, 9), "comments_by": ("p",), "talk": ("i",), "talks_with": ("p",),
    "campaign": ("g",), "campaigns": (), "campaigns_standing": (), "entry": ("i2",), "entries_of": ("g",),
    "skills": ("p",), "skilled_in": ("export", 9),
    "help_wanted": ("i2",), "help_wanted_with": ("export", 9), "help_asked": ("i2.p",), "asked_to_help": ("i2",),
    "help_asked_of": ("p",),
}  # fmt: skip
REMOVING: dict[str, tuple[object, ...]] = {
    "take_join_code": ("hash", NOW), "drop_chat": ("W", "C"), "drop_draft": ("f",),
    "drop_installation": ("W",), "dissolve": (), "forget_pulses_of": ("p",), "remember": ("key", Outcome("other"), NOW),
}  # fmt: skip
# The verbs that take a record, and which one: it says itself whose it is.
WRITING = {
    "found": "organisation", "change_organisation": "organisation", "connect": "workspace", "keep_join_code": "code",
    "keep_tries": "tries", "keep_budget": "budget", "keep_attention": "attention", "keep_person": "person",
    "keep_account": "account", "add_initiative": "initiative",
    "change_initiative": "initiative", "add_reading": "reading", "keep_check_in": "check_in", "add_lesson": "lesson",
    "add_remark": "remark", "keep_story": "story", "add_adoption": "adoption",
    "keep_system_token": "token", "keep_reinvestment": "reinvestment", "queue": "delivery", "change_delivery": "delivery",
    "keep_chat": "chat", "keep_draft": "draft", "claim_nudge": "nudge", "drop_nudge": "nudge", "change_nudge": "nudge",
    "keep_installation": "installation", "keep_belonging": "belonging", "keep_user": "user", "drop_user": "user",
    "keep_pulse": "pulse", "keep_pulse_answer": "answer", "drop_pulse_answer": "answer", "keep_promise": "promise",
    "keep_waiting_number": "waiting", "keep_gate_rules": "gates", "keep_gate_state": "gate",
    "keep_tool": "tool", "keep_tool_use": "tool_use", "drop_tool_use": "tool_use",
    "keep_lesson_month": "lesson_month", "keep_capability": "capability", "keep_building": "building",
    "keep_backing": "backing", "drop_backing": "backing", "hold_proposal": "held_proposal",
    "drop_proposal": "held_proposal",
    "keep_score": "score", "drop_score": "score", "keep_slice": "slice",
    "keep_byline": "byline",
    "keep_learnt": "learnt", "drop_learnt": "learnt", "keep_own_card": "own_card",
    "keep_workshop": "workshop", "keep_place": "place", "drop_place": "place",
    "keep_comment": "comment", "keep_talk": "talk",
    "keep_worry": "worry", "keep_worry_mark": "mark",
    "keep_campaign": "campaign", "keep_entry": "entry",
    "keep_skills": "skills", "drop_skills": "skills",
    "keep_help_wanted": "help_wanted", "drop_help_wanted": "help_wanted",
    "keep_help_asked": "help_asked", "drop_help_asked": "help_asked",
}  # fmt: skip
# The jobs look for what is due whoever owns it; each record they get says whose it is.
EVERYBODYS = {
    "digests_due",
    "nudges_due",
    "reminders_due",
    "users_due",
    "pulses_due",
    "talks_due",
    "promises_due",
    "gates_due",
    "lesson_months_due",
    "campaigns_due",
    "worries_due",
    "proposals_over",
    "workshops_due",
    "places_due",
    "trials_over",
    "deliveries_due",
    "forget_expired",
    "next_due",
    "next_delivery",
}
