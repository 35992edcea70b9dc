"""Which records are kept, and by what they are looked up: the one declaration every backend builds from."""

from __future__ import annotations

from typing import Any

from initiatives.byline import Byline
from initiatives.calendar import iso_week
from initiatives.campaigns import Campaign, Entry
from initiatives.capabilities import Building, Capability
from initiatives.check_ins import CheckIn
from initiatives.comments import Comment, Talk
from initiatives.gate_states import GateState
from initiatives.gates import GateRules
from initiatives.help_wanted import HelpAsked, HelpWanted
from initiatives.initiative import Initiative
from initiatives.kpi import Reading
from initiatives.learning import Learnt, OwnCard
from initiatives.lessons import Lesson, LessonMonth, Remark
from initiatives.people import Account, Organisation, Person, Workspace
from initiatives.promise import Promise
from initiatives.pulse import Pulse, PulseAnswer, User
from initiatives.reinvesting import Reinvestment
from initiatives.score import Score
from initiatives.similar import Backing, Held
from initiatives.sizing import Slice
from initiatives.skills import Skills
from initiatives.systems import SystemToken
from initiatives.tools import Tool, ToolUse
from initiatives.waiting import WaitingNumber
from initiatives.wins import Adoption, Story
from initiatives.workshops import Place, Workshop
from initiatives.worries import Worry, WorryMark
from storage.counted import TRIES_KEPT, Attention, Budget, Tally, Tries
from storage.installations import Belonging, Installation
from storage.records import Chat, Delivery, DeliveryState, Draft, JoinCode, Key
from storage.rows import Table
from storage.weeks import Nudge

