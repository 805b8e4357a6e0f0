// Rows for a terminal.

/** @param {string[][]} rows the first is the head; every column but the first is aligned to the right */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? "")].length)));
  const pad = (text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]));
  return rows.map((row) =>
    row
      .map((text, column) => pad(text ?? "", column))
      .join("  ")
      .trimEnd(),
  );
}

/** Nanoseconds as people read them. */
export const time = (nanoseconds) =>
  nanoseconds < 1000 ? `${nanoseconds.toFixed(0)} ns` : `${(nanoseconds / 1000).toFixed(2)} µs`;

export const ratio = (value) => value.toFixed(2);

export const milliseconds = (value) => `${value.toFixed(1)} ms`;

export const bytes = (value) => (value === undefined ? "–" : value.toLocaleString("en"));
