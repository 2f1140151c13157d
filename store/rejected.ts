import { LOG_SOURCE } from '#core/event/unreadable-entry.ts'
import { SealBroken, seal, unseal } from '#platform/seal.ts'
import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'
import { readUnreadable } from './redis/unreadable.ts'

/** A refused event as it is kept for inspection; `raw` is masked. */
export interface RejectedEvent {
  /** When it came, ms since 1970 by the site's clock. */
  readonly at: number
  readonly id?: string
  readonly code: string
  readonly message: string
  readonly raw: string
  /** As it was sent, sealed; missing: it cannot be judged again. */
  readonly sealed?: string
}

/** A refused event as it came: what was sent is kept sealed, if it is known. */
export type RefusedOriginal = Omit<RejectedEvent, 'sealed'> & { readonly original?: string }

export interface RejectedStore {
  keep(feed: string, refused: readonly RefusedOriginal[]): Promise<void>
  /** The last refused events of a feed, newest first; of `system/log` the entries of the log that are no events. */
  list(feed: string, count?: number): Promise<RejectedEvent[]>
  /** What was sent; null: it is not kept, or was sealed by another key. */
  originalOf(event: RejectedEvent): string | null
  /** Takes these out of a feed's refused events. */
  remove(feed: string, events: readonly RejectedEvent[]): Promise<void>
  /** Forgets a feed's refused events that came before an instant (ms of the site's clock). */
  forgetBefore(feed: string, at: number): Promise<void>
  close(): void
}

const KEPT = 1_000
/** Longer than an event may be by far: nobody mends what is longer by judging it again. */
const LONGEST_ORIGINAL = 65_536

export interface RejectedOptions {
  readonly url: string
  readonly site: string
  /** By which what was sent is sealed; not given: it is not kept. */
  readonly sealKey?: string
}

/** The last 1,000 refused events of each feed. */
export function createRejectedStore({ url, site, sealKey }: RejectedOptions): RejectedStore {
  const keys = siteKeys(site)
  const connection = openConnection(url)

  function kept({ original, ...event }: RefusedOriginal): RejectedEvent {
    if (sealKey === undefined || original === undefined || original.length > LONGEST_ORIGINAL) return event
    return { ...event, sealed: seal(original, sealKey) }
  }

  return {
    originalOf({ sealed }) {
      if (sealKey === undefined || sealed === undefined) return null
      try {
        return unseal(sealed, sealKey)
      } catch (error) {
        if (error instanceof SealBroken) return null
        throw error
      }
    },
    async remove(feed, events) {
      const key = keys.rejected(feed)
      await Promise.all(events.map((event) => connection.send(['LREM', key, '1', JSON.stringify(event)])))
    },
    async keep(feed, refused) {
      if (refused.length === 0) return
      const texts = refused.slice(-KEPT).map((event) => JSON.stringify(kept(event)))
      const key = keys.rejected(feed)
      const pushed = connection.send(['LPUSH', key, ...texts])
      await Promise.all([pushed, connection.send(['LTRIM', key, '0', String(KEPT - 1)])])
    },
    async list(feed, count = KEPT) {
      if (feed === LOG_SOURCE) {
        const noted = await readUnreadable(connection, keys)
        return noted.slice(0, count).map(({ pos, at, message }) => {
          const sentence = `the entry ${message}: it was passed by, and is in the archive as far as it can be kept`
          return { at, id: pos, code: 'unreadable_entry', message: sentence, raw: '' }
        })
      }
      const texts = await connection.send<string[]>(['LRANGE', keys.rejected(feed), '0', String(count - 1)])
      return texts.map((text) => JSON.parse(text) as RejectedEvent)
    },
    async forgetBefore(feed, at) {
      const key = keys.rejected(feed)
      const texts = await connection.send<string[]>(['LRANGE', key, '0', '-1'])
      const old = texts.filter((text) => (JSON.parse(text) as RejectedEvent).at < at).length
      // Counted from the end, because newer ones come in before.
      if (old > 0) await connection.send(['LTRIM', key, '0', String(-old - 1)])
    },
    close: () => connection.close(),
  }
}
