"""Every conversation lived on every platform, by its form and question by question: the table of docs/parity.md, proved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers import registry
from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from initiatives.ai_care import Area, Whose
from initiatives.calendar import iso_week, local_day
from initiatives.capabilities import Kind
from initiatives.check_ins import CheckIn, Confirmation, check_in_id
from initiatives.gate_states import GateStep
from initiatives.initiative import Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Kpi
from initiatives.people import Organisation, Person, TimeOff
from initiatives.pulse import User, begin_of, user_id
from initiatives.reinvesting import Reinvestment, Use, reinvestment_id
from initiatives.silence import Settled, Silence, Unheard
from initiatives.similar import Held
from initiatives.waiting import Fate, WaitingNumber
from initiatives.wins import Story, Win, WinKind
from storage.port import Transaction
from storage.records import DeliveryState, Reason, To
from storage.weeks import Nudge, nudge_id
from tests.bot.chats import PLACES, Chat

KNOWN = registry.build(registry.discover())
ASKING = sorted({flow.split(".")[0] for flow in KNOWN.flows})
SHOWING = sorted({one.name for one in KNOWN.conversations} - set(ASKING))


@dataclass
class Started:
    """What a conversation needs to be about something, all of it the person's own."""

    organisation: Organisation
    person: Person
    initiative: Initiative
    story: Story
    week: str

    @property
    def fortnight(self) -> str:
        """The two weeks in which the person is asked what they think of it."""
        return iso_week(begin_of(date.fromisoformat(f"{self.week}-1")))

    @property
    def silent_at(self) -> str:
        """When it was put to the person that nobody answers for it."""
        return self.initiative.silence.at.isoformat() if self.initiative.silence is not None else ""


@dataclass(frozen=True)
class Scenario:
    """The card with the button that begins it, what is answered by question name, and what is so afterwards.

    `asks` claims the week, so that a number typed could be its answer; with `anothers` somebody else owns the initiative,
    with `deputises` the person answers in their place. With `others` somebody else has proposed the same.
    """

    card: Callable[[Started], Card]
    label: str
    answers: Mapping[str, str]
    came_true: Callable[[Transaction, Started], Awaitable[bool]]
    stage: Stage = Stage.TRIAL
    asks: bool = False
    anothers: bool = False
    deputises: bool = False
    others: bool = False


async def _proposed(store: Transaction, started: Started) -> bool:
    return any(one.pain == "We copy invoices" for one in await store.portfolio(started.organisation.id))


async def _checked_in(store: Transaction, started: Started) -> bool:
    latest = (await _now(store, started)).latest
    return latest is not None and latest.value == 31


async def _blocked(store: Transaction, started: Started) -> bool:
    blocker = (await _now(store, started)).blocker
    return blocker is not None and blocker.why == "No access to the archive"


async def _declined(store: Transaction, started: Started) -> bool:
    now = await _now(store, started)
    return now.stage is Stage.DECLINED and now.decisions[-1].why == "Not before May"


async def _made_one(store: Transaction, started: Started) -> bool:
    now, over = await _now(store, started), await store.backings_of(started.organisation.id, "the other")
    return (now.stage, [one.proposed for one in over]) == (Stage.DECLINED, ["the initiative"])


async def _told(store: Transaction, started: Started) -> bool:
    story = await store.story(started.organisation.id, started.story.id)
    return story is not None and story.headline == "We did it" and story.spot is not None


async def _extended(store: Transaction, started: Started) -> bool:
    trial = (await _now(store, started)).trial
    return trial is not None and trial.weeks > 4


async def _stopped(store: Transaction, started: Started) -> bool:
    lessons = await store.lessons(started.organisation.id, started.initiative.id)
    return (await _now(store, started)).stage is Stage.STOPPED and lessons[-1].happened == "Scans were unreadable"


async def _paused(store: Transaction, started: Started) -> bool:
    now = await _now(store, started)
    return now.paused_until is not None and now.silence is not None and now.silence.settled is Settled.PAUSED


async def _deputised(store: Transaction, started: Started) -> bool:
    return (await _now(store, started)).deputy == started.person.id


async def _offers_help(store: Transaction, started: Started) -> bool:
    return [one.id for one in await store.skilled_in(started.organisation.id, "export", 9)] == [started.person.id]


