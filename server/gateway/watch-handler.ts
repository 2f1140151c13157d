import type { ShownFloor } from '#core/access/reach.ts'
import { type Staff, type Viewer, viewerOf } from '#core/access/viewer.ts'
import { mayWatch, sightKey } from '#core/access/watch.ts'
import { type WatchAnswer, watchRequest } from '#core/rows/protocol.ts'
import { type CallLimits, callerNameOf } from '../api/call-limits.ts'
import type { SecurityLog } from '../auth/security-log.ts'
import type { Audience } from './audience.ts'
import type { CurrentViewer } from './current-viewer.ts'
import type { Hub } from './hub.ts'
import type { Listener } from './listener.ts'
import { changesBetween } from './view-channel.ts'

/** The floor and its channels, once they are built. */
export interface Built {
  floor: ShownFloor
  hub: Hub
}

export interface WatchHandlerOptions {
  audience: Audience
  status: CurrentViewer
  recordUnmasked: (viewer: Staff, view: string, id: string | null) => Promise<void>
  passIfLive: () => void
  may: Pick<CallLimits, 'watches'>
  security: Pick<SecurityLog, 'accessRefused'>
  onFault: (error: Error) => void
}

/** What a socket looks at: its answer to `watch`, and where it is led when the site file changes its scope. */
export interface WatchHandler {
  watch(listener: Listener, input: unknown, built: Built | null): Promise<WatchAnswer>
  /** The answer to the last watch comes too late to count: its rows are sent to nobody. */
  giveUp(listener: Listener, turn: number): void
  /** Who is gone is cut, and who may see other rows now is led over to them. */
  siteChanged(built: Built): void
}

export function createWatchHandler(options: WatchHandlerOptions): WatchHandler {
  const { audience, status, recordUnmasked, passIfLive, may: limited, security, onFault } = options

  /** The viewer as they may look: unmasked only if that is on record. */
  async function audited(viewer: Viewer, view: string, id: string | null): Promise<Viewer> {
    if (viewer.kind === 'screen' || !viewer.unmask || view === 'wall') return viewer
    try {
      await recordUnmasked(viewer, view, id)
      return viewer
    } catch (error) {
      onFault(error as Error)
      return { ...viewer, unmask: false }
    }
  }

  function leadOver(listener: Listener, viewer: Viewer, { floor, hub }: Built): void {
    const { live } = listener
    if (live === null) return
    const { view, id } = live.channel.sight
    const may = mayWatch(viewer, view, id ?? undefined, floor)
    if (may.ok && sightKey(may.sight) === live.key) return
    const unmask = viewer.kind !== 'screen' && viewer.unmask
    // Rights that went, and the right to unmask, which leaves a record, need a new watch: a closed transport brings it.
    if (!may.ok || unmask || listener.lagging) {
      listener.socket.conn.close()
      return
    }
    const next = hub.open(may.sight)
    const changes = changesBetween(live.channel.rows, next.channel.rows)
    const [epoch, from, to] = [hub.epoch, live.channel.seq, next.channel.seq]
    audience.join(listener, next)
    listener.socket.emit('patch', { epoch, from, to, ...next.channel.mark, ...changes })
  }

  return {
    async watch(listener, input, built) {
      const turn = ++listener.turn
      audience.leave(listener)
      const sender = callerNameOf(listener.caller.identity)
      if (limited.watches(sender, { key: listener.socket.id }) > 0) return { ok: false, code: 'too_fast' }
      const request = watchRequest.safeParse(input)
      if (!request.success) return { ok: false, code: 'bad_request' }
      if (built === null) return { ok: false, code: 'starting' }
      const viewer = await status.viewerNow(listener, built.floor.site)
      if (viewer === null) return { ok: false, code: 'unauthenticated' }
      const { view, id, have } = request.data
      const may = mayWatch(await audited(viewer, view, id ?? null), view, id, built.floor)
      if (turn !== listener.turn || !listener.socket.connected) return { ok: false, code: 'replaced' }
      if (!may.ok) {
        if (may.code === 'forbidden')
          security.accessRefused(viewer, id === undefined ? view : `${view}/${id}`)
        return may
      }
      passIfLive()
      const live = built.hub.open(may.sight)
      const answer = live.channel.answer(have)
      audience.join(listener, live)
      return answer
    },
    giveUp(listener, turn) {
      if (listener.turn === turn) listener.turn++
    },
    siteChanged(built) {
      built.hub.lookAgain()
      for (const listener of [...audience.all]) {
        const viewer = viewerOf(built.floor.site, listener.caller.identity)
        if (viewer === null) status.cut(listener)
        else leadOver(listener, viewer, built)
      }
    },
  }
}
