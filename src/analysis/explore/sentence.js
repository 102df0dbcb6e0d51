// JupyterLab takes arrow keys and letters as commands for cells wherever one cannot type, so also on a slider or a list. It
// listens to the document; who listens to the window is earlier. Tabs need their keys themselves.
function keepKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
  if (event.target.matches("input, select, button") && event.target.closest(".verkenner")) event.stopPropagation();
}
if (!window.verkennerKeepsKeys) {
  window.verkennerKeepsKeys = true;
  window.addEventListener("keydown", keepKeys, true);
}

// A live region: the element stays, its text changes, so that a screen reader says it.
function render({ model, el }) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  el.append(line);
  function show() {
    line.className = `zin ${model.get("look")}`.trim();
    line.textContent = model.get("text");
  }
  model.on("change", show);
  show();

  // A figure that is drawn before its place has a width stays as it was then; it looks again when the window says so.
  const fit = new ResizeObserver(() => {
    for (const drawing of document.querySelectorAll(".verkenner .js-plotly-plot")) {
      const svg = drawing.querySelector(".main-svg");
      if (svg && drawing.clientWidth && Math.abs(svg.clientWidth - drawing.clientWidth) > 2) {
        window.dispatchEvent(new Event("resize"));
        return;
      }
    }
  });
  const box = () => el.closest(".uitkomst");
  const wait = setInterval(() => {
    if (!el.isConnected) return;
    if (!box()) return clearInterval(wait);
    const drawing = box().querySelector(".js-plotly-plot .svg-container");
    if (!drawing) return;
    clearInterval(wait);
    for (const each of [el, drawing]) fit.observe(each);
  }, 200);
  return () => {
    model.off("change", show);
    fit.disconnect();
    clearInterval(wait);
  };
}

export default { render };
