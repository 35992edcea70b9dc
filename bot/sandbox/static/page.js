// The page: who you are, where you are, and what happens when you do something.

import { act, listen, state as fetchState } from "./api.js";
import { setUpComposer, setUpHints } from "./composer.js";
import { drawEntries } from "./conversation.js";
import { closeForm, openForm, setUpDialog } from "./dialog.js";
import { byId, drawInto, el, first, rove } from "./dom.js";
import { drawGuide, setUpGuide } from "./guide.js";
import { drawSidebar, placeName, setUpSidebar } from "./sidebar.js";
import { setUpTheme } from "./theme.js";
import { city, now, ribbon, full, setNow } from "./times.js";
import { hideToast, toast } from "./toast.js";
import { WORDS } from "./words.js";

const WIDE = matchMedia("(min-width: 1180px)");
const here = { you: sessionStorage.you ?? "ana", place: "", thread: "", newFrom: "", state: null, panel: "", drafts: {} };
const direct = (person) => `direct-${person}`;
const isHome = () => here.place === "home";

// Doing

const acts = (name, more) => act(name, { as: here.you, place: here.place, ...more });

async function doing(name, more) {
  try {
    const answer = await acts(name, more);
    if (answer.kind === "form") openForm(answer.html, answer.language);
    else if (answer.kind === "home") drawHome(answer.html);
    await refresh();
    return answer;
  } catch (error) {
    toast(error.message);
    throw error;
  }
}

const quietly = (promise) => promise.catch(() => {});

async function submit(token, answers) {
  const answer = await acts("submit", { token, answers });
  if (answer.kind === "form") openForm(answer.html, answer.language);
  else closeForm();
  await refresh();
}

async function say(text) {
  if (isHome()) go(direct(here.you));
  here.stick = true;
  await doing("say", { text });
}

async function press(button) {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  await quietly(doing("press", { token: button.dataset.token, thread: button.closest("#replies") ? here.thread : "" }));
  button.ariaBusy = "false";
}

async function moveClock(step) {
  busy(true);
  try {
    await acts("clock", { step });
    await refresh();
    byId("live").textContent = WORDS.itIs(full(now(), zone()));
  } catch (error) {
    toast(error.message);
  }
  busy(false);
}

async function everything(name, told) {
  busy(true);
  closePanel("thread");
  const answer = await quietly(doing(name, {}));
  if (answer) toast(told);
  busy(false);
}

function busy(isBusy) {
  byId("moving").hidden = !isBusy;
  for (const button of document.querySelectorAll("#clock button, #demo, #fresh")) button.disabled = isBusy;
}

// Going

function be(person, place) {
  if (person !== here.you) {
    here.drafts[`${here.you} ${here.place}`] = byId("composer-text").value;
    here.you = sessionStorage.you = person;
    hideToast(); // it speaks of the others of whoever was here before
  }
  go(place ?? direct(person));
}

function go(place, message = "") {
  const moved = `${here.you} ${place}` !== here.open;
  if (moved) {
    if (here.open && here.place) here.drafts[here.open] = byId("composer-text").value;
    Object.assign(here, { place, newFrom: null, stick: true, open: `${here.you} ${place}` });
    closePanel("thread");
    byId("entries").replaceChildren();
    byId("composer-text").value = here.drafts[here.open] ?? "";
    byId("composer-text").dispatchEvent(new Event("input"));
  }
  here.target = message;
  if (here.state) history.replaceState(null, "", `#${place}`);
  closeSide();
  if (place === "home") quietly(doing("home", {}));
  else refresh();
}

function find() {
  const waiting = here.state.people.filter((person) => person.unread);
  const other = waiting.find((person) => person.id !== here.you) ?? waiting[0];
  if (other) be(other.id);
  else toast(WORDS.nobody);
}

function begin() {
  be("ana");
  fill("/quickwin propose");
}

function fill(text) {
  const field = byId("composer-text");
  field.value = text;
  field.focus();
}

// Drawing

const zone = () => here.state.people.find((person) => person.id === here.you).zone;
let loading = null;
let again = false;

/** One request at a time; changes that come meanwhile are one more. */
function refresh() {
  again = true;
  loading ??= (async () => {
    while (again) {
      again = false;
      const asked = `${here.you} ${here.place}`;
      const state = await quietly(fetchState(here.you, here.place));
      if (state && asked === `${here.you} ${here.place}`) draw(state);
      else if (state) again = true;
    }
  })().finally(() => { loading = null; });
  return loading;
}

