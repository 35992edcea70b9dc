"""How many people feel a pain, when a sentence says one number of people and they are the ones who have it."""

import re
from collections.abc import Sequence

from initiatives.understanding.durations import CLAUSE_END, DAY, HOUR, MINUTE, NUMBER, WEEKDAY, plain_number
from initiatives.understanding.folding import table
from initiatives.understanding.persons import PEOPLE, TEAMS_PARTS
from initiatives.understanding.text import Sentence
from initiatives.understanding.work import COST, PAINS, TEDIOUS

SOME_PEOPLE = re.compile(rf" (?P<number>{NUMBER}) (?:(?:{TEAMS_PARTS}) )?(?:{PEOPLE}|of us|d' entre nous)(?= )")
WE_ARE = re.compile(
    rf" (?:we are|we're|nous sommes|on est) (?:about |around |environ )?(?P<number>{NUMBER})"
    r"(?= (?:,|;|and|et|a|in|to|dans|qui|who|doing|au|en) | $)"
)
TEAM_OF = re.compile(
    rf" (?:team|group|equipe|groupe|department|service|staff) (?:of|de|d') (?:about |around |environ )?(?P<number>{NUMBER})"
    rf"(?! (?:{HOUR}|{MINUTE}|{DAY}))(?= )"
)
THE = r"(?: (?:the|our|my|les|nos|mes|all|about|around|roughly|environ|us|a|already|actually)){0,4}$"
AFFECTS = re.compile(
    r" (?:takes|take|keeps|occupies|requires|needs|involves|affects|mobilise|occupe|prend|concerne|touche|implique"
    rf"|team of|group of|equipe de|groupe de){THE}"
)
WHO_FEELS_IT = re.compile(
    r"(?:^|[,;:]|we are|we're|we have|there are|nous avons|on a|nous sommes|on est|il y a|each of|chacun de|chacune de|so"
    rf"|every (?:week|day|month)|chaque (?:semaine|jour|mois)|(?:every|chaque) {WEEKDAY}){THE}"
)
DOING = table(
    "do | does | doing | feel | feels | involved | affected | concerned | font | fait | concernees | touchees | impliquees"
)
DO_IT = re.compile(" (?:do|does|are doing|font|le font|s' en occupent|y passent) ")
WHOLE_COMPANY = re.compile(r" (?:company|firm|organisation|organization|entreprise|societe|boite|building)(?= )")
NOT_THEM_ALONE = re.compile(rf"^ (?:and i|et moi|and me|and (?:{NUMBER})|et {NUMBER}|or|ou|out of|sur) ")
UNSURE_COUNT = re.compile(
    rf" (?:more than|over|at least|up to|less than|almost|nearly|plus de|au moins|jusqu' a|moins de|presque|between|entre|maybe"
    rf"|peut etre|every|each|{NUMBER}(?: (?:to|or|and|a|et|ou|-|–|—|/|of|out of|sur|of the|of our|des|de nos))?)$"
)
REACH = 120


def people_in(text: Sequence[Sentence]) -> int | None:
    """How many feel it, when one number of people is said and they are the ones who do the work."""
    found = [(sentence.joined, match) for sentence in text for match in mentions(sentence)]
    counts = {plain_number(match["number"]) for _, match in found}
    count = counts.pop() if len(counts) == 1 else None
    if count is None or count != int(count) or not all(feel_it(joined, match) for joined, match in found):
        return None
    return int(count)


def mentions(sentence: Sentence) -> list[re.Match[str]]:
    return [match for pattern in (SOME_PEOPLE, WE_ARE, TEAM_OF) for match in pattern.finditer(sentence.joined)]


def feel_it(joined: str, match: re.Match[str]) -> bool:
    before = joined[max(0, match.start() - REACH) : match.start()]
    after = joined[match.end() : match.end() + REACH]
    if NOT_THEM_ALONE.match(after):
        return False
    if match.re is WE_ARE:
        return not WHOLE_COMPANY.search(after)
    if match.re is TEAM_OF or UNSURE_COUNT.search(before):
        return match.re is TEAM_OF
    if match[0].endswith((" of us", " nous")) or AFFECTS.search(before):
        return True
    return (
        does_it(after) if WHO_FEELS_IT.search(before) else bool(before.endswith((" and", " et")) and DO_IT.match(after))
    )


def does_it(after: str) -> bool:
    clause = Sentence(tuple(re.split(CLAUSE_END, after)[0].split()))
    return clause.has(DOING) or clause.says(COST) or clause.says(TEDIOUS) or clause.says(PAINS)
