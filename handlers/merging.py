"""Two people who turn out to be one: everything goes to the one who stays, and a week is asked about once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.bylines import join_bylines
from handlers.campaigning import join_campaigns
from handlers.commenting import join_comments
from handlers.gating import join_gates
from handlers.help_wanted import join_help
from handlers.joining_weeks import join_counts, join_messages, join_weeks
from handlers.offers import join_skills
from handlers.promises import join_promise
from handlers.pulses import join_uses
from handlers.reinvesting import join_answers
from handlers.scoring import join_scores
from handlers.similar import join_backings
from handlers.teaching import join_learnt
from handlers.workshops import join_workshops
from initiatives.ai_care import renamed
from initiatives.blockers import Blocker
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person, ReviewRule
from storage.port import Transaction


async def merge(store: Transaction, organisation: Organisation, stays: Person, goes: Person, now: datetime) -> Person:
    """The one who stays, with all that was the other's; the other remains as a record that points to them."""
    store.because(by=stays.id, action="people.merge")
    for account in await store.accounts(organisation.id, goes.id):
        await store.keep_account(replace(account, person=stays.id))
    await _initiatives(store, organisation, stays.id, goes.id)
    await join_skills(store, organisation.id, stays.id, goes.id)
    await join_help(store, organisation.id, stays.id, goes.id)
    await join_bylines(store, organisation.id, stays.id, goes.id)
    await join_comments(store, organisation.id, stays.id, goes.id)
    for draft in await store.drafts_of(organisation.id, goes.id):
        await store.keep_draft(replace(draft, person=stays.id))
    await _stood_in_for(store, organisation, stays.id, goes.id)
    await join_gates(store, organisation.id, stays.id, goes.id)
    await join_learnt(store, organisation.id, stays.id, goes.id)
    await join_workshops(store, organisation, stays, goes.id, now)
    await join_campaigns(store, organisation.id, stays.id, goes.id)
    await join_uses(store, organisation.id, stays.id, goes.id)
    await join_backings(store, organisation.id, stays.id, goes.id)
    await join_weeks(store, organisation, stays.id, goes.id, now)
    await join_counts(store, stays, goes, now)
    for missed in await store.unreached_by(organisation.id, goes.id):
        await store.change_delivery(replace(missed, to=replace(missed.to, person=stays.id)))
    await join_answers(store, organisation, stays.id, goes.id, now)
    await join_scores(store, organisation.id, stays.id, goes.id)
    for token in await store.system_tokens(organisation.id):
        if token.made_by == goes.id:
            await store.keep_system_token(replace(token, made_by=stays.id))
    await join_messages(store, organisation, stays.id, goes.id, now)
    await store.change_organisation(_reviewers(await store.organisation(organisation.id), stays.id, goes.id))
    merged = _settled(stays, goes)
    await store.keep_person(merged)
    left = replace(goes, active=False, admin=False, nudges=False, nudge_at=None, merged_into=stays.id)
    await store.keep_person(left)
    return merged


def _settled(stays: Person, goes: Person) -> Person:
    """What was chosen by the one who stays holds; what was not comes from the other; an opt-out of either holds."""
    due = [at for at in (stays.nudge_at, goes.nudge_at) if at is not None]
    pauses = [day for day in (stays.snoozed_until, goes.snoozed_until) if day is not None]
    taken = stays if stays.own_zone or not goes.own_zone else goes
    spoken = stays if stays.own_language or not goes.own_language else goes
    return replace(
        stays,
        zone=taken.zone,
        own_zone=taken.own_zone,
        language=spoken.language,
        own_language=spoken.own_language,
        team=stays.team or goes.team,
        functions=tuple(dict.fromkeys((*stays.functions, *goes.functions))),
        admin=stays.admin or goes.admin,
        nudges=stays.nudges and goes.nudges,
        one_by_one=stays.one_by_one or goes.one_by_one,
        by_mail=stays.by_mail or goes.by_mail,
        nudge_day=goes.nudge_day if stays.nudge_day is None else stays.nudge_day,
        nudge_hour=goes.nudge_hour if stays.nudge_hour is None else stays.nudge_hour,
        snoozed_until=max(pauses, default=None),
        nudge_at=min(due, default=None),
        country=stays.country or goes.country,
        region=stays.region if stays.country else goes.region,
        working_days=stays.working_days or goes.working_days,
        time_off=tuple(dict.fromkeys((*stays.time_off, *goes.time_off))),
        stand_in=_other_than((stays.stand_in, goes.stand_in), (stays.id, goes.id)),
        quiet_from=goes.quiet_from if stays.quiet_from is None else stays.quiet_from,
        quiet_to=goes.quiet_to if stays.quiet_to is None else stays.quiet_to,
        cadence=stays.cadence or goes.cadence,
        most_messages=goes.most_messages if stays.most_messages is None else stays.most_messages,
        asked_on=max((day for day in (stays.asked_on, goes.asked_on) if day is not None), default=None),
    )


