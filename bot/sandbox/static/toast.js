// A short word at the edge of the page, with at most one thing to do about it.

import { byId } from "./dom.js";

const STAYS = 9000;
let timer = 0;

export function hideToast() {
  byId("toast").hidden = true;
}

export function toast(text, label, does) {
  const box = byId("toast");
  const button = byId("toast-act");
  byId("toast-text").textContent = text;
  button.hidden = !label;
  button.textContent = label ?? "";
  button.onclick = () => { hideToast(); does?.(); };
  box.hidden = false;
  const start = () => { clearTimeout(timer); timer = setTimeout(hideToast, STAYS); };
  box.onmouseenter = box.onfocusin = () => clearTimeout(timer);
  box.onmouseleave = box.onfocusout = start;
  start();
}