async def _looks_for_help(store: Transaction, started: Started) -> bool:
    found = await store.help_wanted_with(started.organisation.id, "export", 9)
    return [(one.id, one.text) for one in found] == [(started.initiative.id, "SAP exports")]


async def _shared_anew(store: Transaction, started: Started) -> bool:
    """With the one typed; an owner who picks themselves from a list shares it with nobody."""
    return (await _now(store, started)).co_owners in (("colleague",), ())


async def _named_as_user(store: Transaction, started: Started) -> bool:
    (user,) = await store.users_of(started.organisation.id, started.initiative.id)
    return user.person in ("colleague", started.person.id) and user.by == started.person.id


async def _commented(store: Transaction, started: Started) -> bool:
    (answer,) = await store.pulse_answers_of(started.organisation.id, started.person.id)
    return answer.comment == "The scans are slow"


async def _said(store: Transaction, started: Started) -> bool:
    (comment,) = await store.comments(started.organisation.id, started.initiative.id, 1, 9)
    return (comment.by, comment.text) == (started.person.id, "It reads scans, too")


async def _in_finance(store: Transaction, started: Started) -> bool:
    person = await store.person(started.organisation.id, started.person.id)
    return person is not None and person.team == "Finance"


async def _away(store: Transaction, started: Started) -> bool:
    person = await store.person(started.organisation.id, started.person.id)
    return person is not None and person.time_off == (TimeOff(date(2026, 11, 18), date(2027, 1, 2)),)


async def _in_bavaria(store: Transaction, started: Started) -> bool:
    person = await store.person(started.organisation.id, started.person.id)
    return person is not None and (person.country, person.region) == ("DE", "BY")


async def _reinvested(store: Transaction, started: Started) -> bool:
    (said,) = await store.reinvestments_in(started.organisation.id, "2026-12")
    return said.use is Use.LEARNING


async def _not_confirmed(store: Transaction, started: Started) -> bool:
    done = await store.check_in(started.organisation.id, check_in_id(started.initiative.id, started.week))
    assert done is not None
    (said,) = done.confirmations
    return (said.confirmed, said.why, said.instead) == (False, "Friday is missing", Decimal(33))


async def _token_made(store: Transaction, started: Started) -> bool:
    return [token.name for token in await store.system_tokens_of(started.organisation.id, started.initiative.id)] == [
        "SAP"
    ]


async def _classed(store: Transaction, started: Started) -> bool:
    care = (await _now(store, started)).care
    return care is not None and (care.personal, care.area) == (Whose.EMPLOYEES, Area.WORK)


async def _scored(store: Transaction, started: Started) -> bool:
    (score,) = await store.scores_of(started.organisation.id, started.initiative.id)
    return (score.days, score.infrastructure) == (Decimal(3), True)


async def _asked_at_ten(store: Transaction, started: Started) -> bool:
    return (await store.organisation(started.organisation.id)).check_in_hour == 10


async def _put_aside(store: Transaction, started: Started) -> bool:
    now = await _now(store, started)
    promise = await store.promise(started.organisation.id, now.id)
    return now.stage is Stage.PARKED and promise is not None and promise.back_on is not None


async def _taken_up_again(store: Transaction, started: Started) -> bool:
    now = await _now(store, started)
    return now.stage is Stage.PROPOSED and now.decisions[-1].why == "The tool is here now"


async def _promises_two_days(store: Transaction, started: Started) -> bool:
    return (await store.organisation(started.organisation.id)).answer_days == 2


async def _put_off(store: Transaction, started: Started) -> bool:
    (state,) = await store.gates_of(started.organisation.id, started.initiative.id)
    return (state.step, state.why, state.by) == (GateStep.HELD, "The audit comes first", started.person.id)


async def _five_readings(store: Transaction, started: Started) -> bool:
    rules = await store.gate_rules(started.organisation.id)
    return rules is not None and rules.to(Stage.VALIDATION).readings == 5


async def _vetted(store: Transaction, started: Started) -> bool:
    (tool,) = await store.tools(started.organisation.id)
    return (tool.name, tool.content) == ("DeepL", (Sensitivity.PUBLIC, Sensitivity.INTERNAL))


