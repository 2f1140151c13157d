'use client'
import { useTranslations } from 'use-intl/react'
import type { ClockWhy } from '#core/rules/why.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import type { TimelineEvent } from './timeline-events.ts'
import { useEventSentence } from './use-event-sentence.ts'

interface AgentSegment {
  from: string
  to: string | null
}

function Segments({ title, list }: { title: string; list: readonly AgentSegment[] }) {
  const t = useTranslations('why')
  const format = useFormats()
  const duration = useDuration()
  if (list.length === 0) return null
  return (
    <>
      <dt className="text-ink-3">{title}</dt>
      <dd>
        <ul>
          {list.map(({ from, to }) => (
            <li key={from} className="figure flex justify-between gap-3">
              <span>
                {format.dayTime(from)} – {to === null ? t('untilNow') : format.time(to)}
              </span>
              {to !== null && (
                <span className="text-ink-3">{duration((Date.parse(to) - Date.parse(from)) / 1_000)}</span>
              )}
            </li>
          ))}
        </ul>
      </dd>
    </>
  )
}

/** Why this deadline: what began it, how much of which hours, what was counted, what was paused. */
export function ClockReason({ why, events }: { why: ClockWhy; events: readonly TimelineEvent[] }) {
  const t = useTranslations('why')
  const duration = useDuration()
  const format = useFormats()
  const sentence = useEventSentence()
  const start = events.find(({ source, id }) => source === why.start.source && id === why.start.id)
  const limit = why.by !== null && 'limitMs' in why.by ? duration(why.by.limitMs / 1_000) : null
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">{t('title')}</summary>
      <div className="mt-1.5 grid gap-1.5 border-s-2 border-line-strong ps-3 text-ink-2">
        <p>
          {t('start', {
            event: start === undefined ? why.start.id : sentence(start),
            time: format.dayTime(why.startedAt),
          })}
        </p>
        <p>
          {limit !== null
            ? t('limit', { limit, calendar: why.calendar.id, timezone: why.calendar.timezone })
            : why.dueAt !== null && t('field', { time: format.dayTime(why.dueAt) })}
        </p>
        {why.calendar.unofficial.map(({ code, year }) => (
          <p key={`${code} ${year}`} className="text-ink">
            {t('unofficial', { year: String(year), code })}
          </p>
        ))}
        <dl className="grid gap-x-3 gap-y-0.5">
          <Segments title={t('counted')} list={why.counted} />
          <Segments title={t('paused')} list={why.pauses} />
        </dl>
      </div>
    </details>
  )
}
