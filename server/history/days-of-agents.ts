import type { Floor } from '#core/floor/floor.ts'
import type { DayOfAgents } from '#core/history/day-of-agents.ts'
import type { Span } from '#core/history/site-calendar.ts'
import type { KnownAgent, ReadAgentDay } from '#store/postgres/agent-days.ts'
import { type ApiAnswer, refuse } from '../api/answer.ts'

/** What agents did in a day; null: it is still being read. */
export type DaysOfAgents = (span: Span, agents: () => readonly KnownAgent[]) => Promise<DayOfAgents | null>

/** The agents of the floor with their queues of now. */
export const knownAgents = (floor: Pick<Floor, 'ids' | 'row'>): KnownAgent[] =>
  [...floor.ids('agent')].map((id) => ({ id, queues: floor.row('agent', id)?.queues ?? [] }))

/** A day on which the clocks are set back. */
const MOST_SPAN_MS = 26 * 3_600_000

/** The refusal of a span that is longer than a day; null: it is none. */
export const refusedSpan = ({ from, to }: Span): ApiAnswer | null =>
  to - from > MOST_SPAN_MS ? refuse(400, 'bad_request', 'to: must be within a day of from') : null

interface Kept {
  readonly day: Promise<DayOfAgents>
  readonly begun: number
  /** Null: it is being read. */
  until: number | null
}

/** Several people look at the same day, and one after the other at its parts. */
const KEPT = 4
/** A day of a hall is many events: read one after the other, they leave the loop and the database to the floor. */
const READ_AT_ONCE = 1
const OVER_KEPT_MS = 3_600_000
const RUNNING_KEPT_MS = 5 * 60_000
/** No read takes so long, unless its connection hangs: then the next may be begun. */
const LOST_AFTER_MS = 15 * 60_000
/** So long somebody waits for it; a large day takes longer. */
const WITHIN_MS = 2_500

/** Keeps a few days as they were read, since reading one takes a hall's server some seconds. */
export function createDaysOfAgents(read: ReadAgentDay, now: () => number): DaysOfAgents {
  const kept = new Map<string, Kept>()
  const being = () => [...kept.values()].filter(({ until }) => until === null)

  function forgetOld(): void {
    const at = now()
    for (const [key, { begun, until }] of kept) if ((until ?? begun + LOST_AFTER_MS) < at) kept.delete(key)
    for (const [key, { until }] of kept) {
      if (kept.size <= KEPT) return
      if (until !== null) kept.delete(key)
    }
  }

  function begin(key: string, span: Span, agents: readonly KnownAgent[]): Kept {
    const at = now()
    const day = read({ from: span.from, to: Math.min(span.to, at) }, agents)
    const entry: Kept = { day, begun: at, until: null }
    kept.set(key, entry)
    day.then(
      () => {
        entry.until = now() + (span.to > at ? RUNNING_KEPT_MS : OVER_KEPT_MS)
        forgetOld()
      },
      () => {
        if (kept.get(key) === entry) kept.delete(key)
      },
    )
    return entry
  }

  /** The day as it is kept, or read once no more than so many others are. */
  async function inTurn(span: Span, agents: () => readonly KnownAgent[], isLate: () => boolean) {
    const key = `${span.from} ${span.to}`
    while (true) {
      forgetOld()
      const known = kept.get(key)
      if (known !== undefined) return known.day
      const others = being()
      if (others.length < READ_AT_ONCE) return begin(key, span, agents()).day
      await Promise.race(others.map(({ day }) => day.catch(() => null)))
      if (isLate()) return null
    }
  }

  return async (span, agents) => {
    const late = Promise.withResolvers<null>()
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      late.resolve(null)
    }, WITHIN_MS)
    try {
      return await Promise.race([inTurn(span, agents, () => isLate), late.promise])
    } finally {
      clearTimeout(timer)
    }
  }
}
