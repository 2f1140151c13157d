'use client'
import { useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { sendJson } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import type { SectionItem } from './fields.ts'

interface Day {
  date: string
  /** Hours that it is open; none: closed. */
  hours: string
  reason: 'week' | 'holiday' | 'closed' | 'open' | 'adjusted'
}

interface YearPictureProps {
  calendar: SectionItem
  onChange: (edit: (now: SectionItem) => SectionItem) => void
}

const usual = { open: 'text-ink', shut: 'text-ink-3' }
const tones = {
  holiday: 'bg-warn-soft text-warn',
  closed: 'bg-breach-soft text-breach line-through',
  open: 'bg-accent-soft text-accent font-semibold',
  adjusted: 'bg-accent-soft text-accent font-semibold',
}
const toneOf = ({ reason, hours }: Day) =>
  reason === 'week' ? usual[hours === '' ? 'shut' : 'open'] : tones[reason]

/** A day closed by a press, and opened again by another. */
function toggled(calendar: SectionItem, date: string): SectionItem {
  const closed = Array.isArray(calendar.closed) ? calendar.closed.map(String) : []
  const next = closed.includes(date) ? closed.filter((one) => one !== date) : [...closed, date].toSorted()
  const { closed: _before, ...others } = calendar
  return next.length === 0 ? others : { ...others, closed: next }
}

function Month({
  days,
  month,
  onPress,
}: {
  days: readonly Day[]
  month: number
  onPress: (date: string) => void
}) {
  const locale = useLocale()
  const t = useTranslations('siteFile')
  const first = new Date(`${days[0]!.date}T00:00:00Z`)
  const name = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(first)
  const blanks = (first.getUTCDay() + 6) % 7
  return (
    <section aria-label={name} className="min-w-0">
      <h4 className="pb-1 text-sm font-semibold">{name}</h4>
      <div className="grid grid-cols-7 gap-px text-xs">
        {Array.from({ length: blanks }, (_, index) => (
          <span key={`${month} ${-index}`} />
        ))}
        {days.map((day) => (
          <button
            key={day.date}
            type="button"
            data-day={day.date}
            data-reason={day.reason}
            title={`${day.date} ${day.hours === '' ? t('closed') : day.hours}${day.reason === 'week' ? '' : ` · ${t(`dayReason.${day.reason}`)}`}`}
            onClick={() => onPress(day.date)}
            className={`figure grid h-6 place-items-center rounded-[3px] hover:outline hover:outline-accent ${toneOf(day)}`}
          >
            {Number(day.date.slice(8))}
          </button>
        ))}
      </div>
    </section>
  )
}

/** The year of a calendar as it is being typed: holidays, closed and adjusted days; a press closes a day. */
export function YearPicture({ calendar, onChange }: YearPictureProps) {
  const t = useTranslations('siteFile')
  const [year, setYear] = useState(() => new Date().getFullYear())
  const [days, setDays] = useState<readonly Day[]>([])
  const asked = JSON.stringify({ year, calendar: { ...calendar, id: calendar.id || 'new' } })
  useEffect(() => {
    let over = false
    void sendJson<{ days: Day[] }>('/site-file/calendar-year', JSON.parse(asked) as object).then((found) => {
      // What is typed just now may be no calendar yet: the last one that was stays.
      if (!over && found.ok) setDays(found.value.days)
    })
    return () => {
      over = true
    }
  }, [asked])
  const months = Array.from({ length: 12 }, (_, month) =>
    days.filter(({ date }) => Number(date.slice(5, 7)) === month + 1),
  )
  return (
    <section aria-label={t('year')} data-part="year" className="grid gap-3">
      <header className="flex items-center gap-2">
        <h3 className="figure text-lg font-semibold">{year}</h3>
        <Button onClick={() => setYear(year - 1)} aria-label={t('yearBefore')}>
          ‹
        </Button>
        <Button onClick={() => setYear(year + 1)} aria-label={t('yearAfter')}>
          ›
        </Button>
        <span className="text-sm text-ink-3">{t('yearHint')}</span>
      </header>
      <div className="grid grid-cols-2 gap-4 md:grid-cols-3 xl:grid-cols-4">
        {months.map(
          (inMonth, month) =>
            inMonth.length > 0 && (
              <Month
                key={inMonth[0]!.date}
                days={inMonth}
                month={month}
                onPress={(date) => onChange((now) => toggled(now, date))}
              />
            ),
        )}
      </div>
      <p className="flex flex-wrap gap-x-4 text-sm text-ink-3">
        {(['holiday', 'closed', 'adjusted', 'open'] as const).map((kind) => (
          <span key={kind} className={`rounded-[3px] px-1.5 ${tones[kind]}`}>
            {t(`dayReason.${kind}`)}
          </span>
        ))}
      </p>
    </section>
  )
}
