'use client'
import { useTranslations } from 'use-intl/react'
import type { TimelineEntry } from '#core/api/department-facts.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { Icon } from '../_ui/icons.tsx'

/** What happened to the customer's matter, from the top; folded away until somebody wants to read it. */
export function HandoffTimeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const t = useTranslations('owedPage')
  const format = useFormats()
  const channel = useOpenWord('channel')
  const sentence = (type: string) => {
    const key = type.replace('.', '_')
    return t.has(`event.${key}` as never) ? t(`event.${key}` as 'event.case_opened') : type
  }
  if (entries.length === 0) return null
  return (
    <details className="group">
      <summary className="flex w-fit cursor-pointer items-center gap-1 text-base text-ink-2 hover:text-ink">
        <Icon name="chevron" className="group-open:rotate-90" /> {t('timeline', { count: entries.length })}
      </summary>
      <ol className="pt-2">
        {entries.map((entry, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two events of one kind may bear one time
            key={`${entry.at} ${entry.type} ${index}`}
            className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 py-1"
            data-event={entry.type}
          >
            <time dateTime={entry.at} className="figure narrow text-end text-ink-3">
              {format.dayTime(entry.at)}
            </time>
            <div>
              <p>
                {sentence(entry.type)}
                {entry.channel !== null && <span className="text-ink-3"> · {channel(entry.channel)}</span>}
                {entry.due !== null && (
                  <span className="text-ink-2"> · {t('until', { time: format.dayTime(entry.due) })}</span>
                )}
              </p>
              {entry.text !== null && <p className="text-ink-2">{entry.text}</p>}
            </div>
          </li>
        ))}
      </ol>
    </details>
  )
}
