'use client'
import { useTranslations } from 'use-intl/react'
import { CheckField } from '../../_ui/check-box.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import type { SpecInputProps } from './field-spec.ts'
import { RowsOf } from './rows-of.tsx'
import { Several } from './several.tsx'
import { useWhoOptions } from './use-who-options.ts'

interface Step {
  readonly after?: string
  readonly who?: string | readonly string[]
  readonly silent?: boolean
}

const stepsOf = (value: unknown) => (Array.isArray(value) ? (value as readonly Step[]) : [])

/** Who is told when, as long as nobody takes it. */
export function LadderField({ label, site, value, fault, onChange }: SpecInputProps) {
  const t = useTranslations('siteFile')
  const options = useWhoOptions(site)
  const steps = stepsOf(value)
  const set = (at: number, change: Partial<Step>) => onChange(steps.with(at, { ...steps[at], ...change }))
  return (
    <RowsOf
      label={label}
      fault={fault}
      count={steps.length}
      onAdd={() => onChange([...steps, { after: steps.length === 0 ? '0s' : '10m', who: [], silent: false }])}
      onRemove={(at) => onChange(steps.toSpliced(at, 1))}
      row={(at) => {
        const { after = '0s', who = [], silent = false } = steps[at] ?? {}
        return (
          <>
            <TextField
              label={t('stepAfter')}
              hint={t('durationHint')}
              value={after}
              onChange={(text) => set(at, { after: text.trim() })}
            />
            <Several
              label={t('stepWho')}
              options={options}
              picked={[who].flat()}
              onChange={(picked) => set(at, { who: picked })}
            />
            <CheckField label={t('stepSilent')} checked={silent} onChange={(on) => set(at, { silent: on })} />
          </>
        )
      }}
    />
  )
}
