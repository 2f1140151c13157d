'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { SelectField } from '../../_ui/select-field.tsx'
import { peopleOptions, type SpecInputProps } from './field-spec.ts'
import { RowsOf } from './rows-of.tsx'

type Pair = readonly [person: string, deputy: string]

function pairsOf(value: unknown): readonly Pair[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([person, deputy]) => [person, String(deputy)])
}

/** Who is told in whose place, where the one on duty cannot be told. */
export function DeputiesField({ label, site, value, fault, onChange }: SpecInputProps) {
  const t = useTranslations('siteFile')
  /** A pair that is but half chosen is none yet, and stays in view. */
  const [pairs, setPairs] = useState(() => pairsOf(value))
  const people = [...peopleOptions(site)]
  function set(next: readonly Pair[]): void {
    setPairs(next)
    onChange(Object.fromEntries(next.filter(([person, deputy]) => person !== '' && deputy !== '')))
  }
  return (
    <RowsOf
      label={label}
      fault={fault}
      count={pairs.length}
      onAdd={() => set([...pairs, ['', '']])}
      onRemove={(at) => set(pairs.toSpliced(at, 1))}
      row={(at) => {
        const [person, deputy] = pairs[at] ?? ['', '']
        return (
          <div className="grid gap-3 sm:col-span-2 sm:grid-cols-2">
            <SelectField
              label={t('deputyOf')}
              value={person}
              none={t('none')}
              options={people}
              onChange={(id) => set(pairs.with(at, [id, deputy]))}
            />
            <SelectField
              label={t('deputy')}
              value={deputy}
              none={t('none')}
              options={people}
              onChange={(id) => set(pairs.with(at, [person, id]))}
            />
          </div>
        )
      }}
    />
  )
}
