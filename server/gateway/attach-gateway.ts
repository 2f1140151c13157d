import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { ShownFloor } from '#core/access/reach.ts'
import { type Staff, type Viewer, viewerOf } from '#core/access/viewer.ts'
import { mayWatch, sightKey } from '#core/access/watch.ts'
import type { Changed } from '#core/floor.ts'
import { type CommandAnswer, commandRequest, type WatchAnswer, watchRequest } from '#core/protocol.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Callers } from '../auth/caller.ts'
import { type AudienceStats, createAudience } from './audience.ts'
import { changesBetween } from './channel.ts'
import { sourceOf } from './command-event.ts'
import { createDoneCommands } from './done-commands.ts'
import { allowOrigin, identifySocket } from './handshake.ts'
import { createHub, type Hub } from './hub.ts'
import { createListener, type Listener, type LiveServer, type LiveSocket } from './listener.ts'
import { type Append, sendCommand } from './send-command.ts'

export interface GatewayOptions {
  callers: Callers
  append: Append
  /** The site's time, ms since 1970. */
  now: () => number
  publicUrl: string
  /** Whether the floor follows the log now; while it does not, no beat says that what is shown is current. */
  live: () => boolean
  /** Records that somebody looks at unmasked numbers; where it fails, they stay masked. */
  recordUnmasked: (viewer: Staff, view: string, id: string | null) => Promise<void>
  onFault: (error: Error) => void
  /** Names this run of this process. */
  epoch?: string
}

export interface Gateway {
  /** The floor is built: from now on watches are answered. */
  open(floor: ShownFloor): void
  /** Rows may have changed. */
  folded(changed: Changed): void
  stats(): AudienceStats & { channels: number; rows: number; keys: number }
  close(): Promise<void>
}

/** Under `BEAT_MS`, so that a screen hears one in time though a timer or a network is late. */
const BEAT_EVERY_MS = 3_000
/** A signed-out person's sockets are cut within 5 s: this, one query, and some air. */
const SWEEP_EVERY_MS = 2_000

const refused = (code: string, message = ''): CommandAnswer => ({ ok: false, code, message })