async def _taught(store: Transaction, started: Started) -> bool:
    (lesson,) = await store.lessons(started.organisation.id, started.initiative.id)
    return (lesson.happened, lesson.reuse, lesson.stage) == ("It reads well", "The prompt", Stage.TRIAL)


async def _left_behind(store: Transaction, started: Started) -> bool:
    (one,) = await store.left_by(started.organisation.id, started.initiative.id)
    return (one.kind, one.name) == (Kind.SKILL, "Reading scans")


async def _called_for(store: Transaction, started: Started) -> bool:
    (campaign,) = await store.campaigns(started.organisation.id)
    return (campaign.theme, [one.text for one in campaign.extras]) == ("Invoices", ["Which site"])


async def _teaches(store: Transaction, started: Started) -> bool:
    (own,) = await store.own_cards_offered(started.organisation.id)
    return (own.title, own.said, own.link) == ("Contracts", ("Ask legal first",), "https://example.com")


async def _invites(store: Transaction, started: Started) -> bool:
    (workshop,) = await store.workshops_standing(started.organisation.id)
    assert workshop.at is not None
    local = workshop.at.astimezone(ZoneInfo(started.person.zone))
    return (f"{local:%Y-%m-%d %H:%M}", workshop.places, workshop.where) == ("2027-03-01 14:30", 12, "Room 2")


async def _asked_without_a_name(store: Transaction, started: Started) -> bool:
    return [one.text for one in await store.worries_due(datetime.max.replace(tzinfo=UTC), 9)] == [
        "Who reads our prompts?"
    ]


async def _now(store: Transaction, started: Started) -> Initiative:
    found = await store.initiative(started.organisation.id, started.initiative.id)
    assert found is not None
    return found


