import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { ShownFloor } from '#core/access/reach.ts'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import type { AnyEvent } from '#core/event/event.ts'
import type { Changed } from '#core/floor/floor.ts'
import { forAdminsOnly, type MachineNote } from '#core/machine/machine-note.ts'
import type { Role, Site } from '#core/site/site-schema.ts'
import { askedFrom } from '#platform/sender-address.ts'
import type { IsTrusted } from '#platform/trusted-proxies.ts'
import { type CallLimits, createCallLimits } from '../api/call-limits.ts'
import type { Requesters } from '../auth/requester.ts'
import type { SecurityLog } from '../auth/security-log.ts'
import { clientAddress } from '../http/client-address.ts'
import type { OurHosts } from '../http/our-hosts.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'
import { type AudienceStats, createAudience } from './audience.ts'
import { type ArchivedIdentity, createCommandHandler } from './command-handler.ts'
import type { SentDue } from './command-plan.ts'
import { createCurrentViewer } from './current-viewer.ts'
import { allowOrigin, identifySocket } from './handshake.ts'
import { createHub } from './hub.ts'
import { LARGE_ANSWERS, takeReadyFrames } from './large-answers.ts'
import { createListener, type Listener, type LiveServer, type LiveSocket } from './listener.ts'
import { reply } from './reply.ts'
import type { CommandLog } from './send-command.ts'
import { type Built, createWatchHandler } from './watch-handler.ts'

export interface GatewayOptions extends CommandLog {
  callers: Requesters
  /** The site's time, ms since 1970. */
  now: () => number
  /** The names of this site. */
  hosts: OurHosts
  /** Proxies that are believed from where somebody comes. */
  isTrustedProxy: IsTrusted
  /** Whether the floor follows the log now; while it does not, no beat says that what is shown is current. */
  live: () => boolean
  /** Lets the floor's time pass to now. A quiet floor looks up only when something falls due, and screens count from what they are told. */
  pass: () => void
  /** Records that somebody looks at unmasked numbers; where it fails, they stay masked. */
  recordUnmasked: (viewer: Staff, view: string, id: string | null) => Promise<void>
  security: SecurityLog
  onFault: (error: Error) => void
  sentDue?: SentDue
  /** Adds the customer that a number stands for which somebody typed. */
  withCustomer?: (event: AnyEvent) => AnyEvent
  /** What the archive knows of a customer whom only their key names. */
  archivedIdentity: ArchivedIdentity | undefined
  /** What is the matter with the machine, and with secrets: for supervisors and administrators. */
  machineNotes?: () => readonly MachineNote[]
  limitWatch?: Pick<LimitWatch, 'met' | 'near'>
  /** How often somebody may send something; not given: as the usual limits say. */
  may?: CallLimits
  /** The speed of the site's clock, where it may change. */
  clockSpeed?: () => number
  /** Names this run of this process. */
  epoch?: string
}

export interface Gateway {
  /** The floor is built: from now on watches are answered. */
  open(floor: ShownFloor): void
  /** Rows may have changed. */
  folded(changed: Changed): void
  /** What is the matter with the machine has changed. */
  machineChanged(): void
  /** The site's clock runs at another speed now. */
  speedChanged(): void
  stats(): AudienceStats & { channels: number; rows: number; keys: number }
  close(): Promise<void>
}

/** Under `BEAT_MS`, so that a screen hears one in time though a timer or a network is late. */
const HEARTBEAT_EVERY_MS = 3_000
/** A signed-out person's sockets are cut within 5 s: this, one query, and some air. */
const SWEEP_EVERY_MS = 2_000
/** Who hears of the machine: who can see to it, or can call who can. */
const MACHINE_ROLES: ReadonlySet<Role> = new Set(['supervisor', 'admin'])
const NOTHING = { channels: 0, rows: 0, keys: 0 }

