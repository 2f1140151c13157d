'use client'
import { useEffect, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/rows/case-rows.ts'
import type { ClockWhy } from '#core/rules/why.ts'
import { useFormats, useRuleTitle } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { StateShape, type StatusIcon, statusColour } from '../_ui/status-icon.tsx'
import { Until } from '../_ui/ticking.tsx'
import { useRules } from '../_work-items/use-work-items.ts'
import { ClockBar } from './clock-bar.tsx'
import { ClockReason } from './clock-reason.tsx'
import { type Axis, axisOf, type ClockRow, clockRows } from './clock-rows.ts'
import type { TimelineEvent } from './timeline-events.ts'

const DRAW_EVERY_MS = 5_000
const marks: Record<ClockRow['state'], StatusIcon> = {
  running: 'ok',
  warned: 'warned',
  breached: 'breached',
  paused: 'paused',
  released: 'unknown',
  met: 'ok',
  late: 'breached',
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

interface OneClockProps {
  clock: ClockRow
  axis: Axis
  now: number
  events: readonly TimelineEvent[]
}

function OneClock({ clock, axis, now, events }: OneClockProps) {
  const t = useTranslations('case')
  const state = useTranslations('clockState')
  const format = useFormats()
  const title = useRuleTitle()
  const rules = useRules()
  const mark = marks[clock.state]
  return (
    <li className={`grid gap-1.5 ${clock.endedAt === null ? '' : 'opacity-80'}`} data-clock={clock.rule}>
      <p className="flex items-baseline gap-2">
        <StateShape mark={mark} />
        <span className="min-w-0 flex-1 truncate font-medium">
          {title(rules.get(clock.rule), clock.rule)}
        </span>
        {clock.dueAt !== null && clock.endedAt === null && (
          <Until at={clock.dueAt} className={`narrow text-lg font-semibold ${statusColour[mark]}`} />
        )}
      </p>
      <ClockBar clock={clock} axis={axis} now={now} warn={rules.get(clock.rule)?.warn ?? []} />
      <p className="text-sm text-ink-3">
        {state(clock.state)} · {t('from', { time: format.dayTime(clock.startedAt) })}
        {clock.dueAt !== null && ` · ${t('due', { time: format.dayTime(clock.dueAt) })}`}
      </p>
      {clock.why !== null && <ClockReason why={clock.why} events={events} />}
    </li>
  )
}

interface ClockBarsProps {
  row: CaseRow
  whys: readonly ClockWhy[]
  events: readonly TimelineEvent[]
}

/** Every clock of the case as a bar on one axis: the hours that counted, pauses, its due, and what is over. */
export function ClockBars({ row, whys, events }: ClockBarsProps) {
  const t = useTranslations('case')
  const now = useSlowNow()
  const clocks = useMemo(() => clockRows(row.clocks, whys), [row.clocks, whys])
  const axis = axisOf(clocks, now)
  const needed = row.state === 'open' && row.clocks.length === 0
  return (
    <Panel label={t('clocks')} title={t('clocks')}>
      {row.clocks.length === 0 && <Nothing>{needed ? t('noClock') : t('noClockNeeded')}</Nothing>}
      <ul className="grid gap-5 pt-3">
        {clocks.map((clock) => (
          <OneClock key={clock.key} clock={clock} axis={axis} now={now} events={events} />
        ))}
      </ul>
    </Panel>
  )
}
