// The five steps that make a newcomer live the loop.

import { byId, el, icon } from "./dom.js";
import { GUIDE, WORDS } from "./words.js";

export function setUpGuide(does) {
  byId("guide").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) does[button.dataset.does]();
  });
}

export function drawGuide(done) {
  const finished = GUIDE.filter((step) => done.includes(step.id)).length;
  byId("guide-count").textContent = WORDS.progress(finished, GUIDE.length);
  const next = GUIDE.find((step) => !done.includes(step.id));
  const list = byId("guide");
  const key = done.join(" ");
  if (list.dataset.done === key) return;
  list.dataset.done = key;
  const lead = el("li", { cls: "lead", text: next ? WORDS.guideLead : WORDS.guideDone });
  list.replaceChildren(lead, ...GUIDE.map((step, n) => drawStep(step, n + 1, done.includes(step.id), step === next)));
}

function drawStep(step, number, isDone, isNext) {
  const mark = el("span", { cls: "number", "aria-hidden": "true" }, isDone ? icon("check") : String(number));
  const state = isDone ? el("span", { cls: "unseen", text: WORDS.done }) : null;
  const act = isNext && el("button", { type: "button", cls: "button", "data-does": step.does, text: step.act });
  const text = el("div", {}, el("h3", { text: step.title }), state, el("p", { text: step.text }), act);
  return el("li", { cls: isDone ? "step done" : isNext ? "step next" : "step", "aria-current": isNext && "step" }, mark, text);
}
