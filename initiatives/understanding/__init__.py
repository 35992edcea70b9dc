"""Whether one plain sentence sent to the bot proposes something, and what it says about the pain.

It prefers to be silent: thanks, questions, answers and results never become a proposal, and what is not clear stays empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from initiatives.understanding.durations import NUMBER
from initiatives.understanding.hours import hours_a_week
from initiatives.understanding.people import people_in
from initiatives.understanding.proposal import proposes
from initiatives.understanding.text import Sentence, sentences
from initiatives.understanding.tools import names_a_tool, tool_in

LONGEST = 4000

GREETING = re.compile(
    r"^[\s>]*(?:<?@\S+[\s,:]+)?"
    r"(?:(?:hi|hello|hey|hiya|howdy|bonjour|salut|bonsoir|coucou)"
    r"(?: (?:there|all|team|everyone|everybody|folks|guys|bot|the bot|quickwin|[àa] tous|[àa] toutes(?: et [àa] tous)?"
    r"|tous|toutes|l'[ée]quipe|tout le monde|le bot))?(?: ?[,.!:;–-]+\s*|\s+(?=\S))"
    r"|(?:(?:hi|hello|hey|dear|bonjour|salut|cher|ch[èe]re) [^\W\d_]+|good (?:morning|afternoon|evening)(?: [^\W\d_]+)?"
    r"|morning|yo) ?[,!]\s*)",
    re.IGNORECASE,
)
COMMAND = re.compile(r"\s*[/>]")
READING = re.compile(
    rf" (?:{NUMBER}) (?:(?:%|h|hours?|heures?|min|minutes?|€|\$|k|euros?) )?(?:$|[,;:.(–—/-] |but |mais |because |car |and |et |sur |of \d)"
)


@dataclass(frozen=True)
class Understood:
    """What a sentence says: hours a week altogether and people, None when unsure; the tool as the person wrote it."""

    pain: str
    hours: Decimal | None
    people: int | None
    tool: str | None


def understand(text: str) -> Understood | None:
    """None when the text proposes nothing, or is longer than a person would say at once."""
    if len(text) > LONGEST or COMMAND.match(text):
        return None
    said = without_greeting(text)
    parts = sentences(said)
    if not parts or is_a_reading(parts) or not proposes(parts, names_a_tool(said)):
        return None
    return Understood(" ".join(said.split()), hours_a_week(parts), people_in(parts), tool_in(said))


def without_greeting(text: str) -> str:
    for _ in range(2):
        text = GREETING.sub("", text, count=1)
    return text.strip()


def is_a_reading(parts: Sequence[Sentence]) -> bool:
    """Such as "31, the import was down", which answers a check-in whatever follows the number."""
    return bool(READING.match(parts[0].joined))
