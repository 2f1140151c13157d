import type { SectionItem } from './fields.ts'

/** What a level may look at, for each kind of subject; each has its words (`siteFile.measure`). */
const ofQueues = [
  ...(['now - oldestWaitingAt', 'waiting', 'waitingLate', 'serviceLevelNow', 'serviceLevel30m'] as const),
  ...(['abandonRate', 'agents.available', 'agents.away', 'callbacks.overdue', 'cases.breached'] as const),
] as const
export const measures = {
  queue: ofQueues,
  site: [...ofQueues, 'cases.unwatched'],
  agent: ['now - since'],
  team: ['overdue', 'open'],
  feed: ['now - lastHeardAt', 'lagSec'],
  allowance: ['share'],
} as const satisfies Record<string, readonly string[]>
export type MeasuredSubject = keyof typeof measures

export const measuredSubjects = Object.keys(measures) as MeasuredSubject[]
export const isMeasured = (subject: unknown): subject is MeasuredSubject =>
  measuredSubjects.some((known) => known === subject)

/** By what the catalogue knows a figure. */
export const measureKey = (figure: string): string => figure.replace(/^now - /, '').replaceAll('.', '_')

const shares = new Set(['serviceLevelNow', 'serviceLevel30m', 'abandonRate', 'share'])
/** A share is typed as one says it: 75 %, not 0.75. */
export const isShare = (figure: unknown): boolean => shares.has(String(figure))

const usual: Readonly<Record<string, SectionItem>> = {
  'now - oldestWaitingAt': { above: '60s', noValue: 'clears' },
  waiting: { above: 5, for: '1m' },
  waitingLate: { above: 2, for: '1m' },
  serviceLevelNow: { below: 0.75, for: '2m', least: { offered: 20 } },
  serviceLevel30m: { below: 0.75, for: '2m', least: { finished30m: 10 } },
  abandonRate: { above: 0.08, for: '5m', least: { offered: 30 } },
  'agents.available': { below: 1, for: '1m' },
  'agents.away': { above: 5, for: '5m' },
  'now - since': { above: '20m' },
  'now - lastHeardAt': { above: '2m' },
  lagSec: { above: 30 },
  share: { above: [0.8, 0.95, 1] },
}

/** A figure with what is usually too much or too little of it: the next may be an age, or a share, where the last was none. */
export const measuredBy = (figure: string): SectionItem => ({ figure, ...(usual[figure] ?? { above: 1 }) })