def _other_than(named: tuple[str, str], same: tuple[str, str]) -> str:
    """The first of them who is not the person themself."""
    return next((person for person in named if person and person not in same), "")


async def _stood_in_for(store: Transaction, organisation: Organisation, stays: str, goes: str) -> None:
    for other in await store.standing_in(organisation.id, goes):
        if other.id not in (stays, goes):
            await store.keep_person(replace(other, stand_in=stays))


async def _initiatives(store: Transaction, organisation: Organisation, stays: str, goes: str) -> None:
    theirs = [
        *await store.initiatives_of(organisation.id, goes),
        *await store.sponsored_by(organisation.id, goes),
        *await store.waiting_for(organisation.id, goes),
        *await store.asked_of(organisation.id, goes),
        *await store.co_owned_by(organisation.id, goes),
        *await store.put_to(organisation.id, goes),
    ]
    for initiative in {each.id: each for each in theirs}.values():
        await store.change_initiative(_renamed(initiative, stays, goes))
        await join_promise(store, initiative, stays, goes)
        for story in await store.stories(organisation.id, initiative.id):
            if story.owner == goes:
                await store.keep_story(replace(story, owner=stays))


def _renamed(initiative: Initiative, stays: str, goes: str) -> Initiative:
    def now(person: str) -> str:
        return stays if person == goes else person

    silence = initiative.silence
    if silence is not None:
        asked = tuple(dict.fromkeys(map(now, silence.asked)))
        silence = replace(silence, owner=now(silence.owner), asked=asked, by=now(silence.by))
    return replace(
        initiative,
        silence=silence,
        blockers=tuple(_blocker(one, stays, goes) for one in initiative.blockers),
        proposer=now(initiative.proposer),
        owner=now(initiative.owner),
        deputy=now(initiative.deputy) if now(initiative.deputy) != now(initiative.owner) else "",
        co_owners=tuple(p for p in dict.fromkeys(map(now, initiative.co_owners)) if p != now(initiative.owner)),
        sponsor=now(initiative.sponsor),
        reviewers=tuple(dict.fromkeys(map(now, initiative.reviewers))),
        decisions=tuple(replace(decision, by=now(decision.by)) for decision in initiative.decisions),
        care=renamed(initiative.care, stays, goes) if initiative.care else None,
    )


def _blocker(blocker: Blocker, stays: str, goes: str) -> Blocker:
    told = tuple(dict.fromkeys(stays if person == goes else person for person in blocker.told))
    by, solved_by = (stays if person == goes else person for person in (blocker.by, blocker.solved_by))
    return replace(blocker, by=by, told=told, solved_by=solved_by)


def _reviewers(organisation: Organisation, stays: str, goes: str) -> Organisation:
    def renamed(rule: ReviewRule) -> ReviewRule:
        people = (stays if person == goes else person for person in rule.people)
        return replace(rule, people=tuple(dict.fromkeys(people)))

    return replace(organisation, reviewers=tuple(map(renamed, organisation.reviewers)))
