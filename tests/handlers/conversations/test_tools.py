"""The directory of vetted tools in chat: looked up by everybody, kept by admins and IT, and read out of proposals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.conversation import Card
from handlers.tool_results import LOOKED_AT
from initiatives.initiative import Decision, Initiative, Sensitivity, Stage
from initiatives.lessons import Lesson
from initiatives.people import Function
from initiatives.tools import Tool, ToolUse
from tests.handlers.started import PROPOSAL, portfolio, proposed
from tests.made import initiative, summary_of
from tests.world import ORG, Actor, World

DEEPL = {
    "name": "DeepL",
    "aliases": "Deep L, DeepL Pro",
    "purposes": "translating manuals and contracts",
    "content": "public,internal",
    "approved_by": "Security board",
    "guide": "https://example.com/deepl",
    "limits": "No names of customers",
}


@pytest.fixture
async def world() -> World:
    return await World().founded()


async def it_person(world: World, name: str = "Ida") -> Actor:
    actor = await world.person(name)
    person = replace(await actor.me(), functions=(Function.IT,))
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_person(person)
    return actor


async def tools(world: World) -> list[Tool]:
    async with world.store.transaction(world.clock.at) as store:
        return await store.tools(ORG)


async def added(world: World, by: Actor, **changes: str) -> Tool:
    await by.command("tools")
    await by.press("Add a tool")
    await by.fill(**{**DEEPL, **changes})
    return (await tools(world))[-1]


async def kept(world: World, one: Initiative, tool: Tool) -> None:
    async with world.store.transaction(world.clock.at) as store:
        await store.add_initiative(one)
        await store.keep_tool_use(ToolUse(f"{one.id}.{tool.id}", ORG, one.id, tool.id))


async def test_somebody_of_it_adds_a_tool_and_everybody_finds_it(world: World) -> None:
    ida, ada = await it_person(world), await world.person("Ada")
    tool = await added(world, ida)
    assert (tool.aliases, tool.content) == (("Deep L", "DeepL Pro"), (Sensitivity.PUBLIC, Sensitivity.INTERNAL))
    assert tool.approved_on == world.clock.at.date()
    assert "Security board, Nov 19, 2026" in ida.told and "[Take it out]" in ida.told

    await ada.command("tools")
    assert "DeepL: translating manuals and contracts (public, internal)" in ada.told
    assert "[Add a tool]" not in ada.told
    await ada.press("DeepL")
    assert "No names of customers" in ada.last.text and "[Change it]" not in ada.last.text
    await ada.says("tools deepl pro")
    assert "https://example.com/deepl" in ada.last.text
    await ada.says("tools manuals")
    assert "What the directory has about “manuals”" in ada.last.text


async def test_a_search_that_finds_nothing_can_become_a_proposal(world: World) -> None:
    ada = await world.person("Ada")
    await ada.command("tools for reading the invoices")
    assert "nothing about “for reading the invoices”" in ada.told
    await ada.press("Make it an initiative")
    assert ada.form.answers["pain"] == "for reading the invoices"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "deep l"}, "name"),
        ({"guide": "on the intranet"}, "guide"),
        ({"approved_on": "2027-01-01"}, "approved_on"),
        ({"content": ""}, "content"),
    ],
)
async def test_a_wrong_answer_is_asked_again_with_the_rest_kept(
    world: World, wrong: dict[str, str], field: str
) -> None:
    root = await world.person("Root", admin=True)
    await added(world, root)
    good = {**DEEPL, "name": "Translator", "aliases": ""}
    await root.command("tools")
    await root.press("Add a tool")
    await root.fill(**{**good, **wrong})
    assert list(root.errors) == [field]
    assert root.form.answers["purposes"] == DEEPL["purposes"]
    await root.fill(**{**good, "approved_on": "2026-11-01"})
    assert [tool.name for tool in await tools(world)] == ["DeepL", "Translator"]
    assert (await tools(world))[1].approved_on == date(2026, 11, 1)


async def test_a_tool_is_changed_taken_out_and_taken_back_in(world: World) -> None:
    ida, ada = await it_person(world), await world.person("Ada")
    await added(world, ida)
    await ida.press("Change it")
    assert ida.form.answers["aliases"] == "Deep L, DeepL Pro"
    await ida.fill(content="public,personal")
    assert (await tools(world))[0].content == (Sensitivity.PUBLIC, Sensitivity.PERSONAL)
    await ida.press("Take it out")
    await ada.command("tools")
    assert "No tool is in the directory yet" in ada.told
    await ida.command("tools")
    assert "DeepL: taken out" in ida.told
    await ida.press("DeepL")
    await ida.press("Take it back in")
    assert (await tools(world))[0].active


async def test_a_proposal_says_what_the_directory_says_about_its_tool(world: World) -> None:
    root, ada = await world.person("Root", admin=True), await world.person("Ada")
    await added(world, root)
    await proposed(world, ada, tool="deepl pro", sensitivity="internal")
    approved = "DeepL is in the directory, approved for this content: internal."
    assert approved in ada.told and "Its known limits: No names of customers" in ada.told
    assert approved in root.last.text

    await proposed(world, ada, tool="DeepL", sensitivity="confidential")
    assert "DeepL is not approved for this content: confidential. IT has to look first." in root.last.text
    await proposed(world, ada, tool="DeepL")
    assert "What content is touched is not known yet." in root.last.text
    await proposed(world, ada, tool="Linguee")
    assert "Linguee is not in the directory of vetted tools yet." in root.last.text


async def test_without_a_directory_nothing_is_said_about_tools(world: World) -> None:
    root, ada = await world.person("Root", admin=True), await world.person("Ada")
    await proposed(world, ada, tool="Linguee")
    assert "directory" not in ada.told and "directory" not in root.last.text


async def test_a_tool_added_later_knows_the_proposals_that_named_it_before(world: World) -> None:
    root, ada = await world.person("Root", admin=True), await world.person("Ada")
    await proposed(world, ada, tool="Deep-L")
    tool = await added(world, root)
    assert "1 proposal with it waits." in root.told
    async with world.store.transaction(world.clock.at) as store:
        assert [use.named for use in await store.uses_of_tool(ORG, tool.id)] == [""]
        assert await store.uses_named(ORG, "deep l") == []


async def test_where_no_tool_was_named_one_that_suits_is_offered_and_taken_by_a_press(world: World) -> None:
    root, ada = await world.person("Root", admin=True), await world.person("Ada")
    await added(world, root)
    await ada.command("propose")
    await ada.fill(**{**PROPOSAL, "pain": "translating the manuals and contracts by hand"})
    assert "The directory of vetted tools has these:" in ada.told
    card = root.last
    assert "[Use DeepL]" not in card.text
    await ada.press("Use DeepL")
    (one,) = await portfolio(world)
    assert one.tool == "DeepL"
    assert "DeepL is in the directory" in card.text


async def test_what_came_of_a_tool_is_told_and_why_it_was_declined_only_to_those_who_keep_it(world: World) -> None:
    root, ada = await world.person("Root", admin=True), await world.person("Ada")
    tool = await added(world, root)
    no = Decision(root.id, Stage.DECLINED, "Not with the names of customers", world.clock.at)
    await kept(world, initiative(1, ada.id, owner=ada.id, stage=Stage.STOPPED, title="Translate manuals"), tool)
    await kept(world, initiative(2, ada.id, stage=Stage.DECLINED, title="Secret plan", decisions=(no,)), tool)
    await kept(world, initiative(3, ada.id, title="Still waiting"), tool)
    async with world.store.transaction(world.clock.at) as store:
        await store.add_lesson(
            Lesson(
                "l",
                ORG,
                "i1",
                ada.id,
                world.clock.at,
                "all",
                "half",
                "Tables broke",
                "Split the tables first",
                about="Translate manuals",
            )
        )
    await ada.command("tools deepl")
    assert "Translate manuals (stopped)" in ada.told
    assert "Learnt with it: Translate manuals (stopped): Tables broke. To reuse: Split the tables first" in ada.told
    assert "1 proposal with it waits." in ada.told and "1 proposal with it was declined." in ada.told
    assert "Secret plan" not in ada.told and "Still waiting" not in ada.told
    await root.command("tools deepl")
    assert "Declined, Secret plan: Not with the names of customers" in root.told


async def test_many_tools_are_turned_page_by_page_in_the_search_they_belong_to(world: World) -> None:
    ada = await world.person("Ada")
    async with world.store.transaction(world.clock.at) as store:
        for n in range(23):
            name = f"Reader {n:02}" if n % 2 else f"Writer {n:02}"
            made = Tool(f"t{n}", ORG, name, "texts", (Sensitivity.PUBLIC,), "IT", date(2026, 1, 1) + timedelta(n))
            await store.keep_tool(made)
    await ada.says("tools reader")
    assert "Reader 01" in ada.last.text and "Reader 21" not in ada.last.text
    await ada.press("Further ones")
    assert "Reader 21" in ada.last.text and "Writer" not in ada.last.text
    assert await summary_of(ada, Card("tools.overview", {"text": "reader"})) == "What the directory has about “reader”"


async def test_of_a_tool_used_very_often_only_the_newest_initiatives_are_looked_at_and_it_says_so(world: World) -> None:
    root, ada = await world.person("Root", admin=True), await world.person("Ada")
    tool = await added(world, root)
    async with world.store.transaction(world.clock.at) as store:
        for n in range(LOOKED_AT + 3):
            await store.add_initiative(initiative(n, ada.id))
            await store.keep_tool_use(ToolUse(f"i{n}.{tool.id}", ORG, f"i{n}", tool.id))
    await ada.command("tools deepl")
    assert f"{LOOKED_AT} proposals with it wait." in ada.told
    assert f"only the newest {LOOKED_AT} initiatives are counted" in ada.told
