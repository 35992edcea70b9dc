"""Stopping: four answers, a lesson for everybody concerned, and no blame."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlers.requests import ShowForm
from initiatives.initiative import Effort, Initiative, Stage
from initiatives.lessons import Lesson
from storage.weeks import Nudge, NudgeState
from tests.handlers.started import in_trial, now_of, portfolio, proposed
from tests.world import NOW, ORG, World

LESSON = {
    "tried": "A model that reads the fields",
    "happened": "It read half of them",
    "why": "The scans are too dark",
    "reuse": "Check twenty scans first",
}


async def lessons_of(world: World, initiative: Initiative) -> list[Lesson]:
    async with world.store.transaction(world.clock.at) as store:
        return await store.lessons(ORG, initiative.id)


async def open_nudges(world: World, person: str) -> list[Nudge]:
    async with world.store.transaction(world.clock.at) as store:
        return await store.open_nudges(ORG, person)


async def test_the_only_one_goes_straight_to_its_questions_and_leaves_a_lesson() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)

    await ada.command("stop")
    assert ada.form.answers["tried"] == initiative.idea
    await ada.fill(**LESSON, days="3", cost="250")

    ended = await now_of(world, initiative)
    assert ended.stage is Stage.STOPPED
    assert ended.decisions[-1].by == ada.id and ended.decisions[-1].why == LESSON["why"]
    assert ended.effort_actual == Effort(Decimal(3), Decimal(250), "EUR", NOW.date())
    (lesson,) = await lessons_of(world, initiative)
    assert (lesson.tried, lesson.happened, lesson.why, lesson.reuse) == tuple(LESSON.values())
    assert all(answer in ada.told for answer in LESSON.values())
    assert (await ada.me()).nudge_at is None


async def test_everybody_who_had_a_part_hears_of_it_once_except_who_stopped_it() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    alan, linus = await world.person("Alan"), await world.person("Linus")
    await proposed(world, ada)
    await grace.press("Approve as a trial")
    await grace.fill(owner=alan.visitor.external)
    before = {person.visitor.name: len(person.reads) for person in (ada, alan, grace, linus)}

    await alan.command("arrêter")
    await alan.fill(**LESSON)

    for person in (ada, grace):
        new = person.reads[before[person.visitor.name] :]
        (told,) = [shown for shown in new if "A lesson kept" in shown.text]
        assert "Alan stopped" in told.text and LESSON["reuse"] in told.text and "Thank you" in told.text
    assert "2 people who had a part in it read it now." in alan.told
    assert len(alan.reads) == before["Alan"] and len(linus.reads) == before["Linus"]


async def test_the_words_blame_nobody() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace)
    await ada.command("stop")
    await ada.fill(**LESSON)
    await ada.command("stop")
    assert "Nothing of yours" in ada.told
    for text in (ada.told, grace.last.text):
        assert not {"fail", "blame", "fault", "mistake"} & set(text.casefold().split())
        assert "fail" not in text.casefold()


async def test_whoever_sponsors_it_reaches_it_by_the_command_too() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace)
    await grace.command("stop")
    await grace.fill(**LESSON)
    assert "stopped" in grace.told or "lesson" in grace.told.casefold()


async def test_of_several_the_person_picks() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    kept = await in_trial(world, ada, grace)
    other = await in_trial(world, ada, grace, idea="Translate the manuals", kpi="days per manual", change="12 to 4")

    await ada.command("stop")
    assert ada.told.count("[Stop ") == 2
    await ada.press("Stop Translate the manuals")
    await ada.fill(**LESSON)

    assert (await now_of(world, other)).stage is Stage.STOPPED
    assert (await now_of(world, kept)).stage is Stage.TRIAL
    assert (await ada.me()).nudge_at is not None, "the other one is still asked about"


async def test_with_nothing_under_way_it_says_so() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await proposed(world, ada)
    await ada.command("stop")
    assert ada.told == "Nothing of yours is under way at the moment."
    assert grace.reads


@pytest.mark.parametrize("missing", list(LESSON))
async def test_each_of_the_four_answers_is_needed_and_the_others_are_kept(missing: str) -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)
    await ada.command("stop")

    await ada.fill(**{**LESSON, missing: "  "})
    assert list(ada.errors) == [missing]
    assert {name: ada.form.answers[name] for name in LESSON if name != missing} == {
        name: answer for name, answer in LESSON.items() if name != missing
    }
    assert (await now_of(world, initiative)).stage is Stage.TRIAL and not await lessons_of(world, initiative)

    await ada.fill(**{missing: LESSON[missing]})
    assert (await now_of(world, initiative)).stage is Stage.STOPPED


async def test_what_is_stopped_already_is_not_stopped_twice_and_the_answers_stay_in_the_form() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)
    await ada.command("stop")
    form = ada.answer
    await ada.command("stop")
    await ada.fill(**LESSON)

    ada.answer = form
    await ada.fill(**{**LESSON, "reuse": "Something else"})
    assert isinstance(ada.answer, ShowForm)
    assert ada.form.answers["reuse"] == "Something else"
    assert "decided already" in ada.errors[""]
    assert len(await lessons_of(world, initiative)) == 1
    assert [decision.to for decision in (await now_of(world, initiative)).decisions] == [Stage.TRIAL, Stage.STOPPED]


async def test_the_weekly_message_no_longer_asks_for_what_was_stopped() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace)
    await world.next_monday()
    (asked,) = [shown for shown in ada.reads if "Your weekly check-in" in shown.text]
    assert "[Answer]" in asked.text

    await ada.command("stop")
    await ada.fill(**LESSON)

    (asked,) = [shown for shown in ada.reads if "Your weekly check-in" in shown.text]
    assert "[Answer]" not in asked.text and "[Later]" not in asked.text
    assert await open_nudges(world, ada.id) == []


async def test_the_week_stays_open_while_another_one_waits_and_closes_with_the_last() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace)
    await in_trial(world, ada, grace, idea="Translate the manuals", kpi="days per manual", change="12 to 4")
    await world.next_monday()

    await ada.command("stop")
    await ada.press("Stop Translate the manuals")
    await ada.fill(**LESSON)
    assert [nudge.state for nudge in await open_nudges(world, ada.id)] == [NudgeState.OPEN]

    await ada.says("9")
    assert await open_nudges(world, ada.id) == []
    assert (await portfolio(world))[0].recent[-1].value == 9


async def test_it_can_be_answered_question_by_question_in_the_chat() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)
    await ada.says("stop")
    for answer in (*LESSON.values(), "skip", "skip"):
        await ada.says(answer)
    await ada.press("Keep the lesson")
    assert (await now_of(world, initiative)).stage is Stage.STOPPED
    (lesson,) = await lessons_of(world, initiative)
    assert lesson.reuse == LESSON["reuse"]
