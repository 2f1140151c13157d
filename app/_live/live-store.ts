import type { MachineNote } from '#core/machine/machine-note.ts'
import type {
  CommandAnswer,
  HeartbeatMessage,
  Patch,
  SpeedMessage,
  View,
  WatchAnswer,
} from '#core/rows/protocol.ts'
import type { RowType, RowTypes } from '#core/rows/row.ts'
import { randomId } from '../_browser/random-id.ts'
import type { Source } from './derived.ts'
import { createNotices } from './notices.ts'
import { createPacedFrame } from './paced-frame.ts'
import { createPressIds, mayBeDone } from './press-ids.ts'
import { type ChangedRows, createRowTables } from './row-tables.ts'
import { type CommandTarget, type SentEach, sendEach } from './send-each.ts'
import { createServerClock, type ServerClock } from './server-clock.ts'

/** The part of a socket.io client that the store asks for. */
export interface ClientSocket {
  readonly connected: boolean
  /** Whether it will try again by itself. */
  readonly active: boolean
  connect(): unknown
  on(event: string, listener: (...args: never[]) => void): unknown
  off(event: string, listener: (...args: never[]) => void): unknown
  timeout(ms: number): {
    emit(event: string, body: unknown, answer: (error: Error | null, answer: never) => void): unknown
  }
}

export type Access = { state: 'open' } | { state: 'refused'; code: string }

export interface LiveStore {
  /** Looks at a view from now on; what was held of another one is dropped with the answer. */
  watch(view: View, id?: string): void
  /** The same command again after no answer came bears the same id, by which the server does nothing twice. */
  command(name: string, body?: Record<string, unknown>): Promise<CommandAnswer>
  /** An act about several things; gives what became of each, in their order. Sent again it does nothing twice, either. */
  commandEach(
    name: string,
    targets: readonly CommandTarget[],
    shared?: Record<string, unknown>,
  ): Promise<SentEach[]>
  row<T extends RowType>(type: T, id: string): RowTypes[T] | null
  rows<T extends RowType>(type: T): readonly RowTypes[T][]
  subscribeRow(type: RowType, id: string, listener: () => void): () => void
  subscribeRows(type: RowType, listener: () => void): () => void
  /** Which rows changed, for who keeps something of many of them. */
  readonly changes: Source<ChangedRows>
  /** Hears changes of `access`, `position`, `hearing` and `machineNotes`. */
  subscribeStatus(listener: () => void): () => void
  access(): Access
  /** Where the rows stand, or null before the first answer. */
  position(): { epoch: string; seq: number; pos: string; at: string } | null
  hearing(): { heardAt: number | null; cutAt: number | null }
  /** What the server says is the matter with its machine: nothing, to whom it does not concern. */
  machineNotes(): readonly MachineNote[]
  readonly clock: ServerClock
  close(): void
}

export interface LiveStoreOptions {
  socket: ClientSocket
  /** Monotonic ms. */
  now?: () => number
  /** When listeners are told: by default in a frame, as often as the page can draw with ease (`paced-frame.ts`). */
  schedule?: (run: () => void) => void
  newId?: () => string
  retryMs?: number
}

const ANSWER_WITHIN_MS = 5_000
/** Refusals that asking again soon cannot change. */
const FINAL_CODES = new Set([
  'unauthenticated',
  'password_change_required',
  'second_factor_required',
  'forbidden',
  'not_found',
  'no_agent',
  'bad_id',
])
/** A server that is starting has its floor soon: every screen of a hall waits for that. */
const STARTING_RETRY_MS = 500
/** A screen that is refused goes on asking, because nobody stands before it to press a key. */
const REFUSED_RETRY_MS = 10_000

/**
 * Holds the rows of one view and keeps them equal to the server's: a patch is applied only where it joins what is held,
 * any gap asks again with `have`, a full answer drops all. No framework; hooks stand in `use-live.ts`.
 */