SCENARIOS: Mapping[str, Scenario] = {
    "propose": Scenario(
        lambda _: Card("help.card"), "Propose an initiative",
        {"pain": "We copy invoices", "reach": "us", "hours": "12", "idea": "Ask the archive", "kpi": "hours a week",
         "change": "12 to 4"},
        _proposed,
    ),
    "check_in": Scenario(
        lambda one: Card("check_in.nudge", {"person": one.person.id, "week": one.week}), "Answer", {"value": "31"},
        _checked_in,
    ),
    "blocked": Scenario(
        lambda one: Card("check_in.nudge", {"person": one.person.id, "week": one.week}), "I need help",
        {"why": "No access to the archive"}, _blocked,
    ),
    "review": Scenario(
        lambda one: Card("review.to_review", {"initiative": one.initiative.id}), "Decline with a reason",
        {"why": "Not before May"}, _declined, Stage.PROPOSED,
    ),
    "similar": Scenario(
        lambda one: Card("review.to_review", {"initiative": one.initiative.id}), "Same as another one",
        {"other": "the other", "why": "Asked before"}, _made_one, Stage.PROPOSED, others=True,
    ),
    "register": Scenario(
        lambda one: Card("register.one", {"initiative": one.initiative.id}), "Answer the questions",
        {"ai_personal": "employees", "ai_area": "work"}, _classed,
    ),
    "scores": Scenario(
        lambda one: Card("review.to_review", {"initiative": one.initiative.id}), "Score it",
        {"days": "3", "infrastructure": "yes"}, _scored, Stage.PROPOSED,
    ),
    "story": Scenario(
        lambda one: Card("story.offer", {"story": one.story.id}), "See and tell the story",
        {"headline": "We did it", "text": "It works"}, _told,
    ),
    "trial": Scenario(
        lambda one: Card("trial.over", {"initiative": one.initiative.id, "n": "0"}), "Give it more weeks", {"weeks": "4"},
        _extended,
    ),
    "gate": Scenario(
        lambda one: Card("gate.card", {"gate": f"{one.initiative.id}.validation"}), "Not yet",
        {"why": "The audit comes first", "weeks": "3"}, _put_off, anothers=True,
    ),
    "gates": Scenario(
        lambda _: Card("gates.shown"), "Change the gate to validation", {"readings": "5"}, _five_readings,
    ),
    "stop": Scenario(
        lambda one: Card("trial.over", {"initiative": one.initiative.id, "n": "0"}), "Stop it, keep the lesson",
        {"happened": "Scans were unreadable", "why": "The scanner", "reuse": "The prompt"}, _stopped,
    ),
    "silence": Scenario(
        lambda one: Card("silence.question", {"initiatives": one.initiative.id, "why": "silent", "at": one.silent_at}),
        "Pause it", {"weeks": "3"}, _paused,
    ),
    "delegate": Scenario(
        lambda _: Card("mine.overview"), "Let somebody else answer", {"deputy": "me"}, _deputised, anothers=True,
    ),
    "co_owners": Scenario(
        lambda one: Card("mine.initiative", {"initiative": one.initiative.id}), "Own it together", {"people": "colleague"}, _shared_anew,
    ),
    "help_wanted": Scenario(
        lambda one: Card("help_wanted.shown", {"initiative": one.initiative.id}), "Say what help you look for",
        {"help_wanted": "SAP exports"}, _looks_for_help,
    ),
    "users": Scenario(
        lambda _: Card("users.which"), "Read the fields", {"people": "colleague"}, _named_as_user, deputises=True,
    ),
    "pulse": Scenario(
        lambda one: Card("pulse.asked", {"fortnight": one.fortnight}), "Say what gets in the way",
        {"comment": "The scans are slow"}, _commented, anothers=True,
    ),
    "away": Scenario(
        lambda _: Card("settings.shown"), "Add time off", {"first": "2026-11-18", "last": "2027-01-02"}, _away,
    ),
    "calendar": Scenario(lambda _: Card("calendar.shown"), "Change my calendar", {"place": "de-by"}, _in_bavaria),
    "settings": Scenario(lambda _: Card("settings.shown"), "Change my settings", {"team": "Finance"}, _in_finance),
    "reinvest": Scenario(
        lambda one: Card("reinvest.question", {"person": one.person.id, "month": "2026-12"}), "Say where they go",
        {"use": "learning"}, _reinvested,
    ),
    "confirm": Scenario(
        lambda one: Card("confirm.asked", {"initiative": one.initiative.id, "week": one.week, "question": "the question"}),
        "Not this number", {"why": "Friday is missing", "instead": "33"}, _not_confirmed, anothers=True,
    ),
    "systems": Scenario(lambda _: Card("systems.overview"), "Make a token", {"name": "SAP"}, _token_made),
    "park": Scenario(
        lambda one: Card("review.to_review", {"initiative": one.initiative.id}), "Not now, but on a day",
        {"why": "After the move"}, _put_aside, Stage.PROPOSED,
    ),
    "reopen": Scenario(
        lambda _: Card("mine.overview"), "Something has changed", {"why": "The tool is here now"}, _taken_up_again,
        Stage.DECLINED,
    ),
    "byline": Scenario(
        lambda one: Card("byline.told", {"initiative": one.initiative.id}), "Take it back", {"why": "Not before May"}, _declined,
        Stage.PROPOSED,
    ),
    "skills": Scenario(lambda _: Card("skills.shown"), "Say what you can help with", {"text": "SAP exports"}, _offers_help),
    "promise": Scenario(lambda _: Card("promise.shown"), "Change the promise", {"days": "2"}, _promises_two_days),
    "lessons": Scenario(
        lambda one: Card("lessons.offer", {"initiative": one.initiative.id}), "Keep what it taught",
        {"happened": "It reads well", "reuse": "The prompt"}, _taught,
    ),
    "capabilities": Scenario(
        lambda one: Card("lessons.offer", {"initiative": one.initiative.id}), "Note what it leaves behind",
        {"kind": "skill", "name": "Reading scans"}, _left_behind,
    ),
    "tools": Scenario(
        lambda _: Card("tools.overview"), "Add a tool",
        {"name": "DeepL", "purposes": "translating manuals", "content": "public,internal", "approved_by": "IT"}, _vetted,
    ),
    "campaigns": Scenario(
        lambda _: Card("campaigns.overview"), "Plan a campaign",
        {"theme": "Invoices", "first": "2027-03-01", "last": "2027-03-26", "extras": "Which site: Lyon, Paris"}, _called_for,
    ),
    "learn": Scenario(
        lambda _: Card("learn.list"), "Add a card",
        {"title": "Contracts", "first": "Ask legal first", "link": "https://example.com", "need": "sensitive"}, _teaches,
    ),
    "workshops": Scenario(
        lambda _: Card("workshops.list"), "Add a workshop",
        {"title": "Asking well", "about": "Prompts", "day": "2027-03-01", "hour": "14:30", "where": "Room 2", "places": "12",
         "need": "never"}, _invites,
    ),
    "worry": Scenario(
        lambda _: Card("privacy.card"), "Ask without my name", {"text": "Who reads our prompts?"}, _asked_without_a_name,
    ),
    "comments": Scenario(
        lambda one: Card("mine.initiative", {"initiative": one.initiative.id}), "Comment",
        {"comment": "It reads scans, too"}, _said,
    ),
    "admin": Scenario(lambda _: Card("admin.overview"), "Change day, hour and language", {"hour": "10"}, _asked_at_ten),
}  # fmt: skip


