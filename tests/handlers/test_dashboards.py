"""What the dashboard counts, and whom its passes let in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.dashboards import LIVES, gather, holder, pass_for
from initiatives.initiative import Stage
from tests.handlers.started import in_trial, proposed
from tests.world import ORG, World

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def derive(name: str) -> str:
    return f"sealed:{name}".encode().hex()


def test_a_pass_lets_its_holder_in_until_its_time_is_over() -> None:
    shown = pass_for(derive, "acme", "ada", NOW)
    assert holder(derive, shown, NOW) == ("acme", "ada")
    assert holder(derive, shown, NOW + LIVES - timedelta(seconds=1)) == ("acme", "ada")
    assert holder(derive, shown, NOW + LIVES) is None


def test_an_organisation_with_a_dot_in_its_id_keeps_it() -> None:
    assert holder(derive, pass_for(derive, "acme.eu", "ada", NOW), NOW) == ("acme.eu", "ada")


@pytest.mark.parametrize(
    "change",
    [
        lambda shown: shown.replace("ada", "eve"),
        lambda shown: shown.replace("acme", "other"),
        lambda shown: shown.replace(".1795", ".1995"),
        lambda shown: shown[:-1],
        lambda shown: shown.rpartition(".")[0],
        lambda _shown: "",
        lambda _shown: "…",
        lambda _shown: "a.b.c.d",
    ],
)
def test_what_was_not_made_here_lets_nobody_in(change: object) -> None:
    shown = pass_for(derive, "acme", "ada", NOW)
    altered = change(shown)  # type: ignore[operator]
    assert altered != shown
    assert holder(derive, altered, NOW) is None


async def test_it_counts_every_stage_and_names_what_is_under_way() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada", team="Accounting"), await world.person("Grace", admin=True)
    await proposed(world, ada, pain="Minutes are written by hand", idea="Let a model write them")
    tried = await in_trial(world, ada, grace)
    await world.later(hours=1)
    async with world.store.transaction(world.clock.at) as store:
        found = await gather(store, await store.organisation(ORG), world.clock.at)
    assert found.stages == {Stage.PROPOSED: 1, Stage.TRIAL: 1}
    assert [one.id for one in found.under_way] == [tried.id]
    assert found.answers.answers is not None and found.answers.answers.count == 1
    assert (found.told, found.wins, found.lessons) == (0, (), ())
