"""What people answer without a number, in English, French, German and Chinese: same, later, done, stop, help."""

from __future__ import annotations

import re
from typing import Literal

from initiatives.spelling import folded

Wish = Literal["same", "later", "done", "stop", "help"]

ACTS: frozenset[Wish] = frozenset({"help", "done", "stop"})
"""Those that do something else than answer the week."""
SILENCE = re.compile(r"\b(?:asking|demander|fragen)\b|问")
"""To stop asking is about the questions, not about the initiative."""

WISHES: dict[Wish, str] = {
    "same": r"=|ditto|(?:(?:it is|it's|still|all|about|exactly|pretty much|again) )*(?:the )?same(?: again)?(?: (?:as|like) (?:last week"
    r"|last time|before))?|(?:as|like) (?:last week|last time|before)|(?:still )?unchanged|(?:no|nothing) (?:change|changes|changed|new)"
    r"|idem|pareil(?: que la semaine derniere)?|(?:toujours )?la meme chose|(?:pas|aucun) (?:de )?changement|comme (?:la semaine derniere"
    r"|avant|la derniere fois)|inchangee?|rien (?:de|n'a) (?:nouveau|neuf|change)"
    r"|(?:das )?gleiche?|(?:das)?selbe|gleich geblieben|keine (?:anderung|veranderung)(?:en)?|unverandert|nichts neues"
    r"|(?:genau ?so |gleich )?wie (?:letzte woche|letztes mal|vorher|immer)"
    r"|(?:还是|都)?一样|不变|没(?:有)?(?:什么)?变化?|没变|[和跟同与]上(?:周|次|星期)(?:都)?一样|同上",
    "later": r"later|not now|(?:remind|ask) me (?:again )?(?:later|tomorrow)|plus tard(?: merci)?|pas maintenant|demande[- ]moi plus tard"
    r"|spater|nicht jetzt|jetzt nicht|(?:frag|erinner[e]?) mich spater|稍后|晚点|(?:以后|晚点|等会儿?|回头)再说|现在不行",
    "done": r"(?:it's |it is |we're |we are |all )?(?:done|finished|completed)|(?:we )?(?:have )?(?:target|goal|reached our (?:goal|target)"
    r"|reached (?:the|our) (?:goal|target))(?: (?:is )?reached)?|termine|c'est (?:fini|termine|fait)|fini|objectif atteint"
    r"|fertig|erledigt|abgeschlossen|(?:wir sind|es ist) fertig|ziel erreicht|(?:已经?)?完成(?:了)?|做完了|达到目标了?|达成目标",
    "stop": r"stop(?:p)?|(?:please )?stop (?:it|this|this initiative|asking(?: me)?)|arret[ez]+(?: de me demander)?|on arrete|j'arrete"
    r"|hor(?:t)? auf(?: zu fragen)?|wir horen (?:damit )?auf|停止|停|不做了|别再?问了|不要再问了",
    "help": r"(?:i|we) need (?:some )?help|need help|help(?: me| us)?|(?:we're|we are|i'm|i am) stuck(?: can (?:somebody|someone) help)?"
    r"|a l'aide|aide[zr]?[- ]?moi|(?:(?:j'ai|nous avons|on a) )?besoin d'aide|(?:(?:ich|wir) )?(?:brauchen?|benotigen?) hilfe|hilfe"
    r"|(?:我|我们)?需要帮助|帮帮忙|求助",
}
BUT = (
    r"(?: ?[,;:.–，。；] ?| - )(?:but |mais |aber |但是?)?| (?:but|mais|aber|with|avec|mit|because|parce que|car|weil) "
)
ALSO = re.compile(rf"^(?P<wish>.+?)(?:{BUT})(?P<comment>.+)$", re.I | re.S)


def wish_of(text: str) -> tuple[Wish, str] | None:
    """The wish, and what was said beside it; None when the text says something else."""
    whole = _plain(text)
    for wish, words in WISHES.items():
        if re.fullmatch(words, whole):
            return wish, ""
    found = ALSO.match(text.strip())
    beside = _plain(found["wish"]) if found else ""
    for wish in ("same", "help", "stop"):
        if found is not None and re.fullmatch(WISHES[wish], beside) and not re.search(r"\d", found["comment"]):
            return wish, found["comment"].strip()
    return None


def asks_for_silence(text: str) -> bool:
    """Whether somebody does not want to be asked any more."""
    wish = wish_of(text)
    return wish is not None and wish[0] == "stop" and SILENCE.search(_plain(text)) is not None


def _plain(text: str) -> str:
    plain = text if re.search("[\u4e00-\u9fff]", text) else folded(text).replace("?", "").replace(",", "")
    return " ".join(re.sub(r"(?:please|thanks|svp|bitte)", "", plain).split()).strip(" .!。！")