export function createLiveStore(options: LiveStoreOptions): LiveStore {
  const { socket, retryMs = 2_000 } = options
  const now = options.now ?? (() => performance.now())
  const newId = options.newId ?? randomId
  const presses = createPressIds(newId, now)
  const tables = createRowTables()
  const clock = createServerClock()
  const notices = createNotices(options.schedule ?? createPacedFrame())

  let wanted: { view: View; id?: string } | null = null
  let held: { epoch: string; seq: number; pos: string; at: string } | null = null
  let access: Access = { state: 'open' }
  const hearing = { heardAt: null as number | null, cutAt: null as number | null }
  let machineNotes: readonly MachineNote[] = []
  let asking = 0
  let pending = false
  let retry: ReturnType<typeof setTimeout> | undefined

  function heard(at: string): void {
    const local = now()
    hearing.heardAt = local
    hearing.cutAt = null
    clock.observe(Date.parse(at), local)
  }

  function askLater(ms: number): void {
    clearTimeout(retry)
    retry = setTimeout(() => {
      if (socket.connected) ask()
      else if (!socket.active) socket.connect()
    }, ms)
  }

  function ask(): void {
    clearTimeout(retry)
    if (wanted === null || !socket.connected) return
    const turn = ++asking
    pending = true
    const have = held === null ? undefined : { epoch: held.epoch, seq: held.seq }
    const request = { ...wanted, ...(have === undefined ? {} : { have }) }
    socket.timeout(ANSWER_WITHIN_MS).emit('watch', request, (error, answer: WatchAnswer) => {
      if (turn !== asking) return
      pending = false
      if (error !== null) askLater(retryMs)
      else if (answer.ok) take(answer)
      else refuse(answer.code)
    })
  }

  function take(answer: Extract<WatchAnswer, { ok: true }>): void {
    const { epoch, seq, pos, at, full, put, del } = answer
    const touched = full ? tables.replace(put) : tables.apply({ put, del })
    held = { epoch, seq, pos, at }
    access = { state: 'open' }
    heard(at)
    tell(touched)
  }

  function refuse(code: string): void {
    access = { state: 'refused', code }
    if (!FINAL_CODES.has(code)) {
      notices.status()
      askLater(code === 'starting' ? STARTING_RETRY_MS : retryMs)
      return
    }
    held = null
    tell(tables.replace({}))
    askLater(REFUSED_RETRY_MS)
  }

  function tell(touched: ChangedRows): void {
    notices.rows(touched)
    notices.status()
  }

  function onPatch(patch: Patch): void {
    if (pending || held === null) return
    if (patch.epoch !== held.epoch || patch.from !== held.seq) {
      ask()
      return
    }
    held = { epoch: patch.epoch, seq: patch.to, pos: patch.pos, at: patch.at }
    heard(patch.at)
    tell(tables.apply(patch))
  }

  function onHeartbeat(heartbeat: HeartbeatMessage): void {
    if (pending || held === null) return
    // The server left a lagging screen out of its patches; the beat's seq says that something was missed.
    if (heartbeat.epoch !== held.epoch || heartbeat.seq !== held.seq) {
      ask()
      return
    }
    held = { ...held, pos: heartbeat.pos, at: heartbeat.at }
    heard(heartbeat.at)
    notices.status()
  }

  function onMachine(notes: MachineNote[]): void {
    machineNotes = notes
    notices.status()
  }

  /** A demo's clock was made faster or slower, or is held. */
  function onSpeed({ speed }: SpeedMessage): void {
    clock.setSpeed(speed, now())
    notices.status()
  }

  function onConnect(): void {
    ask()
  }

  function onDisconnect(): void {
    asking++
    pending = false
    hearing.cutAt ??= now()
    notices.status()
    // Cut by the server (signed out, disabled): the socket stays away unless it is told to ask why.
    if (!socket.active) askLater(retryMs)
  }

  function onConnectError(error: Error & { data?: { code?: string } }): void {
    const code = error.data?.code
    if (code !== undefined) refuse(code)
    else if (!socket.active) askLater(retryMs)
  }

  function send(request: Record<string, unknown>): Promise<CommandAnswer> {
    return new Promise((resolve) => {
      socket.timeout(ANSWER_WITHIN_MS).emit('command', request, (error, answer: CommandAnswer) => {
        resolve(error === null ? answer : { ok: false, code: 'no_answer', message: '' })
      })
    })
  }

  const listeners: [string, (...args: never[]) => void][] = [
    ['connect', onConnect],
    ['disconnect', onDisconnect],
    ['connect_error', onConnectError as (...args: never[]) => void],
    ['patch', onPatch as (...args: never[]) => void],
    ['machine', onMachine as (...args: never[]) => void],
    ['beat', onHeartbeat as (...args: never[]) => void],
    ['speed', onSpeed as (...args: never[]) => void],
  ]
  for (const [event, listener] of listeners) socket.on(event, listener)

  return {
    watch(view, id) {
      if (wanted !== null && (wanted.view !== view || wanted.id !== id)) held = null
      wanted = id === undefined ? { view } : { view, id }
      ask()
    },
    async command(name, body = {}) {
      const press = [String(body.subject), JSON.stringify([name, body])] as const
      const said = await send({ id: presses.of(...press), ...body, name })
      if (said.ok || !mayBeDone(said.code)) presses.settle(...press)
      return said
    },
    commandEach: (name, targets, shared = {}) => sendEach(name, targets, shared, { send, presses, newId }),
    row: tables.row,
    rows: tables.rows,
    subscribeRow: notices.subscribeRow,
    subscribeRows: notices.subscribeRows,
    subscribeStatus: notices.subscribeStatus,
    changes: notices.changes,
    access: () => access,
    position: () => held,
    hearing: () => hearing,
    machineNotes: () => machineNotes,
    clock,
    close() {
      clearTimeout(retry)
      asking++
      for (const [event, listener] of listeners) socket.off(event, listener)
    },
  }
}
