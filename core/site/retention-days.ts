import { DAY_MS } from '../calendars/wall-day.ts'
import type { ConfigError } from '../config/config-error.ts'
import type { Site } from './site-schema.ts'

/**
 * What a site may have removed after so many days (`privacy.keepDays`): events whole, of events what is personal, audit
 * records, and the 15-minute records of queues and agents.
 */
export const retained = ['events', 'personal', 'audit', 'intervals'] as const
export type Retained = (typeof retained)[number]

/**
 * The fewest days. Contacts are taken in until 48 hours after their end, agents' events for four days, and the records
 * of two days are counted again: what is younger is in use.
 */
export const LEAST_DAYS = 7

/** How site files of before name it. */
const OLDER_NAME: Readonly<Partial<Record<Retained, string>>> = { intervals: 'figures' }
const isNamed = (name: string) =>
  retained.some((what) => what === name) || Object.values(OLDER_NAME).some((older) => older === name)

/** After how many days what is removed; what is not named is kept for good. */
export function retentionDays({ privacy }: Pick<Site, 'privacy'>): Partial<Record<Retained, number>> {
  const named = retained.flatMap((what) => {
    const days = privacy.keepDays[what] ?? privacy.keepDays[OLDER_NAME[what] ?? what]
    return days === undefined ? [] : [[what, Math.max(LEAST_DAYS, days)] as const]
  })
  return Object.fromEntries(named)
}

/** For how long what is kept, ms; for good: infinity. */
export function retentionMs(site: Pick<Site, 'privacy'>, what: Retained): number {
  const days = retentionDays(site)[what]
  return days === undefined ? Number.POSITIVE_INFINITY : days * DAY_MS
}

/** Names that are none, and fewer days than there may be. */
export function retentionFaults({ privacy }: Pick<Site, 'privacy'>): ConfigError[] {
  return Object.entries(privacy.keepDays).flatMap(([name, days]) => {
    const path = ['privacy', 'keepDays', name]
    if (!isNamed(name)) return [{ path, message: `is none of ${retained.join(', ')}` }]
    return days < LEAST_DAYS ? [{ path, message: `must be at least ${LEAST_DAYS} days` }] : []
  })
}
