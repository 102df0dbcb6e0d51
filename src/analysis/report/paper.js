// Fits what is on a sheet to its size: high drawings as small as stays readable, tables within their width.
() => {
  const HIGHEST = 460, SMALLEST = 0.6; // pixels of drawing that fit under a title; share of its size at which it is still read
  const LETTER = 5.2, WORD = 20; // pixels a letter takes in a table; letters of the longest word that is never broken

  document.querySelectorAll(".plotly-graph-div").forEach((box) => {
    box.style.zoom = Math.min(1, Math.max(SMALLEST, HIGHEST / box._fullLayout.height));
  });

  // A browser divides the width by the longest text of each column, of which every column of a long table has one. Here a
  // column gets room for its longest word (a number: whole), and the rest is divided by how much there is to read in it.
  const columnsOf = (table) => [...table.rows[0].cells].map((head, place) => {
    const texts = [...table.rows].map(({ cells }) => cells[place]?.textContent.replace(/\s+/g, " ").trim() ?? "");
    const number = head.classList.contains("getal");
    const pieces = texts.flatMap((text, row) => (number && row ? [text] : text.split(/[ /-]/)));
    const longest = Math.max(...pieces.map((piece) => piece.length));
    const read = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
    return { head, least: (number ? longest : Math.min(longest, WORD)) + 2, read: read ** 0.9 };
  });
  document.querySelectorAll("div.tabel:not(.gebieden) > table.cijfers").forEach((table) => {
    const columns = columnsOf(table);
    const sum = (key) => columns.reduce((total, column) => total + column[key], 0);
    const [least, read] = [sum("least"), sum("read")];
    const left = Math.max(0, table.clientWidth / LETTER - least);
    columns.forEach(({ head, ...column }) => {
      head.style.width = `${(100 * (column.least + (left * column.read) / read)) / (least + left)}%`;
    });
    table.style.tableLayout = "fixed";
  });
}
