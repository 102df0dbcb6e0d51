// Fits what is on a sheet to its size: high drawings as small as stays readable, tables within their width.
() => {
  const HIGHEST = 460, SMALLEST = 0.6; // pixels of drawing that fit under a title; share of its size at which it is still read
  const LETTER = 5.2, WORD = 20; // pixels a letter takes in a table; letters of the longest word that is never broken
  const BOLD = 1.3, SIGN = 4, PADDING = 2.5; // a letter of a heading, the sign of a verdict, the space of a cell: in letters
  const STEP = 4; // letters that are given out at a time

  document.querySelectorAll(".plotly-graph-div").forEach((box) => {
    box.style.zoom = Math.min(1, Math.max(SMALLEST, HIGHEST / box._fullLayout.height));
  });

  // A browser divides the width by the longest text of each column, of which every column of a long table has one. Here a
  // column gets room for its longest word (a number: whole), and what is left goes, letter by letter, to the column that
  // makes the table shortest: a row is as high as its highest cell.
  const columnsOf = (table) => [...table.rows[0].cells].map((head, place) => {
    const cells = [...table.rows].map((row) => row.cells[place]);
    const texts = cells.map((cell) => cell?.textContent.replace(/\s+/g, " ").trim() ?? "");
    const number = head.classList.contains("getal");
    const longest = texts.map((text, row) => {
      const pieces = number && row ? [text] : text.split(/[ /-]/).map((word) => word.slice(0, WORD));
      const sign = cells[row]?.querySelector(".oordeel") ? SIGN : 0;
      return Math.max(...pieces.map((piece) => piece.length)) * (row ? 1.1 : BOLD) + sign;
    });
    return { head, lengths: texts.map((text) => text.length), width: Math.max(...longest) + PADDING };
  });
  const divide = (columns, letters) => {
    const heights = columns[0].lengths.map((_, row) => columns.map(({ lengths, width }) => lengths[row] / width));
    const height = (wider, added) =>
      heights.reduce((sum, row, place) => {
        const cells = row.map((cell, column) => (column === wider ? columns[wider].lengths[place] / (columns[wider].width + added) : cell));
        return sum + Math.max(1, ...cells);
      }, 0);
    for (let left = letters; left > 0; left -= STEP) {
      const each = columns.map((_, column) => height(column, STEP));
      const best = each.indexOf(Math.min(...each));
      columns[best].width += STEP;
      heights.forEach((row, place) => { row[best] = columns[best].lengths[place] / columns[best].width; });
    }
  };
  document.querySelectorAll("div.tabel:not(.gebieden) > table.cijfers").forEach((table) => {
    const columns = columnsOf(table);
    const used = () => columns.reduce((sum, { width }) => sum + width, 0);
    divide(columns, table.clientWidth / LETTER - used());
    columns.forEach(({ head, width }) => { head.style.width = `${(100 * width) / used()}%`; });
    table.style.tableLayout = "fixed";
  });
}
