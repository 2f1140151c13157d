import { itemAt } from '../collections/present.ts'
import type { Site } from '../site/site-schema.ts'

/** The terms of a queue by which an entry is judged, in ms. */
export interface QueueTerms {
  withinMs: number
  shortMs: number
  wrapUpMs: number
}

/** The target 80/20 of a queue for which the site file names none. */
export const DEFAULT_TARGET = { share: 0.8, withinSec: 20 }

/**
 * By which terms each queue's entries are judged, at any instant: an entry keeps the terms in force when it entered,
 * so that a changed target rewrites no history.
 */
export interface TermsHistory {
  /** A set that is in force from `at` on; one given before the log began (`at` 0) yields to the log's first. */
  apply(site: Pick<Site, 'queues'>, at: number): void
  at(queue: string, at: number): QueueTerms
  dump(): TermsDump
  load(dump: TermsDump): void
}
export type TermsDump = { from: number; queues: [string, QueueTerms][] }[]

const defaults: QueueTerms = { withinMs: DEFAULT_TARGET.withinSec * 1_000, shortMs: 0, wrapUpMs: 0 }

export function createTermsHistory(): TermsHistory {
  const versions: { from: number; queues: Map<string, QueueTerms> }[] = []
  return {
    apply(site, at) {
      const queues = new Map<string, QueueTerms>()
      for (const queue of site.queues)
        queues.set(queue.id, {
          withinMs: (queue.target?.withinSec ?? DEFAULT_TARGET.withinSec) * 1_000,
          shortMs: (queue.shortAbandonSec ?? 0) * 1_000,
          wrapUpMs: (queue.wrapUpSec ?? 0) * 1_000,
        })
      if (versions.length === 1 && itemAt(versions, 0).from === 0) versions.length = 0
      versions.push({ from: at, queues })
    },
    at(queue, at) {
      let version = versions[0]
      for (let index = versions.length - 1; index > 0; index--) {
        if (itemAt(versions, index).from > at) continue
        version = versions[index]
        break
      }
      return version?.queues.get(queue) ?? defaults
    },
    dump: () => versions.map(({ from, queues }) => ({ from, queues: [...queues] })),
    load(dump) {
      versions.length = 0
      for (const { from, queues } of dump) versions.push({ from, queues: new Map(queues) })
    },
  }
}
