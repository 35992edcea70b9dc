"""`ledger`: everybody sees their own weeks, admins see how many answer and who does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.conversation import Card
from tests.handlers.test_forecast import begun, crowd, owner
from tests.world import ORG, World

MONDAY = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


async def answered() -> World:
    """Two owners, one of whom answers the first of two weeks."""
    world = await begun()
    ada = await owner(world, 1, "Ada")
    await owner(world, 2, "Ben")
    await world.person("Root", admin=True)
    await world.at(MONDAY)
    await ada.says("31")
    await world.at(MONDAY + timedelta(days=7))
    return world


async def test_somebody_reads_their_own_weeks_and_nobody_else_s() -> None:
    world = await answered()
    ben = world.people["Ben"]
    await ben.command("ledger")
    assert "week 48 of 2026: asked, not answered" in ben.told
    assert "week 49 of 2026: asked, no answer yet" in ben.told
    assert "Ada" not in ben.told and "Everybody" not in ben.told


async def test_the_settings_lead_to_one_s_own_weeks() -> None:
    world = await answered()
    ada = world.people["Ada"]
    await ada.command("settings")
    await ada.press("Your check-ins")
    assert "week 48 of 2026" in ada.last.text


async def test_whoever_was_never_asked_is_told_so() -> None:
    world = await begun()
    eve = await world.person("Eve")
    await eve.command("ledger")
    assert "No week of yours is known yet." in eve.told


async def test_an_admin_reads_how_many_answered_and_then_who() -> None:
    world = await answered()
    root = world.people["Root"]
    await root.command("admin")
    await root.press("Everybody’s check-ins")
    assert "week 48 of 2026: 2 asked, 1 answered (50 %), 1 without an answer" in root.last.text
    await root.press("week 48 of 2026")
    shown = root.last.text
    assert "Ben: asked, not answered" in shown
    assert "Ada: " in shown and "Ada: asked, not answered" not in shown


async def test_a_week_of_many_is_turned_page_by_page() -> None:
    world = await begun()
    for number in range(1, 15):
        await owner(world, number, f"Person {number:02d}")
    root = await world.person("Root", admin=True)
    await world.at(MONDAY)
    await root.says("ledger")
    await root.press("Everybody’s check-ins")
    await root.press("week 48 of 2026")
    assert root.last.text.count("Person ") == 10
    await root.press("Further ones")
    assert root.last.text.count("Person ") == 4


async def test_others_see_nothing_of_it_even_by_an_old_card() -> None:
    world = await crowd()
    ada = world.people["Ada"]
    async with world.store.transaction(world.clock.at) as store:
        organisation, person = await store.organisation(ORG), await store.person(ORG, ada.id)
        for name in ("ledger.everybody", "ledger.week", "upcoming.week"):
            drawn = await world.engine.builder.draw(
                store, organisation, person, Card(name, {"week": "2026-W48"}), world.clock.at, ""
            )
            assert drawn is None


async def test_a_week_that_does_not_exist_shows_nobody() -> None:
    world = await answered()
    root = await world.people["Root"].me()
    async with world.store.transaction(world.clock.at) as store:
        organisation = await store.organisation(ORG)
        for week in ("", "2026-W99", "x" * 50, "../"):
            card = Card("ledger.week", {"week": week, "page": "9" * 30})
            assert await world.engine.builder.draw(store, organisation, root, card, world.clock.at, "") is not None
