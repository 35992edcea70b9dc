"""The store as handlers see it: domain verbs inside one transaction. Written once, over the rows every backend offers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from initiatives.check_ins import CheckIn
from initiatives.initiative import Initiative, Stage
from initiatives.kpi import Reading
from initiatives.lessons import Lesson, Remark
from initiatives.people import Account, Organisation, Person, Workspace, account_id
from initiatives.wins import Adoption, Story, StoryState
from storage import tables
from storage.installations import Belonging, Installation
from storage.records import (
    KEYS_KEPT,
    Attention,
    Budget,
    Chat,
    Delivery,
    Draft,
    JoinCode,
    Key,
    Nudge,
    Outcome,
    Tries,
    chat_id,
    nudge_id,
)
from storage.rows import Rows


class Store(Protocol):
    """A backend: transactions, and who to tell when one is durable."""

    def transaction(self, at: datetime, *, careful: bool = False) -> AbstractAsyncContextManager[Transaction]:
        """One turn: commits at the end of the block, together or not at all; an exception leaves nothing behind.

        Where several may change the same at once, the later one gets Overtaken: see `storage.repeating`. A `careful` one
        keeps what it reads from others to its end.
        """
        ...

    def after_commit(self, callback: Callable[[frozenset[str]], None]) -> None:
        """`callback` gets the names of the changed tables once a commit is durable."""
        ...

    async def close(self) -> None: ...


class Transaction:
    """Every verb takes the organisation that owns the record; a record of another one is never seen."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def because(self, *, by: str, action: str) -> None:
        """Who does what, for the audit trail."""
        self._rows.because(by=by, action=action)

    # organisations and people

    async def organisation(self, organisation: str) -> Organisation:
        """The organisation; raises LookupError when it was never founded."""
        found = await self._rows.get(tables.ORGANISATIONS, organisation, organisation)
        if found is None:
            raise LookupError(organisation)
        return found

    async def found(self, organisation: Organisation) -> bool:
        """False when it exists already."""
        return await self._rows.insert(tables.ORGANISATIONS, organisation)

    async def change_organisation(self, organisation: Organisation) -> None:
        await self._rows.put(tables.ORGANISATIONS, organisation)

    async def digests_due(self, until: datetime, limit: int) -> list[Organisation]:
        return await self._rows.due(tables.ORGANISATIONS, until, limit)

    async def connect(self, workspace: Workspace) -> None:
        await self._rows.put(tables.WORKSPACES, workspace)

    async def disconnect(self, organisation: str, workspace: str) -> bool:
        return await self._rows.remove(tables.WORKSPACES, organisation, workspace)

    async def workspaces(self, organisation: str) -> list[Workspace]:
        return await self._rows.all(tables.WORKSPACES, organisation)

    async def keep_join_code(self, code: JoinCode) -> None:
        await self._rows.put(tables.JOIN_CODES, code)

    async def take_join_code(self, organisation: str, code: str, now: datetime) -> JoinCode | None:
        """The code, which then works no more; None when there is none that is still good."""
        found = await self._rows.get(tables.JOIN_CODES, organisation, code)
        await self._rows.remove(tables.JOIN_CODES, organisation, code)
        return found if found is not None and found.expires_at > now else None

    async def tries(self, organisation: str, workspace: str) -> Tries | None:
        return await self._rows.get(tables.TRIES, organisation, workspace)

    async def keep_tries(self, tries: Tries) -> None:
        await self._rows.put(tables.TRIES, tries)

    async def workspace(self, organisation: str, workspace: str) -> Workspace | None:
        return await self._rows.get(tables.WORKSPACES, organisation, workspace)

    async def person(self, organisation: str, person: str) -> Person | None:
        return await self._rows.get(tables.PEOPLE, organisation, person)

    async def people(self, organisation: str) -> list[Person]:
        return await self._rows.all(tables.PEOPLE, organisation)

    async def admins(self, organisation: str) -> list[Person]:
        return await self._rows.find(tables.PEOPLE, organisation, "admin", "yes")

    async def keep_person(self, person: Person) -> None:
        await self._rows.put(tables.PEOPLE, person)

    async def nudges_due(self, until: datetime, limit: int) -> list[Person]:
        """People whose week is to be looked at, earliest first."""
        return await self._rows.due(tables.PEOPLE, until, limit)

    async def standing_in(self, organisation: str, person: str) -> list[Person]:
        """Those whose stand-in this person is."""
        return await self._rows.find(tables.PEOPLE, organisation, "stands_in", person)

    async def account(self, organisation: str, workspace: str, external: str) -> Account | None:
        return await self._rows.get(tables.ACCOUNTS, organisation, account_id(workspace, external))

    async def accounts(self, organisation: str, person: str) -> list[Account]:
        return await self._rows.find(tables.ACCOUNTS, organisation, "person", person)

    async def accounts_by_email(self, organisation: str, email: str) -> list[Account]:
        """Accounts, guests left out, whose verified address this is."""
        return await self._rows.find(tables.ACCOUNTS, organisation, "email", email.casefold())

    async def accounts_in(self, organisation: str, workspace: str, limit: int) -> list[Account]:
        """People met in a workspace, the first `limit`."""
        return (await self._rows.find(tables.ACCOUNTS, organisation, "workspace", workspace))[:limit]

    async def keep_account(self, account: Account) -> None:
        await self._rows.put(tables.ACCOUNTS, account)

    # initiatives

    async def initiative(self, organisation: str, initiative: str) -> Initiative | None:
        return await self._rows.get(tables.INITIATIVES, organisation, initiative)

    async def add_initiative(self, initiative: Initiative) -> None:
        await self._rows.insert(tables.INITIATIVES, initiative)

    async def change_initiative(self, initiative: Initiative) -> None:
        await self._rows.put(tables.INITIATIVES, initiative)

    async def asked_of(self, organisation: str, person: str) -> list[Initiative]:
        """The initiatives a person is asked about every week, as their owner or deputy."""
        return await self._rows.find(tables.INITIATIVES, organisation, "asks", person)

    async def initiatives_of(self, organisation: str, person: str) -> list[Initiative]:
        """Those the person proposed or owns."""
        return await self._rows.find(tables.INITIATIVES, organisation, "mine", person)

    async def sponsored_by(self, organisation: str, sponsor: str) -> list[Initiative]:
        """What is under way and has this sponsor."""
        return await self._rows.find(tables.INITIATIVES, organisation, "sponsors", sponsor)

    async def waiting_for(self, organisation: str, reviewer: str) -> list[Initiative]:
        """Proposals that wait for this reviewer's answer."""
        return await self._rows.find(tables.INITIATIVES, organisation, "waits_for", reviewer)

    async def put_to(self, organisation: str, person: str) -> list[Initiative]:
        """What somebody was asked about because nobody answers for it, and nobody has said yet."""
        return await self._rows.find(tables.INITIATIVES, organisation, "put_to", person)

    async def in_stage(self, organisation: str, stage: Stage) -> list[Initiative]:
        return await self._rows.find(tables.INITIATIVES, organisation, "stage", stage)

    async def portfolio(self, organisation: str) -> list[Initiative]:
        """Every initiative: for the digest's sums and exports, never for a turn."""
        return await self._rows.all(tables.INITIATIVES, organisation)

    async def trials_over(self, until: datetime, limit: int) -> list[Initiative]:
        return await self._rows.due(tables.INITIATIVES, until, limit)

    async def add_reading(self, reading: Reading) -> None:
        await self._rows.put(tables.READINGS, reading)

    async def readings(self, organisation: str, initiative: str) -> list[Reading]:
        return await self._rows.find(tables.READINGS, organisation, "initiative", initiative)

    async def check_in(self, organisation: str, check_in: str) -> CheckIn | None:
        return await self._rows.get(tables.CHECK_INS, organisation, check_in)

    async def keep_check_in(self, check_in: CheckIn) -> None:
        await self._rows.put(tables.CHECK_INS, check_in)

    async def add_lesson(self, lesson: Lesson) -> None:
        await self._rows.put(tables.LESSONS, lesson)

    async def lessons(self, organisation: str, initiative: str) -> list[Lesson]:
        return await self._rows.find(tables.LESSONS, organisation, "initiative", initiative)

    async def add_remark(self, remark: Remark) -> None:
        await self._rows.put(tables.REMARKS, remark)

    async def remark(self, organisation: str, remark: str) -> Remark | None:
        return await self._rows.get(tables.REMARKS, organisation, remark)

    async def story(self, organisation: str, story: str) -> Story | None:
        return await self._rows.get(tables.STORIES, organisation, story)

    async def keep_story(self, story: Story) -> None:
        await self._rows.put(tables.STORIES, story)

    async def stories(self, organisation: str, initiative: str) -> list[Story]:
        return await self._rows.find(tables.STORIES, organisation, "initiative", initiative)

    async def stories_posted(self, organisation: str) -> list[Story]:
        return await self._rows.find(tables.STORIES, organisation, "state", StoryState.POSTED)

    async def add_adoption(self, adoption: Adoption) -> None:
        await self._rows.put(tables.ADOPTIONS, adoption)

    async def adoptions(self, organisation: str) -> list[Adoption]:
        return await self._rows.all(tables.ADOPTIONS, organisation)

    async def adoptions_of(self, organisation: str, origin: str) -> list[Adoption]:
        return await self._rows.find(tables.ADOPTIONS, organisation, "origin", origin)

    # what the bot keeps for itself

    async def queue(self, delivery: Delivery) -> bool:
        """False, and nothing queued, when a delivery with this id exists."""
        return await self._rows.insert(tables.DELIVERIES, delivery)

    async def delivery(self, organisation: str, delivery: str) -> Delivery | None:
        """None for one that is final, whether its store has archived it or not."""
        found = await self._rows.get(tables.DELIVERIES, organisation, delivery)
        return found if found is not None and not found.final else None

    async def change_delivery(self, delivery: Delivery) -> None:
        await self._rows.put(tables.DELIVERIES, delivery)

    async def deliveries_about(self, organisation: str, card: str, subject: str) -> list[Delivery]:
        """Every telling of one card about one subject: the cards other people see change with it."""
        return await self._rows.find(tables.DELIVERIES, organisation, "subject", f"{card}:{subject}")

    async def delivery_at(self, organisation: str, workspace: str, channel: str, message: str) -> Delivery | None:
        """The delivery that is this message."""
        found = await self._rows.find(tables.DELIVERIES, organisation, "spot", f"{workspace}:{channel}:{message}")
        return found[0] if found else None

    async def deliveries_due(self, until: datetime, limit: int) -> list[Delivery]:
        return await self._rows.due(tables.DELIVERIES, until, limit)

    async def deliveries_sending(self, organisation: str) -> list[Delivery]:
        """Those whose call was begun and whose end is not known."""
        return await self._rows.find(tables.DELIVERIES, organisation, "sending", "yes")

    async def unreached(self, organisation: str) -> list[Delivery]:
        """What did not reach somebody, or may not have, by any way, and is not settled; oldest first."""
        return await self._rows.find(tables.DELIVERIES, organisation, "unreached", "yes")

    async def unreached_by(self, organisation: str, person: str) -> list[Delivery]:
        """The same of one person."""
        return await self._rows.find(tables.DELIVERIES, organisation, "misses", person)

    async def next_delivery(self) -> datetime | None:
        """When something is next to be sent, changed or retired."""
        return await self._rows.next_due(tables.DELIVERIES)

    async def budget(self, organisation: str, name: str) -> Budget | None:
        """What is left of a platform's limit; None while nothing was spent lately."""
        return await self._rows.get(tables.BUDGETS, organisation, name)

    async def keep_budget(self, budget: Budget) -> None:
        await self._rows.put(tables.BUDGETS, budget)

    async def chat(self, organisation: str, workspace: str, key: str) -> Chat | None:
        """How to reach a person or a channel there, where the platform needs more than their id."""
        return await self._rows.get(tables.CHATS, organisation, chat_id(workspace, key))

    async def chat_in(self, organisation: str, workspace: str, conversation: str) -> Chat | None:
        """The chat whose messages go to that conversation."""
        found = await self._rows.find(tables.CHATS, organisation, "conversation", f"{workspace}:{conversation}")
        return found[0] if found else None

    async def keep_chat(self, chat: Chat) -> None:
        await self._rows.put(tables.CHATS, chat)

    async def drop_chat(self, organisation: str, workspace: str, key: str) -> bool:
        return await self._rows.remove(tables.CHATS, organisation, chat_id(workspace, key))

    async def channels_of(self, organisation: str, workspace: str) -> list[Chat]:
        """The channels of a workspace the bot was added to."""
        return await self._rows.find(tables.CHATS, organisation, "channels", workspace)

    async def draft(self, organisation: str, draft: str) -> Draft | None:
        return await self._rows.get(tables.DRAFTS, organisation, draft)

    async def keep_draft(self, draft: Draft) -> None:
        await self._rows.put(tables.DRAFTS, draft)

    async def drop_draft(self, organisation: str, draft: str) -> bool:
        return await self._rows.remove(tables.DRAFTS, organisation, draft)

    async def drafts_of(self, organisation: str, person: str) -> list[Draft]:
        return await self._rows.find(tables.DRAFTS, organisation, "person", person)

    async def drafts_in(self, organisation: str, chat: str) -> list[Draft]:
        """Conversations open in a chat, in the order they were begun."""
        return await self._rows.find(tables.DRAFTS, organisation, "chat", chat)

    async def outcome(self, organisation: str, key: str) -> Outcome | None:
        """What this inbound thing was answered with, if it was handled before."""
        known = await self._rows.get(tables.KEYS, organisation, key)
        return known.outcome if known else None

    async def handled_at(self, organisation: str, key: str) -> datetime | None:
        """When this inbound thing was handled."""
        known = await self._rows.get(tables.KEYS, organisation, key)
        return known.expires_at - KEYS_KEPT if known else None

    async def remember(self, organisation: str, key: str, outcome: Outcome, at: datetime) -> bool:
        """False when it was handled before."""
        return await self._rows.insert(tables.KEYS, Key(key, organisation, at + KEYS_KEPT, outcome))

    async def forget_expired(self, until: datetime, limit: int) -> int:
        """Drops what is kept for a time only: keys of what was handled, join codes, tries, budgets and counts; at most
        `limit` of each, and how many of the most.
        """
        most = 0
        for table in tables.EXPIRING:
            expired = await self._rows.due(table, until, limit)
            for record in expired:
                await self._rows.remove(table, record.organisation, record.id)
            most = max(most, len(expired))
        return most

    async def claim_nudge(self, nudge: Nudge) -> bool:
        """True for exactly one caller per person and ISO week."""
        return await self._rows.insert(tables.NUDGES, nudge)

    async def nudge(self, organisation: str, person: str, week: str) -> Nudge | None:
        return await self._rows.get(tables.NUDGES, organisation, nudge_id(person, week))

    async def open_nudges(self, organisation: str, person: str) -> list[Nudge]:
        """Weeks asked and not answered, oldest first."""
        return await self._rows.find(tables.NUDGES, organisation, "open", person)

    async def nudges_of(self, organisation: str, person: str) -> list[Nudge]:
        """Every week of somebody who was to be asked."""
        return await self._rows.find(tables.NUDGES, organisation, "person", person)

    async def reminders_due(self, until: datetime, limit: int) -> list[Nudge]:
        """Weeks still waiting for their answer whose reminder is due, earliest first."""
        return await self._rows.due(tables.NUDGES, until, limit)

    async def attention(self, organisation: str, person: str, week: str) -> Attention | None:
        return await self._rows.get(tables.ATTENTION, organisation, nudge_id(person, week))

    async def keep_attention(self, attention: Attention) -> None:
        await self._rows.put(tables.ATTENTION, attention)

    async def drop_nudge(self, nudge: Nudge) -> bool:
        return await self._rows.remove(tables.NUDGES, nudge.organisation, nudge.id)

    async def change_nudge(self, nudge: Nudge) -> None:
        await self._rows.put(tables.NUDGES, nudge)

    # what the operator keeps

    async def installation(self, organisation: str, workspace: str) -> Installation | None:
        return await self._rows.get(tables.INSTALLATIONS, organisation, workspace)

    async def installations(self, organisation: str) -> list[Installation]:
        return await self._rows.all(tables.INSTALLATIONS, organisation)

    async def keep_installation(self, installation: Installation) -> None:
        await self._rows.put(tables.INSTALLATIONS, installation)

    async def drop_installation(self, organisation: str, workspace: str) -> bool:
        return await self._rows.remove(tables.INSTALLATIONS, organisation, workspace)

    async def belonging(self, organisation: str, workspace: str) -> Belonging | None:
        """Whose an installed workspace is."""
        return await self._rows.get(tables.BELONGINGS, organisation, workspace)

    async def keep_belonging(self, belonging: Belonging) -> None:
        await self._rows.put(tables.BELONGINGS, belonging)

    async def dissolve(self, organisation: str) -> None:
        """Drops the organisation with everything it owns."""
        for table in tables.TABLES:
            for record in await self._rows.all(table, organisation):
                await self._rows.remove(table, organisation, record.id)

    # when

    async def next_due(self) -> datetime | None:
        """The earliest moment at which anything is due."""
        moments = [await self._rows.next_due(table) for table in tables.SCHEDULED]
        return min((moment for moment in moments if moment is not None), default=None)
