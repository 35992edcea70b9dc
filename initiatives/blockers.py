"""What is in the way of an initiative, who could unblock it, and who solved something like it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from initiatives.people import Function
from initiatives.spelling import folded

SHORTEST = 4
"""Shorter words say too little about what two texts have in common."""
WORD = re.compile(r"[^\W\d_]+")
HAN = re.compile(r"[\u4e00-\u9fff]")
NO_SUBJECT = (
    "about after again also because been before between cannot does doing done down each enough even every first from have "
    "having here into just keep know last like made make many more most much must need needs only other over same should some "
    "still such than that their them then there these they this those through time until used very want week weeks were what "
    "when where which while will with without work would your "
    "alors après assez aussi autre autres avant avec avoir beaucoup car cela cette chez comme dans depuis deux donc elle elles "
    "encore entre être fait faire faut leur leurs mais même moins notre nous parce pendant peut plus pour pourquoi quand quel "
    "quelle rien sans semaine semaines sera seulement sont sous tous tout toute toutes très trop vers votre vous"
)
"""Words that any two texts share."""
SIGNS: dict[Function, str] = {
    Function.IT: r"access|licen[cs]es?|api|accounts?|vpn|servers?|firewall|sso|login|logins|passwords?|permissions?|software|install\w*"
    r"|network|database|integration|security|acces|serveurs?|mots? de passe|droits|logiciels?|reseau|compte|zugang|zugriff|lizenz\w*"
    r"|passwort|netzwerk|schnittstelle|rechte|账号|权限|服务器|许可|密码|接口",
    Function.HR: r"works council|training|hiring|contracts? of employment|hr|human resources|staff|formation|recrutement|comite|rh"
    r"|ressources humaines|betriebsrat|schulung\w*|personal|personalabteilung|培训|人事|招聘|工会",
    Function.MARKETING: r"marketing|brand|branding|campaigns?|website|press|marque|campagnes?|site web|presse|marke|kampagne\w*"
    r"|市场|品牌|宣传",
    Function.KNOWLEDGE: r"documentation|documents?|wiki|knowledge|archive|archives|connaissances?|dokumentation|wissen|文档|知识",
    Function.MANAGEMENT: r"budget|decision|approval|priorit\w+|sign[- ]off|management|accord|direction|validation|freigabe|entscheidung"
    r"|geschaftsfuhrung|预算|审批|决定|领导",
    Function.PROCESS_OWNER: r"process owner|responsable du processus|prozessverantwortlich\w*|流程负责人",
    Function.OPERATIONS: r"operations|production|logistics|warehouse|exploitation|logistique|entrepot|produktion|logistik|lager"
    r"|生产|物流|仓库",
}
"""Words by which somebody who says what is in the way names who owns it, folded; the first function that fits counts."""


@dataclass(frozen=True)
class Blocker:
    """What somebody said is in the way, for an ISO week; `why` is empty when they left it out.

    `function` could unblock it, `told` are the people it was put to. `still` is the last week in which somebody answered that it
    has not gone.
    """

    id: str
    why: str
    by: str
    at: datetime
    week: str
    function: Function | None = None
    told: tuple[str, ...] = ()
    still: str = ""
    solved_at: datetime | None = None
    solved_by: str = ""

    @property
    def is_open(self) -> bool:
        return self.solved_at is None

    def said_in(self, week: str) -> bool:
        """Whether somebody spoke of it in that week."""
        return week in (self.week, self.still)

    def asked_in(self, week: str) -> bool:
        """Whether that week's check-in asks if it has gone: not in the week in which it was said, nor twice."""
        return self.is_open and self.week < week and self.still < week


def owner_of(why: str) -> Function | None:
    """The function whose words are in it."""
    words = folded(why)
    for function, signs in SIGNS.items():
        if re.search(rf"(?<!\w)(?:{signs})(?!\w)", words) or (HAN.search(words) and re.search(signs, words)):
            return function
    return None


def subjects(*texts: str) -> frozenset[str]:
    """What texts are about: their longer words, folded, a plural like its singular; of Chinese each two signs in a row."""
    found: set[str] = set()
    for text in texts:
        for word in WORD.findall(folded(text)):
            if HAN.search(word):
                found |= {word[n : n + 2] for n in range(len(word) - 1)}
            elif len(word) >= SHORTEST and word not in _FOLDED:
                found.add(word[:-1] if len(word) > SHORTEST and word.endswith("s") else word)
    return frozenset(found)


_FOLDED = frozenset(folded(NO_SUBJECT).split())


@dataclass(frozen=True)
class Solved:
    """What an initiative that held can tell: whose it is, what it is called, and what was in its way or learnt."""

    initiative: str
    owner: str
    title: str
    learnt: tuple[str, ...]


def alike(why: str, title: str, known: Iterable[Solved]) -> list[Solved]:
    """Those who solved something like it, nearest first.

    A word of what is in the way found in what they learnt counts two, a word of either text found in their title one; it takes two.
    """
    wanted, named = subjects(why), subjects(why, title)
    scored = [(2 * len(wanted & subjects(*one.learnt)) + len(named & subjects(one.title)), one) for one in known]
    return [one for score, one in sorted(scored, key=lambda each: -each[0]) if score >= 2]
