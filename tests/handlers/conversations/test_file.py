"""A file sent into the chat backs a number: with it, behind it, in its thread, or after it is asked which one; nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.requests import ShowForm
from handlers.ui import Bar
from initiatives.backing import File
from initiatives.check_ins import CheckIn, check_in_id
from initiatives.kpi import Evidence, Reading
from tests.handlers.conversations.test_check_in import company, only
from tests.world import ORG, Actor, Shown, World

REPORT = File("report.pdf", "https://acme.slack.com/files/U1/F1/report.pdf")
OTHER = File("other.xlsx", "https://acme.slack.com/files/U1/F2/other.xlsx")
UNREACHABLE = File("shared.pdf", "")
SHOWN = "To look it up: report.pdf"


async def readings(world: World) -> list[Reading]:
    known = await only(world)
    async with world.store.transaction(world.clock.at) as store:
        return await store.readings(ORG, known.id)


async def answers(world: World) -> dict[str, CheckIn]:
    """This week's check-ins, by the title of what they are about."""
    async with world.store.transaction(world.clock.at) as store:
        found = [
            (one, await store.check_in(ORG, check_in_id(one.id, "2026-W48"))) for one in await store.portfolio(ORG)
        ]
    return {one.title: done for one, done in found if done is not None}


def offers(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "Which number does" in shown.text]


async def test_a_file_sent_with_the_number_backs_it_wherever_the_link_is_shown() -> None:
    world, ada = await company()
    asked = ada.last
    await ada.says("31 after the release", files=(REPORT,))
    (reading,) = await readings(world)
    assert (reading.link, reading.file) == (REPORT.link, REPORT.name)
    (done,) = (await answers(world)).values()
    assert (done.link, done.file, done.comment) == (REPORT.link, REPORT.name, "after the release")
    assert SHOWN in ada.last.text and SHOWN in asked.text
    assert offers(ada) == []


async def test_a_link_typed_beside_a_file_stays_among_the_words() -> None:
    world, ada = await company()
    await ada.says("31 https://bi.example.com/7 as agreed", files=(REPORT,))
    (done,) = (await answers(world)).values()
    assert (done.link, done.comment) == (REPORT.link, "as agreed https://bi.example.com/7")


@pytest.mark.parametrize("typed", ["same", "Same as last week."])
async def test_the_same_number_again_is_backed_too(typed: str) -> None:
    world, ada = await company()
    await ada.says("31")
    await world.next_monday()
    await ada.says(typed, files=(REPORT,))
    assert [one.file for one in await readings(world)] == ["", "report.pdf"]


async def test_sent_after_the_number_it_backs_the_one_there_is_and_the_week_shows_it() -> None:
    world, ada = await company()
    asked = ada.last
    await ada.says("31")
    await world.later(minutes=2)
    await ada.says("", files=(REPORT,))
    assert "Read the fields: 31 is backed by report.pdf." in ada.last.text
    assert "Only its name and its link are kept." in ada.last.text
    assert SHOWN in asked.text
    first, again = await readings(world)
    assert (first.file, again.file, int(again.value), again.on, again.by) == ("", "report.pdf", 31, first.on, ada.id)
    assert again.at == world.clock.at and again.evidence is Evidence.SELF_REPORTED


async def test_a_second_file_does_not_take_the_first_ones_place_unasked_and_says_what_was_there() -> None:
    world, ada = await company()
    await ada.says("31", files=(REPORT,))
    await ada.says("", files=(OTHER,))
    assert "Which number does other.xlsx back?" in ada.last.text
    (done,) = (await answers(world)).values()
    assert done.file == "report.pdf"
    question = ada.last
    await ada.press("Read the fields: 31")
    assert "31 is backed by other.xlsx." in question.text and "Before, it was report.pdf." in question.text
    (done,) = (await answers(world)).values()
    assert done.file == "other.xlsx"


async def in_thread(world: World, ada: Actor, text: str, *files: File) -> Shown:
    """Something sent in the thread of the newest answer."""
    (answered,) = [shown for shown in ada.reads if "Noted for" in shown.text][-1:]
    await ada.says(text, thread=answered.id, files=files)
    return answered


