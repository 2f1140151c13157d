'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { csvText } from '#core/api/csv.ts'
import { saveFile } from '../_browser/save-file.ts'
import { recordExport } from '../_shell/record-export.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { type FileTable, shownCells } from './file-table.ts'

/**
 * Downloads what is shown, cell by cell: as CSV, or as a sheet whose numbers stay numbers. Who did so is on record: while
 * the server does not answer there is none.
 */
export function Download({ table, name }: { table: FileTable; name: string }) {
  const t = useTranslations('historyPage.download')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const csv = async () => new Blob([csvText(shownCells(table))], { type: 'text/csv' })
  const xlsx = async () => (await import('./sheet.ts')).sheetOf(table)
  async function download(file: string, make: () => Promise<Blob>): Promise<void> {
    setBusy(true)
    try {
      const content = await make()
      const isRecorded = await recordExport(file, table.rows.length)
      if (isRecorded) saveFile(file, content)
      setFault(isRecorded ? null : t('failed'))
    } catch {
      // The part that makes sheets is fetched when it is asked for, and the server may be away just then.
      setFault(t('failed'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className="inline-flex items-center gap-1 print:hidden" data-part="download">
      <Button
        onClick={() => void download(`${name}.csv`, csv)}
        disabled={busy}
        aria-label={`${t('title')}: ${t('csv')}`}
      >
        {t('csv')}
      </Button>
      <Button
        onClick={() => void download(`${name}.xlsx`, xlsx)}
        disabled={busy}
        aria-label={`${t('title')}: ${t('xlsx')}`}
      >
        {t('xlsx')}
      </Button>
      <Fault text={fault} />
    </span>
  )
}