ORGANISATIONS = Table(
    "organisations", Organisation, due=lambda o: o.digest_at, audited=True, planned=frozenset({"digest_at"})
)
WORKSPACES = Table("workspaces", Workspace, audited=True)
PEOPLE = Table(
    "people",
    Person,
    indexes={
        "admin": lambda p: "yes" if p.admin and p.active else None,
        "stands_in": lambda p: p.stand_in if p.stand_in and p.active else None,
        "functions": lambda p: p.functions if p.active else None,
    },
    due=lambda p: p.nudge_at if p.active else None,
    audited=True,
    many=frozenset({"functions"}),
    planned=frozenset({"nudge_at", "asked_on"}),
)
ACCOUNTS = Table(
    "accounts",
    Account,
    indexes={
        "person": lambda a: a.person,
        "workspace": lambda a: a.workspace,
        "email": lambda a: a.email.casefold() if a.email and not a.guest else None,
    },
)
INITIATIVES = Table(
    "initiatives",
    Initiative,
    indexes={
        "asks": lambda i: i.answered_by if i.asked_weekly else None,
        "mine": lambda i: (i.proposer, i.owner) if i.owner and i.owner != i.proposer else i.proposer,
        "sponsors": lambda i: i.sponsor if i.sponsor and i.asked_weekly else None,
        "put_to": lambda i: i.silence.asked if i.silence and i.silence.is_open and i.asked_weekly else None,
        "waits_for": lambda i: i.reviewers if i.stage == "proposed" else None,
        "co_owns": lambda i: i.co_owners or None,
        "stage": lambda i: i.stage,
        "held": lambda i: "yes" if i.has_held else None,
        "ai_class": lambda i: i.care.ai_class if i.care else None,
        "measures": lambda i: tuple(kpi.id for kpi in i.kpis) if i.asked_weekly else None,
    },
    due=lambda i: i.trial.decide_at if i.trial and i.asked_weekly else None,
    audited=True,
    many=frozenset({"mine", "co_owns", "put_to", "waits_for", "measures"}),
    text=lambda i: i.said,
)
READINGS = Table("readings", Reading, indexes={"initiative": lambda r: r.initiative})
# Check-ins and readings say themselves by whom and when, and each changes its initiative, which is audited.
CHECK_INS = Table("check_ins", CheckIn, indexes={"initiative": lambda c: c.initiative})
LESSONS = Table(
    "lessons",
    Lesson,
    indexes={"initiative": lambda lesson: lesson.initiative, "month": lambda lesson: lesson.month},
    audited=True,
    text=lambda lesson: lesson.said,
)
# When the lessons of a month are told is the bot's own plan.
LESSON_MONTHS = Table("lesson_months", LessonMonth, due=lambda m: m.post_at)
CAPABILITIES = Table(
    "capabilities",
    Capability,
    indexes={
        "initiative": lambda c: c.initiative,
        "month": lambda c: c.month if c.active else None,
    },
    audited=True,
    text=lambda c: c.said,
)
BUILDINGS = Table(
    "buildings",
    Building,
    indexes={"initiative": lambda b: b.initiative, "capability": lambda b: b.capability},
    audited=True,
)
REMARKS = Table("remarks", Remark, indexes={"initiative": lambda remark: remark.initiative}, audited=True)
STORIES = Table(
    "stories", Story, indexes={"initiative": lambda s: s.initiative, "state": lambda s: s.state}, audited=True
)
ADOPTIONS = Table("adoptions", Adoption, indexes={"origin": lambda a: a.origin}, audited=True)
SYSTEM_TOKENS = Table(
    "system_tokens",
    SystemToken,
    indexes={"initiative": lambda t: t.initiative or None},
    audited=True,
    planned=frozenset({"used_at"}),
)
WAITING_NUMBERS = Table(
    "waiting_numbers",
    WaitingNumber,
    indexes={"open": lambda n: n.initiative if n.is_open else None, "question": lambda n: n.question or None},
    audited=True,
)
# Said by its owner, with the moment in it; nothing is decided by it.
REINVESTMENTS = Table("reinvestments", Reinvestment, indexes={"month": lambda r: r.month})
DELIVERIES = Table(
    "deliveries",
    Delivery,
    indexes={
        "subject": lambda d: f"{d.card}:{d.subject}" if d.subject else None,
        "spot": lambda d: d.spot,
        "sending": lambda d: "yes" if d.state is DeliveryState.SENDING else None,
        "unreached": lambda d: "yes" if d.misses else None,
        "misses": lambda d: d.misses,
        "held": lambda d: "yes" if d.is_held else None,
    },
    due=lambda d: d.due_at or d.retire_at,
    finished=lambda d: d.final,
)
DRAFTS = Table("drafts", Draft, indexes={"person": lambda d: d.person, "chat": lambda d: d.chat})
CHATS = Table(
    "chats",
    Chat,
    indexes={
        "channels": lambda c: c.workspace if c.kind == "channel" else None,
        "conversation": lambda c: f"{c.workspace}:{c.conversation}",
    },
)
JOIN_CODES = Table("join_codes", JoinCode, due=lambda c: c.expires_at)
TRIES = Table("tries", Tries, due=lambda t: t.since + TRIES_KEPT)
BUDGETS = Table("budgets", Budget, due=lambda b: b.forgotten_at)
KEYS = Table("keys", Key, due=lambda k: k.expires_at)
NUDGES = Table(
    "nudges",
    Nudge,
    indexes={
        "open": lambda n: n.person if n.waits else None,
        "person": lambda n: n.person,
        "week": lambda n: n.week,
    },
    due=lambda n: n.remind_at if n.waits else None,
)
ATTENTION = Table("attention", Attention, due=lambda a: a.forget_at)
# None of the three is audited: an entry would say who answered what, or name those who use something beyond their erasure.
USERS = Table(
    "users",
    User,
    indexes={"initiative": lambda u: u.initiative, "person": lambda u: u.person},
    due=lambda u: u.ask_at,
)
PULSES = Table("pulses", Pulse, indexes={"initiative": lambda p: p.initiative}, due=lambda p: p.closes_at)
PULSE_ANSWERS = Table("pulse_answers", PulseAnswer, indexes={"pulse": lambda a: a.pulse, "person": lambda a: a.person})
# Every answer changes its initiative, which is audited.
PROMISES = Table(
    "promises",
    Promise,
    indexes={
        "open": lambda p: "yes" if p.is_open else None,
        "answered": lambda p: iso_week(p.answered_at.date()) if p.answered_at else None,
    },
    due=lambda p: p.look_at,
)
GATE_RULES = Table("gate_rules", GateRules, audited=True)
GATES = Table(
    "gates",
    GateState,
    indexes={
        "initiative": lambda g: g.initiative,
        "waits": lambda g: tuple(dict.fromkeys((*g.asked, *g.watching))) if g.is_open else None,
        "named": lambda g: g.named,
    },
    due=lambda g: g.due_at,
    audited=True,
    many=frozenset({"waits", "named"}),
    planned=frozenset({"look_at", "remind_at"}),
)
TOOLS = Table("tools", Tool, audited=True)
# Says no more than the proposal itself, which is audited.
TOOL_USES = Table(
    "tool_uses",
    ToolUse,
    indexes={
        "initiative": lambda u: u.initiative,
        "tool": lambda u: u.tool or None,
        "named": lambda u: u.named if u.named and not u.tool else None,
    },
)
BACKINGS = Table(
    "backings", Backing, indexes={"initiative": lambda b: b.initiative, "person": lambda b: b.person}, audited=True
)
HELD_PROPOSALS = Table("held_proposals", Held, indexes={"person": lambda h: h.person}, due=lambda h: h.forget_at)
SCORES = Table(
    "scores",
    Score,
    indexes={"initiative": lambda s: s.initiative, "reviewer": lambda s: s.reviewer},
    audited=True,
)
SLICES = Table("slices", Slice, audited=True)
BYLINES = Table("bylines", Byline, indexes={"writer": lambda b: b.writer or None}, audited=True)
CAMPAIGNS = Table(
    "campaigns",
    Campaign,
    indexes={"stands": lambda c: "yes" if c.stands else None},
    due=lambda c: c.due_at,
    audited=True,
    planned=frozenset({"begin_at", "close_at"}),
)
# Says no more than the proposal itself, which is audited.
CAMPAIGN_ENTRIES = Table("campaign_entries", Entry, indexes={"campaign": lambda e: e.campaign})
SKILLS = Table("skills", Skills, indexes={"words": lambda s: s.words or None}, many=frozenset({"words"}))
# Each says itself when it was said; nothing is decided by it.
HELP_WANTED = Table(
    "help_wanted",
    HelpWanted,
    indexes={"words": lambda w: w.words or None},
    due=lambda w: w.forget_at,
    many=frozenset({"words"}),
)
HELP_ASKED = Table(
    "help_asked", HelpAsked, indexes={"initiative": lambda a: a.initiative, "person": lambda a: a.person}
)
COMMENTS = Table("comments", Comment, indexes={"by": lambda c: c.by}, audited=True)
# Says no more than the comments themselves, which are audited.
TALKS = Table(
    "talks", Talk, indexes={"voices": lambda t: t.voices or None}, due=lambda t: t.tell_at, many=frozenset({"voices"})
)
# Said by whoever it is about, with the moment in it; nothing is decided by it.
LEARNT = Table("learnt", Learnt, indexes={"person": lambda one: one.person})
OWN_CARDS = Table("own_cards", OwnCard, indexes={"active": lambda c: "yes" if c.active else None}, audited=True)
WORKSHOPS = Table(
    "workshops",
    Workshop,
    indexes={"stands": lambda w: "yes" if w.stands else None, "host": lambda w: w.host or None},
    due=lambda w: w.look_at,
    audited=True,
    planned=frozenset({"look_at", "news", "over"}),
)
# Said by whoever comes, with the moment in it.
PLACES = Table(
    "places",
    Place,
    indexes={"workshop": lambda p: p.workshop, "person": lambda p: p.person},
    due=lambda p: p.remind_at,
)
# Says no more than the records it counts.
TALLIES = Table("tallies", Tally)
# Neither is audited: an entry would say who wrote it.
WORRIES = Table(
    "worries",
    Worry,
    indexes={"month": lambda w: w.month, "open": lambda w: "yes" if w.is_open else None},
    due=lambda w: w.put_at,
)
WORRY_MARKS = Table("worry_marks", WorryMark, due=lambda m: m.forget_at)
# Not audited: an entry would keep the tokens beyond the installation. That a workspace was connected is audited.
INSTALLATIONS = Table("installations", Installation)
BELONGINGS = Table("belongings", Belonging, audited=True)