async def test_a_reply_to_the_answer_backs_it_and_changes_it_where_it_stands() -> None:
    world, ada = await company("One", "Two")
    await ada.press("Answer")
    await ada.fill(value="12")
    await ada.says("31")
    answered = await in_thread(world, ada, "as finance has it", REPORT)
    assert SHOWN in answered.text and "as finance has it" in answered.text
    assert "is backed by report.pdf." in ada.last.text
    backed = [done for done in (await answers(world)).values() if done.file]
    assert [(one.file, one.comment) for one in backed] == [("report.pdf", "as finance has it")]
    assert any(isinstance(block, Bar) for block in answered.message.blocks)


async def test_a_reply_with_another_number_corrects_it_and_the_file_backs_that() -> None:
    world, ada = await company()
    await ada.says("31")
    await in_thread(world, ada, "30, counted again", REPORT)
    (done,) = (await answers(world)).values()
    assert [value for _, value in done.values] == [30] and (done.file, done.comment) == ("report.pdf", "counted again")


async def test_a_link_by_itself_does_what_a_file_does() -> None:
    world, ada = await company()
    await ada.says("31")
    await ada.says("https://erp.example.com/hours")
    assert "Read the fields: 31 is backed by https://erp.example.com/hours." in ada.last.text
    (done,) = (await answers(world)).values()
    assert (done.link, done.file) == ("https://erp.example.com/hours", "")
    await in_thread(world, ada, "https://erp.example.com/days")
    (done,) = (await answers(world)).values()
    assert done.link == "https://erp.example.com/days"


async def test_before_the_number_it_waits_on_its_button_and_comes_with_the_form() -> None:
    world, ada = await company()
    await ada.says("", files=(REPORT,))
    await ada.press("Read the fields: this week’s number")
    assert isinstance(ada.answer, ShowForm)
    intro = ada.answer.form.form.intro
    assert intro is not None and "backed by report.pdf" in ada.answer.reader.read(intro)
    await ada.fill(value="31", comment="counted")
    (reading,) = await readings(world)
    assert (int(reading.value), reading.file) == (31, "report.pdf")


async def test_before_the_number_that_is_then_typed_its_button_puts_it_behind_it() -> None:
    world, ada = await company()
    await ada.says("", files=(REPORT,))
    (offer,) = offers(ada)
    await ada.says("31")
    await ada.press("Read the fields: this week’s number", on=offer)
    assert "Read the fields: 31 is backed by report.pdf." in offer.text
    assert (await readings(world))[-1].file == "report.pdf"


async def test_which_of_several_it_backs_is_asked_and_never_guessed() -> None:
    world, ada = await company("One", "Two")
    await ada.says("A 31")
    await ada.says("", files=(REPORT,))
    (offer,) = offers(ada)
    assert [*offer.buttons] == ["One: 31", "Two: this week’s number"]
    assert [done.file for done in (await answers(world)).values()] == [""]
    await ada.press("One: 31")
    assert {title: done.file for title, done in (await answers(world)).items()} == {"One": "report.pdf"}


async def test_a_number_that_fits_several_takes_its_file_along_to_the_one_that_is_meant() -> None:
    world, ada = await company("One", "Two")
    await ada.says("31", files=(REPORT,))
    await ada.press("Two")
    assert {title: done.file for title, done in (await answers(world)).items()} == {"Two": "report.pdf"}


async def test_a_number_that_is_asked_back_keeps_its_file() -> None:
    world, ada = await company()
    await ada.says("31")
    await world.next_monday()
    await ada.says("310", files=(REPORT,))
    await ada.press("Yes, keep it")
    assert (await readings(world))[-1].file == "report.pdf"


async def test_a_file_with_several_numbers_backs_each() -> None:
    world, ada = await company("One", "Two")
    await ada.says("A 31, B 12", files=(REPORT,))
    assert {title: done.file for title, done in (await answers(world)).items()} == dict.fromkeys(
        ("One", "Two"), REPORT.name
    )


