import type { AnyEvent } from '#core/event/event.ts'
import { type Forgettable, forgettable } from '#core/event/forgotten.ts'
import { namedIn } from '#core/event/named-in.ts'
import type { Limits } from '#core/site/limits.ts'
import { agentsOf, queuesOf } from '#core/site/site-agents.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { UnlistedNames } from '#store/unlisted-names.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'
import type { Judged, RefusedItem } from './judge.ts'
import { refuseItem } from './judge.ts'

export interface AdmissionOptions {
  readonly names: Pick<UnlistedNames, 'admit'>
  readonly site: () => Site
}

export interface Admission {
  /** The events without those that name more new queues or agents than their feed may; these are among the refused. */
  admit(judged: Judged, feed: string, limits: Limits, now: number): Promise<Judged>
  /** How much of what it may name the feed has named that named most, 0 to 1. */
  used(): Record<Forgettable, number>
}

/** What this process knows of a feed's names; looked up anew now and then, because some may have been forgotten. */
interface Known {
  readonly names: Record<Forgettable, Set<string>>
  readonly count: Record<Forgettable, number>
  readonly until: number
}

const KNOWN_MS = 60_000

const mostOf = (kind: Forgettable, limits: Limits) =>
  kind === 'queue' ? limits.queuesPerFeed : limits.agentsPerFeed

/**
 * Bounds how many queues and agents a feed brings into being by naming them. What is refused here is not in the log, so
 * that every fold of it has the same queues, whoever folds it.
 */
export function createAdmission({ names, site }: AdmissionOptions): Admission {
  const feeds = new Map<string, Known>()
  let listedOf: object | null = null
  let listed: Record<Forgettable, ReadonlySet<string>> = { queue: new Set(), agent: new Set() }
  let inForce: Limits | null = null

  function listedNow(): Record<Forgettable, ReadonlySet<string>> {
    const now = site()
    if (now === listedOf) return listed
    listedOf = now
    listed = { queue: queuesOf(now), agent: new Set(agentsOf(now)) }
    return listed
  }

  function knownOf(feed: string, now: number): Known {
    const there = feeds.get(feed)
    if (there !== undefined && now < there.until) return there
    const count = there?.count ?? { queue: 0, agent: 0 }
    const known = {
      names: { queue: new Set<string>(), agent: new Set<string>() },
      count,
      until: now + KNOWN_MS,
    }
    feeds.set(feed, known)
    return known
  }

  /** The names of the events that neither the site file nor this process knows. */
  function freshOf(events: readonly AnyEvent[], known: Known): Record<Forgettable, Set<string>> {
    const own = listedNow()
    const fresh = { queue: new Set<string>(), agent: new Set<string>() }
    const take = (kind: Forgettable) => (id: string) => {
      if (!own[kind].has(id) && !known.names[kind].has(id)) fresh[kind].add(id)
    }
    const named = { queue: take('queue'), agent: take('agent') }
    for (const event of events) namedIn(event, named)
    return fresh
  }

  async function refusedOf(
    kind: Forgettable,
    feed: string,
    wanted: Set<string>,
    known: Known,
    limits: Limits,
  ) {
    const most = mostOf(kind, limits)
    // More than may be known at all are not even asked for.
    const asked = [...wanted].slice(0, most)
    const beyond = [...wanted].slice(most)
    const answer = await names.admit(kind, feed, asked, most)
    known.count[kind] = answer.known
    const refused = new Set([...answer.refused, ...beyond])
    for (const name of asked) if (!refused.has(name)) known.names[kind].add(name)
    return refused
  }

  return {
    async admit(judged, feed, limits, now) {
      inForce = limits
      const known = knownOf(feed, now)
      const fresh = freshOf(judged.events, known)
      if (fresh.queue.size + fresh.agent.size === 0) return judged
      const refused = { queue: new Set<string>(), agent: new Set<string>() }
      for (const kind of forgettable)
        if (fresh[kind].size > 0) refused[kind] = await refusedOf(kind, feed, fresh[kind], known, limits)
      return refused.queue.size + refused.agent.size === 0 ? judged : without(judged, refused, limits)
    },
    used() {
      const most: Record<Forgettable, number> = { queue: 0, agent: 0 }
      for (const { count } of feeds.values())
        for (const kind of forgettable) most[kind] = Math.max(most[kind], count[kind])
      const of = (kind: Forgettable) =>
        inForce === null ? 0 : most[kind] / Math.max(1, mostOf(kind, inForce))
      return { queue: of('queue'), agent: of('agent') }
    },
  }
}

function without(judged: Judged, refused: Record<Forgettable, ReadonlySet<string>>, limits: Limits): Judged {
  const events: AnyEvent[] = []
  const indexes: number[] = []
  const more: RefusedItem[] = []
  judged.events.forEach((event, place) => {
    const index = judged.indexes[place]!
    const over = overIn(event, refused)
    if (over === null) {
      events.push(event)
      indexes.push(index)
    } else more.push(refuseItem({ index, value: event }, refusalOf(over, limits)))
  })
  return { events, indexes, refused: [...judged.refused, ...more] }
}

/** Notes by which of the two limits events were refused. */
export function noteTooMany(
  { refused }: Pick<Judged, 'refused'>,
  feed: string,
  limitWatch: Pick<LimitWatch, 'met'>,
): void {
  const by = (code: string) => refused.filter((one) => one.code === code).length
  const [queues, agents] = [by('too_many_queues'), by('too_many_agents')]
  if (queues > 0) limitWatch.met('queuesPerFeed', `feed/${feed}`, queues)
  if (agents > 0) limitWatch.met('agentsPerFeed', `feed/${feed}`, agents)
}

interface Over {
  readonly kind: Forgettable
  readonly id: string
}

function overIn(event: AnyEvent, refused: Record<Forgettable, ReadonlySet<string>>): Over | null {
  const found: Over[] = []
  const look = (kind: Forgettable) => (id: string) => {
    if (refused[kind].has(id)) found.push({ kind, id })
  }
  namedIn(event, { queue: look('queue'), agent: look('agent') })
  return found[0] ?? null
}

function refusalOf({ kind, id }: Over, limits: Limits) {
  const many = kind === 'queue' ? `${limits.queuesPerFeed} queues` : `${limits.agentsPerFeed} agents`
  return {
    code: kind === 'queue' ? 'too_many_queues' : 'too_many_agents',
    message: `${kind}: "${id}" is in no site file, and this feed has named ${many} of that sort already`,
  }
}
