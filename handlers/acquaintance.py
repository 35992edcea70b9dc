"""From a platform's profile to our person: made on first contact, kept up to date on every later one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers.asking import replanned
from handlers.merging import merge
from handlers.requests import Visitor
from handlers.reviewing import follow
from initiatives.calendar import zone_named
from initiatives.people import Account, Organisation, Person, account_id
from initiatives.rules import RuleBroken
from storage.port import Transaction

LANGUAGES = ("en", "fr")


async def known(
    store: Transaction,
    organisation: Organisation,
    workspace: str,
    visitor: Visitor,
    now: datetime,
    new_id: Callable[[], str],
) -> Person:
    """The person behind the visitor; what they chose themselves (zone, language) is not overwritten by their profile.

    Proposals that wait follow whoever has become an admin, or is none any more.
    """
    account = await store.account(organisation.id, workspace, visitor.external)
    person = await store.person(organisation.id, account.person) if account else None
    found = await _known(store, organisation, workspace, visitor, account, person, now, new_id)
    if found.admin != (person is not None and person.admin):
        await follow(store, organisation, workspace, now, new_id)
    return found


async def _known(
    store: Transaction,
    organisation: Organisation,
    workspace: str,
    visitor: Visitor,
    account: Account | None,
    person: Person | None,
    now: datetime,
    new_id: Callable[[], str],
) -> Person:
    if account is None or person is None:
        return await _met(store, organisation, workspace, visitor, now, new_id)
    if not visitor.known:
        return person
    current = account
    if (account.guest, account.admin) != (visitor.guest, visitor.admin) or visitor.email not in ("", account.email):
        email = visitor.email or account.email
        current = replace(account, guest=visitor.guest, admin=visitor.admin, email=email)
        await store.keep_account(current)
    if current.email != account.email:
        person = await _one_with(store, organisation, current, person, now)
    return await _kept(store, organisation, workspace, person, visitor, now)


async def _followed(
    store: Transaction, organisation: Organisation, workspace: str, person: Person, visitor: Visitor
) -> Person:
    """The person as their profile says; somebody on two platforms follows the profile where they were met first."""
    current = _as_profile_says(person, visitor)
    if current is person:
        return person
    accounts = await store.accounts(organisation.id, person.id)
    if accounts and accounts[0].workspace != workspace:
        return replace(person, admin=visitor.admin) if person.admin != visitor.admin else person
    return current


async def _kept(
    store: Transaction, organisation: Organisation, workspace: str, person: Person, visitor: Visitor, now: datetime
) -> Person:
    current = await _followed(store, organisation, workspace, person, visitor)
    if current is person:
        return person
    if current.admin != visitor.admin or current.admin != person.admin:
        # Somebody on two platforms is an admin here if they are one on either.
        accounts = await store.accounts(organisation.id, person.id)
        current = replace(current, admin=any(account.admin and not account.guest for account in accounts))
    if current == person:
        return person
    current = await replanned(store, organisation, current, now) if current.zone != person.zone else current
    await store.keep_person(current)
    return current


async def _one_with(
    store: Transaction, organisation: Organisation, account: Account, person: Person, now: datetime
) -> Person:
    """A verified address shows who somebody is on another platform: the one met there first stays."""
    other = await _elsewhere(store, organisation, account)
    if other is None or other.id == person.id:
        return person
    return await merge(store, organisation, other, person, now)


async def _elsewhere(store: Transaction, organisation: Organisation, account: Account) -> Person | None:
    if not account.email or account.guest:
        return None
    for same in await store.accounts_by_email(organisation.id, account.email):
        if same.workspace != account.workspace:
            return await store.person(organisation.id, same.person)
    return None


async def _met(
    store: Transaction,
    organisation: Organisation,
    workspace: str,
    visitor: Visitor,
    now: datetime,
    new_id: Callable[[], str],
) -> Person:
    key = account_id(workspace, visitor.external)
    account = Account(
        key, organisation.id, "", workspace, visitor.external, visitor.email, visitor.guest, admin=visitor.admin
    )
    person = await _elsewhere(store, organisation, account)
    if person is None:
        usual = Person(new_id(), organisation.id, visitor.name, organisation.language, organisation.zone)
        person = _as_profile_says(usual, visitor)
        await store.keep_person(person)
        await store.keep_account(replace(account, person=person.id))
        return person
    await store.keep_account(replace(account, person=person.id))
    return await _kept(store, organisation, workspace, person, visitor, now)


def _as_profile_says(person: Person, visitor: Visitor) -> Person:
    name = visitor.name or person.name
    language = person.language if person.own_language or not visitor.language else spoken(visitor.language)
    zone = person.zone if person.own_zone else _usable(visitor.zone, person.zone)
    if (name, language, zone, visitor.admin) == (person.name, person.language, person.zone, person.admin):
        return person
    return replace(person, name=name, language=language, zone=zone, admin=visitor.admin)


def spoken(language: str) -> str:
    """The language we speak that is nearest to a locale like `fr-CA`; English otherwise."""
    short = language.replace("_", "-").split("-")[0].casefold()
    return short if short in LANGUAGES else "en"


def _usable(zone: str, otherwise: str) -> str:
    if zone == otherwise:
        return zone
    try:
        zone_named(zone)
    except RuleBroken:
        return otherwise
    return zone
