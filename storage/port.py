"""The store as handlers see it: domain verbs inside one transaction. Written once, over the rows every backend offers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from initiatives.ai_care import AiClass
from initiatives.check_ins import CheckIn
from initiatives.initiative import Initiative, Stage
from initiatives.kpi import Reading
from initiatives.lessons import Lesson, Remark
from initiatives.people import Account, Function, Organisation, Person, Workspace, account_id
from initiatives.reinvesting import Reinvestment
from initiatives.systems import SystemToken
from initiatives.wins import Adoption, Story, StoryState
from storage import tables
from storage.backing import Backings
from storage.bylines import Bylines
from storage.campaigning import Campaigning
from storage.commenting import Commenting
from storage.counted import Tries
from storage.gating import Gating
from storage.help_wanted import HelpLooking
from storage.installations import Belonging, Installation
from storage.learning import Learning
from storage.own import Own
from storage.promising import Promising
from storage.pulsing import Pulsing
from storage.records import JoinCode
from storage.scoring import Scoring
from storage.searching import Searching
from storage.skilled import Skilled
from storage.teaching import Teaching
from storage.vetting import Vetting
from storage.waiting import Waiting
from storage.workshops import Workshops
from storage.worrying import Worrying


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


class Transaction(
    Own,
    Pulsing,
    Promising,
    Waiting,
    Gating,
    Vetting,
    Learning,
    Searching,
    Backings,
    Scoring,
    Bylines,
    Campaigning,
    Skilled,
    HelpLooking,
    Worrying,
    Teaching,
    Workshops,
    Commenting,
):
    """Every verb takes the organisation that owns the record; a record of another one is never seen."""

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

    async def with_function(self, organisation: str, function: Function, limit: int) -> list[Person]:
        """People who have a function and are here, the first `limit`."""
        return (await self._rows.find(tables.PEOPLE, organisation, "functions", function))[:limit]

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

    async def co_owned_by(self, organisation: str, person: str) -> list[Initiative]:
        """What is shared with somebody, at whatever stage it is."""
        return await self._rows.find(tables.INITIATIVES, organisation, "co_owns", person)

    async def waiting_for(self, organisation: str, reviewer: str) -> list[Initiative]:
        """Proposals that wait for this reviewer's answer."""
        return await self._rows.find(tables.INITIATIVES, organisation, "waits_for", reviewer)

    async def put_to(self, organisation: str, person: str) -> list[Initiative]:
        """What somebody was asked about because nobody answers for it, and nobody has said yet."""
        return await self._rows.find(tables.INITIATIVES, organisation, "put_to", person)

    async def in_stage(self, organisation: str, stage: Stage) -> list[Initiative]:
        return await self._rows.find(tables.INITIATIVES, organisation, "stage", stage)

    async def held(self, organisation: str) -> list[Initiative]:
        """Those whose result held, at whatever stage they are now."""
        return await self._rows.find(tables.INITIATIVES, organisation, "held", "yes")

    async def of_ai_class(self, organisation: str, ai_class: AiClass) -> list[Initiative]:
        """Those whose answers about their AI come to that class, or were given it."""
        return await self._rows.find(tables.INITIATIVES, organisation, "ai_class", ai_class)

    async def measured_by(self, organisation: str, kpi: str) -> list[Initiative]:
        """What is under way and has a KPI of this id."""
        return await self._rows.find(tables.INITIATIVES, organisation, "measures", kpi)

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

    async def reinvestment(self, organisation: str, reinvestment: str) -> Reinvestment | None:
        return await self._rows.get(tables.REINVESTMENTS, organisation, reinvestment)

    async def reinvestments_in(self, organisation: str, month: str) -> list[Reinvestment]:
        """Whom that month's question was put to, and what they said."""
        return await self._rows.find(tables.REINVESTMENTS, organisation, "month", month)

    async def keep_reinvestment(self, reinvestment: Reinvestment) -> None:
        await self._rows.put(tables.REINVESTMENTS, reinvestment)

    # systems that send readings

    async def system_token(self, organisation: str, token: str) -> SystemToken | None:
        return await self._rows.get(tables.SYSTEM_TOKENS, organisation, token)

    async def system_tokens(self, organisation: str) -> list[SystemToken]:
        """Every token that was ever made, revoked ones included."""
        return await self._rows.all(tables.SYSTEM_TOKENS, organisation)

    async def system_tokens_of(self, organisation: str, initiative: str) -> list[SystemToken]:
        """Those for this initiative alone."""
        return await self._rows.find(tables.SYSTEM_TOKENS, organisation, "initiative", initiative)

    async def keep_system_token(self, token: SystemToken) -> None:
        await self._rows.put(tables.SYSTEM_TOKENS, token)

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
