"""The history of an initiative: every stage with who decided and when, and who signed for it."""

from __future__ import annotations

from datetime import timedelta

from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from initiatives.initiative import Initiative, Stage
from initiatives.reopening import reopened
from storage.records import To
from tests.handlers.conversations.test_gate import card_of, company
from tests.handlers.started import in_trial, now_of, proposed
from tests.world import ORG, PLACE, Actor, World


async def shown_to(world: World, actor: Actor, initiative: Initiative) -> str:
    async with world.store.transaction(world.clock.at) as store:
        post = Post(To(person=actor.id, workspace=PLACE), Card("history.shown", {"initiative": initiative.id}))
        await store.queue(row_of(ORG, post, world.new_id(), world.clock.at))
    before = len(actor.reads)
    await world.later(seconds=1)
    return actor.reads[-1].text if len(actor.reads) > before else ""


async def test_every_decision_has_its_line_and_those_at_a_gate_their_signatures() -> None:
    here = await company()
    await here.written()
    for signer, function in ((here.ida, "IT"), (here.hana, "Human resources"), (here.omar, "Owner of a process")):
        await signer.press(f"Sign for {function}", on=card_of(signer))
    await here.ada.press("History", on=card_of(here.ada))
    text = here.ada.last.text
    lines = text.split("\n")
    assert "The history of" in lines[0]
    assert lines[1] == "Nov 19, 2026: proposed by Ada"
    assert lines[2] == "Nov 19, 2026: in trial, by Grace"
    assert lines[3] == "Dec 7, 2026: in validation, by Grace"
    assert lines[4] == "Signed: IT (Ida), Human resources (Hana), Owner of a process (Omar)."


async def test_more_weeks_an_end_and_what_was_taken_up_again_stand_in_their_order() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace, weeks=1)
    await world.later(days=30)
    await grace.press("Give it more weeks")
    await grace.fill(weeks="2")
    await ada.command("stop")
    await ada.fill(happened="It read half", why="Dark scans", reuse="Check twenty scans first")
    assert (await now_of(world, initiative)).stage is Stage.STOPPED
    async with world.store.transaction(world.clock.at) as store:
        kept = await store.initiative(ORG, initiative.id)
        assert kept is not None
        again = reopened(kept, by=grace.id, why="New scanner", at=world.clock.at, weeks=4, decide_at=None)
        await store.change_initiative(again)
    text = await shown_to(world, ada, initiative)
    order = [
        "in trial, by Grace",
        "more weeks, by Grace",
        "stopped, by Ada",
        "Dark scans",
        "in trial again, by Grace",
        "New scanner",
    ]
    places = [text.index(one) for one in order]
    assert places == sorted(places)


async def test_only_the_newest_of_very_many_decisions_are_listed() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)
    async with world.store.transaction(world.clock.at) as store:
        kept = await store.initiative(ORG, initiative.id)
        assert kept is not None
        for number in range(20):
            at = world.clock.at + timedelta(minutes=number)
            kept = kept.decided(kept.stage, by=grace.id, why="", at=at)
        await store.change_initiative(kept)
    text = await shown_to(world, ada, initiative)
    assert text.count("more weeks, by Grace") == 15 and "The newest 15 decisions:" in text


async def test_whoever_has_no_part_in_it_sees_nothing_of_it() -> None:
    world = await World().founded()
    ada, linus = await world.person("Ada"), await world.person("Linus")
    await world.person("Grace", admin=True)
    initiative = await proposed(world, ada)
    assert await shown_to(world, linus, initiative) == ""
    assert "proposed by Ada" in await shown_to(world, ada, initiative)
