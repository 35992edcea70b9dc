// Light or dark: as the system says, until somebody chooses.

import { byId } from "./dom.js";

export function setUpTheme() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  if (localStorage.theme) root.dataset.theme = localStorage.theme;
  byId("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    root.dataset.theme = localStorage.theme = isDark ? "light" : "dark";
  });
}
