import type { ShownFloor } from '#core/access/reach.ts'
import { type Sight, typesOf } from '#core/access/scope.ts'
import { sightKey } from '#core/access/watch.ts'
import type { Changed } from '#core/floor/floor.ts'
import { type HeartbeatMessage, type Patch, type View, views } from '#core/rows/protocol.ts'
import type { RowType } from '#core/rows/row.ts'
import { createPace, type Pace } from './pace.ts'
import { agentKey, caseKey, requestedKey } from './relation-keys.ts'
import { createRelations, type Relations } from './relations.ts'
import { rememberRows } from './row-memo.ts'
import { createChannel, type ViewChannel } from './view-channel.ts'

/** A channel with those who listen; the room's name is its key. */
export interface LiveChannel {
  readonly key: string
  readonly channel: ViewChannel
  listeners: number
  /** Since when nobody listens (monotonic ms), null while somebody does. */
  emptySince: number | null
}

export interface Hub {
  readonly epoch: string
  /** The channel of a sight, made if nobody looks that way yet. */
  open(sight: Sight): LiveChannel
  join(live: LiveChannel): void
  leave(live: LiveChannel): void
  /** To be called after each folded batch. */
  folded(changed: Changed): void
  /** The site file changed: whatever is in scope may be another. */
  lookAgain(): void
  /** Says a beat in every channel and drops those that nobody has listened to for a while. */
  heartbeat(): void
  heartbeatOf(live: LiveChannel): HeartbeatMessage
  stats(): { channels: number; rows: number; keys: number }
  close(): void
}

export interface HubOptions {
  floor: ShownFloor
  epoch: string
  emitPatch: (room: string, patch: Patch) => void
  emitHeartbeat: (room: string, heartbeat: HeartbeatMessage) => void
  now?: () => number
}

/** A reconnecting screen finds its channel and gets the difference only. */
const LINGER_MS = 15_000

interface Entry extends LiveChannel {
  routes: string[]
}

const typeRoute = (type: RowType) => `type:${type}`
/** Of one team: its figures change with each of its agents, and only its own desks show them. */
const teamRoute = (team: string) => `team:${team}`

/** Of one queue: its figures change with each of its contacts, and of the desks only its agents' show them. */
const queueRoute = (queue: string) => `queue:${queue}`

/** Under which keys a channel hears of changes; what has no key is heard by type. */
export function channelRoutes({ view, id, viewer }: Sight, floor: Pick<ShownFloor, 'row'>): string[] {
  // Of agents these views show the caller's own row alone: it is not asked for at each change of another.
  const self = viewer.kind === 'screen' || viewer.agent === null ? [] : [agentKey(viewer.agent)]
  if (view === 'case') return [caseKey(id ?? ''), ...self]
  if (view === 'alerts') {
    const types = typesOf(view).filter((type) => type !== 'agent')
    return [...types.map(typeRoute), ...self]
  }
  if (view !== 'desk' || viewer.kind === 'screen') return typesOf(view).map(typeRoute)
  const agent = viewer.agent ?? ''
  const own = viewer.team === null ? [] : [teamRoute(viewer.team)]
  const asked = [requestedKey(agent), ...(viewer.kind === 'person' ? [requestedKey(viewer.id)] : [])]
  const queues = floor.row('agent', agent)?.queues ?? []
  return [agentKey(agent), ...asked, ...own, ...queues.map(queueRoute), typeRoute('notice')]
}

/** Whether a desk hears by this route because of the queues of its agent. */
const isOfQueues = (route: string) => route.startsWith('queue:') || route === typeRoute('notice')

function splitRoute(route: string): [kind: string, name: string] {
  const colon = route.indexOf(':')
  return [route.slice(0, Math.max(0, colon)), route.slice(colon + 1)]
}

/** The rows that a route leads to. */
function* reachedBy(
  route: string,
  floor: ShownFloor,
  relations: Relations,
): Generator<readonly [RowType, string]> {
  const [kind, name] = splitRoute(route)
  if (kind === 'team' || kind === 'queue') yield [kind, name]
  else if (kind === 'type') for (const id of floor.ids(name as RowType)) yield [name as RowType, id]
  else yield* relations.members(route)
}