function draw(state) {
  const before = here.state;
  here.state = state;
  setNow(state.now);
  drawSidebar(state);
  drawClock();
  drawGuide(state.steps);
  drawRoom(state);
  notice(before, state);
  const open = state.places.find((place) => place.id === here.place);
  if (open?.unread && document.visibilityState === "visible") quietly(acts("seen", {}));
}

function drawRoom(state) {
  const place = state.places.find((each) => each.id === here.place);
  const name = placeName(place);
  byId("title").textContent = place.kind === "channel" ? `# ${name}` : name;
  byId("topic").textContent = { home: WORDS.homeTopic, direct: WORDS.directTopic, channel: place.topic }[place.kind];
  document.title = `${name} · ${state.company}`;
  byId("home").hidden = !isHome();
  byId("entries").hidden = isHome();
  byId("composer-text").placeholder = WORDS.write(place.kind === "channel" ? `#${name}` : state.bot);
  byId("composer-text").setAttribute("aria-label", byId("composer-text").placeholder);
  if (isHome()) drawHome(state.home);
  else drawMessages(state, place);
}

function drawHome(html) {
  const home = byId("home");
  if (html) drawInto(home, html);
  else home.replaceChildren(el("p", { cls: "empty", text: WORDS.nothingHome }));
  if (!html) home.drawnHtml = null;
}

function drawMessages(state, place) {
  const roots = state.entries.filter((entry) => !entry.thread);
  const replies = Map.groupBy?.(state.entries.filter((entry) => entry.thread), (entry) => entry.thread) ?? grouped(state.entries);
  here.newFrom ??= firstUnread(state.entries, place.unread);
  const look = { people: new Map(state.people.map((person) => [person.id, person])), bot: state.bot, you: here.you, zone: zone() };
  const scroll = byId("scroll");
  const atEnd = here.stick || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  drawEntries(byId("entries"), roots, { ...look, prefix: "", newFrom: here.newFrom, replies });
  if (!roots.length) byId("entries").replaceChildren(emptyRoom(state, place));
  if (here.target && byId(here.target)) show(byId(here.target));
  else if (atEnd) scroll.scrollTop = scroll.scrollHeight;
  here.target = "";
  here.stick = false;
  drawThread(state, look);
}

function grouped(entries) {
  const found = new Map();
  for (const entry of entries) if (entry.thread) found.set(entry.thread, [...(found.get(entry.thread) ?? []), entry]);
  return found;
}

function firstUnread(entries, unread) {
  const theirs = entries.filter((entry) => entry.author !== here.you).sort((a, b) => a.number - b.number);
  const oldest = unread ? theirs.at(-unread) : null;
  return (oldest?.thread || oldest?.id) ?? "";
}

function emptyRoom(state, place) {
  const you = state.people.find((person) => person.id === here.you);
  const { title, text, command } = place.kind === "direct" ? WORDS.emptyDirect(first(you)) : WORDS.emptyChannel(place.name);
  const offer = command && el("button", { type: "button", cls: "button", text: command, on: { click: () => fill(command) } });
  return el("li", { cls: "empty" }, el("h2", { text: title }), el("p", { text }), offer);
}

function show(node) {
  node.scrollIntoView({ block: "center" });
  node.focus();
}

function drawThread(state, look) {
  if (!here.thread) return;
  const own = state.entries.filter((entry) => entry.id === here.thread || entry.thread === here.thread);
  if (!own.length) return closePanel("thread");
  const scroll = byId("replies").parentElement;
  drawEntries(byId("replies"), own, { ...look, prefix: "in-thread-", newFrom: "", replies: null });
  scroll.scrollTop = scroll.scrollHeight;
}

function drawClock() {
  if (!here.state) return;
  byId("now").textContent = ribbon(now(), zone());
  byId("now").dateTime = now().toISOString();
  byId("zone").textContent = city(zone());
}

/** Says what is new: here, in a closed thread, or for somebody else. */
function notice(before, state) {
  const same = before && before.you === state.you && before.place === state.place;
  if (same && !isHome()) {
    const last = Math.max(0, ...before.entries.map((entry) => entry.number));
    const fresh = state.entries.filter((entry) => entry.number > last && entry.author !== here.you);
    if (fresh.length) byId("live").textContent = fresh.map((entry) => entry.summary || entry.text).join(". ");
    const reply = fresh.find((entry) => entry.thread && entry.thread !== here.thread);
    if (reply) offerThread(reply.thread);
  } else {
    byId("elsewhere").hidden = true;
  }
  if (!before) return;
  const had = new Map(before.people.map((person) => [person.id, person.unread]));
  const reached = state.people.filter((person) => person.id !== here.you && person.unread > had.get(person.id));
  if (reached.length) toast(WORDS.wrote(reached.map((person) => person.name)), WORDS.asPerson(first(reached[0])), () => be(reached[0].id));
}

