"""What an answer costs: the taps, typed messages and forms of an owner, and the messages the bot sends for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from handlers.requests import Answer, Pressed, Request, Said, ShowForm, Submitted, What
from storage.weeks import NudgeState
from tests.handlers.conversations.test_check_in import company, nudges, only
from tests.handlers.test_taking import IDEAS, latest, values
from tests.world import Actor, World

KINDS: dict[type[What], str] = {Pressed: "taps", Said: "messages", Submitted: "forms sent"}


class Effort:
    """Counts what reaches the desk, and what the bot sends, from the moment it is made."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world, self.sent_before, self.done = world, world.outbox.creates, Counter[str]()
        desk, handle = type(world.engine.desk), type(world.engine.desk).handle

        async def counted(this: object, request: Request) -> Answer:
            self.done[KINDS.get(type(request.what), "others")] += 1
            answer = await handle(this, request)  # type: ignore[arg-type]
            self.done["forms shown"] += isinstance(answer, ShowForm)
            return answer

        monkeypatch.setattr(desk, "handle", counted)

    @property
    def cost(self) -> dict[str, int]:
        """Everything but what did not happen."""
        return {kind: count for kind, count in self.done.items() if count}

    @property
    def sent(self) -> int:
        return self.world.outbox.creates - self.sent_before


@pytest.fixture
def patched() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


async def test_the_same_as_last_week_is_one_tap_and_nothing_is_sent(patched: pytest.MonkeyPatch) -> None:
    world, ada = await company()
    await ada.says("31")
    await world.next_monday()
    effort = Effort(world, patched)
    await ada.press("Same as last week")
    assert (effort.cost, effort.sent) == ({"taps": 1}, 0)
    assert [point.value for point in (await only(world)).recent] == [31, 31]


async def test_a_number_with_a_comment_is_one_message_and_one_answer(patched: pytest.MonkeyPatch) -> None:
    world, ada = await company()
    effort = Effort(world, patched)
    await ada.says("31 but the API was down on Tuesday")
    assert (effort.cost, effort.sent) == ({"messages": 1}, 1)
    assert await latest(world) == "31"
    assert "the API was down on Tuesday" in ada.last.text


async def test_a_bundle_of_five_is_asked_in_one_message_and_answered_in_one(patched: pytest.MonkeyPatch) -> None:
    world, ada = await company(*IDEAS)
    assert sum("Your weekly check-in" in shown.text for shown in ada.reads) == 1
    effort = Effort(world, patched)
    await ada.says("A 31, B 30, C 29, D 28, E 27")
    assert (effort.cost, effort.sent) == ({"messages": 1}, 1)
    assert len(await values(world)) == 5
    assert await nudges(world, ada) == []


async def test_a_bundle_of_five_by_form_is_one_form(patched: pytest.MonkeyPatch) -> None:
    world, ada = await company(*IDEAS)
    effort = Effort(world, patched)
    await ada.press("Answer all at once")
    await ada.fill(**{question.name: "30" for question in ada.form.form.questions})
    assert effort.cost == {"taps": 1, "forms shown": 1, "forms sent": 1}
    assert len(await values(world)) == 5


@pytest.mark.parametrize("label", ["Later today", "Tomorrow", "Next week"])
async def test_later_is_one_tap_and_nothing_is_sent(label: str, patched: pytest.MonkeyPatch) -> None:
    world, ada = await company()
    effort = Effort(world, patched)
    await ada.press(label)
    assert (effort.cost, effort.sent) == ({"taps": 1}, 0)
    assert await nudges(world, ada) == [NudgeState.LATER]


async def test_a_status_is_one_tap_and_nothing_is_sent(patched: pytest.MonkeyPatch) -> None:
    world, ada = await company()
    await ada.says("41")
    effort = Effort(world, patched)
    await ada.press("At risk")
    assert (effort.cost, effort.sent) == ({"taps": 1}, 0)
    assert "You say: At risk" in ada.last.text


async def test_help_with_its_reason_is_one_message_and_one_form_at_the_most(patched: pytest.MonkeyPatch) -> None:
    world, ada = await company()
    effort = Effort(world, patched)
    await ada.says("I need help: no access to the archive")
    assert (effort.cost, effort.sent) == ({"messages": 1}, 2)  # the owner's answer, and the sponsor's message
    effort = Effort(world, patched)
    await ada.press("I need help")
    await ada.fill(why="no access")
    assert effort.cost == {"taps": 1, "forms shown": 1, "forms sent": 1}


async def test_done_is_one_tap(patched: pytest.MonkeyPatch) -> None:
    world, ada = await company()
    effort = Effort(world, patched)
    await ada.press("It is done")
    assert (effort.cost, effort.sent) == ({"taps": 1}, 1)


PROPOSAL = ("us, 6", "12", "Read the fields with a model", "hours a week on invoices", "12 to 4", "skip", "internal")


async def proposing(patched: pytest.MonkeyPatch) -> tuple[Actor, Effort]:
    world = await World().founded()
    await world.person("Grace", admin=True)
    return await world.person("Ada"), Effort(world, patched)


async def test_a_proposal_in_the_chat_is_nine_messages_and_two_taps(patched: pytest.MonkeyPatch) -> None:
    ada, effort = await proposing(patched)
    for text in ("propose", "We copy invoices", *PROPOSAL):
        await ada.says(text)
    await ada.press("Leave them for now")
    await ada.press("Propose it")
    assert effort.cost == {"messages": 9, "taps": 2}
    assert "Proposed: Read the fields" in ada.last.text


async def test_begun_with_a_sentence_a_proposal_is_six_messages_and_two_taps(patched: pytest.MonkeyPatch) -> None:
    ada, effort = await proposing(patched)
    await ada.says("propose we copy invoices into SAP by hand, 12 hours a week")
    for text in (PROPOSAL[0], *PROPOSAL[2:5], PROPOSAL[6]):
        await ada.says(text)
    await ada.press("Leave them for now")
    await ada.press("Propose it")
    assert effort.cost == {"messages": 6, "taps": 2}


async def test_what_the_pain_says_already_is_a_tap_where_it_is_asked(patched: pytest.MonkeyPatch) -> None:
    ada, effort = await proposing(patched)
    await ada.says("propose")
    await ada.says("we copy invoices into SAP by hand for 12 hours a week")
    await ada.says(PROPOSAL[0])
    await ada.press("Use 12")
    for text in PROPOSAL[2:5]:
        await ada.says(text)
    await ada.press("Use SAP")
    await ada.press("internal")
    await ada.press("Leave them for now")
    await ada.press("Propose it")
    assert effort.cost == {"messages": 6, "taps": 5}
    assert "Proposed: Read the fields" in ada.last.text
