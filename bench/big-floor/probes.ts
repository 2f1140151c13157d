import type { DemoEvent } from '#scripts/demo/model/simulation.ts'
import type { ScreenSocket } from '#tests/support/screen-socket.ts'

/** How long events take from their POST to each screen that shows them. */
export interface Probes {
  /** To be told of each event when its POST begins. */
  sent(event: DemoEvent): void
  heard(patch: string, screen: ScreenSocket): void
  /** From now on only. */
  begin(): void
  readonly latencies: readonly number[]
}

/** Of contacts that come in every so many are looked for at the supervisors; each is a search of every patch there. */
const PROBE_EVERY = 8
const FORGET_MS = 5_000

interface Probe {
  readonly at: number
  readonly seen: Set<ScreenSocket>
}
interface Counted {
  readonly at: number
  /** The queue's count of contacts that this event made. */
  readonly offered: number
}

/**
 * A contact that comes in is a new row at the supervisors' and a higher count in a queue of a wall; one that is offered
 * is a row of its agent's desk.
 */
export function createProbes(): Probes {
  const incoming = new Map<string, Probe>()
  const offers = new Map<string, Map<string, number>>()
  const counted = new Map<string, { total: number; pending: Counted[] }>()
  const wallSeen = new WeakMap<ScreenSocket, Map<string, number>>()
  let latencies: number[] = []
  let serial = 0

  function queued(id: string, queue: string, at: number): void {
    const count = counted.get(queue) ?? { total: 0, pending: [] }
    counted.set(queue, count)
    count.pending.push({ at, offered: ++count.total })
    while (count.pending.length > 0 && at - count.pending[0]!.at > FORGET_MS) count.pending.shift()
    if (++serial % PROBE_EVERY === 0) incoming.set(id, { at, seen: new Set() })
    for (const [known, probe] of incoming) if (at - probe.at > FORGET_MS) incoming.delete(known)
  }

  function atSupervisor(patch: string, screen: ScreenSocket, now: number): void {
    for (const [id, { at, seen }] of incoming) {
      if (seen.has(screen) || !patch.includes(`"${id}"`)) continue
      seen.add(screen)
      latencies.push(now - at)
    }
  }

  function atDesk(patch: string, screen: ScreenSocket, now: number): void {
    const own = offers.get(screen.watcher.id)
    for (const [id, at] of own ?? []) {
      if (!patch.includes(`"${id}"`)) continue
      own!.delete(id)
      latencies.push(now - at)
    }
  }

  function atWall(patch: string, screen: ScreenSocket, now: number): void {
    const [, { put }] = JSON.parse(patch.slice(2)) as [
      string,
      { put: { queue?: Record<string, { offered?: number }> } },
    ]
    const seen = wallSeen.get(screen) ?? new Map<string, number>()
    wallSeen.set(screen, seen)
    for (const [queue, { offered }] of Object.entries(put.queue ?? {})) {
      if (offered === undefined) continue
      const before = seen.get(queue) ?? offered
      seen.set(queue, offered)
      for (const probe of counted.get(queue)?.pending ?? [])
        if (probe.offered > before && probe.offered <= offered) latencies.push(now - probe.at)
    }
  }

  return {
    sent({ type, subject, data }) {
      const at = performance.now()
      if (type === 'contact.queued') queued(subject, data.queue as string, at)
      if (type !== 'contact.offered') return
      const agent = data.agent as string
      offers.set(agent, (offers.get(agent) ?? new Map()).set(subject, at))
    },
    heard(patch, screen) {
      const now = performance.now()
      const { view } = screen.watcher
      if (view === 'supervisor') atSupervisor(patch, screen, now)
      else if (view === 'desk') atDesk(patch, screen, now)
      else atWall(patch, screen, now)
    },
    begin() {
      latencies = []
      offers.clear()
      incoming.clear()
    },
    get latencies() {
      return latencies
    },
  }
}
