"""The verbs for what the bot keeps for itself: deliveries, budgets, chats, drafts, keys and the weeks of people."""

from __future__ import annotations

from datetime import datetime

from storage import tables
from storage.counted import Attention, Budget
from storage.records import KEYS_KEPT, Chat, Delivery, Draft, Key, Outcome, chat_id
from storage.rows import Rows
from storage.weeks import Nudge, nudge_id


class Own:
    """One part of a transaction: see `storage.port`."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

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

    async def unreached(self, organisation: str) -> list[Delivery]:
        """What did not reach somebody, or may not have, by any way, and is not settled; oldest first."""
        return await self._rows.find(tables.DELIVERIES, organisation, "unreached", "yes")

    async def unreached_by(self, organisation: str, person: str) -> list[Delivery]:
        """The same of one person."""
        return await self._rows.find(tables.DELIVERIES, organisation, "misses", person)

    async def deliveries_held(self, organisation: str) -> list[Delivery]:
        """Those that wait for a later moment than the one at which they were queued."""
        return await self._rows.find(tables.DELIVERIES, organisation, "held", "yes")

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
        """Drops what is kept for a time only, at most `limit` of each kind; how many of the most."""
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

    async def nudges_in(self, organisation: str, week: str) -> list[Nudge]:
        """What became of that ISO week, for everybody who was to be asked."""
        return await self._rows.find(tables.NUDGES, organisation, "week", week)

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
