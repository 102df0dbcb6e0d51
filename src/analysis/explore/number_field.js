// A slider and a text field for one number. Python decides what is shown; here is only what the reader does.
let fields = 0;

function make(tag, attributes, parent) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

function render({ model, el }) {
  const id = `getal-${Date.now()}-${fields++}`;
  const label = make("label", { for: id }, el);
  const row = make("div", { class: "schuifrij" }, el);
  const slider = make("input", { type: "range", "aria-describedby": `${id}-hint` }, row);
  const box = make("span", { class: "invoer" }, row);
  const text = make("input", { type: "text", id, inputmode: "decimal", autocomplete: "off", "aria-describedby": `${id}-hint ${id}-fout` }, box);
  const unit = make("span", { class: "eenheid" }, box);
  const hint = make("p", { class: "hint", id: `${id}-hint` }, el);
  const fault = make("p", { class: "fout", id: `${id}-fout`, role: "alert" }, el);
  let sent = 0;

  function ask(what) {
    sent = Math.max(sent, model.get("answered")) + 1;
    model.set("asked", [sent, what]);
    model.save_changes();
  }
  function show() {
    label.textContent = model.get("label");
    unit.textContent = model.get("unit");
    hint.textContent = model.get("hint");
    fault.textContent = model.get("fault");
    text.setAttribute("aria-invalid", model.get("fault") ? "true" : "false");
    slider.setAttribute("aria-label", `${model.get("label")}, schuif`);
    slider.disabled = text.disabled = model.get("fixed");
    slider.hidden = model.get("fixed"); // nothing to slide
    if (model.get("answered") < sent) return; // an answer to an earlier question must not pull the slider back
    const [low, high, step] = ["low", "high", "step"].map((name) => model.get(name));
    Object.assign(slider, { min: low, max: high, step: step });
    slider.value = model.get("value");
    slider.setAttribute("aria-valuetext", `${model.get("written")} ${model.get("unit")}`.trim());
    if (!model.get("fault")) text.value = model.get("written");
  }
  slider.addEventListener("input", () => ask(Number(slider.value)));
  text.addEventListener("change", () => ask(text.value));
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
