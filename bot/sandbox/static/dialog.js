// A form in a dialog: opened by an answer, sent step by step, closed with Esc.

import { byId, drawInto } from "./dom.js";

const dialog = byId("dialog");
const sheet = byId("sheet");

export function setUpDialog({ submit, close, fail }) {
  sheet.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.ariaBusy === "true") return;
    wait(form, true);
    try {
      await submit(form.dataset.token, answersOf(form));
    } catch (error) {
      fail(error);
    } finally {
      wait(form, false);
    }
  });
  sheet.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) leave(close);
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave(close);
  });
}

export function openForm(html, language) {
  sheet.drawnHtml = null;
  drawInto(sheet, html);
  sheet.lang = language;
  if (!dialog.open) dialog.showModal();
  sheet.scrollTop = 0;
  const wrong = sheet.querySelector("[aria-invalid=true]");
  const first = wrong ?? sheet.querySelector("input, textarea, select, button");
  first?.focus();
  if (first?.matches("textarea")) first.setSelectionRange(first.value.length, first.value.length);
}

export function closeForm() {
  if (dialog.open) dialog.close();
  drawInto(sheet, "");
}

function leave(close) {
  const form = sheet.querySelector("form");
  const token = form?.dataset.token;
  closeForm();
  if (token !== undefined) close(token);
}

/** By question name; the ticks of one question are joined by commas, and a question without any is an empty answer. */
function answersOf(form) {
  const answers = {};
  for (const field of form.elements) {
    if (!field.name) continue;
    answers[field.name] ??= "";
    const ticks = field.type === "checkbox" || field.type === "radio";
    if (ticks && !field.checked) continue;
    answers[field.name] = field.type === "checkbox" && answers[field.name] ? `${answers[field.name]},${field.value}` : field.value;
  }
  return answers;
}

function wait(form, busy) {
  form.ariaBusy = String(busy);
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = busy;
}
