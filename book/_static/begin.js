/* Runs in the head, before the first paint: settles the colour mode, so that a dark page does not flash white, and tells
   where the root of the site is. A file and not a few lines in the page, so that a site can forbid all script in pages. */
(() => {
  "use strict";
  const root = document.documentElement;
  let mode = "auto";
  try {
    mode = localStorage.getItem("mode") || mode;
  } catch {
    // a reader who forbids storage has no choice to remember
  }
  const dark = mode === "dark" || (mode === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.mode = mode;
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.begin = document.querySelector('meta[name="begin"]').content;
})();
