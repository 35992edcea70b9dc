// Talks to the sandbox: reads the state, sends what somebody did, listens for changes.

import { WORDS } from "./words.js";

export class Refused extends Error {}

export async function state(you, place) {
  return answered(await asked(`api/state?${new URLSearchParams({ as: you, place })}`));
}

export async function act(name, body) {
  const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return answered(await asked(`api/${name}`, sent));
}

/** Calls back once at the beginning, after each change, and after each time the connection came back. */
export function listen(changed) {
  const stream = new EventSource("api/stream");
  stream.addEventListener("changed", changed);
  window.addEventListener("pagehide", () => stream.close());
}

async function asked(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Refused(WORDS.offline);
  }
}

async function answered(response) {
  if (response.ok) return response.json();
  const text = await response.text();
  let told = text;
  try {
    told = JSON.parse(text).error;
  } catch {
    // not every refusal is JSON
  }
  throw new Refused(told || WORDS.offline);
}
