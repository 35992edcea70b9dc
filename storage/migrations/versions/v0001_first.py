"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    kept("organisations", due=True)
    kept("workspaces")
    kept("people", "admin", "stands_in", due=True)
    several("people")
    kept("accounts", "person", "workspace", "email")
    kept("initiatives", "asks", "sponsors", "stage", "held", "ai_class", due=True)
    several("initiatives")
    searched("initiatives")
    for name in ("readings", "check_ins", "remarks", "system_tokens"):
        kept(name, "initiative")
    kept("lessons", "initiative", "month")
    searched("lessons")
    kept("lesson_months", due=True)
    kept("capabilities", "initiative", "month")
    searched("capabilities")
    kept("buildings", "initiative", "capability")
    kept("stories", "initiative", "state")
    kept("adoptions", "origin")
    kept("reinvestments", "month")
    kept("deliveries", "subject", "spot", "sending", "unreached", "misses", "held", due=True)
    kept("drafts", "person", "chat")
    kept("chats", "channels", "conversation")
    kept("join_codes", due=True)
    kept("tries", due=True)
    kept("budgets", due=True)
    kept("keys", due=True)
    kept("nudges", "open", "person", "week", due=True)
    kept("attention", due=True)
    kept("users", "initiative", "person", due=True)
    kept("pulses", "initiative", due=True)
    kept("pulse_answers", "pulse", "person")
    kept("promises", "open", "answered", due=True)
    kept("waiting_numbers", "open", "question")
    kept("gate_rules")
    kept("gates", "initiative", due=True)
    several("gates")
    kept("backings", "initiative", "person")
    kept("held_proposals", "person", due=True)
    kept("scores", "initiative", "reviewer")
    kept("slices")
    kept("bylines", "writer")
    kept("skills")
    several("skills")
    kept("help_wanted", due=True)
    several("help_wanted")
    kept("help_asked", "initiative", "person")
    kept("installations")
    kept("belongings")
    kept("tools")
    kept("tool_uses", "initiative", "tool", "named")
    kept("campaigns", "stands", due=True)
    kept("campaign_entries", "campaign")
    kept("worries", "month", "open", due=True)
    kept("worry_marks", due=True)
    kept("learnt", "person")
    kept("own_cards", "active")
    kept("workshops", "stands", "host", due=True)
    kept("places", "workshop", "person", due=True)
    kept("tallies")
    kept("comments", "by")
    kept("talks", due=True)
    several("talks")
    for name in ("audit", "audit_values", "audit_heads"):
        kept(name)


def kept(name: str, *indexes: str, due: bool = False) -> None:
    """A table of records with these indexes."""
    op.create_table(
        name,
        sa.Column("number", NUMBER, sa.Identity(), nullable=False),
        sa.Column("organisation", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(index, KEY) for index in indexes),
        *([sa.Column("due_at", MOMENT)] if due else []),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=f"{name}_pkey"),
        sa.UniqueConstraint("organisation", "id", name=f"{name}_once"),
        sqlite_autoincrement=True,
    )
    for index in indexes:
        indexed(f"{name}_by_{index}", name, ["organisation", index], sa.column(index).is_not(None))
    if due:
        indexed(f"{name}_by_due", name, ["due_at", "number"], sa.column("due_at").is_not(None))


def several(table: str) -> None:
    """The values of the table's indexes that can have several."""
    name = f"{table}_values"
    op.create_table(
        name,
        sa.Column("organisation", KEY, nullable=False),
        sa.Column("index_name", KEY, nullable=False),
        sa.Column("value", KEY, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "index_name", "value", "number", name=f"{name}_pkey"),
    )
    op.create_index(f"{name}_by_number", name, ["number"])


def searched(table: str) -> None:
    """The words of the table's records."""
    name = f"{table}_words"
    if op.get_context().dialect.name == "sqlite":
        op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(words)")
        return
    op.create_table(
        name,
        sa.Column("rowid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("rowid", name=f"{name}_pkey"),
    )
    op.create_index(f"{table}_by_words", name, ["words"], postgresql_using="gin", postgresql_with={"fastupdate": "off"})


def indexed(name: str, table: str, columns: list[str], where: sa.ColumnElement[bool]) -> None:
    op.create_index(name, table, columns, postgresql_where=where, sqlite_where=where)