async def begun(chat: Chat, scenario: Scenario, *, one_by_one: bool) -> Started:
    """Everything in place, and the card with the button in the person's chat."""
    await chat.says("help")
    place = chat.place
    async with place.engine.store.transaction(place.now) as store:
        account = await store.account(place.organisation, place.workspace, place.external)
        assert account is not None
        person = await store.person(place.organisation, account.person)
        assert person is not None
        kept = replace(person, one_by_one=one_by_one)
        await store.keep_person(kept)
        started = _started(await store.organisation(place.organisation), kept, place.channel, scenario.stage, chat)
        if scenario.deputises:
            started.initiative = replace(started.initiative, owner="another", deputy=kept.id)
        if scenario.anothers:
            await store.keep_person(Person("another", place.organisation, "Another"))
            started.initiative = replace(started.initiative, owner="another", proposer="another", silence=None)
            await store.keep_user(_use(started, chat))
            await store.keep_check_in(_answer(started, chat))
        for name in ("Colleague", "Neighbour"):
            await store.keep_person(Person(name.casefold(), place.organisation, name))
        await store.add_initiative(started.initiative)
        if scenario.others:
            await store.add_initiative(replace(started.initiative, id="the other", proposer="another", owner=""))
        await store.keep_story(started.story)
        asked = reinvestment_id(kept.id, "2026-12")
        about = (started.initiative.id,)
        await store.keep_reinvestment(
            Reinvestment(asked, place.organisation, kept.id, "2026-12", Decimal(8), about, place.now)
        )
        if scenario.asks:
            await store.claim_nudge(_nudge(started, chat))
        post = Post(To(person=kept.id, workspace=place.workspace), scenario.card(started))
        await store.queue(row_of(place.organisation, post, "the card", place.now))
    await chat.settled()
    return started


def _started(organisation: Organisation, person: Person, channel: str, stage: Stage, chat: Chat) -> Started:
    now = chat.place.now
    today = local_day(now, person.zone)
    begun = today - timedelta(days=14)
    kpi = Kpi("k", "hours a week", "h", Direction.DOWN, Decimal(42), begun - timedelta(days=3), Decimal(20))
    initiative = Initiative(
        "the initiative", organisation.id, "Read the fields", "pain", "us", Decimal(42), "Read the fields", "",
        Sensitivity.UNKNOWN, (kpi,), person.id, "", now - timedelta(days=20), stage=stage, reviewers=(person.id,),
    )  # fmt: skip
    if stage is Stage.TRIAL:
        trial = Trial(begun, 4, now + timedelta(days=14))
        initiative = replace(initiative, owner=person.id, sponsor=person.id, trial=trial, co_owners=("neighbour",))
        silence = Silence(Unheard.SILENT, now, person.id, (person.id,), (), 2)
        initiative = replace(initiative, silence=silence)
    win = Win(WinKind.FIRST_RESULT, "k", Decimal(20), today)
    story = Story("the story", organisation.id, initiative.id, person.id, win, now)
    return Started(organisation, person, initiative, story, iso_week(today))


def _use(started: Started, chat: Chat) -> User:
    """The person uses what the initiative made, and was asked how useful it is."""
    key, now = user_id(started.initiative.id, started.person.id), chat.place.now
    fortnight, person = started.fortnight, started.person
    return User(key, person.organisation, started.initiative.id, person.id, "another", now, None, fortnight, fortnight)


