import type { KpiTone } from './kpi.tsx'
import type { Show } from './shows.ts'

/** How many figures lead at once: of more none does. */
export const MOST_LEAD = 4
/** On a phone so many stand in one line. */
export const MOST_LEAD_PHONE = 3

/** Of figures that call equally, in this order: customers who wait for us first, then what nobody sees to. */
const matters: readonly Show[] = [
  'escalations',
  'breached',
  'unowned',
  'unwatched',
  'orphans',
  'approvals',
  'recovery',
  'departments',
  'promises',
  'waiting',
  'high',
]

const weight: Record<KpiTone, number> = { alarm: 0, some: 1, none: 2 }

/**
 * Which figures lead: those that call, then those that have something to say, four at the most (on a phone three). One that has nothing to
 * say never leads.
 */
export function leading(tones: Readonly<Record<Show, KpiTone>>, most = MOST_LEAD): Show[] {
  return matters
    .filter((show) => tones[show] !== 'none')
    .sort((a, b) => weight[tones[a]] - weight[tones[b]] || matters.indexOf(a) - matters.indexOf(b))
    .slice(0, most)
}
