"""The words of a table's records in SQL: a `tsvector` with its index in PostgreSQL, an FTS5 table in SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Delete,
    Float,
    Index,
    Insert,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Select,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable

from storage.wording import MOST_OF_A_WORD, WHOSE, Postings, Words

# The row number is named as FTS5 names it, so that most statements are the same for both.
NUMBER, WORDS = "rowid", "words"
AT_MOST = str(MOST_OF_A_WORD)
"""Of a word that very many records have, PostgreSQL then looks at about so many, and not at all of them."""


def full_text(name: str, metadata: MetaData) -> SqlTable:
    """The words beside the rows of the table `name`."""
    words = SqlTable(
        f"{name}_words",
        metadata,
        Column(NUMBER, BigInteger().with_variant(Integer, "sqlite"), autoincrement=False, nullable=False),
        Column(WORDS, Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        PrimaryKeyConstraint(NUMBER, name=f"{name}_words_pkey"),
        info={"full_text": True},
    )
    # Without a list of what is still to be indexed: every search would read all of it.
    with_ = {"fastupdate": "off"}
    index = Index(f"{name}_by_words", words.c.words, postgresql_using="gin", postgresql_with=with_)
    index.ddl_if(dialect="postgresql")
    return words


@compiles(CreateTable, "sqlite")
def _create(element: Any, compiler: Any, **given: Any) -> str:
    """SQLite makes a table of words by other means than a table of rows."""
    table = element.element
    if table.info.get("full_text"):
        return f"CREATE VIRTUAL TABLE {table.name} USING fts5({WORDS})"
    return str(compiler.visit_create_table(element, **given))


# What PostgreSQL has counted itself, about as often as a tenth of the rows are new; SQLite stops early at a common word anyway.
COMMON = """
    SELECT common.word, common.share * pg_class.reltuples AS records
    FROM pg_stats
    JOIN pg_class ON pg_class.oid = to_regclass(:name)
    CROSS JOIN unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (word, share)
    WHERE schemaname = pg_class.relnamespace::regnamespace::text AND tablename = :name AND attname = 'words'
        AND common.word = ANY(:asked)
"""


class WordStatements:
    """What is asked of one such table."""

    def __init__(self, words: SqlTable, dialect: str) -> None:
        self._quote = "'" if dialect == "postgresql" else '"'
        self._listed = dialect == "postgresql"
        self.at_most = select(func.set_config("gin_fuzzy_search_limit", AT_MOST, True)) if self._listed else None
        self.common = _common(words.name) if self._listed else None
        self.insert, self.find = _of_postgresql(words) if dialect == "postgresql" else _of_sqlite(words)
        self.delete: Delete = delete(words).where(words.c.rowid.in_(bindparam("numbers", expanding=True)))

    def asked(self, words: Sequence[str]) -> dict[str, Any]:
        """The words as `find` takes them; they are letters and digits."""
        quoted = [f"{self._quote}{word}{self._quote}" for word in words]
        return {"words": quoted if self._listed else orjson.dumps(quoted).decode()}

    def postings(self, rows: Iterable[Sequence[Any]], words: Words) -> list[tuple[float, Postings]]:
        """Out of what `find` gave: for each word that is found, its weight and the newest records that hold it."""
        lists = ((row[0][1 + WHOSE : -1], row[1] if self._listed else orjson.loads(row[1])) for row in rows)
        return [(words[word], numbers) for word, numbers in lists if numbers]


def _common(name: str) -> Select[Any]:
    counted = text(COMMON).bindparams(bindparam("name", name), bindparam("asked", type_=ARRAY(Text())))
    found = counted.columns(Column("word", Text()), Column("records", Float())).subquery("counted")
    return select(found.c.word, found.c.records)


def _of_postgresql(words: SqlTable) -> tuple[Insert, Select[Any]]:
    told = func.array_to_tsvector(func.string_to_array(bindparam("told", type_=Text()), " "))
    asked = func.unnest(bindparam("words", type_=ARRAY(Text()))).table_valued("word", name="asked").render_derived()
    # Sorted by what no index has: read along the primary key, a rare word would cost the whole table.
    newest = (words.c.rowid + 0).desc()
    holds = words.c.words.op("@@")(cast(asked.c.word, TSQUERY))
    found = select(words.c.rowid).where(holds).order_by(newest).limit(MOST_OF_A_WORD).correlate(asked)
    row = {words.c.rowid: bindparam("number", type_=BigInteger()), words.c.words: told}
    return insert(words).values(row), select(asked.c.word, func.array(found.scalar_subquery())).select_from(asked)


def _of_sqlite(words: SqlTable) -> tuple[Insert, Select[Any]]:
    asked = func.json_each(bindparam("words", type_=Text())).table_valued("value", name="asked")
    holds = literal_column(words.name).op("MATCH")(asked.c.value)
    newest = select(words.c.rowid).where(holds).order_by(words.c.rowid.desc()).limit(MOST_OF_A_WORD)
    found = newest.correlate(asked).subquery("found")
    listed = select(func.json_group_array(found.c.rowid)).correlate(asked).scalar_subquery()
    row = {words.c.rowid: bindparam("number"), words.c.words: bindparam("told", type_=Text())}
    return insert(words).values(row), select(asked.c.value, listed).select_from(asked)
