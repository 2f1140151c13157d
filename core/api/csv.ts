/** A cell of a table: a text, a number, or nothing. */
export type Cell = string | number | null

/**
 * What a spreadsheet takes for a formula, or for the beginning of a new cell before one; where Chinese or Japanese is
 * written, the wide forms too.
 */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/

/**
 * A text that no spreadsheet takes for a formula: one that begins like one (`=HYPERLINK`, `+`, `-`, `@`) gets the mark
 * `'` before it, which spreadsheets read as "this is text".
 */
export function plainCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** In some countries cells are parted by semicolons or tabs: what stands behind one must not become a cell of its own. */
const quoted = (text: string) => (/["\n\r,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A table as CSV (RFC 4180), with the byte order mark by which spreadsheets know UTF-8. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) =>
    value === null ? '' : typeof value === 'number' ? String(value) : quoted(plainCell(value))
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}
