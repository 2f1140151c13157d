/** Tables as spreadsheets write them: read whatever their separator and encoding, written so that Excel reads them. */

const BOM = '\uFEFF'

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/**
 * The text of a file: UTF-8 or UTF-16 where it is that, else as Excel saves it in China (GBK) or Taiwan (Big5). Many
 * texts could be either of those: the one that has more of the words that are looked for is it. Null: it is no text.
 */
export function decodeText(
  bytes: Uint8Array,
  words: readonly string[],
  likely: 'gb18030' | 'big5',
): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, 'utf-16be')
  const utf8 = decode(bytes, 'utf-8')
  if (utf8 !== null) return utf8
  const hits = (text: string) => words.filter((word) => text.includes(word)).length
  const other = likely === 'big5' ? 'gb18030' : 'big5'
  const read = [likely, other].flatMap((encoding) => decode(bytes, encoding) ?? [])
  return read.toSorted((a, b) => hits(b) - hits(a))[0] ?? null
}

/** The separator that a first line uses most. */
function separatorOf(text: string): string {
  const [head = ''] = text.split('\n', 1)
  const count = (separator: string) => head.split(separator).length
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!
}

/** The cells of a table, line by line; quoted ones may hold separators and lines of their own. */
export function readCsv(given: string): string[][] {
  const text = given.replace(BOM, '').replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => {
    row.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    rows.push(row)
    row = []
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (letter === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (letter === separator) endCell()
    else if (letter === '\n') endRow()
    else cell += letter
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

/** A cell that a spreadsheet would calculate begins with an apostrophe, and is read back without it. */
const FORMULA = /^[=+\-@＝＋－＠\t]/
export const readCell = (cell: string): string => (/^'[=+\-@＝＋－＠]/.test(cell) ? cell.slice(1) : cell)

export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cellOf = (text: string) => {
    const safe = FORMULA.test(text) ? `'${text}` : text
    return /[",;\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `${BOM}${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
}
