import { type AnyEvent, isOfType, kindOfType } from '../event/event.ts'
import type { Site } from '../site/site-schema.ts'

/**
 * Which feeds a queue hangs on: those whose map of queues in the site file names it, and those that sent a contact
 * into it within a day of the last one that came. Where no contact came yet, those whose agents work in it; of which
 * nothing was heard at all, any PBX whose queues the site file does not map may be the one.
 */
export interface QueueFeeds {
  configure(site: Site): void
  /** An event of a feed; `at` is its receipt, ms. Gives the queues that hang on it since. */
  note(event: AnyEvent, at: number): readonly string[]
  feedsOf(queue: string): string[]
  queuesOf(feed: string): string[]
  /** Whether any feed ever sent a contact into it. */
  hasContacts(queue: string): boolean
  dump(): QueueFeedsDump
  load(dump: QueueFeedsDump): void
}
/** By queue and feed: when it was last named, and whether by a contact. */
export type QueueFeedsDump = [queue: string, feed: string, at: number, byContact: boolean][]

interface Named {
  at: number
  byContact: boolean
}

const NONE: readonly string[] = []

const DAY_MS = 86_400_000

function queuesIn(event: AnyEvent): readonly string[] {
  if (isOfType('contact.queued', event)) return [event.data.queue]
  if (isOfType('agent.signed_in', event) || isOfType('agent.queues', event)) return event.data.queues
  return []
}

export function createQueueFeeds(): QueueFeeds {
  const named = new Map<string, Map<string, Named>>()
  let mapped = new Map<string, Set<string>>()
  let fetched: string[] = []
  let siteQueues: string[] = []

  /** Tells whether the feed is new to the queue, or the first of its contacts came. */
  function put(queue: string, feed: string, now: Named): boolean {
    let feeds = named.get(queue)
    if (feeds === undefined) {
      feeds = new Map()
      named.set(queue, feeds)
    }
    const before = feeds.get(feed)
    if (before === undefined) {
      feeds.set(feed, now)
      return true
    }
    before.at = Math.max(before.at, now.at)
    if (before.byContact || !now.byContact) return false
    before.byContact = true
    return true
  }

  function* namedFeeds(queue: string): Iterable<string> {
    const feeds = named.get(queue)
    if (feeds === undefined) return
    const all = [...feeds]
    const byContact = all.some(([, each]) => each.byContact)
    const counted = all.filter(([, each]) => each.byContact === byContact)
    const last = Math.max(...counted.map(([, { at }]) => at))
    for (const [feed, { at }] of counted) if (at > last - DAY_MS) yield feed
  }

  function feedsOf(queue: string): string[] {
    const heard = named.get(queue)
    // Nearly every queue hangs on one feed, and a board asks this of each of its queues.
    if (heard?.size === 1 && !mapped.has(queue)) return [...heard.keys()]
    const known = new Set([...(mapped.get(queue) ?? []), ...namedFeeds(queue)])
    return known.size === 0 ? fetched : [...known].sort()
  }

  return {
    configure(site) {
      mapped = new Map()
      siteQueues = site.queues.map(({ id }) => id)
      fetched = site.feeds
        .filter(({ kind, queues }) => kind === 'asterisk' && queues === undefined)
        .map(({ id }) => id)
      for (const feed of site.feeds)
        for (const queue of Object.values(feed.queues ?? {}))
          mapped.set(queue, (mapped.get(queue) ?? new Set()).add(feed.id))
    },
    note(event, at) {
      const kind = kindOfType(event.type)
      if (kind !== 'contact' && kind !== 'agent') return NONE
      const byContact = kind === 'contact'
      let found = NONE
      for (const queue of queuesIn(event))
        if (put(queue, event.source, { at, byContact })) found = [...found, queue]
      return found
    },
    feedsOf,
    queuesOf(feed) {
      const queues = new Set([...siteQueues, ...mapped.keys(), ...named.keys()])
      return [...queues].filter((queue) => feedsOf(queue).includes(feed))
    },
    hasContacts: (queue) => [...(named.get(queue)?.values() ?? [])].some(({ byContact }) => byContact),
    dump: () =>
      [...named].flatMap(([queue, feeds]) =>
        [...feeds].map(([feed, { at, byContact }]): QueueFeedsDump[number] => [queue, feed, at, byContact]),
      ),
    load(dump) {
      for (const [queue, feed, at, byContact] of dump) put(queue, feed, { at, byContact })
    },
  }
}
