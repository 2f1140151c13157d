import writeXlsxFile from 'write-excel-file/browser'
import type { ColumnUnit } from './columns.ts'
import type { FileCell, FileTable } from './file-table.ts'

const formats: Record<ColumnUnit, string> = {
  count: '#,##0',
  mean: '0.0',
  share: '0%',
  fineShare: '0.0%',
  seconds: '[h]:mm:ss',
}

/** What a sheet counts times in. */
const SEC_PER_DAY = 86_400

/** A figure is a number that is shown as it is on the page; all else is text, which no spreadsheet reckons with. */
function sheetCell(cell: FileCell) {
  if (typeof cell === 'string') return { value: cell, type: String }
  if (cell.value === null) return { value: cell.text, type: String }
  const value = cell.unit === 'seconds' ? cell.value / SEC_PER_DAY : cell.value
  return { value, type: Number, format: formats[cell.unit] }
}

/** A table as a sheet for Excel and its like. */
export async function sheetOf({ heads, rows }: FileTable): Promise<Blob> {
  const head = heads.map((text) => ({ value: text, type: String, fontWeight: 'bold' as const }))
  return writeXlsxFile([head, ...rows.map((row) => row.map(sheetCell))], { stickyRowsCount: 1 }).toBlob()
}
