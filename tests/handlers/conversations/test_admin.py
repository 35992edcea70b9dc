"""Administration: the first set-up, who answers what, the channel, the usual hours; for admins and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from json import dumps

import pytest

from bot.sandbox import render as sandbox
from bot.slack import render as slack
from bot.teams import render as teams
from bot.teams.naming import named
from handlers.conversation import Card
from handlers.messenger import SendFailed
from handlers.requests import ShowMessage, Submitted
from initiatives.people import Cadence, ReviewRule, Spot
from storage.records import Chat
from tests.made import company, press_in_chat, proposed, running, summary_of
from tests.world import ORG, Actor, World

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BUTTONS = {
    "Change who answers": "kind",
    "Change the channel": "channel",
    "Change day, hour and language": "language",
    "Change the calendar": "working_days",
}


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def root(world: World) -> Actor:
    return await world.person("Root", admin=True)


async def opens(actor: Actor, label: str) -> None:
    await actor.command("admin")
    await actor.press(label)


async def reviewers_of(world: World, initiative: str) -> tuple[str, ...]:
    async with world.store.transaction(world.clock.at) as store:
        found = await store.initiative(ORG, initiative)
    assert found is not None
    return found.reviewers


async def planned(actor: Actor, **own: int) -> None:
    """Next asked on Monday at nine."""
    async with actor.world.store.transaction(actor.world.clock.at) as store:
        person = await store.person(ORG, actor.id)
        assert person is not None
        await store.keep_person(replace(person, nudge_at=MONDAY, **own))  # type: ignore[arg-type]


# the first set-up


async def test_an_admin_sets_everything_up_by_form() -> None:
    world = await World().founded(set_up=False, stories=None)
    root, ben = await world.person("Root", admin=True), await world.person("Ben")
    await root.says("hi")
    await root.press("Set up Quickwin")
    await root.fill(
        language="fr", zone="Paris", day="tuesday", hour="8", currency="chf", channel="wins", people="U-ben",
    )  # fmt: skip
    assert "Acme is set up." in root.told
    now = await company(world)
    assert (now.set_up, now.language, now.zone, now.currency) == (True, "fr", "Europe/Paris", "CHF")
    assert (now.check_in_day, now.check_in_hour, now.stories) == (1, 8, Spot("W1", "wins"))
    assert now.reviewers == (ReviewRule("everybody", "", (ben.id,)),)
    assert now.digest_at == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


async def test_an_admin_sets_everything_up_in_the_chat() -> None:
    world = await World().founded(set_up=False, stories=None)
    root, ben = await world.person("Root", admin=True), await world.person("Ben")
    await root.says("hi")
    await press_in_chat(root, "Set up Quickwin")
    assert "Set up Quickwin: question 1 of 7" in root.last.text
    await root.press("Use English")
    await root.says("Atlantis")
    assert "Write a time zone like Europe/Paris" in root.last.text
    await root.says("Europe/Paris")
    await root.press("Tuesday")
    await root.says("8")
    await root.says("gold")
    assert "This is 4 characters long; 3 fit." in root.last.text
    await root.says("usd")
    await root.press("Skip")
    await root.says("@Ben", others=(ben,))
    assert "Who answers proposals?: Ben" in root.last.text
    await root.press("Save the set-up")
    now = await company(world)
    assert (now.set_up, now.check_in_day, now.currency, now.stories) == (True, 1, "USD", None)
    assert now.reviewers[0].people == (ben.id,)


async def test_with_nobody_named_the_admins_answer() -> None:
    world = await World().founded(set_up=False)
    root = await world.person("Root", admin=True)
    ada = await world.person("Ada")
    await proposed(world, ada, 1)
    await root.says("hi")
    await root.press("Set up Quickwin")
    await root.fill()
    assert (await company(world)).reviewers == ()
    assert await reviewers_of(world, "i1") == (root.id,)
    assert "Approve as a trial" in root.last.buttons


async def test_proposals_made_before_the_set_up_reach_those_who_answer_them_once() -> None:
    world = await World().founded(set_up=False)
    ada, ben = await world.person("Ada"), await world.person("Ben")
    for number in range(3):
        await proposed(world, ada, number)
    root = await world.person("Root", admin=True)
    await opens(root, "Set up Quickwin")
    await root.fill(people="U-ben")
    await opens(root, "Change who answers")
    await root.fill(kind="everybody")
    await root.fill(people="U-ben")
    assert [await reviewers_of(world, f"i{number}") for number in range(3)] == [(ben.id,)] * 3
    assert len([shown for shown in ben.reads if "Approve as a trial" in shown.buttons]) == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"zone": "Nowhere"}, "zone"),
        ({"hour": "24"}, "hour"),
        ({"hour": "8.5"}, "hour"),
        ({"hour": ""}, "hour"),
        ({"day": "x"}, "day"),
        ({"language": "de"}, "language"),
        ({"currency": "XQZ"}, "currency"),
        ({"people": "U-nobody"}, "people"),
    ],
)
async def test_a_wrong_answer_is_asked_again_and_then_it_is_saved(wrong: dict[str, str], field: str) -> None:
    world = await World().founded(set_up=False)
    root = await world.person("Root", admin=True)
    await opens(root, "Set up Quickwin")
    await root.fill(**{"currency": "USD", **wrong})
    assert list(root.errors) == [field]
    assert root.form.answers[field] == wrong[field]
    assert not (await company(world)).set_up
    right = {"language": "en", "zone": "UTC", "day": "monday", "hour": "9", "currency": "USD", "people": "U-root"}
    await root.fill(**right)
    assert (await company(world)).currency == "USD"


# who may


async def test_nobody_but_an_admin_may_use_any_of_it(world: World, root: Actor) -> None:
    ada = await world.person("Ada")
    await root.command("admin")
    assert isinstance(root.answer, ShowMessage)
    tokens = [root._token(label, None) for label in BUTTONS]
    forms = []
    for label in BUTTONS:
        await opens(root, label)
        forms.append(root.form.token)
    before = await company(world)
    for token in tokens:
        await ada.press_token(token)
        assert "Only the people responsible for this can do that." in ada.last.text
    for token in forms:
        await ada._does(Submitted(token, {"kind": "everybody", "people": "U-ada", "channel": "x"}))
        assert "Only the people responsible for this can do that." in ada.last.text
    await ada.command("admin")
    assert "Only the people responsible for this can do that." in ada.told
    assert await company(world) == before


async def test_who_stops_being_admin_loses_it_at_once(world: World, root: Actor) -> None:
    await opens(root, "Change the channel")
    root.visitor = replace(root.visitor, admin=False)
    await root.fill(channel="secret")
    assert "Only the people responsible for this can do that." in root.told
    assert (await company(world)).stories == Spot("W1", "wins")


# who answers


async def test_who_answers_for_a_team_is_set_by_form(world: World, root: Actor) -> None:
    ben = await world.person("Ben")
    await opens(root, "Change who answers")
    await root.fill(kind="team")
    await root.fill(team="Finance", people="U-ben")
    assert "Team Finance: Ben" in root.told
    assert (await company(world)).reviewers_for(" finance ", ()) == (ben.id,)


async def test_who_answers_for_a_function_is_set_in_the_chat(world: World, root: Actor) -> None:
    ben = await world.person("Ben")
    await root.says("admin")
    await press_in_chat(root, "Change who answers")
    await root.press("Proposals of one function")
    await root.press("Human resources")
    await root.says("@Ben", others=(ben,))
    await root.press("Save it")
    assert "Function Human resources: Ben" in root.last.text


async def test_without_people_a_rule_is_removed_and_one_that_is_not_there_is_refused(world: World, root: Actor) -> None:
    await world.person("Ben")
    await opens(root, "Change who answers")
    await root.fill(kind="team")
    await root.fill(team="Finance", people="")
    assert root.errors == {"people": "This one is needed."}
    await root.fill(people="U-ben")
    assert len((await company(world)).reviewers) == 1
    await opens(root, "Change who answers")
    await root.fill(kind="team")
    await root.fill(team="FINANCE ", people="")
    assert (await company(world)).reviewers == ()


async def test_a_change_acts_at_once_on_what_waits(world: World, root: Actor) -> None:
    ada, ben, eve = [await world.person(name) for name in ("Ada", "Ben", "Eve")]
    await proposed(world, ada, 1)
    for name, person in (("U-ben", ben), ("U-eve", eve), ("U-ben", ben)):
        await opens(root, "Change who answers")
        await root.fill(kind="everybody")
        await root.fill(people=name)
        assert await reviewers_of(world, "i1") == (person.id,)
        assert "Approve as a trial" in person.last.buttons
    assert "Read invoices 1 is answered by Ben now." in eve.last.text
    assert not eve.last.buttons
    assert len(ben.reads) == 1


async def test_a_decided_proposal_stays_with_whoever_answered_it(world: World, root: Actor) -> None:
    ada = await world.person("Ada")
    await running(world, ada, 1, reviewers=(ada.id,))
    await opens(root, "Change who answers")
    await root.fill(kind="everybody")
    await root.fill(people="U-root")
    assert await reviewers_of(world, "i1") == (ada.id,)


# the channel and the usual hours


async def test_the_channel_is_a_mention_on_slack_and_a_name_elsewhere(world: World, root: Actor) -> None:
    await world.organisation(lambda company: replace(company, stories=Spot("W1", "C0123ABC")))
    for text in ("admin", "digest"):
        await root.says(text)
        message, reader = root.last.message, root.last.reader
        drawn = dumps(slack.message(message, reader)["blocks"])
        assert "<#C0123ABC>" in drawn and "#C0123ABC" not in drawn.replace("<#C0123ABC>", "")
    await world.organisation(lambda company: replace(company, stories=Spot("W1", "wins")))
    await root.says("admin")
    assert "<dd>#wins</dd>" in sandbox.message(root.last.message, root.last.reader)
    chats = [Chat("W1:wins", ORG, "W1", "channel", "wins", "19:wins", "https://example.org", "Our wins")]
    assert "#Our wins" in dumps(teams.message(root.last.message, named(root.last.reader, chats)))


async def test_a_channel_answered_in_the_chat_is_shown_as_one(world: World, root: Actor) -> None:
    await root.says("admin")
    await press_in_chat(root, "Change the channel")
    assert "[Use #wins]" in root.last.text
    await root.says("C0123ABC")
    drawn = dumps(slack.message(root.last.message, root.last.reader)["blocks"])
    assert "<#C0123ABC>" in drawn
    await root.press("Save the channel")
    assert (await company(world)).stories == Spot("W1", "C0123ABC")


@pytest.mark.parametrize("typed", ["#nowhere", "some words of course"])
async def test_a_channel_nobody_knows_is_asked_again_in_the_chat(world: World, root: Actor, typed: str) -> None:
    await root.says("admin")
    await press_in_chat(root, "Change the channel")
    await root.says(typed)
    assert "I do not know that channel." in root.last.text
    assert (await company(world)).stories == Spot("W1", "wins")


async def test_the_channel_is_set_and_taken_away(world: World, root: Actor) -> None:
    await opens(root, "Change the channel")
    assert root.form.answers["channel"] == "wins"
    await root.fill(channel="news")
    assert (await company(world)).stories == Spot("W1", "news")
    await opens(root, "Change the channel")
    await root.fill(channel="")
    assert "No channel yet: nothing is posted" in root.told
    assert (await company(world)).stories is None


async def test_another_usual_day_moves_those_who_chose_none_and_the_digest(world: World, root: Actor) -> None:
    ada, ben, eve = [await world.person(name) for name in ("Ada", "Ben", "Eve")]
    await running(world, ada, 1)
    await running(world, ben, 2)
    await planned(ada)
    await planned(ben, nudge_day=0, nudge_hour=9)
    await opens(root, "Change day, hour and language")
    await root.fill(day="wednesday", hour="10")
    wednesday = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    assert (await ada.me()).nudge_at == wednesday
    assert (await ben.me()).nudge_at == MONDAY
    assert (await eve.me()).nudge_at is None
    assert (await company(world)).digest_at == wednesday + timedelta(hours=1)


async def test_another_usual_day_in_a_week_that_was_asked_asks_nobody_twice(world: World, root: Actor) -> None:
    ada = await world.person("Ada")
    await running(world, ada, 1)
    await planned(ada)
    await world.next_monday()
    await opens(root, "Change day, hour and language")
    await root.fill(day="thursday")
    await world.later(days=7)
    keys = [shown.key for shown in ada.reads if shown.key.startswith("nudge.")]
    assert len(keys) == 1
    assert (await ada.me()).nudge_at == datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


async def test_the_usual_settings_can_be_changed_in_the_chat(world: World, root: Actor) -> None:
    await root.says("admin")
    await press_in_chat(root, "Change day, hour and language")
    await root.press("Français")
    for _ in range(3):
        use = next(label for label in root.last.buttons if label.startswith("Use "))
        await root.press(use)
    await root.says("chf")
    await root.press("Save them")
    assert ((await company(world)).language, (await company(world)).currency) == ("fr", "CHF")


# the overview


async def test_the_overview_shows_what_waits_longest_first_and_how_much_more(world: World, root: Actor) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await proposed(world, ada, 0)
    for number in range(1, 8):
        await proposed(world, ada, number, (ben.id,))
    await root.command("admin")
    assert "8 proposals wait for an answer" in root.told
    assert "Read invoices 0, since Oct 1, 2026: nobody answers it yet" in root.told
    assert "Read invoices 4, since Oct 1, 2026: with Ben" in root.told
    assert "Read invoices 5" not in root.told
    assert "and 3 more" in root.told


async def test_the_overview_names_whoever_could_not_be_reached(world: World, root: Actor) -> None:
    ada = await world.person("Ada")
    await running(world, ada, 1)
    await planned(ada)
    world.outbox.trouble.append(SendFailed("account_inactive", "never"))
    await world.next_monday()
    await root.command("admin")
    assert "1 person could not be reached: Ada" in root.told


async def test_what_a_former_reviewer_reads_of_something_gone(root: Actor) -> None:
    assert (
        await summary_of(root, Card("admin.handed_over", {"initiative": "gone"}))
        == "This proposal is not there any more."
    )


# the calendar of everybody

CALENDAR = {
    "working_days": "monday,tuesday,wednesday,thursday",
    "place": "DE-BY",
    "quiet_from": "18",
    "quiet_to": "8",
    "cadence": "fortnightly",
    "most_messages": "4",
    "fresh_days": "0",
    "remind_after": "0",
    "silent_weeks": "3",
}


async def test_the_calendar_of_everybody_is_set_and_shown(world: World, root: Actor) -> None:
    await opens(root, "Change the calendar")
    assert root.form.answers["working_days"] == "monday,tuesday,wednesday,thursday,friday"
    await root.fill(**CALENDAR)
    now = await company(world)
    assert (now.working_days, now.country, now.region, now.cadence) == ((0, 1, 2, 3), "DE", "BY", Cadence.FORTNIGHTLY)
    assert (now.quiet_from, now.quiet_to, now.most_messages) == (18, 8, 4)
    assert (now.fresh_days, now.remind_after, now.silent_weeks) == (0, 0, 3)
    assert "Public holidays: DE-BY" in root.told
    assert "Reminder after: never" in root.told
    assert "Sponsor asked after: 3 weeks without an answer" in root.told


@pytest.mark.parametrize(
    ("wrong", "field", "why"),
    [
        ({"working_days": ""}, "working_days", "This one is needed."),
        ({"place": "Atlantis"}, "place", "No public holidays are known for that country."),
        ({"quiet_from": "8", "quiet_to": "18"}, "quiet_from", "The check-in comes at 9:00\u202fAM."),
        ({"quiet_from": ""}, "quiet_from", "This one is needed."),
        ({"most_messages": "21"}, "most_messages", "It has to be 20 or less."),
        ({"fresh_days": "7"}, "fresh_days", "It has to be 6 or less."),
        ({"remind_after": "-1"}, "remind_after", "It has to be 0 or more."),
        ({"silent_weeks": "1.5"}, "silent_weeks", "Write a whole number."),
    ],
)
async def test_a_wrong_answer_about_the_calendar_is_asked_again_and_then_saved(
    world: World, root: Actor, wrong: dict[str, str], field: str, why: str
) -> None:
    await opens(root, "Change the calendar")
    before = await company(world)
    await root.fill(**{**CALENDAR, **wrong})
    assert list(root.errors) == [field]
    assert root.errors[field].startswith(why)
    assert await company(world) == before
    await root.fill(**CALENDAR)
    assert (await company(world)).most_messages == 4


async def test_whoever_chose_nothing_else_is_planned_anew_by_the_calendar_of_everybody(
    world: World, root: Actor
) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await running(world, ada, 1)
    await running(world, ben, 2)
    await planned(ada)
    await planned(ben, working_days=(0,))  # type: ignore[arg-type]
    await opens(root, "Change the calendar")
    await root.fill(working_days="tuesday,wednesday")
    assert (await ada.me()).nudge_at == MONDAY + timedelta(days=1)
    assert (await ben.me()).nudge_at == MONDAY


async def test_a_usual_hour_inside_the_quiet_ones_is_refused_and_another_is_taken(world: World, root: Actor) -> None:
    await opens(root, "Change day, hour and language")
    await root.fill(hour="20")
    assert root.errors["hour"].startswith("Nobody is written to from 7:00\u202fPM to 8:00\u202fAM.")
    await root.fill(hour="10")
    assert (await company(world)).check_in_hour == 10
