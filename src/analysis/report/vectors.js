// Redraws as shapes what a browser would print as pictures: patterns (stripes, dots) and the cells of a matrix.
async () => {
  const made = (parent, name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return parent.appendChild(element);
  };

  // The ground of a pattern becomes the colour of the shape; what is drawn on it is repeated over the shape, cut off at its edge.
  const tiled = (shape, number) => {
    const pattern = document.getElementById(/#([^")]+)/.exec(shape.style.fill)[1]);
    const [ground, ...signs] = pattern.children;
    const { x, y, width, height } = shape.getBBox();
    const scale = pattern.patternTransform.baseVal.consolidate()?.matrix.a ?? 1;
    const step = pattern.width.baseVal.value * scale;
    shape.style.fill = ground.getAttribute("fill");
    if (width === 0 || height === 0) return;
    const cut = made(shape.parentNode, "clipPath", { id: `rand-${number}` });
    made(cut, "path", { d: shape.getAttribute("d"), transform: shape.getAttribute("transform") ?? "" });
    const outer = made(shape.parentNode, "g", shape.hasAttribute("clip-path") ? { "clip-path": shape.getAttribute("clip-path") } : {});
    const place = made(made(outer, "g", { "clip-path": `url(#rand-${number})` }), "g", { transform: shape.getAttribute("transform") ?? "" });
    for (let left = Math.floor(x / step) * step; left < x + width; left += step) {
      for (let top = Math.floor(y / step) * step; top < y + height; top += step) {
        const tile = made(place, "g", { transform: `translate(${left} ${top}) scale(${scale})` });
        signs.forEach((sign) => tile.append(sign.cloneNode(true)));
      }
    }
  };

  // Each cell has one colour, which is read off its middle.
  const celled = async (image) => {
    const { z, xgap = 0, ygap = 0 } = image.closest(".plotly-graph-div")._fullData.find(({ type }) => type === "heatmap");
    const picture = new Image();
    picture.src = image.href.baseVal;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const drawn = canvas.getContext("2d");
    drawn.drawImage(picture, 0, 0);
    const [left, top, width, height] = ["x", "y", "width", "height"].map((name) => image[name].baseVal.value);
    const [wide, high] = [width / z[0].length, height / z.length];
    const cells = made(image.parentNode, "g", {});
    image.replaceWith(cells); // under the numbers, where it was
    for (let row = 0; row < z.length; row += 1) {
      for (let column = 0; column < z[0].length; column += 1) {
        const at = [(column + 0.5) / z[0].length * picture.width, (row + 0.5) / z.length * picture.height].map(Math.floor);
        const [red, green, blue, seen] = drawn.getImageData(...at, 1, 1).data;
        if (seen) {
          made(cells, "rect", {
            x: left + column * wide + xgap / 2, y: top + row * high + ygap / 2, width: wide - xgap, height: high - ygap, fill: `rgb(${red},${green},${blue})`,
          });
        }
      }
    }
  };

  document.querySelectorAll(".plotly-graph-div .pattern_filled").forEach(tiled);
  await Promise.all([...document.querySelectorAll(".plotly-graph-div .heatmaplayer image")].map(celled));
}
