'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { FieldGroup } from '../../_ui/field-group.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { hoursOfWeek, weekDays, weekOfHours } from './week-text.ts'

interface WeekHoursProps {
  label: string
  value: unknown
  fault?: string | null
  /** What a day without hours is. */
  empty?: string
  onChange: (value: unknown) => void
}

/** The hours of each day of the week; an empty day is closed, where any has hours. */
export function WeekHours({ label, value, fault = null, empty, onChange }: WeekHoursProps) {
  const t = useTranslations('siteFile')
  /** Without any hours a calendar is open always; one day with hours closes the others. */
  const isAlways = value === undefined
  const [hours, setHours] = useState(() => hoursOfWeek(value))
  return (
    <FieldGroup
      label={
        <>
          {label} <span className="text-ink-3">{t('weekHint')}</span>
        </>
      }
      fault={fault}
    >
      {weekDays.map((day) => (
        <TextField
          key={day}
          label={t(`day.${day}`)}
          beside
          isFigure
          value={hours[day]}
          placeholder={empty ?? t(isAlways ? 'roundTheClock' : 'closed')}
          maxLength={100}
          onChange={(typed) => {
            const next = { ...hours, [day]: typed }
            setHours(next)
            onChange(weekOfHours(next))
          }}
          className="grid-cols-[4rem_minmax(0,1fr)]! gap-2"
        />
      ))}
    </FieldGroup>
  )
}
