// Elements without a framework: text is always text, and the server's drawn HTML goes in at one place only.

export const byId = (id) => document.getElementById(id);

export function el(name, { cls, text, on, ...attributes } = {}, ...children) {
  const node = document.createElement(name);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  for (const [type, listener] of Object.entries(on ?? {})) node.addEventListener(type, listener);
  node.append(...children.filter(Boolean));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** The server has escaped everything that was typed; the page's policy forbids scripts and styles inside. */
export function drawInto(node, html) {
  if (node.drawnHtml === html) return;
  node.drawnHtml = html;
  node.innerHTML = html;
}

export function avatar(person) {
  if (!person) return el("span", { cls: "avatar of-bot", "aria-hidden": "true" }, icon("bot"));
  const initials = person.name.split(" ").map((part) => part[0]).join("").slice(0, 2);
  return el("span", { cls: `avatar tint-${person.tint}`, text: initials, "aria-hidden": "true" });
}

export const first = (person) => person.name.split(" ")[0];

/** Arrow keys, Home and End move the focus through a list in which one item can be reached with Tab. */
export function rove(list, selector) {
  list.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll(selector)];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (at < 0 || to === undefined || !items[to]) return;
    event.preventDefault();
    items[at].tabIndex = -1;
    items[to].tabIndex = 0;
    items[to].focus();
  });
}
