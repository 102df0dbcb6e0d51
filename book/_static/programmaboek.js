/* Small repairs of the page shell that templates and translations cannot reach, and the choices a reader can make:
   - <div class="tabel" data-filter> around a table: a toolbar above it picks rows, by each column whose <th> has data-kies
     and by typed words;
   - <div class="keuze" data-naam="Programma"> around several <section data-keuze="Zorg">: a menu above them picks one.
   page.html?programma=Zorg opens with that choice made. Without JavaScript there is no control and everything is shown.
   Texts of cells and names are data: they are compared and written as text, never as HTML. */
(() => {
  "use strict";

  // All words that Sphinx's scripts use. Its own Dutch file leaves some empty, and computes a string as script, which a site
  // may forbid: the shell leaves that file out.
  Documentation.LOCALE = "nl";
  Documentation.PLURAL_EXPR = (count) => Number(count !== 1);
  Object.assign(Documentation.TRANSLATIONS, {
    "Search Results": "Zoekresultaten",
    "Searching": "Bezig met zoeken",
    "Preparing search...": "Het zoeken wordt voorbereid…",
    "Hide Search Matches": "Markering van zoekwoorden verbergen",
    ", in ": ", in ",
    "Search finished, found ${resultCount} page(s) matching the search query.": "Aantal pagina’s gevonden: ${resultCount}.",
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Niets gevonden. Controleer de spelling of probeer een ander woord.",
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

    // Only a table that is too large for its box needs a tab stop, and one that is too wide a hint that it scrolls.
    const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => {
      const wide = target.scrollWidth > target.clientWidth;
      target.classList.toggle("schuift", wide);
      if (wide || target.scrollHeight > target.clientHeight) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }));
    document.querySelectorAll("div.tabel").forEach((box) => sizes.observe(box));

    document.querySelector(".bd-search-container input")?.focus();

    // Sphinx's own link to take marks away runs script from its address, which a site may forbid.
    document.querySelectorAll(".highlight-link a").forEach((link) => {
      const button = make("button", { type: "button", class: "knop" }, Documentation.gettext("Hide Search Matches"));
      button.addEventListener("click", () => SphinxHighlight.hideSearchWords());
      link.replaceWith(button);
    });

    document.querySelectorAll("div.tabel[data-filter]").forEach(filter);
    document.querySelectorAll("div.keuze").forEach(choose);
  });

  const make = (tag, attributes, ...content) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...content);
    return element;
  };
  const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim();

  // Text as a reader types it: no capitals, accents or invisible signs, and the dash, quote and space of a keyboard.
  const plain = (text) => text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[‘’]/g, "'").toLowerCase();

  // A menu whose choice is kept in the address, so that it outlives a reload and can be sent as a link.
  const menu = (name, choices) => {
    const options = choices.map(([value, words]) => new Option(words, value));
    const select = make("select", { name: name.toLowerCase(), autocomplete: "off" }, new Option("alle", ""), ...options);
    const asked = plain(new URLSearchParams(location.search).get(select.name) ?? "");
    select.value = options.find(({ value }) => plain(value) === asked)?.value ?? "";
    select.addEventListener("input", () => remember(select));
    return select;
  };
  const remember = ({ name, value }) => {
    const address = new URL(location);
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    try {
      history.replaceState(history.state, "", address);
    } catch { /* a browser may refuse this for a page from disk; the choice itself works */ }
  };
  const labelled = (words, control) => make("label", {}, words, control);

  const filter = (box) => {
    const rows = [...box.querySelectorAll("tbody tr")].map((row) => {
      const cells = [...row.cells].map(textOf);
      return { row, cells, words: plain(cells.join(" ")) };
    });
    const menus = [...box.querySelectorAll("th[data-kies]")].map((heading) => {
      const [name, column] = [textOf(heading), heading.cellIndex];
      const counts = new Map();
      rows.forEach(({ cells }) => counts.set(cells[column], (counts.get(cells[column]) ?? 0) + 1));
      counts.delete(""); // an empty cell is no choice
      return { name, column, select: menu(name, [...counts].map(([value, count]) => [value, `${value} (${count})`])) };
    });
    const search = make("input", { type: "search", autocomplete: "off" });
    const everything = make("button", { type: "button" }, "Alles tonen");
    const status = make("p", { class: "filterstand", role: "status" });
    const form = make(
      "form", { class: "filter", role: "search", "aria-label": `Regels kiezen uit: ${box.getAttribute("aria-label")}` },
      ...menus.map(({ name, select }) => labelled(name, select)), labelled("Zoek in deze tabel", search), everything,
    );

    const show = () => {
      const typed = plain(search.value).split(/\s+/);
      let found = 0;
      rows.forEach(({ row, cells, words }) => {
        const fits = menus.every(({ column, select }) => !select.value || select.value === cells[column]);
        row.hidden = !(fits && typed.every((word) => words.includes(word)));
        if (!row.hidden) found += 1;
      });
      status.textContent = found ? `${found} van ${rows.length} regels` : "Geen regels gevonden. Kies iets anders of toon alles.";
    };

    let waiting;
    form.addEventListener("input", ({ target }) => {
      clearTimeout(waiting);
      waiting = setTimeout(show, target === search ? 150 : 0); // typing goes on, and the count is read aloud once
    });
    search.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      search.value = "";
      show();
    });
    everything.addEventListener("click", () => {
      form.reset();
      menus.forEach(({ select }) => remember(select));
      show();
    });
    form.addEventListener("submit", (event) => event.preventDefault()); // Enter in the search box
    box.before(form, status);
    show();
  };

  const choose = (box) => {
    const sections = [...box.querySelectorAll(":scope > section[data-keuze]")];
    if (sections.length < 2) return;
    const select = menu(box.dataset.naam, sections.map(({ dataset }) => [dataset.keuze, dataset.keuze]));
    const show = () => sections.forEach((section) => {
      section.hidden = Boolean(select.value) && section.dataset.keuze !== select.value;
    });
    select.addEventListener("input", show); // grafieken.js draws a chart again once it has a width
    box.prepend(make("div", { class: "filter" }, labelled(box.dataset.naam, select)));
    show();
  };

  // Tables behind 'Bekijk de tabel' belong on paper too, also in browsers that do not know ::details-content, and a
  // table wider than the sheet is scaled down instead of cut off.
  const room = (box) => { // pixels on A4 at 96 dots an inch: beside another figure, in a figure, on its own sheet, in the text
    if (box.closest(".reeks-figuren")) return 296;
    if (box.closest("figure")) return 640;
    return box.matches(".breed:not(.gebieden)") ? 1000 : 672;
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
