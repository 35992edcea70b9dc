"""What the demo company's initiatives taught at the stages they passed, and the months in which lessons are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from handlers.learnt import posted_at
from handlers.lesson_months import CARD
from initiatives.initiative import Stage
from initiatives.lessons import Lesson, LessonMonth
from initiatives.people import Organisation, Spot
from storage.port import Transaction
from storage.records import To

WRITTEN = timedelta(days=2)
"""How long after a stage was passed its owner wrote down what it taught."""


@dataclass(frozen=True)
class OnTheWay:
    """The four answers of a lesson, at the stage that was reached."""

    plan: str
    stage: Stage
    tried: str
    happened: str
    why: str
    reuse: str


TAUGHT = (
    OnTheWay(
        "contracts", Stage.VALIDATION, "Twelve fields of forty supplier contracts, read by the model and checked by us.",
        "Ten fields were right from the first week on. Two dates came out wrong until we showed three examples of each.",
        "Framework contracts say the notice period in words, and no two of them alike.",
        "Three examples for each field that is hard. And a list of the contracts you tried, for the next version.",
    ),
    OnTheWay(
        "reports", Stage.VALIDATION, "A draft of the weekly report, made from the shift log every Friday at noon.",
        "The draft was good as soon as the log was: three shifts wrote in it what they used to say at the door.",
        "Most of the time had gone into asking around, not into writing.",
        "The template with five headings. Begin with the log and not with the model.",
    ),
    OnTheWay(
        "handover", Stage.REPLICATION, "Dictated handover notes for three shifts, and a quiet corner with a microphone.",
        "Within a quarter every shift lead dictated, also the two who had asked to go on writing.",
        "They were shown by a colleague from their own shift, for two evenings.",
        "Let somebody of the same shift show it. The five headings hang at the gate.",
    ),
)  # fmt: skip


async def keep_lessons(store: Transaction, company: Organisation, spot: Spot, now: datetime) -> None:
    """Those of stages passed; then each month with lessons, told in the channel once it is over."""
    for taught in TAUGHT:
        await _keep(store, company, taught)
    months = {
        lesson.month for one in await store.portfolio(company.id) for lesson in await store.lessons(company.id, one.id)
    }
    told = sorted(month for month in months if posted_at(company, month) <= now)
    for month in months:
        due = None if month in told else posted_at(company, month)
        await store.keep_lesson_month(LessonMonth(month, company.id, due))
    for month in told[-1:]:
        post = Post(To(workspace=spot.workspace, channel=spot.channel), Card(CARD, {"month": month}))
        await store.queue(row_of(company.id, post, f"lessons.{company.id}.{month}", posted_at(company, month)))


async def _keep(store: Transaction, company: Organisation, taught: OnTheWay) -> None:
    about = await store.initiative(company.id, f"demo-{taught.plan}")
    assert about is not None  # noqa: S101 the plans are written before
    passed = next(decision.at for decision in about.decisions if decision.to is taught.stage)
    key = f"{about.id}-lesson-{taught.stage.value}"
    lesson = Lesson(
        key, company.id, about.id, about.owner, passed + WRITTEN, taught.tried, taught.happened, taught.why, taught.reuse,
        taught.stage, about.title,
    )  # fmt: skip
    await store.add_lesson(lesson)
