"""Who may do what: every action and flow, pressed by everybody, on their own and on others' things."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from handlers import registry
from handlers.conversation import Role
from handlers.requests import ShowForm, ShowMessage
from handlers.ui import Button, Buttons, Message
from handlers.words import Typed
from initiatives.campaigns import Campaign
from initiatives.capabilities import Capability, Kind
from initiatives.comments import Comment
from initiatives.gate_states import GateState, GateStep
from initiatives.gates import DEFAULT_GATES, gate_id
from initiatives.initiative import Initiative, Sensitivity, Stage
from initiatives.learning import OwnCard
from initiatives.people import Function, Organisation, ReviewRule
from initiatives.silence import Silence, Unheard
from initiatives.similar import Held
from initiatives.systems import SystemToken
from initiatives.tools import Tool
from initiatives.wins import Story, Win, WinKind
from initiatives.workshops import Workshop
from initiatives.worries import Worry
from storage.records import Draft
from storage.rows import Table
from storage.tables import (
    ADOPTIONS,
    CAMPAIGNS,
    CHECK_INS,
    COMMENTS,
    GATE_RULES,
    GATES,
    INITIATIVES,
    LEARNT,
    LESSONS,
    ORGANISATIONS,
    OWN_CARDS,
    PLACES,
    READINGS,
    REMARKS,
    STORIES,
    SYSTEM_TOKENS,
    WORKSHOPS,
    WORRIES,
)
from tests.stores import AnyStore
from tests.world import ORG, Actor, World

KNOWN = registry.build(registry.discover())
THINGS: dict[str, Any] = {**KNOWN.actions, **KNOWN.flows}
KEPT: tuple[Table[Any], ...] = (
    INITIATIVES,
    STORIES,
    LESSONS,
    REMARKS,
    READINGS,
    CHECK_INS,
    ADOPTIONS,
    ORGANISATIONS,
    SYSTEM_TOKENS,
    GATES,
    GATE_RULES,
    CAMPAIGNS,
    WORRIES,
    OWN_CARDS,
    WORKSHOPS,
    PLACES,
    LEARNT,
    COMMENTS,
)
REFUSED = "Only the people responsible for this can do that."
EVERYONE = (
    "Proposer",
    "Owner",
    "Sponsor",
    "Deputy",
    "Reviewer",
    "Admin",
    "Asked",
    "Sharer",
    "Signer",
    "It",
    "Knowledge",
    "Host",
    "Somebody",
)
ANYBODY = ("Owner", "Admin", "Somebody")
"""Enough of them, where every member may do it."""
HELD = {
    "Proposer": {Role.MEMBER, Role.PROPOSER},
    "Owner": {Role.MEMBER, Role.OWNER},
    "Sponsor": {Role.MEMBER, Role.SPONSOR},
    "Deputy": {Role.MEMBER, Role.DEPUTY},
    "Reviewer": {Role.MEMBER, Role.REVIEWER},
    "Admin": {Role.MEMBER, Role.ADMIN},
    "Asked": {Role.MEMBER, Role.SPONSOR},
    "Signer": {Role.MEMBER, Role.SIGNER, Role.IT},
    "It": {Role.MEMBER, Role.IT, Role.SIGNER},
    "Knowledge": {Role.MEMBER, Role.KNOWLEDGE},
    "Host": {Role.MEMBER, Role.HOST},
    "Sharer": {Role.MEMBER, Role.CO_OWNER},
    "Somebody": {Role.MEMBER},
}


async def company() -> World:
    """One initiative under way with every role held by somebody else, its story, and a draft of its owner."""
    world = await World().founded()
    for name in EVERYONE:
        await world.person(name, admin=name == "Admin", team="Accounting" if name == "Proposer" else "")
    ids = {name: world.people[name].id for name in EVERYONE}
    rule = ReviewRule("team", "Accounting", (ids["Reviewer"],))
    await world.organisation(lambda organisation: organisation.with_reviewers(rule))
    proposer = world.people["Proposer"]
    await proposer.command("propose")
    await proposer.fill(pain="p", reach="r", hours="4", idea="i", kpi="hours", change="4 to 2")
    await world.people["Reviewer"].press("Approve as a trial")
    await world.people["Reviewer"].fill(owner=world.people["Owner"].visitor.external)
    async with world.store.transaction(world.clock.at) as store:
        (initiative,) = await store.portfolio(ORG)
        await store.change_initiative(
            replace(
                initiative,
                sponsor=ids["Sponsor"],
                deputy=ids["Deputy"],
                co_owners=(ids["Sharer"],),
                silence=Silence(Unheard.SILENT, world.clock.at, ids["Owner"], (ids["Asked"],), (), 2),
            )
        )
        signer = await store.person(ORG, ids["Signer"])
        assert signer is not None
        await store.keep_person(replace(signer, functions=DEFAULT_GATES[0].all_of))
        await store.keep_gate_state(
            GateState(
                gate_id(initiative.id, Stage.VALIDATION), ORG, initiative.id, Stage.VALIDATION, GateStep.GATHERING,
                world.clock.at, ids["Sponsor"],
            )
        )  # fmt: skip
        colleague = await store.person(ORG, ids["It"])
        assert colleague is not None
        await store.keep_person(replace(colleague, functions=(Function.IT,)))
        keeper = await store.person(ORG, ids["Knowledge"])
        assert keeper is not None
        await store.keep_person(replace(keeper, functions=(Function.KNOWLEDGE,)))
        await store.keep_own_card(OwnCard("own card", ORG, "Contracts", ("Read them",)))
        await store.keep_workshop(Workshop("workshop", ORG, "Prompts", "How to ask", ids["Host"]))
        vetted = Tool("tool", ORG, "DeepL", "texts", (Sensitivity.PUBLIC,), "IT", world.clock.at.date())
        await store.keep_tool(vetted)
        await store.keep_capability(Capability("capability", ORG, Kind.SKILL, "Scans", initiative.id, world.clock.at))
        today = world.clock.at.date()
        called = Campaign("campaign", ORG, "Invoices", today, today, ids["Admin"], close_at=world.clock.at)
        await store.keep_campaign(called)
        await store.keep_worry(Worry("worry", ORG, "Who reads it?", today, None))
        comment = Comment("comment", ORG, initiative.id, 1, ids["Owner"], "Nice", world.clock.at)
        await store.keep_comment(comment)
        win = Win(
            WinKind.FIRST_RESULT, initiative.leading.id, initiative.leading.target or Decimal(0), world.clock.at.date()
        )
        await store.keep_story(Story("story", ORG, initiative.id, ids["Owner"], win, world.clock.at))
        await store.keep_system_token(
            SystemToken("token", ORG, "SAP", initiative.id, "hashed", ids["Admin"], world.clock.at)
        )
        flow = "propose.propose"
        await store.keep_draft(
            Draft("draft", ORG, ids["Owner"], flow, {}, {"pain": "p"}, world.clock.at, mode="prompts", asking="reach")
        )
        waiting = replace(initiative, id="waiting", stage=Stage.PROPOSED, decisions=(), proposer=ids["Owner"])
        await store.hold_proposal(Held("held", ORG, ids["Owner"], waiting, (initiative.id,), world.clock.at))
    return world


async def about(world: World) -> dict[str, str]:
    async with world.store.transaction(world.clock.at) as store:
        (initiative,) = await store.portfolio(ORG)
    return {
        "initiative": initiative.id,
        "story": "story",
        "draft": "draft",
        "token": "token",
        "tool": "tool",
        "capability": "capability",
        "held": "held",
        "campaign": "campaign",
        "worry": "worry",
        "own_card": "own card",
        "workshop": "workshop",
        "comment": "comment",
        "question": "reach",
        "text": "3",
        "said": "?",
        "status": "at_risk",
        "wish": "help",
        "gate": gate_id(initiative.id, Stage.VALIDATION),
        "function": "it",
    }


def token(world: World, name: str, named: dict[str, str]) -> str:
    """A button somebody could have, properly sealed."""
    drawn = Message(Typed("-"), (Buttons((Button(Typed("-"), name, named),)),))
    (row,) = world.engine.builder.seal.message(drawn, "inline:somewhere", 1).blocks
    assert isinstance(row, Buttons)
    return row.buttons[0].token


async def everything(world: World) -> list[object]:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as rows:
        return [await rows.all(table, ORG) for table in KEPT]


def words(actor: Actor) -> str:
    if isinstance(actor.answer, ShowMessage):
        return actor.told
    return actor.reads[-1].text if actor.reads else ""


@pytest.mark.parametrize("name", sorted(THINGS))
async def test_only_those_it_is_for_may_do_it(name: str) -> None:
    thing, world = THINGS[name], None
    for who in EVERYONE if Role.MEMBER not in thing.may else ANYBODY:
        world = world or await company()  # whoever was refused has changed nothing
        actor, before = world.people[who], await everything(world)
        drafted = who == "Owner" and thing.subject.name in ("draft", "held", "comment")
        held = HELD[who] | ({Role.DRAFTER} if drafted else set())
        if thing.subject.name in (
            "draft",
            "held",
            "story",
            "organisation",
            "person",
            "token",
            "tool",
            "capability",
            "campaign",
            "worry",
            "own_card",
            "workshop",
            "comment",
        ):
            held = held - {Role.PROPOSER, Role.SPONSOR, Role.DEPUTY, Role.REVIEWER, Role.CO_OWNER}
        seen = len(actor.reads)
        await actor.press_token(token(world, name, await about(world)))
        refused = len(actor.reads) > seen and REFUSED in words(actor)
        assert refused is not bool(thing.may & held), f"{who} {'was refused' if refused else 'could do'} {name}"
        if refused:
            assert await everything(world) == before, f"{who} changed something by {name}"
        else:
            world = None


OWNED = sorted(
    name
    for name, thing in THINGS.items()
    if thing.subject.name
    in (
        "initiative",
        "story",
        "draft",
        "token",
        "tool",
        "capability",
        "gate",
        "held",
        "campaign",
        "worry",
        "own_card",
        "workshop",
        "comment",
    )
)


@pytest.mark.parametrize("name", OWNED)
async def test_what_belongs_to_another_organisation_is_not_there(name: str) -> None:
    world = await company()
    await _elsewhere(world)
    owner = world.people["Owner"]
    before = await everything(world)
    await owner.press_token(
        token(
            world,
            name,
            {
                "initiative": "theirs",
                "story": "theirs",
                "draft": "theirs",
                "token": "theirs",
                "gate": "theirs.validation",
                "held": "theirs",
                "tool": "theirs",
                "capability": "theirs",
                "campaign": "theirs",
                "worry": "theirs",
                "own_card": "theirs",
                "workshop": "theirs",
                "comment": "theirs",
            },
        )
    )
    assert "I cannot find that any more" in words(owner)
    assert await everything(world) == before


async def _elsewhere(world: World) -> None:
    """The same kinds of things in another organisation, made by copying ours."""
    async with world.store.transaction(world.clock.at) as store:
        await store.found(Organisation("other", "other", "Other"))
        (initiative,) = await store.portfolio(ORG)
        await store.add_initiative(replace(initiative, id="theirs", organisation="other"))
        story, draft = await store.story(ORG, "story"), await store.draft(ORG, "draft")
        (ours,) = await store.system_tokens(ORG)
        assert story is not None and draft is not None
        tool = await store.tool(ORG, "tool")
        assert tool is not None
        await store.keep_tool(replace(tool, id="theirs", organisation="other"))
        capability = await store.capability(ORG, "capability")
        assert capability is not None
        await store.keep_capability(replace(capability, id="theirs", organisation="other"))
        campaign = await store.campaign(ORG, "campaign")
        assert campaign is not None
        await store.keep_campaign(replace(campaign, id="theirs", organisation="other"))
        worry = await store.worry(ORG, "worry")
        assert worry is not None
        await store.keep_worry(replace(worry, id="theirs", organisation="other"))
        own, workshop = await store.own_card(ORG, "own card"), await store.workshop(ORG, "workshop")
        assert own is not None and workshop is not None
        await store.keep_own_card(replace(own, id="theirs", organisation="other"))
        await store.keep_workshop(replace(workshop, id="theirs", organisation="other"))
        comment = await store.comment(ORG, "comment")
        assert comment is not None
        await store.keep_comment(replace(comment, id="theirs", organisation="other"))
        await store.keep_system_token(replace(ours, id="theirs", organisation="other"))
        (gate,) = await store.gates_of(ORG, initiative.id)
        await store.keep_gate_state(replace(gate, id="theirs.validation", organisation="other", initiative="theirs"))
        await store.keep_story(replace(story, id="theirs", organisation="other"))
        await store.keep_draft(replace(draft, id="theirs", organisation="other"))
        held = await store.held_proposal(ORG, "held")
        assert held is not None
        await store.hold_proposal(replace(held, id="theirs", organisation="other"))


async def test_somebody_who_reviews_no_longer_is_refused_on_an_old_card() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada", team="Accounting"), await world.person("Grace")
    rule = ReviewRule("team", "Accounting", (grace.id,))
    await world.organisation(lambda organisation: organisation.with_reviewers(rule))
    await ada.command("propose")
    await ada.fill(pain="p", reach="r", hours="4", idea="i", kpi="hours", change="4 to 2")
    card = grace.reads[-1]
    await world.organisation(lambda organisation: organisation.with_reviewers(replace(rule, people=(ada.id,))))
    await grace.press("Approve as a trial", on=card)
    assert REFUSED in words(grace)


async def test_a_form_opened_in_time_is_checked_again_when_it_is_submitted() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada", team="Accounting"), await world.person("Grace")
    rule = ReviewRule("team", "Accounting", (grace.id,))
    await world.organisation(lambda organisation: organisation.with_reviewers(rule))
    await ada.command("propose")
    await ada.fill(pain="p", reach="r", hours="4", idea="i", kpi="hours", change="4 to 2")
    await grace.press("Approve as a trial")
    assert isinstance(grace.answer, ShowForm)
    await world.organisation(lambda organisation: organisation.with_reviewers(replace(rule, people=(ada.id,))))
    await grace.fill()
    assert REFUSED in grace.told
    async with world.store.transaction(world.clock.at) as store:
        found: list[Initiative] = await store.portfolio(ORG)
    assert found[0].stage == "proposed"


async def test_a_guest_is_told_so_and_nothing_is_begun() -> None:
    world = await World().founded()
    eve = await world.person("Eve", guest=True)
    await eve.command("propose")
    assert "members of this organisation" in eve.told


async def test_an_altered_button_does_nothing() -> None:
    world = await company()
    owner, before = world.people["Owner"], await everything(world)
    good = token(world, "check_in.same", await about(world))
    await owner.press_token(good.replace("check_in.same", "story.post"))
    assert "does not work any more" in words(owner)
    assert await everything(world) == before


async def test_a_guest_stays_one_while_their_profile_cannot_be_read() -> None:
    world = await World().founded()
    eve = await world.person("Eve", guest=True)
    eve.visitor = replace(eve.visitor, guest=False, known=False)
    await eve.command("propose")
    assert "Quickwin is for members of this organisation." in eve.told
