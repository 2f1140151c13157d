import type { Hub, LiveChannel } from './hub.ts'
import { backlogOf, type Listener } from './listener.ts'
import { pack } from './packed.ts'

/** Who listens to which channel. Sockets that do not keep up are left out until they have caught up. */
export interface Audience {
  add(listener: Listener): void
  remove(listener: Listener): void
  join(listener: Listener, live: LiveChannel): void
  leave(listener: Listener): void
  /** Sends an event to all who listen to a channel and keep up. */
  tell(room: string, event: 'patch' | 'beat', body: object): void
  readonly all: ReadonlySet<Listener>
  stats(): AudienceStats
  close(): void
}

export interface AudienceStats {
  sockets: number
  lagging: number
  /** Bytes that wait in this process for all sockets together, and for the slowest. */
  bufferedBytes: number
  bufferedMaxBytes: number
}

export interface AudienceLimits {
  maxBytes: number
  maxPackets: number
}
const LIMITS: AudienceLimits = { maxBytes: 1024 * 1024, maxPackets: 64 }
const LOOK_AGAIN_MS = 100

export function createAudience(hub: () => Hub | null, limits = LIMITS): Audience {
  const all = new Set<Listener>()
  const rooms = new Map<string, Set<Listener>>()
  let timer: ReturnType<typeof setInterval> | null = null

  const behind = (listener: Listener) => {
    const { bytes, packets } = backlogOf(listener.socket)
    return bytes > limits.maxBytes || packets > limits.maxPackets
  }

  /** A lagging socket whose buffers are empty hears again; the beat's tick tells it that it missed something. */
  function resume(): void {
    let lagging = 0
    for (const listener of all) {
      if (!listener.lagging) continue
      const { bytes, packets } = backlogOf(listener.socket)
      if (bytes > 0 || packets > 0) lagging++
      else caughtUp(listener)
    }
    if (lagging > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }

  function caughtUp(listener: Listener): void {
    listener.lagging = false
    const current = hub()
    if (listener.live === null || current === null) return
    listener.socket.emit('beat', current.heartbeatOf(listener.live))
  }

  function lag(listener: Listener): void {
    listener.lagging = true
    timer ??= setInterval(resume, LOOK_AGAIN_MS)
  }

  function leave(listener: Listener): void {
    const { live } = listener
    if (live === null) return
    listener.live = null
    rooms.get(live.key)?.delete(listener)
    if (rooms.get(live.key)?.size === 0) rooms.delete(live.key)
    hub()?.leave(live)
  }

  return {
    all,
    add: (listener) => all.add(listener),
    remove(listener) {
      leave(listener)
      all.delete(listener)
    },
    join(listener, live) {
      leave(listener)
      listener.live = live
      hub()?.join(live)
      rooms.set(live.key, (rooms.get(live.key) ?? new Set()).add(listener))
    },
    leave,
    tell(room, event, body) {
      const listeners = rooms.get(room)
      if (listeners === undefined) return
      const { text, options } = pack(event, body)
      for (const listener of listeners) {
        if (!listener.lagging && behind(listener)) lag(listener)
        if (listener.lagging) continue
        // A ready frame would overtake an answer that is being compressed: it takes its turn like that one.
        const { packets } = backlogOf(listener.socket)
        listener.socket.conn.write(text, packets === 0 ? options : { compress: false })
      }
    },
    stats() {
      let bufferedBytes = 0
      let bufferedMaxBytes = 0
      let lagging = 0
      for (const listener of all) {
        const { bytes } = backlogOf(listener.socket)
        bufferedBytes += bytes
        bufferedMaxBytes = Math.max(bufferedMaxBytes, bytes)
        if (listener.lagging) lagging++
      }
      return { sockets: all.size, lagging, bufferedBytes, bufferedMaxBytes }
    },
    close() {
      if (timer !== null) clearInterval(timer)
    },
  }
}