function createIo(http: HttpServer, hosts: OurHosts): LiveServer {
  const io: LiveServer = new Server(http, {
    transports: ['websocket', 'polling'],
    perMessageDeflate: LARGE_ANSWERS,
    httpCompression: false,
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    serveClient: false,
    allowRequest: allowOrigin(hosts),
  })
  // Its answers pass by those of our own HTTP server, which have it already.
  io.engine.on('headers', (headers: Record<string, string>) => {
    headers['X-Content-Type-Options'] = 'nosniff'
  })
  return io
}

/** Live rows over Socket.IO (contract §5) on the server's own HTTP port. */
export function attachGateway(http: HttpServer, options: GatewayOptions): Gateway {
  const { callers, onFault, may = createCallLimits({}) } = options
  const epoch = options.epoch ?? randomUUID()
  const io = createIo(http, options.hosts)
  let built: Built | null = null
  let site: Site | null = null
  const audience = createAudience(() => built?.hub ?? null)
  const status = createCurrentViewer(callers, audience)
  /** What is told after this is as of now; false where the floor does not follow the log. */
  function passIfLive(): boolean {
    if (!options.live()) return false
    options.pass()
    return true
  }
  const watching = createWatchHandler({ ...options, may, audience, status, passIfLive })
  const command = createCommandHandler({ ...options, may, status })

  function tellMachine(listeners: Iterable<Listener>): void {
    const notes = [...(options.machineNotes?.() ?? [])]
    for (const { caller, socket } of listeners) {
      const viewer = built === null ? null : viewerOf(built.floor.site, caller.identity)
      if (viewer === null || viewer.kind === 'screen' || !MACHINE_ROLES.has(viewer.role)) continue
      const isAdmin = viewer.role === 'admin'
      socket.emit(
        'machine',
        notes.filter((note) => isAdmin || !forAdminsOnly(note)),
      )
    }
  }

  function tellSpeed(listeners: Iterable<Listener>): void {
    const speed = options.clockSpeed?.()
    if (speed === undefined) return
    for (const { socket } of listeners) socket.emit('speed', { speed })
  }

  io.use(identifySocket(callers, options.security, onFault))
  io.on('connection', (socket: LiveSocket) => {
    takeReadyFrames(socket)
    const listener = createListener(socket)
    const address = clientAddress(socket.request, options.isTrustedProxy)
    audience.add(listener)
    tellMachine([listener])
    tellSpeed([listener])
    socket.on('disconnect', () => audience.remove(listener))
    socket.on('watch', (request, answer) => {
      const watched = askedFrom(address, () => watching.watch(listener, request, built))
      const { turn } = listener
      const fault = () => {
        watching.giveUp(listener, turn)
        return { ok: false, code: 'unavailable' } as const
      }
      void reply(watched, answer, fault, onFault)
    })
    socket.on('command', (request, answer) => {
      const fault = () => ({ ok: false, code: 'unavailable', message: 'not done: send again' }) as const
      const done = askedFrom(address, () => command(listener, request, built?.floor ?? null))
      void reply(done, answer, fault, onFault)
    })
  })

  const heartbeats = setInterval(() => {
    if (passIfLive()) built?.hub.heartbeat()
  }, HEARTBEAT_EVERY_MS)
  const sweeps = setInterval(() => status.sweep().catch(onFault), SWEEP_EVERY_MS)

  return {
    open(floor) {
      site = floor.site
      const hub = createHub({
        floor,
        epoch,
        emitPatch: (room, patch) => audience.tell(room, 'patch', patch),
        emitHeartbeat: (room, heartbeat) => audience.tell(room, 'beat', heartbeat),
      })
      built = { floor, hub }
      tellMachine(audience.all)
    },
    folded(changed) {
      if (built === null) return
      built.hub.folded(changed)
      if (built.floor.site === site) return
      site = built.floor.site
      watching.siteChanged(built)
    },
    machineChanged: () => tellMachine(audience.all),
    speedChanged: () => tellSpeed(audience.all),
    stats: () => ({ ...audience.stats(), ...(built?.hub.stats() ?? NOTHING) }),
    async close() {
      clearInterval(heartbeats)
      clearInterval(sweeps)
      audience.close()
      built?.hub.close()
      await io.close()
    },
  }
}
