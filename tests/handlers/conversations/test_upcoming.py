"""`upcoming`: an admin sees who is asked, counts first, page by page; others do not."""

from __future__ import annotations

from tests.handlers.test_forecast import begun, crowd, everything, owner
from tests.world import World


async def test_an_admin_reads_the_counts_and_everybody_with_a_reason() -> None:
    world = await crowd()
    root = await world.person("Root", admin=True)
    await root.command("upcoming")
    lines = root.told.splitlines()
    assert lines[:2] == ["The next seven days", "3 people are asked, 4 are not."]
    assert "Sun, Nov 22, 7:00 PM: Ben is asked about Read invoices 2" in lines
    assert "Cleo is not asked: they are off" in lines
    assert "Dan is not asked: they do not want to be asked" in lines
    assert lines[-1].endswith("Times are those of UTC.")


async def test_a_long_list_is_turned_page_by_page() -> None:
    world = await begun(stories=None)
    for number in range(1, 24):
        await owner(world, number, f"Person {number:02d}")
    root = await world.person("Root", admin=True)
    await root.says("upcoming")
    pages = [root.last.text]
    for _ in range(2):
        await root.press("Further ones")
        pages.append(root.last.text)
    assert [page.count(" is asked about ") for page in pages] == [10, 10, 3]
    assert all("23 people are asked, 0 are not." in page for page in pages)
    assert "[Further ones]" not in pages[-1]
    await root.press("Earlier ones")
    assert root.last.text == pages[1]


async def test_the_admin_page_leads_there() -> None:
    world = await begun()
    await owner(world, 1, "Ada")
    root = await world.person("Root", admin=True)
    await root.command("admin")
    await root.press("Who is asked next week")
    assert "1 person is asked, 0 are not." in root.last.text


async def test_nobody_else_sees_it_and_looking_changes_no_calendar() -> None:
    world = await crowd()
    ada, root = world.people["Ada"], await world.person("Root", admin=True)
    await ada.command("upcoming")
    assert "Only the people responsible for this can do that." in ada.told
    before = (await people_of(world), world.outbox.creates)
    await root.command("upcoming")
    assert (await people_of(world), world.outbox.creates) == before
    assert await everything(world)


async def people_of(world: World) -> object:
    async with world.store.transaction(world.clock.at) as store:
        people = await store.people("acme")
        return people, [await store.nudges_of("acme", person.id) for person in people]
