// The sandbox's own time, in the zone of whoever looks.

import { WORDS } from "./words.js";

let ahead = 0;

export const setNow = (iso) => { ahead = Date.parse(iso) - Date.now(); };
export const now = () => new Date(Date.now() + ahead);

const formats = new Map();

function format(kind, zone, options) {
  const key = `${kind} ${zone}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(key);
}

const CLOCK = { hour: "2-digit", minute: "2-digit" };
const LONG_DAY = { weekday: "long", day: "numeric", month: "long" };

export const clock = (date, zone) => format("clock", zone, CLOCK).format(date);
export const dayKey = (date, zone) => format("key", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(date);
export const full = (date, zone) => format("full", zone, { ...LONG_DAY, ...CLOCK }).format(date);

export function ribbon(date, zone) {
  return format("ribbon", zone, { weekday: "short", day: "numeric", month: "short", ...CLOCK }).format(date).replace(/,(?=[^,]*$)/, " ·").replace(",", "");
}

export function day(date, zone) {
  if (dayKey(date, zone) === dayKey(now(), zone)) return WORDS.today;
  return format("day", zone, LONG_DAY).format(date);
}

export const city = (zone) => zone.split("/").pop().replaceAll("_", " ");