@pytest.mark.parametrize(
    ("typed", "heard"),
    [("mine", "Your initiatives"), ("later", "It waits here"), ("what a lovely day", "did not understand")],
)
async def test_a_file_beside_other_words_is_asked_about_beside_their_answer(typed: str, heard: str) -> None:
    _, ada = await company()
    await ada.says(typed, files=(REPORT,))
    assert any(heard in shown.text for shown in ada.reads)
    assert "Which number does report.pdf back?" in ada.last.text


async def test_where_there_is_no_number_it_is_said_and_nothing_kept() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.says("", files=(REPORT,))
    assert "No number of yours is open that report.pdf could back. Nothing is kept of it." in ada.last.text
    assert ada.last.buttons == {}


@pytest.mark.parametrize("file", [UNREACHABLE, File("")])
async def test_a_file_nobody_could_open_is_said_to_be_so_and_the_number_beside_it_is_kept(file: File) -> None:
    world, ada = await company()
    await ada.says("31", files=(file,))
    (reading,) = await readings(world)
    assert (int(reading.value), reading.link, reading.file) == (31, "", "")
    assert f"{file.name or 'That file'} has no link that others could open" in ada.last.text


async def test_of_several_files_the_first_that_can_be_opened_is_kept_and_that_is_said() -> None:
    world, ada = await company()
    await ada.says("31", files=(UNREACHABLE, REPORT, OTHER))
    assert (await readings(world))[-1].file == "report.pdf"
    assert "One file backs a number: report.pdf. The others stay in this chat only." in ada.last.text


async def test_a_question_that_is_open_is_not_answered_by_a_file() -> None:
    world, ada = await company()
    one_by_one = replace(await ada.me(), one_by_one=True)
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_person(one_by_one)
    await ada.press("Answer")
    await ada.says("", files=(REPORT,))
    assert "Which number does report.pdf back?" in ada.last.text
    await ada.says("31")
    await ada.says("skip")
    await ada.says("https://erp.example.com/hours")
    await ada.press("Send")
    (done,) = (await answers(world)).values()
    assert done.link == "https://erp.example.com/hours", "a link by itself answers the question that is open"


async def test_a_confirmed_number_stays_confirmed_with_a_file_behind_it_and_the_question_shows_it() -> None:
    world, ada = await company()
    finn = await world.person("Finn")
    await ada.says("31")
    await ada.press("Ask for confirmation")
    await ada.fill(person=finn.visitor.external)
    await ada.says("", files=(REPORT,))
    assert SHOWN in finn.last.text
    await finn.press("Confirm")
    assert (await readings(world))[-1].file == "report.pdf"
    await in_thread(world, ada, "", OTHER)
    last = (await readings(world))[-1]
    assert (last.evidence, last.confirmed_by, last.file) == (Evidence.CONFIRMED, finn.id, "other.xlsx")
    assert "To look it up: other.xlsx" in finn.last.text


async def test_the_same_number_said_again_keeps_its_file_and_another_one_does_not() -> None:
    world, ada = await company()
    await ada.says("31", files=(REPORT,))
    await ada.command("check-in")
    await ada.fill(value="31", confidence="on_track")
    assert (await readings(world))[-1].file == "report.pdf"
    await ada.command("check-in")
    await ada.fill(value="30")
    assert (await readings(world))[-1].file == ""


async def test_somebody_elses_button_backs_nothing() -> None:
    world, ada = await company()
    ben = await world.person("Ben")
    await ada.says("31", files=(REPORT,))
    await ada.says("", files=(OTHER,))
    token = ada.last.buttons["Read the fields: 31"].token
    await ben.press_token(token)
    assert (await readings(world))[-1].file == "report.pdf"


async def test_the_same_message_brought_again_changes_nothing_more() -> None:
    world, ada = await company()
    await ada.says("31")
    for _ in range(2):
        await ada.says("", files=(REPORT,), key="Ev1")
    assert [one.file for one in await readings(world)] == ["", "report.pdf"]