TABLES: tuple[Table[Any], ...] = (
    ORGANISATIONS, WORKSPACES, PEOPLE, ACCOUNTS, INITIATIVES, READINGS, CHECK_INS, LESSONS, REMARKS, STORIES, ADOPTIONS,
    SYSTEM_TOKENS, REINVESTMENTS, DELIVERIES, DRAFTS, CHATS, JOIN_CODES, TRIES, BUDGETS, KEYS, NUDGES, ATTENTION, USERS, PULSES,
    PULSE_ANSWERS, PROMISES, WAITING_NUMBERS, GATE_RULES, GATES,
    TOOLS, TOOL_USES, LESSON_MONTHS, CAPABILITIES, BUILDINGS, BACKINGS, HELD_PROPOSALS, SCORES, SLICES, BYLINES,
    CAMPAIGNS, CAMPAIGN_ENTRIES, SKILLS, HELP_WANTED, HELP_ASKED, WORRIES, WORRY_MARKS, LEARNT, OWN_CARDS,
    WORKSHOPS, PLACES, TALLIES,
    COMMENTS, TALKS,
    INSTALLATIONS, BELONGINGS,
)  # fmt: skip

EXPIRING: tuple[Table[Any], ...] = (KEYS, JOIN_CODES, TRIES, BUDGETS, ATTENTION, WORRY_MARKS, HELP_WANTED)
"""Tables whose due moment is when a record is dropped."""

SCHEDULED: tuple[Table[Any], ...] = (
    ORGANISATIONS,
    PEOPLE,
    INITIATIVES,
    DELIVERIES,
    NUDGES,
    USERS,
    PULSES,
    PROMISES,
    GATES,
    LESSON_MONTHS,
    CAMPAIGNS,
    HELD_PROPOSALS,
    WORRIES,
    WORKSHOPS,
    PLACES,
    TALKS,
)
"""Tables whose due moments make something happen that people see."""
