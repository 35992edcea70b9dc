"""Short cards that an organisation adds itself: their questions, and when what can be learnt is offered."""

from __future__ import annotations

from dataclasses import replace

from handlers.answers import Answers
from handlers.ui import Choice, Form, LongText, Option, ShortText
from handlers.words import Words, say
from initiatives.learning import Need, OwnCard

LONGEST_TITLE, LONGEST_PART, LONGEST_LINK = 60, 400, 300
NEVER = "never"
PARTS = ("first", "second", "third")
NEEDS = (
    Option(NEVER, say("None: it stands in the list")),
    Option(Need.SENSITIVE.value, say("With personal or confidential content")),
    Option(Need.UNMEASURED.value, say("Without a number of today")),
    Option(Need.UNCLEAR.value, say("Where the content is not known yet")),
    Option(Need.NO_TOOL.value, say("Where no tool is named")),
)


def offered_when(current: Need | None) -> Choice:
    """Beside which proposals it is offered."""
    return Choice(
        name="need",
        label=say("Beside which proposals is it offered?"),
        hint=say("One thing at most stands beside a proposal."),
        options=NEEDS,
        default=current.value if current is not None else NEVER,
    )


def need_in(answers: Answers) -> Need | None:
    chosen = answers.text("need")
    return Need(chosen) if chosen in set(Need) else None


def form(title: Words, submit: Words, known: OwnCard | None) -> Form:
    """What is asked about a card; `known` fills it in."""
    card = known or OwnCard("", "", "", ())
    first, second, third = (*card.said, "", "", "")[:3]
    questions = (
        ShortText(name="title", label=say("What is it about?"), default=card.title, most=LONGEST_TITLE),
        LongText(
            name="first", label=say("What should everybody know?"), hint=say("A minute of reading: two or three sentences."),
            default=first, most=LONGEST_PART,
        ),
        LongText(name="second", label=say("A second paragraph"), required=False, default=second, most=LONGEST_PART),
        LongText(name="third", label=say("A third paragraph"), required=False, default=third, most=LONGEST_PART),
        ShortText(
            name="link", label=say("A link to read on"), hint=say("It begins with https://."), required=False,
            default=card.link, most=LONGEST_LINK,
        ),
        offered_when(card.need),
    )  # fmt: skip
    return Form(title, submit, questions)


def answered(card: OwnCard, answers: Answers) -> OwnCard:
    """The card as the answers say."""
    return replace(
        card,
        title=" ".join(answers.text("title").split()),
        said=tuple(text for name in PARTS if (text := answers.text(name).strip())),
        link=answers.text("link"),
        need=need_in(answers),
    )
