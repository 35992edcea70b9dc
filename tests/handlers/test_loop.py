"""The life of an initiative, from a sentence to a team that takes it over."""

from __future__ import annotations

from tests.handlers.started import PROPOSAL
from tests.world import World


async def test_a_sentence_becomes_a_win_that_another_team_takes_over() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada", team="Accounting"), await world.person("Grace", admin=True)
    linus = await world.person("Linus", team="Logistics")

    await ada.command("propose")
    await ada.fill(**PROPOSAL)
    assert "Grace" in ada.told

    await grace.press("Approve as a trial")
    await grace.fill()
    assert "is a trial now, owned by Ada" in grace.told
    assert "Approved as a trial by Grace" in grace.reads[0].text

    await world.next_monday()
    assert "How did" in ada.last.reader.read(ada.last.message.summary)
    await ada.says("4")
    assert "target 4 reached" in ada.reads[-2].text
    offer = ada.last
    assert "reached its target" in offer.text

    await world.next_monday()
    await ada.press("Same as last week")
    await ada.press("See and tell the story", on=ada.last)
    await ada.fill(channel="wins")
    await ada.press("Post the story")
    (story,) = [shown for shown in world.channel("wins") if "[We want this]" in shown.text]

    await linus.press("We want this", on=story)
    await linus.fill(hours="5", reach="logistics, 2", change="5 to 2")
    assert "wants" in ada.last.text
