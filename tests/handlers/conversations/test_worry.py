"""Worries: kept without whoever wrote them, put to the admins, answered in the digest in an admin's own words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from initiatives.worries import MOST_A_DAY, Worry, WorryState
from storage.audit import AUDIT_TABLES
from storage.tables import TABLES, WORRIES, WORRY_MARKS
from tests.stores import AnyStore
from tests.world import ORG, Actor, World

ASKED = "Will my prompts be read by my boss?"


@pytest.fixture
async def world() -> World:
    return await World().founded()


async def writes(who: Actor, text: str = ASKED) -> None:
    await who.command("worry")
    await who.fill(text=text)


async def worries(world: World) -> list[Worry]:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as rows:
        return await rows.all(WORRIES, ORG)


async def test_nothing_that_is_kept_names_whoever_wrote_it(world: World) -> None:
    ada = await world.person("Ada")
    await world.person("Grace", admin=True)
    await world.later(minutes=17)
    await writes(ada)
    assert "It is on its way to the admins, without your name." in ada.told
    await world.later(days=3)
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as rows:
        (worry,) = await rows.all(WORRIES, ORG)
        assert ada.id not in repr(worry) and (worry.by, worry.put_at) == ("", None)
        assert await rows.all(WORRY_MARKS, ORG) == []
        for table in (*TABLES, *AUDIT_TABLES):
            for record in await rows.all(table, ORG):
                assert not (ASKED in repr(record) and ada.id in repr(record)), table.name
                assert "worry" not in repr(record) or ada.id not in repr(record), table.name


async def test_the_moment_it_was_written_is_not_kept(world: World) -> None:
    ada = await world.person("Ada")
    await world.later(minutes=17)
    written = world.clock.at
    await writes(ada)
    (worry,) = await worries(world)
    assert worry.put_at == written.replace(minute=0) + timedelta(hours=1)
    assert str(written.minute) not in repr(worry.put_at)


async def test_an_admin_answers_and_the_digest_tells_it_as_they_wrote_it(world: World) -> None:
    ada, grace, ben = await world.person("Ada"), await world.person("Grace", admin=True), await world.person("Ben")
    root = await world.person("Root", admin=True)
    await writes(ada)
    assert grace.reads == []
    await world.later(hours=1)
    assert ASKED in grace.last.text and ASKED in root.last.text and ben.reads == []
    await grace.press("Answer for everybody")
    assert grace.form.answers["question"] == ASKED
    await grace.fill(question="Are prompts read?", answer="No. Only IT can, for a fault, and says so.")
    assert "Answer for everybody" not in root.last.buttons and "Are prompts read?" in root.last.text
    await world.next_monday()
    await world.later(hours=6)
    (digest,) = [one for one in world.channel("wins") if "The week in initiatives" in one.text]
    assert "Somebody asked: Are prompts read?" in digest.text and "Only IT can" in digest.text
    assert "boss" not in digest.text
    await world.later(days=7)
    assert len([one for one in world.channel("wins") if "Are prompts read?" in one.text]) == 1


async def test_what_is_not_for_everybody_is_dropped_and_never_told(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    root = await world.person("Root", admin=True)
    await writes(ada)
    await world.later(hours=1)
    other = root.last
    await grace.press("Not publicly")
    assert "What was written is dropped." in grace.last.text and ASKED not in other.text
    (worry,) = await worries(world)
    assert (worry.state, worry.text) == (WorryState.KEPT_BACK, "")
    await world.later(days=7)
    assert world.channel("wins") == []


async def test_two_admins_do_not_answer_the_same_one(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    root = await world.person("Root", admin=True)
    await writes(ada)
    await world.later(hours=1)
    await root.press("Answer for everybody")
    await grace.press("Not publicly")
    await root.fill(question="Q", answer="A")
    assert "decided already" in root.errors[""]


async def test_a_few_a_day_and_then_tomorrow(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    for n in range(MOST_A_DAY):
        await writes(ada, f"Question {n}")
    await writes(ada, "One more")
    assert "Three were sent today." in ada.errors["text"] and ada.form.answers["text"] == "One more"
    await writes(ben, "Mine")
    assert len(await worries(world)) == MOST_A_DAY + 1
    await world.later(days=1)
    await ada.command("worry One more")
    assert ada.form.answers["text"] == "One more"
    await ada.fill()
    assert len(await worries(world)) == MOST_A_DAY + 2


async def test_a_wrong_answer_is_asked_again(world: World) -> None:
    ada = await world.person("Ada")
    await writes(ada, " ")
    assert "This one is needed." in ada.errors["text"]
    await ada.fill(text=ASKED)
    assert "on its way" in ada.told


async def several(world: World, count: int) -> None:
    for n in range(count):
        await writes(await world.person(f"Writer {n}"), f"Question {n}?")
    await world.later(hours=1)


async def test_whoever_becomes_an_admin_later_finds_what_waits(world: World) -> None:
    await world.person("Grace", admin=True)
    await several(world, 2)
    late = await world.person("Late", admin=True)
    assert late.reads == []
    await late.says("worry")
    assert "2 questions without a name wait" in late.last.text and "Question 1?" in late.last.text
    await late.press("Not publicly", on=late.last)
    listed = next(one for one in late.reads if "without a name waits" in one.text)
    assert "1 question without a name waits" in listed.text and listed.text.count("[Not publicly]") == 1
    assert sorted(one.state for one in await worries(world)) == [WorryState.KEPT_BACK, WorryState.OPEN]


async def test_what_waits_is_listed_page_by_page(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    await several(world, 7)
    await grace.command("worry")
    first = grace.told
    assert "7 questions without a name wait" in first and first.count("[Answer for everybody]") == 5
    await grace.says("worry")
    await grace.press("Further ones", on=grace.last)
    second = grace.last.text
    assert second.count("[Answer for everybody]") == 2 and "[Earlier ones]" in second
    asked = {f"Question {n}?" for n in range(7)}
    assert {one for one in asked if one in first} | {one for one in asked if one in second} == asked


async def test_one_that_is_answered_from_the_list_goes_from_it_and_into_the_digest(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    await several(world, 1)
    await grace.command("worry")
    await grace.press("Answer for everybody")
    await grace.fill(question="Are prompts read?", answer="No.")
    assert "The next digest tells it" in grace.told
    await grace.command("worry")
    assert grace.form.form.questions[0].name == "text", "with nothing that waits the form is next"


async def test_before_the_full_hour_it_is_in_no_list(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await writes(ada)
    await grace.command("worry")
    assert grace.form.form.questions[0].name == "text"


async def test_an_admin_asks_without_a_name_too(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    await several(world, 1)
    await grace.command("worry")
    await grace.press("Ask without my name")
    await grace.fill(text=ASKED)
    await grace.command("worry One more")
    assert grace.form.answers["text"] == "One more"
    assert [one.text for one in await worries(world)] == ["Question 0?", ASKED]


async def test_only_admins_are_shown_what_waits(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await several(world, 7)
    await grace.says("worry")
    await ada.command("worry")
    assert ada.form.form.questions[0].name == "text"
    before = len(ada.reads)
    await ada.press_token(grace.last.buttons["Further ones"].token)
    assert "Only the people responsible for this can do that." in ada.last.text and len(ada.reads) == before + 1
