"""What actions are about: how each is reloaded, and what somebody is to it."""

from __future__ import annotations

from handlers.answering import answers
from handlers.backups import put_to
from handlers.conversation import Look, May, Role, Subject
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person
from initiatives.systems import SystemToken
from initiatives.wins import Story
from storage.port import Transaction
from storage.records import Draft


async def _nothing(look: Look, _id: str) -> Organisation:
    return look.organisation


async def _everywhere(look: Look, _subject: object, roles: May) -> bool:
    if look.person is None or not look.person.active:
        return False
    return Role.MEMBER in roles or (Role.ADMIN in roles and look.person.admin)


async def reviewers_of(store: Transaction, organisation: Organisation, initiative: Initiative) -> tuple[str, ...]:
    """Who answers for this initiative now: those set for its team or its proposer's functions and still here, else the admins."""
    proposer = await store.person(organisation.id, initiative.proposer)
    functions = proposer.functions if proposer else ()
    named = organisation.reviewers_for(initiative.team, functions)
    found = [await store.person(organisation.id, person) for person in named]
    here = tuple(person.id for person in found if person is not None and person.active)
    asked = here or tuple(admin.id for admin in await store.admins(organisation.id))
    return tuple(dict.fromkeys((*asked, *await put_to(store, initiative))))


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
