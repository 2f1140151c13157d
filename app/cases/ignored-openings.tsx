'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { EventWords } from './event-words.tsx'
import type { TimelineEvent } from './timeline-events.ts'

/** What was opened once more, by whom and how: the first opening stands, and somebody should know of the other. */
export function IgnoredOpenings({ events }: { events: readonly TimelineEvent[] }) {
  const t = useTranslations('case')
  const format = useFormats()
  if (events.length === 0) return null
  return (
    <details data-ignored={events.length} className="border-s-4 border-warn ps-3 text-sm">
      <summary className="cursor-pointer font-medium">{t('ignored', { count: events.length })}</summary>
      <ol className="mt-1 grid gap-1">
        {events.map((event) => (
          <li key={`${event.source} ${event.id}`} className="flex gap-3 text-ink-2">
            <span className="figure shrink-0 text-ink-3">{format.dayTime(event.time)}</span>
            <EventWords event={event} />
          </li>
        ))}
      </ol>
    </details>
  )
}
