"""Who else answers a proposal when those it was put to do not: the next ones who are set, or the admins."""

from __future__ import annotations

from datetime import datetime

from initiatives.calendar import working_moment
from initiatives.initiative import Initiative, Stage
from initiatives.ladder import first_rung
from initiatives.people import Organisation
from initiatives.promise import promise_id
from storage.port import Transaction


async def put_to(store: Transaction, initiative: Initiative) -> tuple[str, ...]:
    """Those it was put to because no answer came, who are still here."""
    if initiative.stage is not Stage.PROPOSED:
        return ()
    promise = await store.promise(initiative.organisation, promise_id(initiative))
    if promise is None or not promise.put_to:
        return ()
    found = [await store.person(initiative.organisation, person) for person in promise.put_to]
    return tuple(person.id for person in found if person is not None and person.active)


async def backup_of(
    store: Transaction, organisation: Organisation, initiative: Initiative, now: datetime
) -> tuple[str, ...]:
    """Its sponsor, else who is set for the proposer's functions, else for everybody, else the admins: the first who do not have it.

    Whoever is off for a year and more is passed over, and the proposer does not answer their own.
    """
    proposer = await store.person(organisation.id, initiative.proposer)
    functions = proposer.functions if proposer else ()
    admins = tuple(admin.id for admin in await store.admins(organisation.id))
    rungs = (
        (initiative.sponsor,),
        organisation.reviewers_for("", functions),
        organisation.reviewers_for("", ()),
        admins,
    )
    found = [await store.person(organisation.id, one) for one in dict.fromkeys(sum(rungs, ())) if one]
    here = (one for one in found if one is not None and one.active)
    awake = frozenset(one.id for one in here if working_moment(one, organisation, now) is not None)
    return first_rung(rungs, awake, frozenset((initiative.proposer, *initiative.reviewers)))
