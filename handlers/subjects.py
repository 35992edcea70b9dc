"""What actions are about: how each is reloaded, and what somebody is to it."""

from __future__ import annotations

from handlers.ai_lookers import lookers
from handlers.answering import answers
from handlers.backups import put_to
from handlers.conversation import Look, May, Role, Subject
from initiatives.campaigns import Campaign
from initiatives.capabilities import Capability
from initiatives.initiative import Initiative
from initiatives.learning import OwnCard
from initiatives.people import Function, Organisation, Person
from initiatives.systems import SystemToken
from initiatives.tools import Tool
from initiatives.wins import Story
from initiatives.workshops import Workshop
from initiatives.worries import Worry
from storage.port import Transaction
from storage.records import Draft


async def _nothing(look: Look, _id: str) -> Organisation:
    return look.organisation


async def _everywhere(look: Look, _subject: object, roles: May) -> bool:
    if look.person is None or not look.person.active:
        return False
    if Role.IT in roles and Function.IT in look.person.functions:
        return True
    if Role.KNOWLEDGE in roles and Function.KNOWLEDGE in look.person.functions:
        return True
    return Role.MEMBER in roles or (Role.ADMIN in roles and look.person.admin)


async def reviewers_of(store: Transaction, organisation: Organisation, initiative: Initiative) -> tuple[str, ...]:
    """Who answers for this initiative now, of those still here.

    Those of its campaign, else those set for its team or its proposer's functions, else the admins.
    With them those who look at it because of what its AI touches.
    """
    proposer = await store.person(organisation.id, initiative.proposer)
    functions = proposer.functions if proposer else ()
    named = organisation.reviewers_for(initiative.team, functions)
    found = [await store.person(organisation.id, person) for person in named]
    here = tuple(person.id for person in found if person is not None and person.active)
    here = await _for_campaign(store, initiative) or here
    asked = here or tuple(admin.id for admin in await store.admins(organisation.id))
    looking = (await lookers(store, initiative)).people
    return tuple(dict.fromkeys((*asked, *looking, *await put_to(store, initiative))))


async def _for_campaign(store: Transaction, initiative: Initiative) -> tuple[str, ...]:
    """Those who answer the proposals of its campaign and are still here."""
    entry = await store.entry(initiative.organisation, initiative.id)
    campaign = await store.campaign(initiative.organisation, entry.campaign) if entry is not None else None
    found = [await store.person(initiative.organisation, one) for one in (campaign.reviewers if campaign else ())]
    return tuple(person.id for person in found if person is not None and person.active)


async def _initiative(look: Look, initiative: str) -> Initiative | None:
    return await look.store.initiative(look.org, initiative)


async def _to_initiative(look: Look, initiative: Initiative, roles: May) -> bool:
    if look.person is None:
        return False
    me = look.person.id
    if (
        (Role.OWNER in roles and me == initiative.owner)
        or (Role.CO_OWNER in roles and me in initiative.co_owners)
        or (Role.PROPOSER in roles and me == initiative.proposer)
        or (Role.SPONSOR in roles and (me == initiative.sponsor or initiative.is_put_to(me)))
        or (Role.DEPUTY in roles and await answers(look.store, look.organisation, me, initiative, look.now))
        or await _everywhere(look, initiative, roles)
    ):
        return True
    return Role.REVIEWER in roles and me in await reviewers_of(look.store, look.organisation, initiative)


async def _story(look: Look, story: str) -> Story | None:
    return await look.store.story(look.org, story)


async def _to_story(look: Look, story: Story, roles: May) -> bool:
    owns = look.person is not None and look.person.id == story.owner
    return (owns and Role.OWNER in roles) or await _everywhere(look, story, roles)


async def _draft(look: Look, draft: str) -> Draft | None:
    return await look.store.draft(look.org, draft)


async def _to_draft(look: Look, draft: Draft, roles: May) -> bool:
    owns = look.person is not None and look.person.id == draft.person
    return (owns and Role.DRAFTER in roles) or await _everywhere(look, draft, roles)


async def _token(look: Look, token: str) -> SystemToken | None:
    return await look.store.system_token(look.org, token)


async def _to_token(look: Look, token: SystemToken, roles: May) -> bool:
    about = await look.store.initiative(look.org, token.initiative) if token.initiative else None
    owns = look.person is not None and about is not None and look.person.id == about.owner
    return (owns and Role.OWNER in roles) or await _everywhere(look, token, roles)


async def _tool(look: Look, tool: str) -> Tool | None:
    return await look.store.tool(look.org, tool)


async def _capability(look: Look, capability: str) -> Capability | None:
    return await look.store.capability(look.org, capability)


async def _to_capability(look: Look, capability: Capability, roles: May) -> bool:
    left = await look.store.initiative(look.org, capability.initiative)
    owns = look.person is not None and left is not None and look.person.id == left.owner
    return (owns and Role.OWNER in roles) or await _everywhere(look, capability, roles)


async def _campaign(look: Look, campaign: str) -> Campaign | None:
    return await look.store.campaign(look.org, campaign)


async def _worry(look: Look, worry: str) -> Worry | None:
    return await look.store.worry(look.org, worry)


async def _own_card(look: Look, card: str) -> OwnCard | None:
    return await look.store.own_card(look.org, card)


async def _workshop(look: Look, workshop: str) -> Workshop | None:
    return await look.store.workshop(look.org, workshop)


async def _to_workshop(look: Look, workshop: Workshop, roles: May) -> bool:
    holds = look.person is not None and look.person.active and look.person.id == workshop.host
    return (holds and Role.HOST in roles) or await _everywhere(look, workshop, roles)


async def _person(look: Look, _id: str) -> Person | None:
    return look.person


NOTHING: Subject[Organisation] = Subject("organisation", _nothing, _everywhere)
"""About nothing in particular: the organisation itself."""
ONESELF: Subject[Person] = Subject("person", _person, _everywhere)
"""About whoever acts, never about anybody else."""
INITIATIVE: Subject[Initiative] = Subject("initiative", _initiative, _to_initiative)
STORY: Subject[Story] = Subject("story", _story, _to_story)
DRAFT: Subject[Draft] = Subject("draft", _draft, _to_draft)
TOKEN: Subject[SystemToken] = Subject("token", _token, _to_token)
TOOL: Subject[Tool] = Subject("tool", _tool, _everywhere)
CAPABILITY: Subject[Capability] = Subject("capability", _capability, _to_capability)
CAMPAIGN: Subject[Campaign] = Subject("campaign", _campaign, _everywhere)
WORRY: Subject[Worry] = Subject("worry", _worry, _everywhere)
OWN_CARD: Subject[OwnCard] = Subject("own_card", _own_card, _everywhere)
WORKSHOP: Subject[Workshop] = Subject("workshop", _workshop, _to_workshop)
