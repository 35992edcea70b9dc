"""What actions are about: how each is reloaded, and what somebody is to it."""

from __future__ import annotations

from handlers.conversation import Look, Role, Subject
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person
from initiatives.wins import Story
from storage.port import Transaction
from storage.records import Draft


async def _nothing(look: Look, _id: str) -> Organisation:
    return look.organisation


async def _member(look: Look, _organisation: Organisation) -> frozenset[Role]:
    return _everywhere(look)


def _everywhere(look: Look) -> frozenset[Role]:
    if look.person is None or not look.person.active:
        return frozenset()
    return frozenset({Role.MEMBER, Role.ADMIN}) if look.person.admin else frozenset({Role.MEMBER})


async def reviewers_of(store: Transaction, organisation: Organisation, initiative: Initiative) -> tuple[str, ...]:
    """Who answers for this initiative now: those set for its team or its proposer's functions, else the admins."""
    proposer = await store.person(organisation.id, initiative.proposer)
    functions = proposer.functions if proposer else ()
    found = organisation.reviewers_for(initiative.team, functions)
    return found or tuple(admin.id for admin in await store.admins(organisation.id))


async def _initiative(look: Look, initiative: str) -> Initiative | None:
    return await look.store.initiative(look.org, initiative)


async def _to_initiative(look: Look, initiative: Initiative) -> frozenset[Role]:
    if look.person is None:
        return frozenset()
    held = {
        Role.PROPOSER: initiative.proposer,
        Role.OWNER: initiative.owner,
        Role.SPONSOR: initiative.sponsor,
    }
    roles = {role for role, person in held.items() if person == look.person.id}
    if look.person.id in await reviewers_of(look.store, look.organisation, initiative):
        roles.add(Role.REVIEWER)
    return _everywhere(look) | roles


async def _story(look: Look, story: str) -> Story | None:
    return await look.store.story(look.org, story)


async def _to_story(look: Look, story: Story) -> frozenset[Role]:
    owns = look.person is not None and look.person.id == story.owner
    return _everywhere(look) | ({Role.OWNER} if owns else frozenset())


async def _draft(look: Look, draft: str) -> Draft | None:
    return await look.store.draft(look.org, draft)


async def _to_draft(look: Look, draft: Draft) -> frozenset[Role]:
    owns = look.person is not None and look.person.id == draft.person
    return _everywhere(look) | ({Role.DRAFTER} if owns else frozenset())


async def _person(look: Look, _id: str) -> Person | None:
    return look.person


async def _to_oneself(look: Look, _person: Person) -> frozenset[Role]:
    return _everywhere(look)


NOTHING: Subject[Organisation] = Subject("organisation", _nothing, _member)
"""About nothing in particular: the organisation itself."""
ONESELF: Subject[Person] = Subject("person", _person, _to_oneself)
"""About whoever acts, never about anybody else."""
INITIATIVE: Subject[Initiative] = Subject("initiative", _initiative, _to_initiative)
STORY: Subject[Story] = Subject("story", _story, _to_story)
DRAFT: Subject[Draft] = Subject("draft", _draft, _to_draft)
