// Draws messages: who, when, what; groups them by day and author, and keeps what has not changed.

import { avatar, drawInto, el, icon } from "./dom.js";
import { clock, day, dayKey, full } from "./times.js";
import { WORDS } from "./words.js";

const TOGETHER = 5 * 60 * 1000;

/** Shows `entries` in `list`; what is already there with the same look stays, with its focus and its scroll. */
export function drawEntries(list, entries, look) {
  const known = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const wanted = [];
  let before = null;
  for (const entry of entries) {
    const at = new Date(entry.at);
    if (!before || dayKey(at, look.zone) !== dayKey(new Date(before.at), look.zone)) {
      wanted.push(kept(known, `day ${entry.id} ${day(at, look.zone)}`, () => line("day", day(at, look.zone))));
      before = null;
    }
    if (entry.id === look.newFrom) {
      wanted.push(kept(known, "new", () => line("new", WORDS.fresh)));
      before = null;
    }
    const signature = [entry.id, entry.revision, continues(before, entry), look.zone, replyKey(look, entry), look.you].join(" ");
    wanted.push(kept(known, signature, () => drawEntry(entry, continues(before, entry), look)));
    before = entry;
  }
  arrange(list, wanted);
}

const replyKey = (look, entry) => (look.replies?.get(entry.id) ?? []).map((reply) => reply.id).join(",");

function kept(known, key, make) {
  const node = known.get(key) ?? make();
  node.dataset.key = key;
  return node;
}

function arrange(list, wanted) {
  const keep = new Set(wanted);
  for (const node of [...list.children]) if (!keep.has(node)) node.remove();
  wanted.forEach((node, n) => { if (list.children[n] !== node) list.insertBefore(node, list.children[n] ?? null); });
  const messages = [...list.querySelectorAll(".entry")];
  if (!messages.some((node) => node.tabIndex === 0)) messages.at(-1)?.setAttribute("tabindex", "0");
}

function continues(before, entry) {
  return Boolean(before) && before.author === entry.author && !before.only && !entry.only
    && new Date(entry.at) - new Date(before.at) < TOGETHER;
}

function line(cls, text) {
  return el("li", { cls: `line ${cls}`, role: "presentation" }, el("span", { text }));
}

function drawEntry(entry, joins, look) {
  const person = look.people.get(entry.author);
  const at = new Date(entry.at);
  const name = person?.name ?? look.bot;
  const time = el("time", { datetime: entry.at, title: full(at, look.zone), text: clock(at, look.zone) });
  const by = el("p", { cls: "by" }, el("strong", { text: name }), el("span", { cls: "title", text: person?.title ?? WORDS.bot }), time);
  const mark = entry.only && el("p", { cls: "only", text: WORDS.only });
  const parts = [by, mark, words(entry), replies(entry, look)];
  const side = joins ? el("span", { cls: "gap" }) : avatar(person);
  const label = `${name}, ${clock(at, look.zone)}: ${entry.text || entry.summary}`;
  return el(
    "li",
    { cls: `entry${joins ? " joins" : ""}${entry.only ? " whisper" : ""}`, id: `${look.prefix}${entry.id}`, tabindex: "-1", "aria-label": label.slice(0, 300) },
    side, el("div", { cls: "body" }, ...parts), actions(entry, look),
  );
}

function words(entry) {
  if (entry.author) return el("p", { cls: "typed", text: entry.text, dir: "auto" });
  const drawn = el("div", { cls: "drawn", lang: entry.language || false });
  drawInto(drawn, entry.html);
  return drawn;
}

function replies(entry, look) {
  const found = look.replies?.get(entry.id) ?? [];
  if (!found.length) return null;
  const faces = [...new Set(found.map((reply) => reply.author))].slice(0, 3).map((author) => avatar(look.people.get(author)));
  const last = clock(new Date(found.at(-1).at), look.zone);
  return el("button", { type: "button", cls: "replies", "data-thread": entry.id }, ...faces, el("span", { text: WORDS.replies(found.length) }), el("small", { text: last }));
}

function actions(entry, look) {
  const offered = [["data-hand-over", "spark", WORDS.handOver]];
  if (look.replies) offered.unshift(["data-thread", "reply", WORDS.reply]);
  const buttons = offered.map(([key, name, text]) => el("button", { type: "button", [key]: entry.id, title: text, "aria-label": text }, icon(name)));
  return el("div", { cls: "actions", role: "group", "aria-label": WORDS.actions }, ...buttons);
}
