"""What is on a picture."""

from dataclasses import replace
from datetime import date

from bot.charts.plan import Plan, planned, plans, read
from bot.languages import readers
from handlers.ui import Chart, Message, Para, Picture
from handlers.words import Typed
from tests.bot.charts.example import CHART, POINTS, READER, plan
from tests.hostile import HOSTILE

MONDAY = date(2026, 11, 2).toordinal()


def test_a_plan_has_everything_that_is_drawn() -> None:
    assert planned(CHART, READER) == Plan(
        days=(MONDAY, MONDAY + 7, MONDAY + 14),
        values=(40.0, 36.5, 32.0),
        baseline=40.0,
        target=20.0,
        ahead=(MONDAY + 14, 32.0, MONDAY + 35),
        title="At this pace the target comes in 3 weeks.",
        start="40 h",
        aim="target 20 h",
        newest="32 h",
        ticks=((MONDAY, "Nov 2, 2026"), (MONDAY + 35, "Dec 7, 2026")),
    )


def test_its_words_are_in_the_readers_language() -> None:
    seen = planned(CHART, readers()("fr", "Europe/Paris"))
    assert (seen.aim, seen.title) == ("objectif 20 h", "À ce rythme, l’objectif sera atteint dans 3 semaines.")
    assert seen.ticks[0][1] == "2 nov. 2026"


def test_what_is_not_known_is_not_drawn() -> None:
    seen = planned(Chart(POINTS), READER)
    assert (seen.baseline, seen.target, seen.ahead) == (None, None, None)
    assert (seen.title, seen.start, seen.aim) == ("", "", "")


def test_a_written_plan_is_read_back_whatever_its_unit() -> None:
    for unit in HOSTILE:
        one = planned(replace(CHART, unit=unit.encode("utf-8", "replace").decode()), READER)
        assert read(one.written()) == one and hash(one) == hash(read(one.written()))
    assert read(planned(Chart(POINTS), READER).written()) == planned(Chart(POINTS), READER)


def test_a_message_has_a_plan_for_each_picture_that_is_no_line_of_signs() -> None:
    shown = Message(Typed("s"), (Para(Typed("p")), Picture(Typed("a"), CHART), Picture(Typed("b"), CHART, small=True)))
    assert plans(shown, READER) == (plan(),)