export function createHub(options: HubOptions): Hub {
  const { epoch, emitPatch, emitHeartbeat, now = () => performance.now() } = options
  const memo = rememberRows(options.floor)
  const { floor } = memo
  const relations = createRelations(floor)
  const entries = new Map<string, Entry>()
  const byRoute = new Map<string, Set<Entry>>()
  const paces = new Map<View, Pace<Entry>>(views.map((view) => [view, createPace({ emit, now })]))
  let ticks = 0

  function emit({ key, channel }: Entry): boolean {
    const patch = channel.flush()
    if (patch !== null) emitPatch(key, patch)
    return patch !== null
  }

  /** Lets the channels emit what has gathered, each view at its own pace. */
  function request(awake: Iterable<Entry>): void {
    const byView = Map.groupBy(awake, ({ channel }) => channel.sight.view)
    for (const [view, list] of byView) paces.get(view)!.request(list)
  }

  function* candidates(routes: readonly string[]): Generator<readonly [RowType, string]> {
    for (const route of routes) yield* reachedBy(route, floor, relations)
  }

  function create(key: string, sight: Sight): Entry {
    const routes = channelRoutes(sight, floor)
    const tick = () => ++ticks
    const channel = createChannel({ floor, sight, epoch, tick, candidates: candidates(routes) })
    const entry: Entry = { key, channel, listeners: 0, emptySince: now(), routes }
    entries.set(key, entry)
    list(entry)
    return entry
  }

  function list(entry: Entry): void {
    for (const route of entry.routes) {
      const set = byRoute.get(route)
      if (set === undefined) byRoute.set(route, new Set([entry]))
      else set.add(entry)
    }
  }

  function unlist(entry: Entry): void {
    for (const route of entry.routes) {
      byRoute.get(route)?.delete(entry)
      if (byRoute.get(route)?.size === 0) byRoute.delete(route)
    }
  }

  /** Its agent works in other queues, so it hears of those. */
  function reroute(entry: Entry): void {
    unlist(entry)
    entry.routes = channelRoutes(entry.channel.sight, floor)
    list(entry)
  }

  function drop(entry: Entry): void {
    paces.get(entry.channel.sight.view)!.forget(entry)
    entries.delete(entry.key)
    unlist(entry)
  }

  /** Every row that the channel shows or might show is looked at again. */
  function touchAll(entry: Entry): void {
    reroute(entry)
    for (const [type, ids] of entry.channel.rows) for (const id of ids.keys()) entry.channel.touch(type, id)
    for (const [type, id] of candidates(entry.routes)) entry.channel.touch(type, id)
  }

  function touchRoute(route: string, type: RowType, id: string, awake: Set<Entry>): void {
    for (const entry of byRoute.get(route) ?? []) {
      entry.channel.touch(type, id)
      awake.add(entry)
    }
  }

  function requeue(agent: string, awake: Set<Entry>): void {
    for (const entry of [...(byRoute.get(agentKey(agent)) ?? [])]) {
      if (entry.channel.sight.view !== 'desk') continue
      reroute(entry)
      for (const route of entry.routes)
        if (isOfQueues(route)) for (const [type, id] of candidates([route])) entry.channel.touch(type, id)
      for (const type of ['queue', 'notice'] as const)
        for (const id of entry.channel.rows.get(type)?.keys() ?? []) entry.channel.touch(type, id)
      awake.add(entry)
    }
  }

  function lookAgain(): void {
    memo.clear()
    for (const entry of entries.values()) touchAll(entry)
    request(entries.values())
  }

  return {
    epoch,
    open(sight) {
      const key = sightKey(sight)
      return entries.get(key) ?? create(key, sight)
    },
    join(live) {
      live.listeners++
      live.emptySince = null
    },
    leave(live) {
      live.listeners--
      if (live.listeners === 0) live.emptySince = now()
    },
    folded(changed) {
      memo.folded(changed)
      const { touched, requeued, everything } = relations.update(changed)
      if (everything) {
        lookAgain()
        return
      }
      const awake = new Set<Entry>()
      for (const [type, rows] of touched) {
        const route = typeRoute(type)
        for (const [id, keys] of rows) {
          touchRoute(route, type, id, awake)
          if (type === 'team') touchRoute(teamRoute(id), type, id, awake)
          if (type === 'queue') touchRoute(queueRoute(id), type, id, awake)
          for (const key of keys) touchRoute(key, type, id, awake)
        }
      }
      for (const agent of requeued) requeue(agent, awake)
      request(awake)
    },
    lookAgain,
    heartbeat() {
      memo.tidy()
      for (const entry of entries.values()) {
        if (entry.emptySince === null) emitHeartbeat(entry.key, heartbeatOf(entry))
        else if (now() - entry.emptySince > LINGER_MS) drop(entry)
      }
    },
    heartbeatOf,
    stats() {
      let rows = 0
      for (const { channel } of entries.values()) rows += channel.size
      return { channels: entries.size, rows, keys: relations.size }
    },
    close() {
      for (const entry of [...entries.values()]) drop(entry)
      for (const pace of paces.values()) pace.close()
    },
  }

  function heartbeatOf(live: LiveChannel): HeartbeatMessage {
    return { epoch, seq: live.channel.seq, ...live.channel.mark }
  }
}
