'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { OutcomeRow } from '#core/rows/row.ts'
import { useRows } from '../_live/use-live.ts'
import { channelIcon, Icon } from '../_ui/icons.tsx'
import { Since } from '../_ui/ticking.tsx'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { Caller } from './caller.tsx'
import { OutcomeQuestion } from './outcome-question.tsx'

const all = () => true
const newestFirst = (a: OutcomeRow, b: OutcomeRow) =>
  a.endedAt < b.endedAt ? 1 : a.endedAt > b.endedAt ? -1 : 0

/** My contacts of which nobody has said yet how they ended, the latest first. */
export function useOutcomesAsked(): readonly OutcomeRow[] {
  return useRows('outcome', all, newestFirst)
}

/**
 * How did it end? The latest contact is asked about at once, unless somebody is on the line; those before wait beneath
 * with their callers until one comes to them: through wrap-up, the next call, and a page that is loaded anew.
 */
export function OutcomeQueue({ isOnLine }: { isOnLine: boolean }) {
  const t = useTranslations('after')
  const asked = useOutcomesAsked()
  const [chosen, choose] = useState<string | null>(null)
  // With the last answer the keys stay at this place of the page: what comes next is one key away.
  // On no button: the first one rings the customer, and a key that was held would press it.
  const focus = useKeepFocus('[data-after], [data-waiting]')
  const [latest] = asked
  if (latest === undefined) return <div className="sr-only" tabIndex={-1} {...focus} />
  const open = asked.find(({ id }) => id === chosen) ?? (isOnLine ? null : latest)
  const waiting = asked.filter((one) => one !== open)
  return (
    <div className="grid gap-2" data-outcomes={asked.length} tabIndex={-1} {...focus}>
      {open !== null && <OutcomeQuestion key={open.id} asked={open} />}
      {waiting.length > 0 && (
        <section aria-label={t('waiting', { count: waiting.length })} data-waiting="" tabIndex={-1}>
          <h2 className="text-sm text-ink-2">{t('waiting', { count: waiting.length })}</h2>
          <ul className="max-h-48 overflow-y-auto">
            {waiting.map((one) => (
              <li
                key={one.id}
                className="flex flex-wrap items-baseline gap-x-2 border-b border-line hover:bg-surface"
                data-asked={one.id}
              >
                <Icon name={channelIcon(one.channel)} className="self-center text-ink-3" />
                <Caller row={one} about={{ contact: one.id }} isBrief />
                <button
                  type="button"
                  onClick={() => choose(one.id)}
                  className="flex min-w-fit flex-1 items-baseline justify-end gap-2 py-2"
                >
                  <span className="shrink-0 text-ink-2">
                    {t.rich('ended', { since: () => <Since at={one.endedAt} /> })}
                  </span>
                  <span className="shrink-0 font-medium text-accent">{t('question')}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
