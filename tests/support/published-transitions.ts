import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { createLog } from '#store/log.ts'

/** Watches what a site's log says by rules. */
export interface PublishedTransitionsWatch {
  /** All `rule.*` entries so far. */
  readonly entries: readonly LogEntry[]
  /** Resolves when so many events of a type were told. */
  until(type: string, count: number): Promise<void>
  of(type: string): AnyEvent[]
  stop(): Promise<void>
}

export function watchPublished(url: string, site: string): PublishedTransitionsWatch {
  const log = createLog({ url, site })
  const stop = new AbortController()
  const entries: LogEntry[] = []
  const waiting = new Set<() => void>()
  const of = (type: string) => entries.flatMap(({ event }) => (event.type === type ? [event] : []))
  const following = log.follow({
    from: '0-0',
    signal: stop.signal,
    onEntries(heard) {
      entries.push(...heard.filter(({ event }) => event.type.startsWith('rule.')))
      for (const look of waiting) look()
    },
  })
  return {
    entries,
    of,
    until: (type, count) =>
      new Promise((done) => {
        const look = () => {
          if (of(type).length < count) return
          waiting.delete(look)
          done()
        }
        waiting.add(look)
        look()
      }),
    async stop() {
      stop.abort()
      await following
      log.close()
    },
  }
}
