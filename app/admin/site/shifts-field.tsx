'use client'
import { useTranslations } from 'use-intl/react'
import { SelectField } from '../../_ui/select-field.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { peopleOptions, type SpecInputProps } from './field-spec.ts'
import { RowsOf } from './rows-of.tsx'
import { Several } from './several.tsx'
import { WeekHours } from './week-hours.tsx'

interface Handover {
  readonly every?: string
  readonly at?: string
  readonly from?: string
}
interface Shift {
  readonly week?: Record<string, string[]>
  readonly members?: readonly string[]
  readonly handover?: Handover
}

const shiftsOf = (value: unknown) => (Array.isArray(value) ? (value as readonly Shift[]) : [])
const usual: Handover = { every: 'week', at: '09:00', from: '2024-01-01' }

/** The shifts of a roster: whose turn it is in each, and when the next one takes over. */
export function ShiftsField({ label, site, value, fault, onChange }: SpecInputProps) {
  const t = useTranslations('siteFile')
  const shifts = shiftsOf(value)
  function set(at: number, change: Shift): void {
    const { week, ...rest } = { ...shifts[at], ...change }
    // Without hours of its own a shift is worked always.
    const always = week === undefined || Object.keys(week).length === 0
    onChange(shifts.with(at, always ? rest : { ...rest, week }))
  }
  return (
    <RowsOf
      label={label}
      fault={fault}
      count={shifts.length}
      onAdd={() => onChange([...shifts, { members: [], handover: usual }])}
      onRemove={(at) => onChange(shifts.toSpliced(at, 1))}
      row={(at) => {
        const { week, members = [], handover = usual } = shifts[at] ?? {}
        const turn = (change: Handover) => set(at, { handover: { ...handover, ...change } })
        return (
          <>
            <Several
              label={t('shiftMembers')}
              options={peopleOptions(site)}
              picked={members}
              onChange={(picked) => set(at, { members: picked })}
            />
            <div className="grid gap-3 sm:col-span-2 sm:grid-cols-3">
              <SelectField
                label={t('handoverEvery')}
                value={handover.every ?? 'week'}
                options={(['day', 'week'] as const).map((id) => ({ id, name: t(`every.${id}`) }))}
                onChange={(every) => turn({ every })}
              />
              <TextField
                label={t('handoverAt')}
                value={handover.at ?? ''}
                onChange={(text) => turn({ at: text })}
              />
              <TextField
                label={t('handoverFrom')}
                value={handover.from ?? ''}
                onChange={(text) => turn({ from: text })}
              />
            </div>
            <WeekHours
              label={t('shiftWeek')}
              empty=""
              value={week}
              onChange={(next) => set(at, { week: next as Record<string, string[]> })}
            />
          </>
        )
      }}
    />
  )
}
