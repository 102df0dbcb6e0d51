/* Draws the charts of a page: those in view at once (on a phone after a while), the others as soon as the reader does
   anything, so that text and tables are there first. plotly.js is fetched from the site itself, once, and only where a
   chart is to be drawn.
   A chart is a <figure class="grafiek"> with <div class="plotly-graph-div"> and, beside it,
   <script type="application/json" class="grafiek-gegevens"> holding {data, layout, config?, smal?, smalOnder?};
   `smal` is laid over `layout` where the chart is narrower than `smalOnder` pixels, such as on a phone. */
(() => {
  "use strict";
  const root = document.documentElement;
  const PAPER = Number(root.dataset.papier ?? 640); // pixels of chart width that fit on A4 inside the margins and the frame
  const HALF_PAPER = Number(root.dataset.papierNaastElkaar ?? 296); // the same for charts side by side
  // Drawing takes a phone more than half a second, in which it does not scroll: it first shows what there is to read.
  const PHONE = "(max-width: 600px)"; // as in the style sheet
  const FOR_PAPER = "papier" in root.dataset; // a document made for paper is drawn once, as it will be printed
  let charts = [];
  let printing = FOR_PAPER;

  const DUTCH = {
    moduleType: "locale",
    name: "nl",
    dictionary: {
      "Autoscale": "Schaal aanpassen", "Box Select": "Vlak selecteren", "Compare data on hover": "Waarden vergelijken",
      "Double-click to zoom back out": "Dubbelklik om uit te zoomen", "Download plot": "Afbeelding opslaan",
      "Download plot as a PNG": "Opslaan als PNG-afbeelding", "Image download succeeded": "De afbeelding is opgeslagen",
      "Lasso Select": "Vrij selecteren", "Pan": "Verschuiven",
      "Preparing image - this may take a few seconds": "De afbeelding wordt gemaakt", "Reset": "Beginstand",
      "Reset axes": "Assen terugzetten", "Show closest data on hover": "Dichtstbijzijnde waarde tonen",
      "Toggle Spike Lines": "Hulplijnen tonen of verbergen", "Toggle show closest data on hover": "Waarden tonen of verbergen",
      "Zoom": "Zoomen", "Zoom in": "Inzoomen", "Zoom out": "Uitzoomen",
      "max:": "hoogste:", "min:": "laagste:", "mean:": "gemiddelde:", "median:": "mediaan:", "source:": "van:", "target:": "naar:",
    },
    format: {
      days: ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
      shortDays: ["zo", "ma", "di", "wo", "do", "vr", "za"],
      months: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
      shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
      date: "%d-%m-%Y", decimal: ",", thousands: ".", grouping: [3], currency: ["€ ", ""],
      year: "%Y", month: "%b %Y", dayMonth: "%-d %b", dayMonthYear: "%-d %b %Y",
    },
  };

  // The light colours are in the data (JupyterLab shows the same figure); the stylesheet knows the dark twin of each.
  const darkTwins = () => {
    const style = getComputedStyle(root);
    const twins = new Map();
    for (const name of style.getPropertyValue("--grafiekkleuren").trim().split(/\s+/)) {
      const pair = style.getPropertyValue(`--${name}`).match(/#[0-9a-f]{6}/gi);
      if (pair?.length === 2) twins.set(pair[0].toLowerCase(), pair[1]);
    }
    return twins;
  };
  const toDark = (json) => {
    const twins = darkTwins();
    const bytes = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
    return json
      .replace(/#[0-9a-f]{6}\b/gi, (hex) => twins.get(hex.toLowerCase()) ?? hex)
      .replace(/rgba\(\s*(\d+),\s*(\d+),\s*(\d+)/g, (all, ...rgb) => {
        const hex = "#" + rgb.slice(0, 3).map((n) => Number(n).toString(16).padStart(2, "0")).join("");
        return twins.has(hex) ? `rgba(${bytes(twins.get(hex)).join(",")}` : all;
      });
  };

  const merge = (under, over = {}) => {
    const result = { ...under };
    for (const [key, value] of Object.entries(over)) {
      const nested = value && typeof value === "object" && !Array.isArray(value);
      result[key] = nested ? merge(result[key], value) : value;
    }
    return result;
  };

  const draw = async (chart) => {
    const style = getComputedStyle(root);
    const dark = root.dataset.theme === "dark" && !printing;
    const figure = JSON.parse(dark ? toDark(chart.json) : chart.json);
    const paper = chart.box.closest(".reeks-figuren") ? HALF_PAPER : PAPER;
    const width = printing ? paper : chart.box.clientWidth;
    const axis = { fixedrange: true }; // a finger on a chart must scroll the page, not zoom
    const layout = merge(merge(figure.layout, width < figure.smalOnder ? figure.smal : {}), {
      autosize: true,
      dragmode: false,
      font: { family: style.getPropertyValue("--letter") },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      template: { layout: { xaxis: axis, yaxis: axis } }, // in the template they reach every axis and add none
    });
    if (printing) layout.width = width;
    const config = {
      displayModeBar: false, // nine extra tab stops a chart; nothing on it is needed to read the chart
      ...figure.config,
      locale: "nl", displaylogo: false, showSendToCloud: false, plotlyServerURL: "", responsive: false,
    };
    chart.width = width;
    const slider = layout.sliders?.[0];
    if (slider) {
      layout.sliders = [{ ...slider, visible: false }];
      layout.height -= 96; // what Plotly keeps for its own
      chart.move ??= control(chart, slider);
    }
    if (layout.height) chart.box.style.minHeight = `${layout.height}px`; // the text below keeps its place when it is drawn again
    await Plotly.react(chart.box, figure.data, layout, config);
    await chart.move?.();
  };

  // Plotly draws a slider that no keyboard reaches; this one takes its steps and its place. Gives what applies the step.
  const control = (chart, slider) => {
    const input = Object.assign(document.createElement("input"), { type: "range", min: 0, max: slider.steps.length - 1, step: 1 });
    input.value = slider.active ?? 0;
    const shown = document.createElement("output");
    const label = document.createElement("label");
    label.append(slider.currentvalue.prefix, shown, input);
    label.className = "schuif";
    chart.box.before(label);
    const move = () => {
      const { label: value, args } = slider.steps[input.valueAsNumber];
      shown.textContent = value;
      input.setAttribute("aria-valuetext", `${value}. ${(args[1]?.["title.text"] ?? "").replaceAll("<br>", " ")}`);
      return Plotly.update(chart.box, ...structuredClone(args));
    };
    input.addEventListener("input", move);
    return move;
  };

  const tryToDraw = async (chart) => {
    try {
      await draw(chart);
      chart.box.dataset.getekend = "ja";
    } catch (error) {
      console.error(error);
      giveUp(chart);
    }
  };

  const giveUp = (chart) => {
    if (chart.box.dataset.getekend === "nee") return;
    chart.box.dataset.getekend = "nee";
    const message = document.createElement("p");
    message.className = "melding";
    message.textContent = "De grafiek kan hier niet worden getoond. De tabel bevat dezelfde cijfers.";
    chart.box.after(message);
  };

  const loadPlotly = () => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${root.dataset.begin ?? "./"}vendor/plotly.min.js`; // one copy for all editions in the site
    script.onload = resolve;
    script.onerror = () => reject(new Error(`not found: ${script.src}`));
    document.head.append(script);
  });

  // One chart a turn: all at once would freeze a phone.
  let turn = Promise.resolve();
  const drawInTurn = (chart) => {
    if (chart.waits) return;
    chart.waits = true;
    turn = turn.then(() => drawFirst(chart)).then(() => new Promise((resolve) => setTimeout(resolve)));
  };
  let plotly = null;
  const drawFirst = async (chart) => {
    try {
      plotly ??= loadPlotly().then(() => Plotly.register(DUTCH));
      await plotly;
    } catch (error) {
      console.error(error);
      giveUp(chart);
      return;
    }
    await tryToDraw(chart);
    if (!FOR_PAPER) sizes.observe(chart.box);
  };

  const redrawAll = () => charts.filter(({ box }) => box.dataset.getekend === "ja").forEach(tryToDraw);

  // Width changes: a turned phone, a hidden sidebar, an opened <details>, a programme that was not shown.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const chart = charts.find(({ box }) => box === target);
      if (!printing && target.clientWidth && target.clientWidth !== chart.width) tryToDraw(chart);
    }
  });

  const start = () => {
    charts = [...document.querySelectorAll("figure.grafiek script.grafiek-gegevens")].map((script) => ({
      box: script.closest("figure").querySelector(".plotly-graph-div"),
      json: script.textContent,
      width: 0, // as drawn
    }));
    if (FOR_PAPER) {
      charts.forEach(drawInTurn);
      return;
    }
    const all = () => charts.forEach(drawInTurn);
    for (const sign of ["pointermove", "touchstart", "keydown", "scroll"]) addEventListener(sign, all, { once: true, passive: true });
    if (matchMedia(PHONE).matches) {
      setTimeout(all, 6000);
    } else {
      const inView = new IntersectionObserver((entries) => {
        entries.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => drawInTurn(charts.find(({ box }) => box === target)));
      });
      charts.forEach(({ box }) => inView.observe(box));
    }
    let theme = root.dataset.theme;
    new MutationObserver(() => {
      if (theme === root.dataset.theme) return; // the shell writes the attribute again while loading
      theme = root.dataset.theme;
      redrawAll();
    }).observe(root, { attributeFilter: ["data-theme"] });
    // A browser does not wait for a chart that was never drawn: its table goes on paper instead.
    addEventListener("beforeprint", () => {
      printing = true;
      redrawAll();
      charts.filter(({ box }) => box.dataset.getekend !== "ja").forEach(({ box }) => { box.closest("figure").querySelector("details").open = true; });
    });
    addEventListener("afterprint", () => { printing = false; redrawAll(); });
  };

  document.addEventListener("DOMContentLoaded", start);
})();
