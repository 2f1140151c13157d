'use client'
import { useEffect, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/row.ts'
import type { ClockWhy } from '#core/rules/why.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useRules } from '../_rows/use-entries.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { type Mark, markColour, StateShape } from '../_ui/state-mark.tsx'
import { Until } from '../_ui/ticking.tsx'
import { useFormats, useRuleTitle } from '../_words/use-words.ts'
import { ClockBar } from './clock-bar.tsx'
import { type Axis, axisOf, type ClockLine, clockLines } from './clock-lines.ts'
import { ClockReason } from './clock-reason.tsx'
import type { Told } from './told.ts'

const DRAW_EVERY_MS = 5_000
const marks: Record<ClockLine['state'], Mark> = {
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
  line: ClockLine
  axis: Axis
  now: number
  events: readonly Told[]
}

function OneClock({ line, axis, now, events }: OneClockProps) {
  const t = useTranslations('case')
  const state = useTranslations('clockState')
  const format = useFormats()
  const title = useRuleTitle()
  const rules = useRules()
  const mark = marks[line.state]
  return (
    <li className={`grid gap-1.5 ${line.endedAt === null ? '' : 'opacity-80'}`} data-clock={line.rule}>
      <p className="flex items-baseline gap-2">
        <StateShape mark={mark} />
        <span className="min-w-0 flex-1 truncate font-medium">{title(rules.get(line.rule), line.rule)}</span>
        {line.dueAt !== null && line.endedAt === null && (
          <Until at={line.dueAt} className={`narrow text-[1.125rem] font-semibold ${markColour[mark]}`} />
        )}
      </p>
      <ClockBar line={line} axis={axis} now={now} warn={rules.get(line.rule)?.warn ?? []} />
      <p className="text-[0.8125rem] text-ink-3">
        {state(line.state)} · {t('from', { time: format.dayTime(line.startedAt) })}
        {line.dueAt !== null && ` · ${t('due', { time: format.dayTime(line.dueAt) })}`}
      </p>
      {line.why !== null && <ClockReason why={line.why} events={events} />}
    </li>
  )
}

interface ClockBarsProps {
  row: CaseRow
  whys: readonly ClockWhy[]
  events: readonly Told[]
}

/** Every clock of the case as a bar on one axis: the hours that counted, pauses, its due, and what is over. */
export function ClockBars({ row, whys, events }: ClockBarsProps) {
  const t = useTranslations('case')
  const now = useSlowNow()
  const lines = useMemo(() => clockLines(row.clocks, whys), [row.clocks, whys])
  const axis = axisOf(lines, now)
  const needed = row.state === 'open' && row.clocks.length === 0
  return (
    <Panel label={t('clocks')} title={t('clocks')}>
      {row.clocks.length === 0 && <Nothing>{needed ? t('noClock') : t('noClockNeeded')}</Nothing>}
      <ul className="grid gap-5 pt-3">
        {lines.map((line) => (
          <OneClock key={line.key} line={line} axis={axis} now={now} events={events} />
        ))}
      </ul>
    </Panel>
  )
}
