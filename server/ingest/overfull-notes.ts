import type { Changed, Floor } from '#core/floor/floor.ts'
import type { RejectedStore } from '#store/rejected.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'

export interface OverfullOptions {
  readonly rejected: Pick<RejectedStore, 'keep'>
  readonly now: () => number
  readonly limitWatch: Pick<LimitWatch, 'met' | 'near'>
  readonly onFault: (error: Error) => void
}

const EVERY_MS = 60_000

/**
 * Says among a feed's refused events that more was said of something than is folded, once a minute; to be called with
 * what each fold changed.
 */
export function createOverfullNotes({ rejected, now, limitWatch, onFault }: OverfullOptions) {
  const counted = new Map<string, number>()
  const saidAt = new Map<string, number>()

  function say(feed: string, about: string): void {
    const real = performance.now()
    if (real - (saidAt.get(feed) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return
    saidAt.set(feed, real)
    const message = `limits.eventsPerEntity: more was said of ${about} than is folded; the rest is in the archive only`
    rejected.keep(feed, [{ at: now(), code: 'too_many_events', message, raw: '' }]).catch(onFault)
  }

  return (changed: Changed, floor: Pick<Floor, 'row'>): void => {
    for (const feed of changed.get('feed') ?? []) {
      const row = floor.row('feed', feed)
      const about = row?.overfullOf.at(-1)
      if (row === null || about === undefined) continue
      const before = counted.get(feed) ?? 0
      counted.set(feed, row.overfull)
      if (row.overfull <= before) continue
      limitWatch.near('eventsPerEntity', 1)
      limitWatch.met('eventsPerEntity', `feed/${feed}`, row.overfull - before)
      say(feed, about)
    }
  }
}
