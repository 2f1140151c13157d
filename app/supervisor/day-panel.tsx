'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { assistMetrics } from '#core/reports/assist-metrics.ts'
import type { TeamRow } from '#core/rows/row.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows, useRowValues } from '../_live/use-live.ts'
import { Panel } from '../_ui/panel.tsx'
import { Tip } from '../_ui/tip.tsx'
import { type DayMetrics, useDay } from '../_work-items/use-day.ts'
import { Causes } from './causes.tsx'
import { useFloorDay } from './use-floor-day.ts'

function Part({
  name,
  children,
}: {
  name: 'causes' | 'messages' | 'assists' | 'repeats' | 'unclassified'
  children: ReactNode
}) {
  const t = useTranslations('day')
  return (
    <section aria-label={t(`name.${name}`)} data-day={name} className="min-w-0">
      <h3 className="mb-1 text-sm text-ink-2">
        <Tip text={t(`formula.${name}`)}>
          <button type="button" className="cursor-help">
            {t(`name.${name}`)}
          </button>
        </Tip>
      </h3>
      {children}
    </section>
  )
}

const messagesOf = ({ messages }: TeamRow) => messages

/** Messages per lead today: what reached each of them outside the screen. */
function Messages() {
  const t = useTranslations('day')
  const format = useFormats()
  const teams = useRowValues('team', messagesOf)
  const leads = new Map([...teams.values()].flat().map((each) => [each.person, each] as const))
  if (leads.size === 0) return <p className="text-ink-3">{t('noLeads')}</p>
  const sorted = [...leads.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  return (
    <ul className="scrolls max-h-44 overflow-y-auto pe-2">
      {sorted.map(({ person, name, count }) => (
        <li key={person} className="flex justify-between gap-3 py-0.5">
          <span className="truncate">{name}</span>
          <b className="figure">{format.count(count)}</b>
        </li>
      ))}
    </ul>
  )
}

/** Calls for a lead today: how often, and how long until somebody came. */
function Assists() {
  const t = useTranslations('day')
  const format = useFormats()
  const duration = useDuration()
  const { called, unanswered, medianSec } = assistMetrics(useAllRows('assist'), useFloorDay())
  if (called === 0) return <p className="text-ink-3">{t('noAssists')}</p>
  return (
    <p>
      <b className="figure">{format.count(called)}</b>
      {medianSec !== null && <span className="ms-2">{t('cameAfter', { time: duration(medianSec) })}</span>}
      {unanswered > 0 && <span className="ms-2 text-breach">{t('nobodyCame', { count: unanswered })}</span>}
    </p>
  )
}

function Repeats({ day }: { day: DayMetrics }) {
  const t = useTranslations('day')
  const format = useFormats()
  const { known, within } = day.repeats ?? { known: 0, within: [] }
  return (
    <ul>
      {within.map(({ hours, count }) => (
        <li key={hours} className="flex justify-between gap-3 py-0.5">
          <span>{t('hours', { hours })}</span>
          <span className="figure">
            <b>{format.shareFine(known === 0 ? null : count / known)}</b>
            <span className="text-ink-3">
              {' '}
              {format.count(count)}/{format.count(known)}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function Unclassified({ day }: { day: DayMetrics }) {
  const format = useFormats()
  const { ended, unclassified } = day.unclassified
  return (
    <p className="figure">
      <b>{format.shareFine(ended === 0 ? null : unclassified / ended)}</b>
      <span className="text-ink-3">
        {' '}
        {format.count(unclassified)}/{format.count(ended)}
      </span>
    </p>
  )
}

/** The day so far, of what is not one moment's: causes, repeats, how often leads were called upon. */
export function DayPanel() {
  const t = useTranslations('day')
  const format = useFormats()
  const day = useDay()
  return (
    <Panel
      part="day"
      label={t('title')}
      title={t('title')}
      aside={
        day !== null && <span className="text-xs text-ink-3">{t('asOf', { time: format.time(day.at) })}</span>
      }
    >
      {day === null ? (
        <p className="px-1 py-4 text-ink-3">{t('reading')}</p>
      ) : (
        <div className="grid gap-x-8 gap-y-4 pt-2.5 lg:grid-cols-[minmax(0,1fr)_13rem]">
          <Part name="causes">
            <Causes day={day} />
          </Part>
          <div className="grid content-start gap-4">
            <Part name="messages">
              <Messages />
            </Part>
            <Part name="assists">
              <Assists />
            </Part>
            <Part name="repeats">
              <Repeats day={day} />
            </Part>
            <Part name="unclassified">
              <Unclassified day={day} />
            </Part>
          </div>
        </div>
      )}
    </Panel>
  )
}
