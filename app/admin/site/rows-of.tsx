'use client'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../../_ui/button.tsx'
import { FieldGroup } from '../../_ui/field-group.tsx'

interface RowsOfProps {
  label: string
  fault: string | null
  count: number
  /** The fields of the row at a place. */
  row: (at: number) => ReactNode
  onAdd: () => void
  onRemove: (at: number) => void
}

/** A list inside an entry: its rows, each of which can be taken away, and one more. */
export function RowsOf({ label, fault, count, row, onAdd, onRemove }: RowsOfProps) {
  const t = useTranslations('siteFile')
  /** A row keeps what is being typed in it when another one goes. */
  const [rows, setRows] = useState(() => Array.from({ length: count }, (_, at) => at))
  return (
    <FieldGroup label={label} fault={fault} gap="gap-2">
      <ol className="grid gap-2">
        {rows.map((key, at) => (
          <li
            key={key}
            data-row={at}
            className="grid gap-2 border-s-2 border-line-strong ps-3 sm:grid-cols-2"
          >
            {row(at)}
            <p className="sm:col-start-2 sm:justify-self-end">
              <Button
                tone="quiet"
                aria-label={`${t('remove')} ${label} ${at + 1}`}
                onClick={() => {
                  setRows(rows.toSpliced(at, 1))
                  onRemove(at)
                }}
              >
                {t('remove')}
              </Button>
            </p>
          </li>
        ))}
      </ol>
      <p>
        <Button
          data-act="add-row"
          onClick={() => {
            setRows([...rows, Math.max(-1, ...rows) + 1])
            onAdd()
          }}
        >
          {t('addRow')}
        </Button>
      </p>
    </FieldGroup>
  )
}
