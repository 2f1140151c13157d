'use client'
import { useTranslations } from 'use-intl/react'
import type { TimelineEntry } from '#core/api/department-facts.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { Icon } from '../_ui/icons.tsx'

/** What happened to the customer's matter, from the top; folded away until somebody wants to read it. */
export function HandoffTimeline({ lines }: { lines: readonly TimelineEntry[] }) {
  const t = useTranslations('owedPage')
  const format = useFormats()
  const channel = useOpenWord('channel')
  const sentence = (type: string) => {
    const key = type.replace('.', '_')
    return t.has(`event.${key}` as never) ? t(`event.${key}` as 'event.case_opened') : type
  }
  if (lines.length === 0) return null
  return (
    <details className="group">
      <summary className="flex w-fit cursor-pointer items-center gap-1 text-base text-ink-2 hover:text-ink">
        <Icon name="chevron" className="group-open:rotate-90" /> {t('timeline', { count: lines.length })}
      </summary>
      <ol className="pt-2">
        {lines.map((line, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two events of one kind may bear one time
            key={`${line.at} ${line.type} ${index}`}
            className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 py-1"
            data-event={line.type}
          >
            <time dateTime={line.at} className="figure narrow text-end text-ink-3">
              {format.dayTime(line.at)}
            </time>
            <div>
              <p>
                {sentence(line.type)}
                {line.channel !== null && <span className="text-ink-3"> · {channel(line.channel)}</span>}
                {line.due !== null && (
                  <span className="text-ink-2"> · {t('until', { time: format.dayTime(line.due) })}</span>
                )}
              </p>
              {line.text !== null && <p className="text-ink-2">{line.text}</p>}
            </div>
          </li>
        ))}
      </ol>
    </details>
  )
}