/** Live rows over Socket.IO (contract §5) on the server's own HTTP port. */
export function attachGateway(http: HttpServer, options: GatewayOptions): Gateway {
  const { callers, publicUrl, onFault, now } = options
  const epoch = options.epoch ?? randomUUID()
  const io: LiveServer = new Server(http, {
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    serveClient: false,
    allowRequest: allowOrigin(publicUrl),
  })
  let hub: Hub | null = null
  let floor: ShownFloor | null = null
  let site: Site | null = null
  const audience = createAudience(() => hub)
  const done = createDoneCommands()

  io.use(identifySocket(callers, onFault))
  io.on('connection', (socket) => connect(socket))

  function connect(socket: LiveSocket): void {
    const listener = createListener(socket)
    audience.add(listener)
    socket.on('disconnect', () => audience.remove(listener))
    socket.on('watch', (request, answer) => {
      if (typeof answer !== 'function') return
      listener.turn++
      audience.leave(listener)
      reply(watch(listener, request), answer, { ok: false, code: 'unavailable' })
    })
    socket.on('command', (request, answer) => {
      if (typeof answer !== 'function') return
      reply(command(listener, request), answer, refused('unavailable', 'not done: send again'))
    })
  }

  function reply<A>(work: Promise<A>, answer: (answer: A) => void, fault: A): void {
    work.then(answer, (error: Error) => {
      onFault(error)
      answer(fault)
    })
  }

  /** Who the caller is now, by a look at the session and the site file in force; else the socket is cut. */
  async function viewerNow(listener: Listener): Promise<Viewer | null> {
    const [gone] = await callers.ended([listener.caller])
    const viewer =
      gone === undefined && floor !== null ? viewerOf(floor.site, listener.caller.identity) : null
    if (viewer === null && floor !== null) cut(listener)
    return viewer
  }

  function cut(listener: Listener): void {
    audience.remove(listener)
    listener.socket.disconnect(true)
  }

  async function watch(listener: Listener, input: unknown): Promise<WatchAnswer> {
    const turn = listener.turn
    if (!listener.watches.take()) return { ok: false, code: 'too_fast' }
    const request = watchRequest.safeParse(input)
    if (!request.success) return { ok: false, code: 'bad_request' }
    if (hub === null || floor === null) return { ok: false, code: 'starting' }
    const viewer = await viewerNow(listener)
    if (viewer === null) return { ok: false, code: 'unauthenticated' }
    const { view, id, have } = request.data
    const may = mayWatch(await audited(viewer, view, id ?? null), view, id, floor)
    if (!may.ok) return may
    if (turn !== listener.turn || !listener.socket.connected) return { ok: false, code: 'replaced' }
    const live = hub.open(may.sight)
    const answer = live.channel.answer(have)
    audience.join(listener, live)
    return answer
  }

  async function audited(viewer: Viewer, view: string, id: string | null): Promise<Viewer> {
    if (viewer.kind === 'screen' || !viewer.unmask || view === 'wall') return viewer
    try {
      await options.recordUnmasked(viewer, view, id)
      return viewer
    } catch (error) {
      onFault(error as Error)
      return { ...viewer, unmask: false }
    }
  }

  async function command(listener: Listener, input: unknown): Promise<CommandAnswer> {
    if (!listener.commands.take()) return refused('too_fast', 'too many commands: send again later')
    const request = commandRequest.safeParse(input)
    if (!request.success) return refused('bad_command', 'id: must be 1–128 printable ASCII characters')
    if (floor === null) return refused('starting', 'the floor is not built yet')
    const viewer = await viewerNow(listener)
    if (viewer === null) return refused('unauthenticated', 'sign in again')
    if (viewer.kind === 'screen') return refused('forbidden', 'a screen shows and sends nothing')
    const { id } = request.data
    if (done.has(sourceOf(viewer), id)) return { ok: true }
    const context = { viewer, look: floor, site: floor.site, now: now() }
    const answer = await sendCommand(request.data, context, options.append)
    if (answer.ok) done.add(sourceOf(viewer), id)
    return answer
  }

  /** The site file changed: who is gone is cut, and who may see other rows now is led over to them. */
  function siteChanged(current: ShownFloor): void {
    site = current.site
    hub?.lookAgain()
    for (const listener of [...audience.all]) {
      const viewer = viewerOf(current.site, listener.caller.identity)
      if (viewer === null) cut(listener)
      else if (listener.live !== null) leadOver(listener, viewer, current)
    }
  }

  function leadOver(listener: Listener, viewer: Viewer, current: ShownFloor): void {
    const { live } = listener
    if (live === null || hub === null) return
    const { view, id } = live.channel.sight
    const unmask = viewer.kind !== 'screen' && viewer.unmask
    const may = mayWatch(unmask ? { ...viewer, unmask: false } : viewer, view, id ?? undefined, current)
    if (may.ok && sightKey(may.sight) === live.key) return
    // Rights that went, and rights to unmask, which leave a record, need a new watch: the closed transport brings it.
    if (!may.ok || unmask || listener.lagging) {
      if (!may.ok || sightKey({ ...may.sight, viewer }) !== live.key) listener.socket.conn.close()
      return
    }
    const next = hub.open(may.sight)
    const changes = changesBetween(live.channel.rows, next.channel.rows)
    const from = live.channel.seq
    audience.join(listener, next)
    listener.socket.emit('patch', { epoch, from, to: next.channel.seq, ...next.channel.mark, ...changes })
  }

  async function sweep(): Promise<void> {
    const listeners = [...audience.all]
    if (listeners.length === 0) return
    const ended = new Set(await callers.ended(listeners.map(({ caller }) => caller)))
    for (const listener of listeners) if (ended.has(listener.caller)) cut(listener)
  }

  callers.onEnded(({ kind, id }) => {
    for (const listener of [...audience.all]) {
      const { credential } = listener.caller
      if (credential.kind === kind && credential.id === id) cut(listener)
    }
  })

  const beats = setInterval(() => {
    if (options.live()) hub?.beat()
  }, BEAT_EVERY_MS)
  const sweeps = setInterval(() => sweep().catch(onFault), SWEEP_EVERY_MS)

  return {
    open(built) {
      floor = built
      site = built.site
      hub = createHub({
        floor: built,
        epoch,
        emitPatch(room, patch) {
          audience.spare(room)
          io.to(room).emit('patch', patch)
        },
        emitBeat(room, beat) {
          audience.spare(room)
          io.to(room).emit('beat', beat)
        },
      })
    },
    folded(changed) {
      if (hub === null || floor === null) return
      hub.folded(changed)
      if (floor.site !== site) siteChanged(floor)
    },
    stats: () => ({ ...audience.stats(), ...(hub?.stats() ?? { channels: 0, rows: 0, keys: 0 }) }),
    async close() {
      clearInterval(beats)
      clearInterval(sweeps)
      audience.close()
      hub?.close()
      await io.close()
    },
  }
}
