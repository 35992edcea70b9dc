"""The life of an initiative on Teams: through the real CloudAdapter, against a small Teams that signs, checks and remembers."""

from __future__ import annotations

from tests.bot.teams.company import company

ANSWERS = (
    "We copy invoices by hand",
    "accounting, 6 people",
    "12",
    "Read the fields",
    "hours a week",
    "12 to 4",
    *["skip"] * 3,
)


async def test_a_proposal_becomes_a_story_that_somebody_else_takes_over() -> None:
    async with company() as acme:
        grace, ada, linus = await acme.joined("Grace", "Ada", "Linus")
        assert len(ada.reads()) == 1 and "I am Quickwin" in ada.reads()[0]
        wins = acme.teams.channel("wins", grace, ada, linus, installed=False)
        await grace.adds_to(wins)
        await acme.settled()
        await acme.stories_go_to(wins.id)

        await ada.says("propose")
        await acme.settled()
        for answer in ANSWERS:
            await ada.says(answer)
            await acme.settled()
        await ada.press("Propose it")
        await acme.settled()
        assert "Grace will answer" in ada.reads()[-1]

        await grace.press("Approve as a trial")
        await grace.fill()
        await acme.settled()
        assert any("Approved as a trial by Grace" in text for text in grace.reads())

        await acme.next_monday()
        assert "Your weekly check-in" in ada.reads()[-1]
        await ada.says("4")
        await acme.settled()
        assert any("target 4 reached" in text for text in ada.reads())

        await acme.next_monday()
        await ada.press("Same as last week")
        await acme.settled()
        await ada.press("See and tell the story")
        await ada.fill(channel=wins.id)
        await acme.settled()
        await ada.press("Post the story")
        await acme.settled()
        assert "Read the fields" in linus.reads(wins)[-1]

        await linus.press("We want this", in_channel=wins)
        await linus.fill(hours="5", reach="logistics", change="5 to 2")
        await acme.settled()
        assert any("Your win is being taken over" in text for text in ada.reads())
