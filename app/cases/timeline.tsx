'use client'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl/react'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { Icon, type IconName } from '../_ui/icons.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'
import { EventWords } from './event-words.tsx'
import { type TimelineEvent, type TimelineItem, timelineOf } from './timeline-events.ts'

/** A silence shorter than this is the pace of work, not a gap. */
const GAP_MS = 10 * 60_000

const icons: Record<string, IconName> = {
  case: 'case',
  contact: 'phone',
  callback: 'callback',
  promise: 'promise',
  handoff: 'handoff',
  approval: 'approval',
  assist: 'person',
}

/** Gaps grow with the silence, so that the eye finds them first. */
function Gap({ item }: { item: TimelineItem }) {
  const t = useTranslations('case')
  const duration = useDuration()
  if (item.gapMs === null || item.gapMs < GAP_MS) return null
  const waited = item.waitedMs > 0
  const height = Math.min(96, 28 + (item.gapMs / 3_600_000) * 18)
  const text = duration(item.gapMs / 1_000)
  return (
    <li
      data-gap={waited ? 'waited' : 'quiet'}
      style={{ minBlockSize: height }}
      className={`ms-[6.1rem] flex items-center border-s-4 ps-4 ${waited ? 'border-breach-fill bg-breach-soft font-medium text-breach' : 'border-line text-ink-3'}`}
    >
      {waited ? t('gapWaited', { time: duration(item.waitedMs / 1_000) }) : text}
    </li>
  )
}

/** The silence that lasts: the customer waits now. */
function GapNow({ since }: { since: string }) {
  const t = useTranslations('case')
  return (
    <li
      data-gap="now"
      className="ms-[6.1rem] mt-1 flex min-h-12 items-center border-s-4 border-breach-fill bg-breach-soft ps-4 font-medium text-breach"
    >
      <p>{t.rich('gapNow', { since: () => <SpelledSince at={since} /> })}</p>
    </li>
  )
}

interface TimelineProps {
  events: readonly TimelineEvent[]
  /** Since when the customer waits for a word from us, if they do. */
  waitingSince: string | null
}

export function Timeline({ events, waitingSince }: TimelineProps) {
  const format = useFormats()
  const items = timelineOf(events)
  let day = ''
  return (
    <ol className="pt-2">
      {items.map((item) => {
        const { event } = item
        const date = format.date(event.time)
        const newDay = date !== day
        day = date
        return (
          <Fragment key={`${event.source}/${event.id}`}>
            <Gap item={item} />
            {newDay && <li className="pt-3 pb-1 text-sm font-semibold text-ink-3">{date}</li>}
            <li className="grid grid-cols-[5rem_1.1rem_minmax(0,1fr)] gap-x-3 py-1.5" data-event={event.type}>
              <time dateTime={event.time} className="figure narrow text-end text-ink-3">
                {format.timeSec(event.time)}
              </time>
              <Icon name={icons[event.type.split('.')[0]!] ?? 'clock'} className="mt-0.5 text-ink-2" />
              <EventWords event={event} />
            </li>
          </Fragment>
        )
      })}
      {waitingSince !== null && <GapNow since={waitingSince} />}
    </ol>
  )
}
