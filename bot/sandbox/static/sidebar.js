// The left column: places of whoever you are, and the people you can be.

import { avatar, byId, el, icon, rove } from "./dom.js";
import { WORDS } from "./words.js";

const ICONS = { home: "home", direct: "bot", channel: "hash" };

export const placeName = (place) => (place.kind === "home" ? WORDS.home : place.name);

export function setUpSidebar({ go, be }) {
  byId("places").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) go(button.dataset.place);
  });
  const people = byId("people");
  rove(people, "[role=option]");
  const chosen = (event) => {
    const option = event.target.closest("[role=option]");
    if (option) be(option.dataset.person);
  };
  people.addEventListener("click", chosen);
  people.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    chosen(event);
  });
}

export function drawSidebar(state) {
  byId("company").textContent = state.company;
  redraw(byId("places"), state.places.map((place) => drawPlace(place, state.place)));
  redraw(byId("people"), state.people.map((person) => drawPerson(person, state.you)));
  byId("side-dot").hidden = !state.people.some((person) => person.unread) && !state.places.some((place) => place.unread);
}

function drawPlace(place, open) {
  const current = place.id === open;
  const button = el(
    "button",
    { type: "button", "data-place": place.id, cls: place.unread ? "unread" : "", "aria-current": current && "page" },
    icon(ICONS[place.kind]), el("span", { text: placeName(place) }), badge(place.unread),
  );
  return el("li", {}, button);
}

function drawPerson(person, you) {
  const chosen = person.id === you;
  const names = el("span", { cls: "names" }, el("span", { text: person.name }), el("small", { text: `${person.title} · ${person.part}` }));
  return el(
    "div",
    { role: "option", "data-person": person.id, "aria-selected": String(chosen), tabindex: chosen ? "0" : "-1", title: `${person.name} · ${person.title} · ${person.part}` },
    avatar(person), names, badge(person.unread),
  );
}

function badge(n) {
  return n ? el("span", { cls: "badge" }, el("span", { text: n > 99 ? "99+" : String(n), "aria-hidden": "true" }), el("span", { cls: "unseen", text: WORDS.unread(n) })) : null;
}

/** Replaces the children only when something differs, and keeps the focus where it was. */
function redraw(list, nodes) {
  const html = nodes.map((node) => node.outerHTML).join("");
  if (list.lastHtml === html) return;
  list.lastHtml = html;
  const held = [...list.children].findIndex((node) => node.contains(document.activeElement));
  list.replaceChildren(...nodes);
  const again = held < 0 ? null : list.children[held];
  (again?.querySelector("button") ?? again)?.focus();
}
