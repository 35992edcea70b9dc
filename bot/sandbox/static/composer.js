// Where one types: Enter sends, Shift and Enter begin a line, a slash lists the commands.

import { byId, el } from "./dom.js";

export function setUpComposer(form, text, send) {
  const submit = () => {
    const typed = text.value.trim();
    if (!typed) return;
    text.value = "";
    text.dispatchEvent(new Event("input"));
    send(typed).catch(() => { if (!text.value) text.value = typed; });
  };
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    submit();
  });
  text.addEventListener("input", () => grow(text));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    text.focus();
  });
}

/** The list of commands above the field; it never takes the focus away from it. */
export function setUpHints(text, commands) {
  const list = byId("hints");
  let chosen = 0;
  const shown = () => [...list.children];
  const close = () => { list.hidden = true; text.setAttribute("aria-expanded", "false"); text.removeAttribute("aria-activedescendant"); };
  const mark = (to) => {
    chosen = (to + shown().length) % shown().length;
    shown().forEach((node, n) => node.setAttribute("aria-selected", String(n === chosen)));
    text.setAttribute("aria-activedescendant", shown()[chosen].id);
    shown()[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = (n) => {
    text.value = `${shown()[n].dataset.command} `;
    close();
    text.focus();
  };
  text.addEventListener("input", () => {
    const found = matching(text.value, commands());
    list.replaceChildren(...found.map(drawHint));
    list.hidden = !found.length;
    text.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) mark(0); else close();
  });
  text.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const node = event.target.closest("[role=option]");
    if (node) take(shown().indexOf(node));
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const exact = shown()[chosen].dataset.command === text.value.trim();
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !exact)) take(chosen);
    else return;
    event.preventDefault();
  }, true);
}

function matching(typed, commands) {
  if (!typed.startsWith("/") || typed.includes("\n")) return [];
  const begun = typed.toLowerCase();
  return commands.map((each) => ({ ...each, command: `/quickwin ${each.name}` })).filter((each) => each.command.startsWith(begun) || `/${each.name}`.startsWith(begun));
}

function drawHint(each, n) {
  return el("li", { role: "option", id: `hint-${n}`, "data-command": each.command }, el("strong", { text: each.command }), el("span", { text: each.help }));
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 200)}px`;
}