def _answer(started: Started, chat: Chat) -> CheckIn:
    """Another one's number of this week, which the person is asked to confirm."""
    key, number, now = check_in_id(started.initiative.id, started.week), Decimal(31), chat.place.now
    asked = Confirmation("the question", "k", number, started.person.id, "another", now)
    return CheckIn(
        key, started.organisation.id, started.initiative.id, started.week, "another", now, (("k", number),),
        confirmations=(asked,),
    )  # fmt: skip


def _nudge(started: Started, chat: Chat) -> Nudge:
    person = started.person
    return Nudge(
        nudge_id(person.id, started.week), person.organisation, person.id, started.week, "the card", chat.place.now,
        (started.initiative.id,),
    )  # fmt: skip


async def answered_one_by_one(chat: Chat, scenario: Scenario) -> None:
    """Types what is to be answered, keeps what is proposed, leaves out the rest, and sends the summary."""
    for _ in range(40):
        buttons = chat.buttons()
        if "Change an answer" in buttons:
            await chat.press(buttons[0])
            return
        typed = await _typed(chat, scenario)
        if typed:
            await chat.says(typed)
        elif kept := [label for label in buttons if label.startswith("Use ")]:
            await chat.press(kept[0])
        elif "Answer them" in buttons:
            await chat.press("Answer them")
        elif "Done" in buttons:
            await chat.press("Done")
        elif "Skip" in buttons:
            await chat.press("Skip")
        else:
            await chat.says(chat.place.channel)
    raise AssertionError(chat.newest())


async def _typed(chat: Chat, scenario: Scenario) -> str:
    """The answer to the question that is asked, by the draft that asks it."""
    place = chat.place
    async with place.engine.store.transaction(place.now) as store:
        account = await store.account(place.organisation, place.workspace, place.external)
        assert account is not None
        drafts = await store.drafts_of(place.organisation, account.person)
    (asking,) = {draft.asking for draft in drafts if draft.mode == "prompts" and not draft.done}
    return scenario.answers.get(asking, "")


def _picked(conversation: str, chat: Chat) -> dict[str, str]:
    """What is picked from a list, by the platform's own id."""
    picked = {
        "story": {"channel": chat.place.channel},
        "delegate": {"deputy": chat.place.external},
        "users": {"people": chat.place.external},
        "co_owners": {"people": chat.place.external},
    }
    return picked.get(conversation, {})


@pytest.mark.parametrize("way", ["form", "prompts"])
@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("conversation", ASKING)
async def test_a_conversation_is_lived_to_its_end(conversation: str, where: str, way: str, tmp_path: Path) -> None:
    scenario = SCENARIOS[conversation]
    async with PLACES[where](tmp_path) as chat:
        started = await begun(chat, scenario, one_by_one=way == "prompts")
        await chat.press(scenario.label)
        if way == "form":
            await chat.fill(**{**scenario.answers, **_picked(conversation, chat)})
        else:
            await answered_one_by_one(chat, scenario)
        async with chat.place.engine.store.transaction(chat.place.now) as store:
            assert await scenario.came_true(store, started), chat.newest()


@pytest.mark.parametrize("way", ["form", "prompts"])
@pytest.mark.parametrize("where", PLACES)
async def test_what_is_close_is_shown_first_and_ones_own_goes_in_as_it_was_typed(
    where: str, way: str, tmp_path: Path
) -> None:
    close = {"pain": "pain", "idea": "Read the fields"}
    scenario = replace(SCENARIOS["propose"], answers={**SCENARIOS["propose"].answers, **close}, others=True)
    async with PLACES[where](tmp_path) as chat:
        started = await begun(chat, scenario, one_by_one=way == "prompts")
        await chat.press(scenario.label)
        await (chat.fill(**scenario.answers) if way == "form" else answered_one_by_one(chat, scenario))
        assert "Read the fields" in chat.newest()
        await chat.press("Go on with mine")
        async with chat.place.engine.store.transaction(chat.place.now) as store:
            newest = (await store.portfolio(started.organisation.id))[-1]
        assert (newest.pain, newest.idea, newest.hours) == ("pain", "Read the fields", Decimal(12))
        assert newest.likeness is not None
        assert set(newest.likeness.near) == {"the initiative", "the other"}


def test_every_conversation_is_among_these() -> None:
    assert (sorted(SCENARIOS), sorted({*WORDS, *BESIDE})) == (ASKING, SHOWING)