function offerThread(thread) {
  const button = byId("elsewhere");
  button.hidden = false;
  button.textContent = WORDS.elsewhere;
  button.onclick = () => openThread(thread);
}

// Panels

function openPanel(kind, title) {
  here.panel = kind;
  byId("panel").hidden = false;
  byId("panel").dataset.kind = kind;
  byId("panel-title").textContent = title;
  byId("guide").hidden = kind !== "guide";
  byId("thread").hidden = kind !== "thread";
  byId("guide-open").setAttribute("aria-expanded", String(kind === "guide"));
}

function openThread(thread) {
  here.thread = thread;
  byId("elsewhere").hidden = true;
  byId("replies").replaceChildren();
  openPanel("thread", WORDS.thread);
  refresh();
  byId("reply-text").focus();
}

function openGuide() {
  here.thread = "";
  openPanel("guide", WORDS.guide);
  localStorage.guide = "open";
}

function closePanel(only) {
  if (!here.panel || (only && here.panel !== only)) return;
  const kind = here.panel;
  Object.assign(here, { panel: "", thread: "" });
  byId("panel").hidden = true;
  byId("guide-open").setAttribute("aria-expanded", "false");
  if (kind === "guide") localStorage.guide = "closed";
  else if (localStorage.guide !== "closed" && WIDE.matches) openGuide();
}

function openSide() {
  document.body.classList.add("side-open");
  byId("side-open").setAttribute("aria-expanded", "true");
  byId("side-close").focus();
}

function closeSide() {
  if (!document.body.classList.contains("side-open")) return;
  document.body.classList.remove("side-open");
  byId("side-open").setAttribute("aria-expanded", "false");
  byId("side-open").focus();
}

// Beginning

function listenToClicks() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.token !== undefined && button.closest(".drawn")) press(button);
    else if (button.dataset.thread) openThread(button.dataset.thread);
    else if (button.dataset.handOver) quietly(doing("from-message", { message: button.dataset.handOver }));
    else if (button.dataset.step) moveClock(button.dataset.step);
  });
  byId("demo").addEventListener("click", () => everything("demo", WORDS.demoDone));
  byId("fresh").addEventListener("click", () => { byId("ask").returnValue = "keep"; byId("ask").showModal(); });
  byId("ask").addEventListener("close", () => { if (byId("ask").returnValue === "fresh") everything("fresh", WORDS.freshDone); });
  byId("guide-open").addEventListener("click", () => (here.panel === "guide" ? closePanel() : openGuide()));
  byId("panel-close").addEventListener("click", () => { closePanel(); byId("composer-text").focus(); });
  byId("side-open").addEventListener("click", openSide);
  for (const id of ["side-close", "veil"]) byId(id).addEventListener("click", closeSide);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (document.body.classList.contains("side-open")) closeSide();
    else if (here.panel === "thread") { closePanel(); byId("composer-text").focus(); }
  });
}

/** `#place/message`, where that is a place of whoever looks; the skip link and the like are none. */
async function fromAddress() {
  const [place, message] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (!here.state) go(direct(here.you));
  await loading;
  if (here.state?.places.some((each) => each.id === place)) go(place, message);
}

setUpTheme();
setUpSidebar({ go, be });
setUpGuide({ begin, find, monday: () => moveClock("monday") });
setUpDialog({ submit, close: (token) => quietly(doing("close", { token })), fail: (error) => toast(error.message) });
setUpHints(byId("composer-text"), () => here.state?.commands ?? []);
setUpComposer(byId("composer"), byId("composer-text"), say);
setUpComposer(byId("reply"), byId("reply-text"), (text) => doing("say", { text, thread: here.thread }));
rove(byId("entries"), ".entry");
rove(byId("replies"), ".entry");
listenToClicks();
if (WIDE.matches && localStorage.guide !== "closed") openGuide();
window.addEventListener("hashchange", fromAddress);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") refresh(); });
setInterval(drawClock, 5000);
fromAddress();
listen(() => (isHome() ? quietly(doing("home", {})) : refresh()));
