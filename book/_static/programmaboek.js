/* Small repairs of the page shell that templates and translations cannot reach. */
(() => {
  "use strict";

  // Words that Sphinx's own Dutch file leaves empty; its search page would show nothing there.
  Documentation.addTranslations({
    locale: "nl",
    plural_expr: "(n != 1)",
    messages: {
      "Search Results": "Zoekresultaten",
      "Searching": "Bezig met zoeken",
      "Preparing search...": "Het zoeken wordt voorbereid…",
      "Hide Search Matches": "Markering van zoekwoorden verbergen",
      ", in ": ", in ",
      "Search finished, found ${resultCount} page(s) matching the search query.": "Aantal pagina’s gevonden: ${resultCount}.",
      "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
        "Niets gevonden. Controleer de spelling of probeer een ander woord.",
    },
  });

  // A browser may not read neighbouring files from disk: search then goes without excerpts instead of failing.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  document.addEventListener("DOMContentLoaded", () => {
    const name = (element, words) => element?.setAttribute("aria-label", words);
    name(document.getElementById("pst-primary-sidebar-modal"), "Hoofdstukken");
    name(document.getElementById("pst-secondary-sidebar-modal"), "Op deze pagina");
    document.querySelectorAll(".bd-links details > summary").forEach((summary) => {
      const page = summary.closest("li")?.querySelector("a")?.textContent.trim();
      name(summary, page ? `Onderdelen van ${page}` : "Onderdelen");
    });

    // Only a table that is too wide for its box needs a tab stop and a hint that it scrolls.
    const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => {
      const wide = target.scrollWidth > target.clientWidth;
      target.classList.toggle("schuift", wide);
      if (wide) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }));
    document.querySelectorAll("div.tabel").forEach((box) => sizes.observe(box));
  });

  // Tables behind 'Bekijk de tabel' belong on paper too, also in browsers that do not know ::details-content, and a
  // table wider than the sheet is scaled down instead of cut off.
  const room = (box) => { // pixels on A4 at 96 dots an inch: beside another figure, on its own sheet, in a figure, in the text
    if (box.closest(".reeks-figuren")) return 296;
    if (box.classList.contains("breed")) return 1000;
    return box.closest("figure") ? 640 : 672;
  };
  const PRINTED = 0.86; // type in a printed table against the screen
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((details) => { details.open = true; });
    document.querySelectorAll("div.tabel").forEach((box) => {
      const tooWide = box.scrollWidth > box.clientWidth;
      if (tooWide) box.querySelector("table").style.zoom = Math.min(1, room(box) / (box.scrollWidth * PRINTED));
    });
  });
  addEventListener("afterprint", () => {
    opened.forEach((details) => { details.open = false; });
    document.querySelectorAll("div.tabel table").forEach((table) => { table.style.zoom = ""; });
  });
})();