WORDS = {
    "connect": "connect",
    "dashboard": "one page",
    "digest": "The week in initiatives",
    "help": "propose",
    "ledger": "Your check-ins",
    "mine": "Your initiatives",
    "privacy": "What is stored",
    "unreached": "Everybody was reached",
    "upcoming": "The next seven days",
    "value": "What came of it",
}
"""What stands on the card of a conversation that asks nothing."""
BESIDE = ("file", "further", "held", "history", "home", "lost_posts", "misunderstood", "prompts", "waiting")
"""No conversations of their own: what a button shows and what is said around the others; test_files.py has files."""


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("conversation", sorted(WORDS))
async def test_a_conversation_that_asks_nothing_is_shown(conversation: str, where: str, tmp_path: Path) -> None:
    async with PLACES[where](tmp_path) as chat:
        await begun(chat, SCENARIOS["check_in"], one_by_one=False)
        await chat.says(conversation)
        assert WORDS[conversation] in chat.newest()


@pytest.mark.parametrize("where", PLACES)
async def test_an_admin_takes_somebody_off_the_list_of_those_not_reached(where: str, tmp_path: Path) -> None:
    async with PLACES[where](tmp_path) as chat:
        started = await begun(chat, SCENARIOS["settings"], one_by_one=False)
        async with chat.place.engine.store.transaction(chat.place.now) as store:
            ben = replace(started.person, id="ben", name="Ben", admin=False)
            await store.keep_person(ben)
            post = Post(To(person=ben.id), Card("check_in.nudge", {"person": ben.id, "week": started.week}))
            row = row_of(chat.place.organisation, post, "lost", chat.place.now)
            await store.queue(replace(row, due_at=None, state=DeliveryState.FAILED, reason=Reason.CLOSED.value))
        await chat.says("unreached")
        assert "their account there is closed" in chat.newest()
        await chat.press("I have told Ben")
        assert "Everybody was reached" in chat.newest()


@pytest.mark.parametrize("where", PLACES)
async def test_a_proposal_that_waits_for_a_word_is_found_opened_and_thrown_away(where: str, tmp_path: Path) -> None:
    async with PLACES[where](tmp_path) as chat:
        started = await begun(chat, SCENARIOS["check_in"], one_by_one=False)
        org = chat.place.organisation
        held = Held("held", org, started.person.id, replace(started.initiative, id="mine"), (), chat.place.now)
        async with chat.place.engine.store.transaction(chat.place.now) as store:
            await store.hold_proposal(held)
        await chat.says("mine")
        await chat.press("Look at it again")
        assert "Yours is kept as you typed it" in chat.newest()
        await chat.says("mine")
        await chat.press("Throw it away")
        async with chat.place.engine.store.transaction(chat.place.now) as store:
            assert await store.proposals_held_for(org, started.person.id) == []


@pytest.mark.parametrize(("label", "fate"), [("Keep it", Fate.KEPT), ("Not this number", Fate.REFUSED)])
@pytest.mark.parametrize("where", PLACES)
async def test_an_owner_says_whether_a_number_of_a_system_is_right(
    where: str, label: str, fate: Fate, tmp_path: Path
) -> None:
    async with PLACES[where](tmp_path) as chat:
        started = await begun(chat, SCENARIOS["check_in"], one_by_one=False)
        org, today = chat.place.organisation, date.fromisoformat(f"{started.week}-1")
        number = WaitingNumber(
            "a slip",
            org,
            started.initiative.id,
            "k",
            Decimal(420),
            today,
            "SAP",
            chat.place.now,
            question="the question",
        )
        about = {"initiative": started.initiative.id, "question": "the question"}
        async with chat.place.engine.store.transaction(chat.place.now) as store:
            await store.keep_waiting_number(number)
            post = Post(To(person=started.person.id, workspace=chat.place.workspace), Card("waiting.asked", about))
            await store.queue(row_of(org, post, "the question", chat.place.now))
        await chat.settled()
        await chat.press(label)
        async with chat.place.engine.store.transaction(chat.place.now) as store:
            kept = await store.waiting_number(org, "a slip")
            readings = await store.readings(org, started.initiative.id)
        assert kept == replace(number, fate=fate)
        assert [one.value for one in readings] == ([Decimal(420)] if fate is Fate.KEPT else [])
