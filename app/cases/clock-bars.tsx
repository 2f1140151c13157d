'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { CaseRow, ClockView } from '#core/row.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useRules } from '../_rows/use-entries.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { type Mark, markColour, StateShape } from '../_ui/state-mark.tsx'
import { Until } from '../_ui/ticking.tsx'
import { useFormats, useRuleTitle } from '../_words/use-words.ts'
import { type Axis, axisOf, spanOf } from './clock-span.ts'

const DRAW_EVERY_MS = 5_000
const marks: Record<ClockView['state'], Mark> = {
  running: 'ok',
  warned: 'warned',
  breached: 'breached',
  paused: 'paused',
  released: 'unknown',
}
const fills: Record<ClockView['state'], string> = {
  running: 'bg-[var(--ok-fill)]',
  warned: 'bg-warn',
  breached: 'bg-warn',
  paused: 'bg-[repeating-linear-gradient(115deg,var(--ink-3)_0_4px,transparent_4px_8px)]',
  released: 'bg-line-strong',
}

function useSlowNow(): number {
  const read = useServerNow()
  const [now, setNow] = useState(() => read() ?? 0)
  useEffect(() => {
    const timer = setInterval(() => setNow(read() ?? 0), DRAW_EVERY_MS)
    return () => clearInterval(timer)
  })
  return now
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`

function Bar({ clock, axis, now }: { clock: ClockView; axis: Axis; now: number }) {
  const span = spanOf(clock, axis, now)
  const end = span.over === null ? span.now : span.over.from
  return (
    <div className="relative h-3 bg-line" aria-hidden="true">
      <span
        className={`state-colour absolute inset-y-0 ${fills[clock.state]}`}
        style={{ insetInlineStart: percent(span.start), inlineSize: percent(Math.max(0, end - span.start)) }}
      />
      {span.over !== null && (
        <span
          className="state-colour absolute inset-y-0 bg-breach-fill"
          style={{
            insetInlineStart: percent(span.over.from),
            inlineSize: percent(span.over.to - span.over.from),
          }}
        />
      )}
      {span.due !== null && (
        <span className="absolute -inset-y-1 w-0.5 bg-ink" style={{ insetInlineStart: percent(span.due) }} />
      )}
    </div>
  )
}

/** Every clock of the case as a bar on one axis: how far it has run, its due, and what is over. */
export function ClockBars({ row }: { row: CaseRow }) {
  const t = useTranslations('case')
  const state = useTranslations('clockState')
  const format = useFormats()
  const title = useRuleTitle()
  const rules = useRules()
  const now = useSlowNow()
  const axis = axisOf(row.clocks, now)
  return (
    <Panel label={t('clocks')} title={t('clocks')}>
      {row.clocks.length === 0 ? (
        <Nothing>{row.state === 'open' ? t('noClock') : t('noClockNeeded')}</Nothing>
      ) : (
        <ul className="grid gap-4 pt-3">
          {row.clocks.map((clock) => (
            <li
              key={`${clock.subject}/${clock.rule}/${clock.run}`}
              className="grid gap-1.5"
              data-clock={clock.rule}
            >
              <p className="flex items-baseline gap-2">
                <StateShape mark={marks[clock.state]} />
                <span className="min-w-0 flex-1 truncate font-medium">
                  {title(rules.get(clock.rule), clock.rule)}
                </span>
                {clock.dueAt !== null && (
                  <Until
                    at={clock.dueAt}
                    className={`narrow text-[1.125rem] font-semibold ${markColour[marks[clock.state]]}`}
                  />
                )}
              </p>
              <Bar clock={clock} axis={axis} now={now} />
              <p className="text-[0.8125rem] text-ink-3">
                {state(clock.state)} · {t('from', { time: format.dayTime(clock.startedAt) })}
                {clock.dueAt !== null && ` · ${t('due', { time: format.dayTime(clock.dueAt) })}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
