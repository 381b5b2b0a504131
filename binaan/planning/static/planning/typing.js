// Typing many amounts: Enter goes down, a block copied from a workbook is spread, columns are summed.
// The page works without this file.
"use strict";

const read = (text) => {
  const bare = text.replace(/rp\.?|\s/gi, "");
  if (!/^\d{1,3}(\.\d{3})*(,\d+)?$|^\d+(,\d+)?$/.test(bare)) return NaN;
  return Number(bare.replaceAll(".", "").replace(",", "."));
};
const written = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 2 });

for (const table of document.querySelectorAll("[data-typing]")) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
  const sums = [...table.querySelectorAll("[data-sum]")];

  const add = () => {
    for (const output of sums) {
      const typed = rows.map((row) => row[output.dataset.sum]).filter((box) => box.value.trim() !== "");
      const total = typed.reduce((sum, box) => sum + read(box.value), 0);
      output.textContent = typed.length === 0 ? "–" : Number.isNaN(total) ? "ada yang tidak terbaca" : `Rp ${written.format(total)}`;
    }
  };
  const where = (box) => {
    const row = rows.findIndex((boxes) => boxes.includes(box));
    return [row, row < 0 ? -1 : rows[row].indexOf(box)];
  };

  table.addEventListener("input", add);
  table.addEventListener("keydown", (event) => {
    const [row, column] = where(event.target);
    if (row < 0) return;
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault(); // Enter shall not send a half-filled form
    const next = rows[row + step]?.[column] ?? (event.key === "Enter" ? rows[0][column + 1] : null);
    next?.focus();
    next?.select();
  });
  table.addEventListener("paste", (event) => {
    const [row, column] = where(event.target);
    const text = event.clipboardData.getData("text").replace(/\r?\n$/, "");
    if (row < 0 || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    text.split(/\r?\n/).forEach((line, down) =>
      line.split("\t").forEach((cell, across) => {
        const box = rows[row + down]?.[column + across];
        if (box) box.value = cell.trim();
      }),
    );
    add();
  });
  add();
}
