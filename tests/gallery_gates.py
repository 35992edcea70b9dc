"""The gallery's initiative at a gate."""

from __future__ import annotations

from dataclasses import replace

from initiatives.gate_states import Document, GateState, GateStep, Objection, Signature
from initiatives.gates import DEFAULT_GATES, GateRules
from initiatives.initiative import Stage
from initiatives.people import Function
from tests.gallery_lived import Lived
from tests.world import ORG


class Gates(Lived):
    """A scene with everything that can stand at a gate."""

    async def at_the_gate(self) -> None:
        """Ada's initiative is written down; Grace has signed for one function in words, and not yet for another."""
        world, now = self.world, self.world.clock.at
        text = self.typed[:1400] or "Six people type 400 invoices a week"
        why, key = self.typed[:600] or "The audit has not seen it", self.names["gate"]
        gate = replace(DEFAULT_GATES[0], readings=2, days=7)
        async with world.store.transaction(now) as store:
            await store.keep_gate_rules(GateRules(ORG, ORG).with_gate(gate))
            state = GateState(
                key, ORG, self.names["initiative"], Stage.VALIDATION, GateStep.GATHERING, now, self.grace.id,
                documents=tuple(Document(kind, text, self.ada.id, now) for kind in gate.documents),
                signatures=(Signature(Function.HR, self.grace.id, now, why),),
                objections=(Objection(Function.PROCESS_OWNER, self.grace.id, why, now),),
                asked=(self.grace.id,), watching=(self.ada.id,),
            )  # fmt: skip
            await store.keep_gate_state(state)
