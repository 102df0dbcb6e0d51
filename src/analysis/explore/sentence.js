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
  return () => model.off("change", show);
}

export default { render };
