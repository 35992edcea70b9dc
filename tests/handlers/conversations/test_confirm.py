"""A number is put to somebody who can confirm it: asked, confirmed or not, taken over, and voided by a correction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.conversation import Card
from handlers.merging import merge
from handlers.requests import ShowMessage
from initiatives.check_ins import CheckIn, Confirmation, check_in_id
from initiatives.kpi import Direction, Evidence, Kpi, Reading
from storage.records import DeliveryState
from tests.handlers.conversations.test_check_in import company, only
from tests.made import drawn
from tests.world import ORG, Actor, Shown, World, words_of

LINK = "https://erp.example.com/hours"


async def asked_about(number: str = "31 https://bi.example.com/7 after the release") -> tuple[World, Actor, Actor]:
    """Ada has answered, and has asked Finn of finance to confirm it."""
    world, ada = await company()
    finn = await world.person("Finn")
    await ada.says(number)
    await ask(ada, finn)
    return world, ada, finn


async def ask(ada: Actor, whom: Actor, **answers: str) -> None:
    await ada.press("Ask for confirmation")
    await ada.fill(person=whom.visitor.external, **{"link": LINK, **answers})


def questions(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "A number to confirm" in shown.text]


async def answer(world: World) -> CheckIn:
    known = await only(world)
    week = known.latest.week if known.latest is not None else ""
    async with world.store.transaction(world.clock.at) as store:
        found = await store.check_in(ORG, check_in_id(known.id, week))
    assert found is not None
    return found


async def confirmation(world: World) -> Confirmation:
    (one,) = (await answer(world)).confirmations
    return one


async def readings(world: World) -> list[Reading]:
    known = await only(world)
    async with world.store.transaction(world.clock.at) as store:
        return await store.readings(ORG, known.id)


async def read(person: Actor, card: Card) -> str:
    """A card as somebody would read it now."""
    reader = person.world.engine.builder.reader
    async with person.world.store.transaction(person.world.clock.at) as store:
        organisation = await store.organisation(ORG)
    return "\n".join(words_of(await drawn(person, card), reader(organisation, await person.me())))


async def become_one(world: World, stays: Actor, goes: Actor) -> None:
    first, second = await stays.me(), await goes.me()
    async with world.store.transaction(world.clock.at) as store:
        await merge(store, await store.organisation(ORG), first, second, world.clock.at)


async def evidence(world: World) -> Evidence | None:
    latest = (await only(world)).latest
    return latest.evidence if latest is not None else None


async def test_the_question_has_the_number_with_all_that_backs_it() -> None:
    world, ada, finn = await asked_about()
    (question,) = questions(finn)
    for words in (
        "Ada asks you to confirm a number of Read the fields.",
        "hours a week: 42 → 31",
        "the week of Nov 23, 2026",
        "after the release",
        "To look it up: https://bi.example.com/7",
        f"To look it up: {LINK}",
        "[Confirm]",
        "[Not this number]",
        "because Ada chose you",
        "[Change my settings]",
    ):
        assert words in question.text, words
    assert "Finn is asked to confirm it." in ada.last.text
    assert await evidence(world) is Evidence.SELF_REPORTED


async def test_confirmed_it_counts_as_such_everywhere_with_who_and_when() -> None:
    world, ada, finn = await asked_about()
    await world.later(hours=2)
    await finn.press("Confirm")
    assert await evidence(world) is Evidence.CONFIRMED
    first, again = (await readings(world))[-2:]
    assert (first.evidence, first.confirmed_by) == (Evidence.SELF_REPORTED, "")
    assert (again.evidence, again.confirmed_by, again.at) == (Evidence.CONFIRMED, finn.id, world.clock.at)
    assert (again.value, again.on, again.week, again.by, again.link) == (
        first.value, first.on, first.week, ada.id, first.link,
    )  # fmt: skip
    assert all("Confirmed by Finn on Nov 23, 2026." in shown.text for shown in ada.reads[-2:])
    (question,) = questions(finn)
    assert "You have confirmed this number" in question.text and "[Confirm]" not in question.text


async def test_the_answered_card_says_it_too_and_offers_no_second_question() -> None:
    _, ada, finn = await asked_about()
    (card,) = [shown for shown in ada.reads if "Noted for" in shown.text]
    assert "Finn is asked to confirm it." in card.text and "[Ask for confirmation]" in card.text
    await finn.press("Confirm")
    assert "Confirmed by Finn on" in card.text and "[Ask for confirmation]" not in card.text


async def test_a_win_and_its_posted_story_say_that_they_are_confirmed() -> None:
    world, ada = await company()
    finn = await world.person("Finn")
    await ada.says("20")
    await ada.press("See and tell the story")
    await ada.fill(channel="wins")
    await ada.press("Post the story")
    (story,) = world.channel("wins")
    assert "self-reported" in story.text
    await ask(ada, finn)
    await finn.press("Confirm")
    win = (await only(world)).win
    assert win is not None and win.evidence is Evidence.CONFIRMED
    (story,) = world.channel("wins")
    assert "A first result, confirmed." in story.text


async def test_a_story_that_is_only_offered_is_not_offered_twice_when_its_number_is_confirmed() -> None:
    world, ada = await company()
    finn = await world.person("Finn")
    await ada.says("20")
    await ask(ada, finn)
    await finn.press("Confirm")
    offers = [shown for shown in ada.reads if "[See and tell the story]" in shown.text]
    assert len(offers) == 1
    known = await only(world)
    async with world.store.transaction(world.clock.at) as store:
        (story,) = await store.stories(ORG, known.id)
    assert known.win is not None and story.win == known.win


async def test_a_correction_is_self_reported_again_and_the_question_is_over() -> None:
    world, ada, finn = await asked_about()
    await finn.press("Confirm")
    await ada.command("check-in")
    await ada.fill(value="33")
    assert await evidence(world) is Evidence.SELF_REPORTED
    assert (await answer(world)).confirmations == ()
    assert "nothing is to be confirmed here any more" in finn.last.text
    assert any("is another one by now" in shown.text for shown in ada.reads)
    assert not any("Confirmed by" in shown.text for shown in ada.reads)


async def test_the_same_number_said_again_stays_confirmed_and_another_one_does_not() -> None:
    world, ada, finn = await asked_about()
    await finn.press("Confirm")
    await world.later(hours=1)
    await ada.command("check-in")
    await ada.fill(value="31.0", confidence="on_track")
    again = (await readings(world))[-1]
    assert (again.evidence, again.confirmed_by, again.by) == (Evidence.CONFIRMED, finn.id, ada.id)
    assert await evidence(world) is Evidence.CONFIRMED
    assert (await confirmation(world)).confirmed
    assert "You have confirmed this number" in questions(finn)[0].text
    assert "Confirmed by Finn on" in "\n".join(shown.text for shown in ada.reads)
    await ada.command("check-in")
    await ada.fill(value="30")
    last = (await readings(world))[-1]
    assert (last.evidence, last.confirmed_by) == (Evidence.SELF_REPORTED, "")
    assert await evidence(world) is Evidence.SELF_REPORTED and (await answer(world)).confirmations == ()


async def test_a_win_stays_confirmed_and_is_not_offered_again_when_its_number_is_said_again() -> None:
    world, ada = await company()
    finn = await world.person("Finn")
    await ada.says("20")
    await ask(ada, finn)
    await finn.press("Confirm")
    before = (await only(world)).win
    await ada.command("check-in")
    await ada.fill(value="20")
    assert (await only(world)).win == before and before is not None and before.evidence is Evidence.CONFIRMED
    assert len([shown for shown in ada.reads if "[See and tell the story]" in shown.text]) == 1


async def test_a_question_that_waits_goes_on_waiting_when_the_number_is_said_again() -> None:
    world, ada, finn = await asked_about()
    await ada.command("check-in")
    await ada.fill(value="31")
    assert "nothing is to be confirmed here" not in finn.last.text
    await finn.press("Confirm")
    assert await evidence(world) is Evidence.CONFIRMED


async def test_whoever_confirmed_a_number_and_then_says_it_themselves_is_no_second_person() -> None:
    world, _, finn = await asked_about()
    await finn.press("Confirm")
    known = await only(world)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(known, deputy=finn.id))
    await finn.command("check-in")
    await finn.fill(value="31")
    assert await evidence(world) is Evidence.SELF_REPORTED
    assert (await answer(world)).confirmations == ()


async def test_a_question_nobody_has_read_yet_goes_when_the_number_is_corrected() -> None:
    world, ada = await company()
    finn = await world.person("Finn", zone="Asia/Tokyo")
    await world.later(hours=3)
    await ada.says("31")
    await ask(ada, finn)
    assert questions(finn) == []
    one = await confirmation(world)
    await ada.command("check-in")
    await ada.fill(value="32")
    await world.later(days=2)
    assert questions(finn) == []
    async with world.store.transaction(world.clock.at) as store:
        row = await store.delivery(ORG, f"confirm.{one.id}")
    assert row is not None and row.state is DeliveryState.REMOVED


async def test_not_this_number_is_read_by_the_owner_and_changes_nothing_by_itself() -> None:
    world, ada, finn = await asked_about()
    await finn.press("Not this number")
    await finn.fill(why="The time sheet of Friday is missing", instead="33 hours")
    told = ada.last
    assert "Finn does not confirm 31 for Read the fields." in told.text
    assert "The time sheet of Friday is missing" in told.text and "[Take over 33]" in told.text
    assert await evidence(world) is Evidence.SELF_REPORTED
    assert len(await readings(world)) == 1
    assert "You did not confirm this number" in questions(finn)[0].text


async def test_the_reason_is_needed_and_the_number_is_not() -> None:
    _, ada, finn = await asked_about()
    await finn.press("Not this number")
    await finn.fill(instead="33")
    assert list(finn.errors) == ["why"] and finn.form.answers["instead"] == "33"
    await finn.fill(why="It counts the holidays", instead="")
    assert "It counts the holidays" in ada.last.text and "Take over" not in ada.last.text


async def test_the_number_named_instead_is_taken_over_as_a_correction_with_one_press() -> None:
    world, ada, finn = await asked_about()
    await finn.press("Not this number")
    await finn.fill(why="Friday is missing", instead="33")
    told = ada.last
    await ada.press("Take over 33")
    latest, done = (await only(world)).latest, await answer(world)
    assert latest is not None
    assert (latest.value, latest.evidence) == (Decimal(33), Evidence.SELF_REPORTED) and not done.confirmations
    assert (done.comment, done.link) == ("after the release", "https://bi.example.com/7")
    assert "Noted for Read the fields: 33" in told.text
    await ask(ada, finn)
    await finn.press("Confirm", on=questions(finn)[-1])
    assert await evidence(world) is Evidence.CONFIRMED


async def test_the_number_named_instead_is_taken_over_once() -> None:
    world, ada, finn = await asked_about()
    await finn.press("Not this number")
    await finn.fill(why="Friday is missing", instead="33")
    token = ada.last.buttons["Take over 33"].token
    await ada.command("check-in")
    await ada.fill(value="30")
    await ada.press_token(token)
    assert "another one by now" in ada.last.text
    latest = (await only(world)).latest
    assert latest is not None and latest.value == 30


async def test_the_other_numbers_of_an_answer_and_what_was_said_of_them_stay_when_one_is_taken_over() -> None:
    world, ada = await company()
    finn = await world.person("Finn")
    known = await only(world)
    errors = Kpi("errors", "errors", "", Direction.DOWN, Decimal(9), known.created_at.date(), Decimal(2), leading=False)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(known, kpis=(*known.kpis, errors)))
    await ada.command("check-in")
    await ada.fill(value="31", kpi_errors="5", confidence="at_risk")
    await ask(ada, finn, kpi="errors")
    assert "errors: 9 → 5" in questions(finn)[0].text
    await finn.press("Confirm")
    assert "errors: Confirmed by Finn on" in ada.last.text
    await ada.command("mine")
    await ask(ada, finn)
    await finn.press("Not this number")
    await finn.fill(why="Friday is missing", instead="33")
    await ada.press("Take over 33")
    done = await answer(world)
    assert dict(done.values) == {known.leading.id: Decimal(33), "errors": Decimal(5)}
    assert [(one.kpi, one.confirmed) for one in done.confirmations] == [("errors", True)]
    assert done.confidence is not None and done.confidence.value == "at_risk"
    assert (await only(world)).confirmer == finn.id


@pytest.mark.parametrize("who", ["owner", "deputy", "typed it"])
async def test_nobody_confirms_their_own_number(who: str) -> None:
    world, ada = await company()
    ben, finn = await world.person("Ben"), await world.person("Finn")
    await ada.says("31")
    known, done = await only(world), await answer(world)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(known, deputy=ben.id if who == "deputy" else ""))
        await store.keep_check_in(replace(done, by=ben.id if who == "typed it" else ada.id))
    await ada.press("Ask for confirmation")
    await ada.fill(person=(ada if who == "owner" else ben).visitor.external, link=LINK)
    assert ada.errors == {
        "person": "Nobody confirms a number of their own. It takes somebody who does not answer for it and did not write it."
    }
    assert ada.form.answers["link"] == LINK
    await ada.fill(person=finn.visitor.external)
    assert len(questions(finn)) == 1


async def test_whoever_has_come_to_own_it_meanwhile_does_not_confirm_it() -> None:
    world, _, finn = await asked_about()
    known = await only(world)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(known, owner=finn.id))
    await finn.press("Confirm")
    assert "Nobody confirms a number of their own." in finn.last.text
    assert await evidence(world) is Evidence.SELF_REPORTED


async def test_somebody_else_is_asked_instead_and_the_first_question_is_over() -> None:
    world, ada, finn = await asked_about()
    token = questions(finn)[0].buttons["Confirm"].token
    await ada.press("Ask for confirmation")
    await ada.fill(person=finn.visitor.external)
    assert "They have been asked already." in ada.errors["person"]
    gwen = await world.person("Gwen")
    await ada.fill(person=gwen.visitor.external)
    assert "nothing is to be confirmed here any more" in finn.last.text
    await finn.press_token(token)
    assert await evidence(world) is Evidence.SELF_REPORTED
    await gwen.press("Confirm")
    assert await evidence(world) is Evidence.CONFIRMED


async def test_a_button_in_other_hands_or_pressed_again_changes_nothing() -> None:
    world, ada, finn = await asked_about()
    token = questions(finn)[0].buttons["Confirm"].token
    await ada.press_token(token)
    assert "That has been answered already, or the number is another one by now." in ada.last.text
    assert await evidence(world) is Evidence.SELF_REPORTED
    await finn.press_token(token)
    await finn.press_token(token)
    assert len([one for one in await readings(world) if one.evidence is Evidence.CONFIRMED]) == 1


async def test_guests_are_neither_asked_nor_let_confirm() -> None:
    world, ada, finn = await asked_about()
    guest = await world.person("Gus", guest=True)
    await ada.press("Ask for confirmation")
    await ada.fill(person=guest.visitor.external)
    assert list(ada.errors) == ["person"]
    await guest.press_token(questions(finn)[0].buttons["Confirm"].token)
    assert isinstance(guest.answer, ShowMessage) and "members of this organisation" in guest.told
    assert await evidence(world) is Evidence.SELF_REPORTED


async def test_whoever_was_asked_and_has_left_is_said_to_have_and_somebody_else_can_be_asked() -> None:
    world, ada, finn = await asked_about()
    gone = replace(await finn.me(), active=False)
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_person(gone)
    about = {"initiative": (await only(world)).id, "week": (await answer(world)).week}
    assert "Finn was asked to confirm it and has left." in await read(ada, Card("check_in.answered", about))
    await ada.press("Ask for confirmation")
    await ada.fill(person=finn.visitor.external)
    assert list(ada.errors) == ["person"]
    gwen = await world.person("Gwen")
    await ada.fill(person=gwen.visitor.external)
    await gwen.press("Confirm")
    assert await evidence(world) is Evidence.CONFIRMED


async def test_whoever_turns_out_to_be_another_person_confirms_under_their_new_name() -> None:
    world, ada, finn = await asked_about()
    gwen = await world.person("Gwen")
    await become_one(world, gwen, finn)
    await gwen.press_token(questions(finn)[0].buttons["Confirm"].token)
    assert (await readings(world))[-1].confirmed_by == gwen.id
    await ada.command("check-in")
    await ada.fill(value="30")
    await ada.press("Ask for confirmation")
    assert ada.form.answers["person"] in (gwen.visitor.external, finn.visitor.external)


async def test_somebody_does_not_confirm_what_they_wrote_under_another_account() -> None:
    world, ada, finn = await asked_about()
    await become_one(world, finn, ada)
    await finn.press("Confirm")
    assert any("Nobody confirms a number of their own." in shown.text for shown in (*ada.reads, *finn.reads))
    assert await evidence(world) is Evidence.SELF_REPORTED


async def test_the_last_confirmer_is_proposed_and_whoever_only_was_asked_is_not() -> None:
    world, ada, finn = await asked_about()
    await ada.press("Ask for confirmation")
    assert ada.form.answers.get("person", "") == ""
    await finn.press("Confirm")
    await world.next_monday()
    await ada.says("30")
    await ada.press("Ask for confirmation")
    assert ada.form.answers["person"] == finn.visitor.external


async def test_under_mine_the_newest_number_can_be_put_to_somebody_until_it_is_confirmed() -> None:
    world, ada, finn = await asked_about()
    await ada.command("mine")
    assert "[Ask for confirmation]" in ada.told
    await finn.press("Confirm")
    await ada.command("mine")
    assert "[Ask for confirmation]" not in ada.told
    await world.next_monday()
    await ada.says("30")
    await ada.command("mine")
    gwen = await world.person("Gwen")
    await ada.press("Ask for confirmation")
    await ada.fill(person=gwen.visitor.external)
    assert "42 → 30" in questions(gwen)[0].text


async def test_an_old_button_about_what_is_confirmed_says_so() -> None:
    _, ada, finn = await asked_about()
    await ada.command("mine")
    await finn.press("Confirm")
    await ada.press("Ask for confirmation")
    assert "There is no number of that week left to confirm." in ada.last.text


async def test_the_question_waits_for_its_readers_working_time() -> None:
    world, ada = await company()
    await world.later(hours=3)
    tokyo = await world.person("Taro", zone="Asia/Tokyo")
    await ada.says("31")
    await ask(ada, tokyo)
    assert questions(tokyo) == []
    await world.later(hours=15)
    assert len(questions(tokyo)) == 1


async def test_a_deputy_asks_too_and_both_hear_that_it_is_not_confirmed() -> None:
    world, ada = await company()
    ben, finn = await world.person("Ben"), await world.person("Finn")
    async with world.store.transaction(world.clock.at) as store:
        (known,) = await store.portfolio(ORG)
        await store.change_initiative(replace(known, deputy=ben.id))
    await ben.command("mine")
    await ben.press("Check in")
    await ben.fill(value="31")
    await ask(ben, finn)
    await finn.press("Not this number")
    await finn.fill(why="Friday is missing")
    for person in (ada, ben):
        assert "Finn does not confirm 31 for" in person.last.text


async def test_a_measured_number_can_be_confirmed_and_stays_measured_by_its_system() -> None:
    world, ada = await company()
    finn = await world.person("Finn")
    await ada.says("31")
    done = await answer(world)
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_check_in(replace(done, by="", source="SAP", on=done.at.date()))
    await ask(ada, finn)
    assert "Measured by SAP." in questions(finn)[0].text
    await finn.press("Confirm")
    kept = (await readings(world))[-1]
    assert (kept.evidence, kept.source, kept.by, kept.confirmed_by) == (Evidence.CONFIRMED, "SAP", "", finn.id)


async def test_the_first_number_is_confirmed_without_becoming_a_step_on_the_way() -> None:
    world, ada = await company(change="")
    finn = await world.person("Finn")
    await ada.says("42")
    known = await only(world)
    await ask(ada, finn)
    assert "hours a week: 42" in questions(finn)[0].text and "→" not in questions(finn)[0].text
    await finn.press("Confirm")
    assert (await only(world)).recent == known.recent == ()
    kept = (await readings(world))[-1]
    assert (kept.evidence, kept.on) == (Evidence.CONFIRMED, known.leading.baseline_on)
