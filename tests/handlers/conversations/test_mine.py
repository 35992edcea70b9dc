"""What is mine: parts in order, at most four buttons each, pages when there is more, drafts that go on or are deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from handlers.conversation import Card
from handlers.requests import ShowForm
from handlers.ui import Buttons
from initiatives.initiative import Decision, Stage, Trial
from initiatives.kpi import Direction, Kpi
from initiatives.people import ReviewRule
from initiatives.silence import Silence, Unheard
from initiatives.wins import Point
from storage.weeks import Nudge
from tests.made import STARTED, drafts_of, drawn, press_in_chat, proposed, running
from tests.world import NOW, ORG, Actor, World


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def ada(world: World) -> Actor:
    return await world.person("Ada")


async def reviews(world: World, who: Actor) -> None:
    await world.organisation(lambda company: company.with_reviewers(ReviewRule("everybody", "", (who.id,))))


async def test_somebody_new_is_invited_to_propose(ada: Actor) -> None:
    await ada.command("mine")
    assert "Nothing of yours is here yet." in ada.told
    await ada.press("Propose an initiative")
    assert isinstance(ada.answer, ShowForm)


async def test_a_trial_shows_its_number_its_next_step_and_its_buttons(world: World, ada: Actor) -> None:
    await running(world, ada, 1)
    await ada.says("mine")
    assert (
        "Read invoices 1, in trial. hours on invoices: 31 now, target 20 h. Next: the trial is looked at on"
        in ada.last.text
    )
    assert list(ada.last.buttons) == [
        "Check in",
        "Ask for confirmation",
        "Who uses it",
        "More",
        "What came of it",
    ]


async def test_its_buttons_answer_the_check_in_and_stop_it(world: World, ada: Actor) -> None:
    await running(world, ada, 1)
    await ada.says("mine")
    await ada.press("Check in")
    assert isinstance(ada.answer, ShowForm)
    await ada.press("More", on=ada.last)
    await ada.press("Stop it", on=ada.last)
    assert ada.form.form.questions[0].name == "tried"


async def test_without_a_baseline_the_next_step_is_to_measure_it(world: World, ada: Actor) -> None:
    bare = Kpi("k1", "errors", "a week", Direction.DOWN, target=Decimal(2))
    await running(world, ada, 1, kpis=(bare,), recent=())
    await ada.says("mine")
    assert "Next: measure the number as it is today." in ada.last.text


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.VALIDATION, "in validation"),
        (Stage.REPLICATION, "in replication"),
        (Stage.RUNNING, "running"),
        (Stage.PARKED, "parked"),
        (Stage.DECLINED, "declined"),
        (Stage.STOPPED, "stopped"),
    ],
)
async def test_every_stage_is_named(world: World, ada: Actor, stage: Stage, words: str) -> None:
    why = (Decision(ada.id, stage, "the scans are too poor", datetime(2026, 11, 1, tzinfo=UTC)),)
    await running(world, ada, 1, stage=stage, decisions=why)
    await ada.says("mine")
    assert f"Read invoices 1, {words}." in ada.last.text
    over = stage in (Stage.PARKED, Stage.DECLINED, Stage.STOPPED)
    assert ("the scans are too poor" in ada.last.text) == over
    assert ("Check in" in ada.last.buttons) != over


async def test_what_is_under_way_comes_before_what_waits_and_what_is_over(world: World, ada: Actor) -> None:
    await running(world, ada, 1, stage=Stage.STOPPED)
    await proposed(world, ada, 2)
    await running(world, ada, 3)
    await ada.says("mine")
    places = [ada.last.text.index(f"Read invoices {number}") for number in (3, 2, 1)]
    assert places == sorted(places)


async def test_a_proposal_says_who_answers_it(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    await proposed(world, ada, 1, (ben.id,))
    await ada.says("mine")
    assert "Next: an answer from Ben." in ada.last.text


async def test_a_reviewer_sees_what_waits_for_them_and_opens_it(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    await reviews(world, ben)
    await proposed(world, ada, 1, (ben.id,))
    await ben.says("mine")
    assert ben.last.text.startswith("Waiting for your answer")
    assert "Read invoices 1, proposed by Ada on Oct 1, 2026" in ben.last.text
    await ben.press("Look at the proposal")
    assert "Approve as a trial" in ben.last.buttons


async def test_who_no_longer_answers_it_cannot_open_it(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    await reviews(world, ben)
    await proposed(world, ada, 1, (ben.id,))
    await ben.says("mine")
    await reviews(world, ada)
    await ben.press("Look at the proposal")
    assert "Only the people responsible for this can do that." in ben.last.text


async def test_a_check_in_that_was_asked_comes_first(world: World, ada: Actor) -> None:
    made = await running(world, ada, 1)
    async with world.store.transaction(world.clock.at) as store:
        await store.claim_nudge(Nudge(f"{ada.id}.2026-W47", ORG, ada.id, "2026-W47", "", NOW, (made.id, "gone")))
    await ada.says("mine")
    assert ada.last.text.startswith("This week’s check-ins\nRead invoices 1: hours on invoices: 31 now, target 20 h")
    await ada.press("Answer the check-in")
    assert isinstance(ada.answer, ShowForm)


async def test_each_part_is_shortened_and_its_pages_hold_all_of_it(world: World, ada: Actor) -> None:
    for number in range(23):
        await running(world, ada, number)
    await ada.says("mine")
    await ada.press("Show 19 more")
    seen, pages = "", 0
    while True:
        seen, pages = seen + ada.last.text + "\n", pages + 1
        if "Further ones" not in ada.last.buttons:
            break
        await ada.press("Further ones")
    assert pages == 3
    assert "21 to 23 of 23" in ada.last.text
    assert all(seen.count(f"Read invoices {number},") == 1 for number in range(23))
    assert len(ada.reads) == 1
    await ada.press("Earlier ones")
    assert "11 to 20 of 23" in ada.last.text
    await ada.press("Show everything")
    assert "Show 19 more" in ada.last.buttons


async def test_with_hundreds_of_everything_a_message_keeps_below_fifty_parts_and_five_buttons_each(
    world: World, ada: Actor
) -> None:
    ben = await world.person("Ben")
    await reviews(world, ada)
    asked = []
    for number in range(100):
        asked.append((await running(world, ada, number)).id)
        await proposed(world, ada, 100 + number, (ada.id,))
        await running(world, ben, 200 + number, sponsor=ada.id)
    async with world.store.transaction(world.clock.at) as store:
        await store.claim_nudge(Nudge(f"{ada.id}.2026-W47", ORG, ada.id, "2026-W47", "", NOW, tuple(asked)))
    for _ in range(7):
        await ada.says("propose")
        await ada.says("we copy invoices")
        await ada.says("cancel")
    await ada.says("mine")
    blocks = ada.last.message.blocks
    assert len(blocks) <= 50
    assert max(len(block.buttons) for block in blocks if isinstance(block, Buttons)) == 4
    assert {"Show 96 more", "Show 196 more", "Show 3 more"} <= set(ada.last.buttons)


async def test_a_draft_goes_on_in_the_chat_where_it_was_left(ada: Actor) -> None:
    for text in ("propose", "we copy invoices", "cancel", "mine"):
        await ada.says(text)
    assert "Propose an initiative: “we copy invoices”, last changed" in ada.last.text
    await ada.press("Go on with it")
    assert "Who feels it, and how many?" in ada.last.text


async def test_a_draft_is_deleted_for_good_and_the_list_shows_it(world: World, ada: Actor) -> None:
    await running(world, ada, 1)
    for text in ("propose", "we copy invoices", "cancel", "mine"):
        await ada.says(text)
    listed = ada.last
    await ada.press("Delete the draft", on=listed)
    assert "The draft is deleted." in ada.last.text
    assert await drafts_of(ada) == []
    assert "Read invoices 1" in listed.text
    assert "we copy invoices" not in listed.text


async def test_a_draft_is_deleted_from_the_answer_to_a_command_too(ada: Actor) -> None:
    for text in ("propose", "we copy invoices"):
        await ada.says(text)
    await ada.command("mine")
    await ada.press("Delete the draft")
    assert "The draft is deleted." in ada.last.text
    assert await drafts_of(ada) == []
    assert [shown.text for shown in ada.reads if shown.text == "This question is settled."]


async def test_a_draft_about_something_gone_can_only_be_deleted(world: World, ada: Actor) -> None:
    await running(world, ada, 1)
    await ada.says("mine")
    await ada.press("More", on=ada.last)
    await press_in_chat(ada, "Stop it")
    async with world.store.transaction(world.clock.at) as store:
        draft = (await store.drafts_of(ORG, ada.id))[0]
        await store.keep_draft(replace(draft, about={"initiative": "gone"}))
    await ada.says("mine")
    assert "A draft about something that is no longer there" in ada.last.text
    assert "Go on with it" not in ada.last.buttons


async def test_a_page_that_cannot_be_is_the_nearest_one(world: World, ada: Actor) -> None:
    for number in range(11):
        await running(world, ada, number, recent=(Point(Decimal(31), NOW.date(), "2026-W47"),))
    for page in ("99", "-1", "x", "²", ""):
        message = await drawn(ada, Card("mine.overview", {"part": "initiatives", "page": page}))
        assert 1 < len(message.blocks) <= 50


async def test_what_somebody_sponsors_is_listed_with_its_owner_and_can_be_stopped(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    await running(world, ben, 1, sponsor=ada.id)
    await ada.says("mine")
    assert ada.last.text.startswith("What you sponsor\nRead invoices 1, in trial. hours on invoices: 31 now")
    assert "Owner: Ben." in ada.last.text
    assert list(ada.last.buttons) == ["Give it to somebody else", "Let somebody else answer", "Stop it", "More"]
    await ada.press("Stop it")
    await ada.fill(tried="t", happened="h", why="w", reuse="r")
    assert "is stopped, and its lesson is kept." in ada.told
    await ada.command("mine")
    assert "Nothing of yours is here yet." in ada.told


async def test_a_sponsor_decides_from_the_list_when_the_weeks_are_over(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    await running(world, ben, 1, sponsor=ada.id, trial=Trial(STARTED, 1, None, asked=True))
    await ada.opens_home()
    assert "What you sponsor" in ada.told
    await ada.press("Decide what comes next")
    assert "Read invoices 1" in ada.last.text and "[Stop it, keep the lesson]" in ada.last.text


async def test_what_a_sponsor_proposed_or_owns_is_listed_once_and_can_be_stopped(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    made = await running(world, ben, 1, sponsor=ada.id, proposer=ada.id)
    await running(world, ada, 2, sponsor=ada.id)
    await ada.says("mine")
    assert "What you sponsor" not in ada.last.text and ada.last.text.count(made.title) == 1
    assert ada.last.text.count("[Stop it]") == 1 and ada.last.text.count("[Check in]") == 1
    await ben.says("mine")
    assert list(ben.last.buttons) == [
        "Check in",
        "Ask for confirmation",
        "Who uses it",
        "More",
        "What came of it",
    ]


async def test_its_own_card_has_everything_that_can_be_done_and_who_is_who(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    await running(world, ada, 1, sponsor=ben.id)
    await ada.says("mine")
    await ada.press("More", on=ada.last)
    assert "Read invoices 1, in trial. hours on invoices: 31 now, target 20 h." in ada.last.text
    assert "Owner: Ada" in ada.last.text and "Sponsor: Ben" in ada.last.text
    assert list(ada.last.buttons) == [
        "Check in", "Ask for confirmation", "Who uses it", "Let somebody else answer", "Stop it",
        "Own it together", "Look for help", "Comment",
    ]  # fmt: skip
    await ada.press("Let somebody else answer", on=ada.last)
    assert ada.form.form.questions[0].name == "deputy"


async def test_the_home_leads_to_its_card_too(world: World, ada: Actor) -> None:
    await running(world, ada, 1)
    await ada.opens_home()
    await ada.press("More")
    assert "Stop it" in ada.last.buttons


async def test_a_decision_that_is_due_and_the_end_of_a_pause_come_first(world: World, ada: Actor) -> None:
    until = NOW.date() + timedelta(days=9)
    await running(world, ada, 1, trial=Trial(STARTED, 1, None, asked=True), paused_until=until)
    await ada.says("mine")
    assert list(ada.last.buttons)[:4] == ["Decide what comes next", "Go on with it now", "Check in", "More"]


async def test_what_nobody_answers_for_is_first_given_on_or_paused(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    silence = Silence(Unheard.SILENT, NOW, ben.id, (ada.id,), (), 2)
    await running(world, ben, 1, silence=silence)
    await ada.says("mine")
    assert list(ada.last.buttons) == ["Give it to somebody else", "Pause it", "Stop it", "More"]


async def test_somebody_it_is_not_for_reads_no_card_of_it(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    made = await running(world, ada, 1)
    await ada.says("mine")
    token = ada.last.buttons["More"].token
    await ben.press_token(token)
    assert all(made.title not in shown.text for shown in ben.reads)
    with pytest.raises(AssertionError):
        await drawn(ben, Card("mine.initiative", {"initiative": made.id}))
