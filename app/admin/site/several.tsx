'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { CheckBox } from '../../_ui/check-box.tsx'
import { FieldGroup } from '../../_ui/field-group.tsx'
import { FindField } from '../../_ui/find-field.tsx'
import type { Option } from './field-spec.ts'

interface SeveralProps {
  label: string
  fault?: string | null
  options: readonly Option[]
  picked: readonly string[]
  onChange: (picked: readonly string[]) => void
}

const FEW = 12

/** Several of a list, in its order of picking; long lists are searched. */
export function Several({ label, fault = null, options, picked, onChange }: SeveralProps) {
  const t = useTranslations('siteFile')
  const [find, setFind] = useState('')
  const wanted = find.trim().toLowerCase()
  const chosen = new Set(picked)
  const shown = options.filter(
    (option) => wanted === '' || `${option.name} ${option.id}`.toLowerCase().includes(wanted),
  )
  // What is picked and not there any more can still be taken away.
  const gone = picked.filter((one) => !options.some((option) => option.id === one))
  const inOrder = picked.flatMap(
    (one) =>
      shown.find((option) => option.id === one) ?? (gone.includes(one) ? [{ id: one, name: one }] : []),
  )
  const ordered = [...inOrder, ...shown.filter((option) => !chosen.has(option.id))]
  function earlier(one: string): void {
    const at = picked.indexOf(one)
    onChange(picked.with(at - 1, one).with(at, picked[at - 1]!))
  }
  return (
    <FieldGroup label={`${label} · ${t('picked', { count: picked.length })}`} fault={fault}>
      {options.length > FEW && <FindField label={t('find')} value={find} onChange={setFind} />}
      <div className="grid max-h-56 gap-x-4 overflow-auto rounded-[5px] border border-line-strong bg-raised px-2.5 py-1 sm:grid-cols-2">
        {ordered.slice(0, 200).map((option) => (
          <div key={option.id} className="flex min-h-7 min-w-0 items-center gap-2">
            <label className="flex min-h-7 min-w-0 flex-1 items-center gap-2">
              <CheckBox
                checked={chosen.has(option.id)}
                onChange={(on) =>
                  onChange(on ? [...picked, option.id] : picked.filter((one) => one !== option.id))
                }
              />
              <span className="truncate">{option.name}</span>
            </label>
            {picked.length > 1 && chosen.has(option.id) && (
              // The list stands in two columns: which comes before which is said, too.
              <span className="figure text-sm text-ink-3">{picked.indexOf(option.id) + 1}</span>
            )}
            {picked.indexOf(option.id) > 0 && (
              <button
                type="button"
                aria-label={`${t('earlier')} ${option.name}`}
                onClick={() => earlier(option.id)}
                className="rounded-[3px] px-1.5 text-ink-3 hover:bg-surface hover:text-ink"
              >
                ↑
              </button>
            )}
          </div>
        ))}
      </div>
    </FieldGroup>
  )
}
