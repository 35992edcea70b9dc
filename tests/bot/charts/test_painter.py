"""What is drawn of a plan."""

import struct
import zlib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest

from bot.charts.painter import DOTS, INCHES, drawable, label, picture, serve, stands_over
from bot.charts.plan import planned, read
from handlers.ui import Chart, Scatter
from handlers.words import say
from tests.bot.charts.example import READER, plan
from tests.hostile import HOSTILE

AIM, WAY = (0xB3, 0x54, 0x1E), (0x1F, 0x5F, 0x4A)


def pixels(drawn: bytes) -> tuple[int, int, list[tuple[int, ...]]]:
    """Width, height and the colours of a PNG as matplotlib writes it: eight bits of red, green, blue and alpha."""
    width, height, depth, kind = struct.unpack(">IIBB", drawn[16:26])
    assert drawn.startswith(b"\x89PNG") and (depth, kind) == (8, 6)
    at, packed = 8, b""
    while at < len(drawn):
        length, name = struct.unpack(">I4s", drawn[at : at + 8])
        packed += drawn[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += length + 12
    return width, height, _lines(zlib.decompress(packed), width, height)


def _lines(raw: bytes, width: int, height: int) -> list[tuple[int, ...]]:
    found, above, step = [], bytearray(width * 4), width * 4
    for number in range(height):
        start = number * (step + 1)
        line = bytearray(raw[start + 1 : start + 1 + step])
        for i in range(step):
            left, upper, corner = line[i - 4] if i > 3 else 0, above[i], above[i - 4] if i > 3 else 0
            line[i] = (line[i] + _guess(raw[start], left, upper, corner)) & 255
        found += [tuple(line[i : i + 3]) for i in range(0, step, 4)]
        above = line
    return found


def _guess(way: int, left: int, upper: int, corner: int) -> int:
    if way == 4:
        near = left + upper - corner
        return min((left, upper, corner), key=lambda one: abs(near - one))
    return (0, left, upper, (left + upper) // 2)[way]


def test_the_readings_and_the_target_are_on_it_and_it_fits_a_phone() -> None:
    width, height, colours = pixels(picture(plan()))
    assert (width, height) == (round(INCHES[0] * DOTS), round(INCHES[1] * DOTS))
    assert colours[0] == (255, 255, 255)
    assert colours.count(WAY) > 500 and colours.count(AIM) > 100


def test_a_lower_number_is_drawn_lower() -> None:
    rows = []
    for newest in (38, 24):
        width, _, colours = pixels(picture(plan(newest)))
        dots = [at for at, colour in enumerate(colours) if colour == WAY]
        rows.append(sum(at // width for at in dots) / len(dots))
    assert rows[1] > rows[0] + 10


def test_the_same_plan_is_the_same_picture_and_light() -> None:
    drawn = picture(plan())
    assert drawn == picture(plan()) != picture(plan(31))
    assert len(drawn) < 60_000


@pytest.mark.parametrize("unit", [unit for unit in HOSTILE if len(unit) < 60])
def test_whatever_the_unit_is_it_is_drawn(unit: str) -> None:
    assert picture(read(plan(unit=unit.encode("utf-8", "replace").decode()).written())).startswith(b"\x89PNG")


def test_words_the_font_cannot_write_are_left_to_the_words_beside_the_picture() -> None:
    assert drawable("36 h, été") == "36 h, été"
    assert drawable("36 小时") == ""
    assert drawable("At this pace 小时") == ""


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("target 20 h", "target 20 h"),
        ("12\u202f000 €", "12\u202f000 €"),
        ("36 小时", "36"),
        ("36 \U0001f9fe per letter", "36 per letter"),
        ("36 ساعة", "36 ساعة"),
        ("小时", ""),
    ],
)
def test_a_number_is_drawn_without_a_unit_that_the_font_cannot_write(words: str, drawn: str) -> None:
    assert label(words) == drawn


@pytest.mark.parametrize(
    ("values", "baseline", "target", "over"),
    [
        ((18, 9, 5), 18, 6, False),
        ((60, 80, 89), 60, 90, False),
        ((18, 12, 9), 18, 2, True),
        ((18, 7, 6), 18, 6, True),
        ((42, 45, 50), 42, 20, True),
        ((9, 9), None, None, True),
        ((9,), None, None, True),
    ],
)
def test_the_newest_number_stands_where_no_line_is(
    values: tuple[int, ...], baseline: int | None, target: int | None, over: bool
) -> None:
    assert stands_over(replace(plan(), values=values, baseline=baseline, target=target)) is over


@pytest.mark.parametrize(
    ("values", "target", "over"),
    [((18, 12, 9), 2, False), ((18, 9, 9), 2, False), ((18, 12, 9), 8, True), ((18, 20, 25), 40, True)],
    ids=["falling", "falling, then level", "a line is close below", "rising"],
)
def test_a_long_number_stands_under_a_way_that_falls(values: tuple[int, ...], target: int, over: bool) -> None:
    drawn = replace(plan(), values=values, baseline=18, target=target, newest="9 heures par semaine")
    assert stands_over(drawn) is over


WEEKS = [date(2026, 1, 5) + timedelta(weeks=n) for n in range(200)]


@pytest.mark.parametrize(
    "chart",
    [
        Chart(((WEEKS[0], Decimal(5)), (WEEKS[0], Decimal(7))), Decimal(5), Decimal(1)),
        Chart(tuple((day, Decimal(9)) for day in WEEKS[:3]), Decimal(9), Decimal(9), "h"),
        Chart(tuple((day, Decimal(0)) for day in WEEKS[:3])),
        Chart(tuple((day, Decimal(n - 100)) for n, day in enumerate(WEEKS)), Decimal(-100), Decimal(200), "k€"),
        Chart(((WEEKS[0], Decimal("1e15")), (WEEKS[1], Decimal("-1e-9"))), None, Decimal(0), "requests " * 9),
        Chart(((WEEKS[0], Decimal(1)),), Decimal(1), Decimal(3), "h", (WEEKS[0], 1.0, WEEKS[51])),
    ],
    ids=["one day", "one value", "nothing at all", "200 readings, below zero", "huge and tiny", "one reading"],
)
def test_whatever_the_readings_are_they_are_drawn_inside(chart: Chart) -> None:
    width, height, colours = pixels(picture(planned(chart, READER)))
    inked = {(at % width, at // width) for at, colour in enumerate(colours) if colour != (255, 255, 255)}
    assert colours.count(WAY) > 50
    assert min(x for x, _ in inked) > 0 and max(x for x, _ in inked) < width - 1
    assert min(y for _, y in inked) > 0 and max(y for _, y in inked) < height - 1


def test_a_plan_that_cannot_be_drawn_is_not_the_end_of_the_next(capfd: pytest.CaptureFixture[str]) -> None:
    broken, good = b"{}", plan().written()
    asked = BytesIO(b"".join(len(one).to_bytes(4, "big") + one for one in (broken, good)))
    answered = BytesIO()
    serve(asked, answered)
    answers = answered.getvalue()
    assert answers[:4] == bytes(4) and answers[8:].startswith(b"\x89PNG")
    assert "could not be drawn" in capfd.readouterr().err


SQUARE = Scatter((("A", Decimal(2), Decimal(9)), ("B", Decimal(8), Decimal(1))), say("effort"), say("value"))


def test_things_by_two_amounts_are_drawn_where_they_stand() -> None:
    plan = planned(SQUARE, READER)
    assert read(plan.written()) == plan
    width, height, colours = pixels(picture(plan))
    dots = [(at % width, at // width) for at, colour in enumerate(colours) if colour == WAY]
    left, right = ([dot for dot in dots if (dot[0] < width / 2) is here] for here in (True, False))
    assert min(len(left), len(right)) > 50
    assert max(y for _, y in left) < height / 2 < min(y for _, y in right)


@pytest.mark.parametrize("mark", [mark for mark in HOSTILE if len(mark) < 60])
def test_whatever_the_mark_is_it_is_drawn(mark: str) -> None:
    readable = mark.encode("utf-8", "replace").decode()
    square = replace(SQUARE, dots=((readable, Decimal(0), Decimal(10)),))
    assert picture(planned(square, READER)).startswith(b"\x89PNG")
