'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { hoursOfWeek, weekDays, weekOfHours } from './week-text.ts'

interface WeekHoursProps {
  label: string
  value: unknown
  onChange: (value: unknown) => void
}

/** The hours of each day of the week; an empty day is closed. */
export function WeekHours({ label, value, onChange }: WeekHoursProps) {
  const t = useTranslations('siteFile')
  const [hours, setHours] = useState(() => hoursOfWeek(value))
  return (
    <fieldset className="grid content-start gap-1 sm:col-span-2">
      <legend className="pb-1 text-sm text-ink-2">
        {label} <span className="text-ink-3">{t('weekHint')}</span>
      </legend>
      {weekDays.map((day) => (
        <label key={day} className="grid grid-cols-[4rem_1fr] items-center gap-2 text-sm text-ink-2">
          {t(`day.${day}`)}
          <input
            value={hours[day]}
            placeholder={t('closed')}
            maxLength={100}
            onChange={({ target }) => {
              const next = { ...hours, [day]: target.value }
              setHours(next)
              onChange(weekOfHours(next))
            }}
            className="figure h-8 w-full min-w-0 rounded-[5px] border border-line-strong bg-raised px-2.5 text-base text-ink placeholder:text-ink-3"
          />
        </label>
      ))}
    </fieldset>
  )
}
