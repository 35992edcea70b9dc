"""`quickwin unreached` as it is typed: over a file and over a database, while the bot has them open."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from initiatives.people import Organisation, Person, Workspace
from storage.records import Delivery, DeliveryState, Reason, To, Tried
from tests.storage.company import KINDS, address, opened
from tests.storage.notes import NOW


def lost(organisation: str, person: str, **changes: object) -> Delivery:
    row = Delivery(
        f"lost.{person}", organisation, "check_in.nudge", {}, To(person=person, workspace="T1"), "once", NOW, None,
        state=DeliveryState.FAILED, reason=Reason.MAIL_RECIPIENT.value, said="mail recipient 550", route="mail",
        tried=(Tried("T1", Reason.CLOSED.value, "user_not_found"),),
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


STRANGE = {"reason": Reason.UNKNOWN.value, "said": "strange_thing"}


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, ["unreached", *words])


async def _fill(name: str, rows: tuple[Delivery, ...], keep_open: bool) -> None:
    store = await opened(name)
    async with store.transaction(NOW) as kept:
        for organisation in sorted({"acme", *(row.organisation for row in rows)}):
            await kept.found(Organisation(organisation, organisation, organisation))
            await kept.connect(Workspace("T1", organisation, "slack", "Acme"))
            await kept.keep_person(Person("ada", organisation, "Ada\x1b[31m"))
            await kept.keep_person(Person("ben", organisation, "Ben"))
        for row in rows:
            await kept.queue(row)
    if not keep_open:
        await store.close()
        return
    try:
        await asyncio.to_thread(_looked_at, name)
    finally:
        await store.close()


def _looked_at(name: str) -> None:
    assert "Ben: check-in" in typed("--store", name).stdout


def filled(name: str, *rows: Delivery, keep_open: bool = False) -> str:
    asyncio.run(_fill(name, rows, keep_open))
    return name


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_says_who_what_since_when_and_why(kind: str, tmp_path: Path) -> None:
    name = filled(
        address(kind, tmp_path),
        lost("acme", "ada"),
        lost("acme", "ben", state=DeliveryState.UNCONFIRMED, route="chat", tried=(), **STRANGE),
        lost("acme", "done", settled=True),
    )
    result = typed("--store", name)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        f"Ada [31m: check-in, since {NOW:%Y-%m-%d %H:%M} UTC. Slack: their account there is closed,"
        " E-mail: the mail server refused the address",
        f"Ben: check-in, since {NOW:%Y-%m-%d %H:%M} UTC. Slack: strange_thing (it may have arrived all the same)",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_it_may_be_asked_while_the_bot_has_the_store(kind: str, tmp_path: Path) -> None:
    filled(address(kind, tmp_path), lost("acme", "ben"), keep_open=True)


def test_with_several_organisations_each_line_says_whose_it_is(tmp_path: Path) -> None:
    name = filled(address("tiny", tmp_path), lost("acme", "ben"), lost("other", "ben"))
    assert [line.split(":")[0] for line in typed("--store", name).stdout.splitlines()] == ["acme", "other"]


def test_other_programs_get_json(tmp_path: Path) -> None:
    name = filled(address("tiny", tmp_path), lost("acme", "ben"))
    (entry,) = json.loads(typed("--json", "--store", name).stdout)
    assert entry == {
        "organisation": "acme",
        "person": "ben",
        "name": "Ben",
        "cards": ["check_in.nudge"],
        "since": NOW.isoformat(),
        "certain": True,
        "tried": [
            {"way": "Slack", "code": "user_not_found", "reason": "their account there is closed"},
            {"way": "E-mail", "code": "mail recipient 550", "reason": "the mail server refused the address"},
        ],
    }


def test_an_empty_list_says_so_and_a_missing_store_is_refused(tmp_path: Path) -> None:
    name = filled(address("tiny", tmp_path))
    assert typed("--store", name).stdout == "Everybody was reached.\n"
    assert json.loads(typed("--json", "--store", name).stdout) == []
    missing = typed("--store", str(tmp_path / "no" / "quickwin.json"))
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "is missing" in missing.stderr
